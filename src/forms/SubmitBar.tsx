import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { IProblem } from '../server/problem';
import { Problem } from '../ui/Problem';

/** One way to end a form. */
export interface ISubmit {
  readonly label: string;
  readonly primary?: boolean;
  /** Why it is not possible now; null when it is. */
  readonly refusal: string | null;
  readonly onClick: () => void;
}

interface ISubmitBarProps {
  /** What will happen. */
  readonly children: React.ReactNode;
  readonly submits: readonly ISubmit[];
  /** What is being done now, in words; null when nothing is. */
  readonly busy: string | null;
  /** Why the last try failed. */
  readonly problem: IProblem | null;
  readonly onCancel: () => void;
  readonly trans: TranslationBundle;
}

/** The foot of a form: what will happen, what went wrong, and the buttons. */
export function SubmitBar(props: ISubmitBarProps): JSX.Element {
  const { children, submits, busy, problem, onCancel, trans } = props;
  const reason = useIdWith(React.useId());
  return (
    <div className="jp-Spaces-submit">
      {children}
      <div role="alert">
        {problem && <Problem problem={problem} trans={trans} />}
      </div>
      <div className="jp-Spaces-submitButtons">
        {submits.map((submit, index) => {
          const refusal = busy ?? submit.refusal;
          return (
            <React.Fragment key={submit.label}>
              <button
                type="button"
                className={`jp-Spaces-button${submit.primary ? ' jp-mod-primary' : ''}`}
                aria-disabled={refusal !== null}
                aria-describedby={refusal ? reason(index) : undefined}
                title={refusal ?? undefined}
                onClick={refusal === null ? submit.onClick : undefined}
              >
                {submit.label}
              </button>
              <span id={reason(index)} className="jp-Spaces-hidden">
                {refusal}
              </span>
            </React.Fragment>
          );
        })}
        <button type="button" className="jp-Spaces-button" onClick={onCancel}>
          {trans.__('Cancel')}
        </button>
        <span className="jp-Spaces-sub" role="status">
          {busy}
        </span>
      </div>
    </div>
  );
}

function useIdWith(id: string): (index: number) => string {
  return index => `${id}-${index}`;
}
