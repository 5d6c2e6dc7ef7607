import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { IProblem } from '../server/problem';
import { formatTime } from './format';
import { problemWords } from './problemWords';

interface IProblemProps {
  readonly problem: IProblem;
  /** When it is tried again, ms since 1970; null when it is not. */
  readonly retryAt?: number | null;
  readonly onRetry?: () => void;
  readonly trans: TranslationBundle;
}

/** What failed, why, what to do, when it is tried again; the raw text behind a disclosure. */
export function Problem(props: IProblemProps): JSX.Element {
  const { problem, retryAt, onRetry, trans } = props;
  const { title, advice } = problemWords(problem, trans);
  const raw = [problem.type, problem.text].filter(Boolean).join(': ');
  return (
    <div className="jp-Spaces-problem" role="status">
      <div className="jp-Spaces-problemTitle">{title}</div>
      <div>{advice}</div>
      {raw && !advice.includes(raw) && (
        <details>
          <summary>{trans.__('What exactly was answered')}</summary>
          <code className="jp-Spaces-raw">{raw}</code>
        </details>
      )}
      {(retryAt || onRetry) && (
        <div className="jp-Spaces-problemRetry">
          {retryAt ? (
            <span>
              {trans.__('Next try at %1.', formatTime(new Date(retryAt)))}
            </span>
          ) : null}
          {onRetry && (
            <button className="jp-Spaces-button" onClick={onRetry}>
              {trans.__('Try now')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
