import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import * as React from 'react';
import type { IHereAnswer } from '../server/here';
import { titleOf } from '../spaces/space';
import { IAccount, IHere, ISpaces } from '../tokens';
import { formatDuration } from '../ui/statusFormat';
import { spacesIcon } from '../ui/icons';
import { useChange } from '../ui/useChange';
import { useNow } from '../ui/useNow';
import { CardOpener } from './cardOpener';
import { statusParts } from './statusParts';

interface IStatusItemProps {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  readonly card: CardOpener;
  readonly trans: TranslationBundle;
}

/** `churn-team · ml.g5.xlarge · 4 vCPU · 16 GiB · $1.41/h · 3 h 12 min` in the status bar; a click shows the card. */
export function statusItem(props: IStatusItemProps): Widget {
  const widget = ReactWidget.create(<StatusItem {...props} />);
  widget.addClass('jp-Spaces-status');
  return widget;
}

/** What stands for the place: the space; in a person's own app of Studio Classic that word; null where there is neither. */
export function placeName(
  here: IHereAnswer,
  trans: TranslationBundle
): string | null {
  return here.place === 'classic'
    ? (here.space ?? trans.__('Studio Classic'))
    : here.space;
}

function StatusItem(props: IStatusItemProps): JSX.Element | null {
  const { here, spaces, account, card, trans } = props;
  useChange(
    here.stateChanged,
    spaces.stateChanged,
    account.changed,
    card.changed
  );
  const app = spaces.hereApp;
  const type = app?.instanceType ?? null;
  const asksCatalogue = useIdle(type !== null);
  const place =
    here.state.kind === 'ready' ? placeName(here.state.here, trans) : null;
  if (place === null) {
    return null;
  }
  const space = spaces.find(place);
  const parts = statusParts(
    space ? titleOf(space) : place,
    type,
    type !== null && asksCatalogue ? account.instance(type) : null,
    type !== null && asksCatalogue ? account.price(type) : null,
    trans
  );
  return (
    <button
      className="jp-Spaces-statusButton"
      title={trans.__(
        'You are in %1.',
        parts.map(part => part.text).join(' · ')
      )}
      aria-haspopup="dialog"
      aria-expanded={card.isOpen}
      onClick={() => void card.toggle()}
    >
      <spacesIcon.react tag="span" width="14px" height="14px" />
      <span className="jp-Spaces-statusText">
        {parts.map(({ kind, text }, index) => (
          <span key={kind} className={`jp-Spaces-status-${kind}`}>
            {index > 0 && ' · '}
            {text}
          </span>
        ))}
        {app?.since && <Since since={app.since} trans={trans} />}
      </span>
    </button>
  );
}

/** ` · 3 h 12 min`; alone renewed each minute. */
function Since(props: { since: Date; trans: TranslationBundle }): JSX.Element {
  const { since, trans } = props;
  const now = useNow(60_000);
  return (
    <span className="jp-Spaces-status-since">
      {' · '}
      {formatDuration(now - since.getTime(), trans)}
    </span>
  );
}

/** True from when the page has nothing else to do: what is to be loaded must not hold up JupyterLab's start. */
function useIdle(isWanted: boolean): boolean {
  const [idle, setIdle] = React.useState(false);
  React.useEffect(() => {
    if (!isWanted) {
      return;
    }
    const onIdle = () => setIdle(true);
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(onIdle, 1000); // older Safari
      return () => clearTimeout(timer);
    }
    const request = requestIdleCallback(onIdle, { timeout: 5000 });
    return () => cancelIdleCallback(request);
  }, [isWanted]);
  return idle;
}
