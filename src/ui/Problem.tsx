import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import type { IProblem } from '../server/problem';
import { FailureView } from './FailureView';
import { formatTime } from './format';

interface IProblemProps {
  readonly problem: IProblem;
  /** When it is tried again, ms since 1970; null when it is not. */
  readonly retryAt?: number | null;
  readonly onRetry?: () => void;
  readonly trans: TranslationBundle;
}

/** A failure to read something, and when it is tried again. */
export function Problem(props: IProblemProps): JSX.Element {
  const { problem, retryAt, onRetry, trans } = props;
  return (
    <div className="jp-Spaces-problem">
      {/* Not the time of the next try: it would be read out at each. */}
      <div role="status">
        <FailureView
          failure={failureOf(problem, ABOUT_NOTHING, trans)}
          // What failed is a reading: trying it again is all that helps.
          actOf={() => null}
          subject={null}
          trans={trans}
        />
      </div>
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
