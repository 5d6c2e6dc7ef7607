import type { TranslationBundle } from '@jupyterlab/translation';
import type { Popup } from '@jupyterlab/statusbar';
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
import { statusParts } from './statusParts';
import '../../style/status.css';

interface IStatusItemProps {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  /** Load the card and show it. */
  readonly showCard: () => Promise<Popup>;
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
  const { here, spaces, account, showCard, trans } = props;
  useChange(here.stateChanged, spaces.stateChanged, account.changed);
  const [isOpen, toggle] = useCard(showCard);
  const app = spaces.hereApp;
  const type = app.instanceType;
  const place =
    here.state.kind === 'ready' ? placeName(here.state.here, trans) : null;
  if (place === null) {
    return null;
  }
  const space = spaces.find(place);
  const parts = statusParts(
    space ? titleOf(space) : place,
    type,
    type !== null ? account.instance(type) : null,
    type !== null ? account.price(type) : null,
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
      aria-expanded={isOpen}
      onClick={() => void toggle()}
    >
      <spacesIcon.react tag="span" width="14px" height="14px" />
      <span className="jp-Spaces-statusText">
        {parts.map(({ kind, text }, index) => (
          <span key={kind} className={`jp-Spaces-status-${kind}`}>
            {index > 0 && ' · '}
            {text}
          </span>
        ))}
        {app.since && <Since since={app.since} trans={trans} />}
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

/** Whether the card is open, and what opens and closes it. */
function useCard(
  showCard: () => Promise<Popup>
): readonly [boolean, () => Promise<void>] {
  const [popup, setPopup] = React.useState<Popup | null>(null);
  // Two clicks while it is loaded must not show two.
  const isLoading = React.useRef(false);
  const toggle = async () => {
    if (popup) {
      popup.dispose();
    } else if (!isLoading.current) {
      isLoading.current = true;
      try {
        const shown = await showCard();
        shown.disposed.connect(() => setPopup(null));
        setPopup(shown);
      } catch (error) {
        console.error('The card of this space cannot be shown.', error);
      } finally {
        isLoading.current = false;
      }
    }
  };
  return [popup !== null, toggle];
}
