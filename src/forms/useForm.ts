import * as React from 'react';
import { IProblem, problemOf } from '../server/problem';
import type { IDraft } from './draft';
import type { Faults } from './faults';

interface ISubmission {
  readonly valid: boolean;
  /** What is tried, for the words of a failure. */
  readonly tried: string;
  /** Asks whether to go on; absent where nothing is to be asked. */
  readonly confirm?: () => Promise<boolean>;
  /** Resolves to why it was refused, null when it was not; may reject with ProblemError. */
  readonly act: () => Promise<IProblem | null>;
}

/** The state of a form beside what AWS tells: what was changed, what was tried. */
export interface IForm {
  /** What differs from what the form began with. */
  readonly changed: Partial<IDraft>;
  readonly change: (part: Partial<IDraft>) => void;
  /** Forget changes of these fields. */
  readonly forget: (...fields: (keyof IDraft)[]) => void;
  /** Those faults that are to be shown: of fields that were touched, and all after a try to submit. */
  readonly shown: (faults: Faults) => Faults;
  /** Whether somebody tried to submit it. */
  readonly tried: boolean;
  readonly sending: boolean;
  readonly problem: IProblem | null;
  /** Submit it, unless something is wrong with it; then the first field that is wrong gets the focus. */
  readonly submit: (submission: ISubmission) => void;
  /** Goes to the element that holds the fields. */
  readonly ref: React.RefObject<HTMLDivElement>;
}

/**
 * The state of a form.
 *
 * @param prefilled - what is changed from the start
 */
export function useForm(prefilled: Partial<IDraft> = {}): IForm {
  const [typed, setTyped] = React.useState<Partial<IDraft>>({});
  const changed = { ...prefilled, ...typed };
  const [tries, setTries] = React.useState(0);
  const [sending, setSending] = React.useState(false);
  const [problem, setProblem] = React.useState<IProblem | null>(null);
  const ref = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    if (tries > 0) {
      ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [tries]);
  const send = async ({ tried, confirm, act }: ISubmission) => {
    if (confirm && !(await confirm())) {
      return;
    }
    setSending(true);
    setProblem(null);
    try {
      setProblem(await act());
    } catch (error) {
      setProblem(problemOf(error, tried));
    } finally {
      setSending(false);
    }
  };
  return {
    changed,
    change: part => setTyped(before => ({ ...before, ...part })),
    forget: (...fields) =>
      setTyped(before => {
        const rest = { ...before };
        fields.forEach(field => delete rest[field]);
        return rest;
      }),
    shown: faults =>
      tries > 0
        ? faults
        : Object.fromEntries(
            Object.entries(faults).filter(([field]) => field in changed)
          ),
    tried: tries > 0,
    sending,
    problem,
    submit: submission => {
      setTries(count => count + 1);
      if (submission.valid) {
        void send(submission);
      }
    },
    ref
  };
}
