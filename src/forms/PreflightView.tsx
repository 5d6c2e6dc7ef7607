import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { IChoices } from '../jobs/request';
import type { ISpace } from '../spaces/space';
import type { IPreflight } from './preflight';
import {
  changeWords,
  interruptionWords,
  IRunning,
  priceWords
} from './preflightWords';

interface IPreflightProps {
  readonly space: ISpace;
  /** What is changed, without what is not valid. */
  readonly changes: IChoices;
  /** Whether all fields are. */
  readonly valid: boolean;
  readonly preflight: IPreflight;
  /** What runs in the space that one is in; null for another one. */
  readonly running: IRunning | null;
  readonly trans: TranslationBundle;
}

/** What a change will change, cost and interrupt, before it is made. */
export function PreflightView(props: IPreflightProps): JSX.Element {
  const { space, changes, valid, preflight, running, trans } = props;
  const changed = changeWords(space, changes, trans);
  const warnings = interruptionWords(preflight, space, running, trans);
  return (
    <div
      className="jp-Spaces-preflight"
      role="region"
      aria-live="polite"
      aria-label={trans.__('What will happen')}
    >
      {changed.length === 0 ? (
        <div className="jp-Spaces-sub">
          {valid
            ? trans.__('Nothing is changed yet.')
            : trans.__('What is typed is not valid yet.')}
        </div>
      ) : (
        <dl className="jp-Spaces-facts">
          {changed.map(([what, from, to]) => (
            <React.Fragment key={what}>
              <dt>{what}</dt>
              <dd>
                {from} → <strong>{to}</strong>
              </dd>
            </React.Fragment>
          ))}
          {priceWords(preflight, trans).map(([what, price]) => (
            <React.Fragment key={what}>
              <dt>{what}</dt>
              <dd>{price}</dd>
            </React.Fragment>
          ))}
        </dl>
      )}
      {warnings.map(line => (
        <p key={line} className="jp-Spaces-warning">
          {line}
        </p>
      ))}
    </div>
  );
}
