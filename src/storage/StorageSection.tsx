import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IStorage } from '../tokens';
import { formatShare } from '../ui/bytes';
import { Problem } from '../ui/Problem';
import { useChange } from '../ui/useChange';
import { homeOf, IMount, IMounts } from './mounts';
import { MountFacts } from './MountFacts';
import { pressureOf, usedShare } from './pressure';
import { UsageBar } from './UsageBar';
import { placeName, verdictSentence } from './sectionWords';
import {
  evidence,
  fillWord,
  kindWord,
  sentence,
  sharedWord,
  sizeWord,
  survivalWord,
  troubleWord
} from './words';

export interface IStorageSectionProps {
  readonly storage: IStorage;
  /** Show what fills the home. */
  readonly onUsage: () => void;
  /** Offer to grow the home's volume; null where the home is none. */
  readonly growOf: (home: IMount) => (() => void) | null;
  readonly trans: TranslationBundle;
}

/** What the home is and how full, then every other place that one can write to. */
export function StorageSection(props: IStorageSectionProps): JSX.Element {
  const { storage, trans } = props;
  useChange(storage.stateChanged);
  const { state } = storage;
  const onRetry = () => void storage.refresh();
  switch (state.kind) {
    case 'loading':
      return <div className="jp-Spaces-empty">{trans.__('Looking…')}</div>;
    case 'failed':
      return <Problem {...state} onRetry={onRetry} trans={trans} />;
    case 'ready':
      return (
        <>
          {state.problem && (
            <Problem
              problem={state.problem}
              retryAt={state.retryAt}
              onRetry={onRetry}
              trans={trans}
            />
          )}
          <Places {...props} mounts={state.mounts} />
        </>
      );
  }
}

function Places(
  props: IStorageSectionProps & { mounts: IMounts }
): JSX.Element {
  const { mounts, trans } = props;
  const home = homeOf(mounts);
  const others = mounts.mounts.filter(mount => mount !== home);
  return (
    <div className="jp-Spaces-storage">
      {home ? (
        <Home {...props} home={home} />
      ) : (
        <div className="jp-Spaces-sub">
          {trans.__('It is not known on what the home lies.')}
        </div>
      )}
      {others.length > 0 && (
        <ul className="jp-Spaces-places" aria-label={trans.__('Other places')}>
          {others.map(mount => (
            <li key={mount.path}>
              <Place mount={mount} mounts={mounts} trans={trans} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The home: what it is, how full, on what evidence, and what one can do about it. */
function Home(
  props: IStorageSectionProps & { home: IMount; mounts: IMounts }
): JSX.Element {
  const { home, mounts, onUsage, growOf, trans } = props;
  const { level } = pressureOf(home);
  const grow = level === 'none' ? null : growOf(home);
  return (
    <div className="jp-Spaces-home" title={verdictSentence(mounts, trans)}>
      <Line mount={home} mounts={mounts} trans={trans} />
      <UsageBar share={usedShare(home)} level={level} />
      <div className="jp-Spaces-sub">{evidence(home, trans)}</div>
      <div className="jp-Spaces-acts">
        <button className="jp-Spaces-button" onClick={onUsage}>
          {trans.__('Disk usage…')}
        </button>
        {grow && (
          <button className="jp-Spaces-button" onClick={grow}>
            {trans.__('Grow the volume…')}
          </button>
        )}
      </div>
    </div>
  );
}

/** Another place, in a line; the rest opens below it. */
function Place(props: {
  mount: IMount;
  mounts: IMounts;
  trans: TranslationBundle;
}): JSX.Element {
  const { mount, trans } = props;
  return (
    <details className="jp-Spaces-place">
      <summary title={`${mount.path}: ${sentence(mount, trans)}`}>
        <Line {...props} />
      </summary>
      <MountFacts mount={mount} trans={trans} />
    </details>
  );
}

/** `Home  EBS volume, 5 GB · kept  71 %`. */
function Line(props: {
  mount: IMount;
  mounts: IMounts;
  trans: TranslationBundle;
}): JSX.Element {
  const { mount, mounts, trans } = props;
  const trouble = troubleWord(mount, trans);
  const share = usedShare(mount);
  const isLost = mount.survives_stop === false;
  const kind = [kindWord(mount, trans), sizeWord(mount, trans)];
  const fate = [survivalWord(mount, trans), sharedWord(mount, trans)];
  return (
    <span className="jp-Spaces-placeLine">
      <span className="jp-Spaces-placeText">
        <span className="jp-Spaces-placeName">
          {placeName(mount, mounts, trans)}
        </span>
        <span className={`jp-Spaces-sub${isLost ? ' jp-mod-warn' : ''}`}>
          {kind.filter(Boolean).join(', ')}
          {fate.some(Boolean) && ` · ${fate.filter(Boolean).join(', ')}`}
          {trouble && (
            <>
              {' · '}
              <span className="jp-mod-error">{trouble}</span>
            </>
          )}
        </span>
      </span>
      {share !== null && (
        <span
          className={`jp-Spaces-placeShare jp-mod-${pressureOf(mount).level}`}
          title={fillWord(mount, trans) ?? undefined}
        >
          {formatShare(share)}
        </span>
      )}
    </span>
  );
}
