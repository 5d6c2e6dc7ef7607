import * as React from 'react';
import { IProblem, problemOf } from '../server/problem';
import type { IDraft } from './draft';
import type { Faults } from './faults';

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
  /**
   * Submit it, unless something is wrong with it; then the first field that is wrong gets the focus.
   *
   * @param act - resolves to why it was refused, null when it was not; may reject with ProblemError
   */
  readonly submit: (
    valid: boolean,
    tried: string,
    act: () => Promise<IProblem | null>
  ) => void;
  /** Goes to the element that holds the fields. */
  readonly ref: React.RefObject<HTMLDivElement>;
}

/** The state of a form. */
export function useForm(): IForm {
  const [changed, setChanged] = React.useState<Partial<IDraft>>({});
  const [tries, setTries] = React.useState(0);
  const [sending, setSending] = React.useState(false);
  const [problem, setProblem] = React.useState<IProblem | null>(null);
  const ref = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    if (tries > 0) {
      ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [tries]);
  return {
    changed,
    change: part => setChanged(before => ({ ...before, ...part })),
    forget: (...fields) =>
      setChanged(before => {
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
    submit: (valid, tried, act) => {
      setTries(count => count + 1);
      if (!valid) {
        return;
      }
      setSending(true);
      setProblem(null);
      void act()
        .catch((error: unknown) => problemOf(error, tried))
        .then(setProblem)
        .finally(() => setSending(false));
    },
    ref
  };
}
