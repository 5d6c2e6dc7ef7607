import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { ISpace } from '../spaces/space';

export interface IAfterPageProps {
  readonly title: string;
  /** As it was when it was stopped; null where it is not known. */
  readonly space: ISpace | null;
  /** Why it stopped; null where somebody stopped it here and now. */
  readonly why: string | null;
  /** Where one runs it again; null where no address is known. */
  readonly studio: string | null;
  readonly trans: TranslationBundle;
}

/** What a page shows whose space has been stopped. It needs no server. */
export function AfterPage(props: IAfterPageProps): JSX.Element {
  const { title, space, why, studio, trans } = props;
  return (
    <main className="jp-Spaces-afterText">
      <h1>{trans.__('%1 has been stopped', title)}</h1>
      {why && <p>{why}</p>}
      <dl>
        <dt>{trans.__('Kept')}</dt>
        <dd>
          {space?.volumeGb
            ? trans.__('all files in the home (EBS %1 GB)', space.volumeGb)
            : trans.__('all files in the home')}
        </dd>
        <dt>{trans.__('Lost')}</dt>
        <dd>
          {trans.__(
            'what kernels and terminals held in memory, and packages that were installed outside the home'
          )}
        </dd>
        <dt>{trans.__('To go on')}</dt>
        <dd>
          {trans.__(
            'Press Run for %1 in SageMaker Studio or in another space, wait until it runs, then press Open, or load this page anew.',
            title
          )}
        </dd>
      </dl>
      <div className="jp-Spaces-acts">
        {studio && (
          <a className="jp-Spaces-link" href={studio} rel="noopener noreferrer">
            {trans.__('Go to SageMaker Studio')}
          </a>
        )}
        <button
          className="jp-Spaces-button"
          onClick={() => window.location.reload()}
        >
          {trans.__('Load anew')}
        </button>
      </div>
    </main>
  );
}
