import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import { completeHere } from '../server/completeHere';
import type { IProblem } from '../server/problem';
import { placeWords } from '../spaces/placeWords';
import { fullTitleOf, titleOf } from '../spaces/space';
import { IAccount, IHere, ISpaces } from '../tokens';
import { PlaceNotice } from '../ui/PlaceNotice';
import { useChange } from '../ui/useChange';
import { CardRows } from './CardRows';
import { cardRows } from './rows';
import type { IPageCollaboration } from '../spaces/collaboration';
import { placeName } from './StatusItem';
import { studioLink } from '../spaces/studioLink';
import { useHereReads } from './useHereReads';

export interface IHereCardProps {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  readonly page: IPageCollaboration;
  readonly onClose: () => void;
  readonly onShowPanel: () => void;
  /** Stop the space that one is in. */
  readonly onLeave: () => void;
  readonly trans: TranslationBundle;
}

/** The place in which one is: what it is, where, as whom, on what; each value with its source, to be copied. */
export function HereCard(props: IHereCardProps): JSX.Element | null {
  const { here, spaces, account, page, onClose, onShowPanel, onLeave, trans } =
    props;
  useChange(here.stateChanged, spaces.stateChanged, account.changed);
  const [withSources, setWithSources] = React.useState(false);
  const { space, domain, profile, loading, problem } = useHereReads(props);
  const { state } = here;
  if (state.kind !== 'ready') {
    return null; // the server was asked again: the status item is gone, too
  }
  const app = spaces.hereApp;
  const type = app.instanceType;
  const rows = cardRows(
    {
      ...{ here: completeHere(state.here), space, app, domain, profile, page },
      instance: type === null ? undefined : account.instance(type),
      priceList: account.priceList,
      price: type === null ? undefined : account.price(type)
    },
    trans
  );
  const words = placeWords(state.here, trans);
  const link = studioLink(space, domain);
  return (
    <>
      <div className="jp-Spaces-cardHead">
        <h2 title={space ? fullTitleOf(space) : undefined}>
          {space ? titleOf(space) : placeName(state.here, trans)}
        </h2>
        <button
          className="jp-Spaces-iconButton"
          aria-label={trans.__('Close')}
          title={trans.__('Close')}
          onClick={onClose}
        >
          <closeIcon.react tag={null} />
        </button>
      </div>
      <div className="jp-Spaces-cardBody">
        {words && (
          // The ids are among the rows.
          <PlaceNotice words={{ ...words, raw: null }} />
        )}
        <CardRows rows={rows} withSources={withSources} trans={trans} />
        <div className="jp-Spaces-sub" role="status">
          {problem
            ? problemText(problem, trans)
            : loading
              ? trans.__('Reading the rest…')
              : ''}
        </div>
      </div>
      <div className="jp-Spaces-cardFoot">
        <button
          className="jp-Spaces-button"
          onClick={() => {
            onClose();
            onShowPanel();
          }}
        >
          {trans.__('Show Spaces')}
        </button>
        {state.here.space !== null && (
          <button
            className="jp-Spaces-button"
            onClick={() => {
              onClose();
              onLeave();
            }}
          >
            {trans.__('Leave…')}
          </button>
        )}
        {link && (
          <a
            className="jp-Spaces-link"
            href={link}
            title={link}
            target="_blank"
            rel="noopener noreferrer"
          >
            {trans.__('Open in Studio')}
          </a>
        )}
        <button
          className="jp-Spaces-chip"
          aria-pressed={withSources}
          title={trans.__('Show where each value is from')}
          onClick={() => setWithSources(!withSources)}
        >
          {trans.__('Sources')}
        </button>
      </div>
    </>
  );
}

function problemText(problem: IProblem, trans: TranslationBundle): string {
  const { title, todo } = failureOf(problem, ABOUT_NOTHING, trans);
  return [trans.__('The rest could not be read: %1.', title), todo]
    .filter(Boolean)
    .join(' ');
}
