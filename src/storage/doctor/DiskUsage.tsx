import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IAccount, IStorage } from '../../tokens';
import { Problem } from '../../ui/Problem';
import { useChange } from '../../ui/useChange';
import { useNow } from '../../ui/useNow';
import { homeOf, IMount } from '../mounts';
import { pressureOf, usedShare } from '../pressure';
import { UsageBar } from '../UsageBar';
import { placeName } from '../sectionWords';
import { sentence } from '../words';
import { clearHog } from './clear';
import { Hogs } from './Hogs';
import { ResultView } from './ResultView';
import {
  HOME,
  hogsOf,
  IShown,
  ISizedHog,
  IUsage,
  placesOf,
  shownOf
} from './usage';
import { UsageModel } from './UsageModel';
import { growthWords, sumWords, whenWords } from './words';

export interface IDiskUsageProps {
  readonly model: UsageModel;
  readonly storage: IStorage;
  readonly account: IAccount;
  /** Offer to grow the home's volume; null where the home is none. */
  readonly growOf: (home: IMount) => (() => void) | null;
  /** Show a folder in the file browser, by its path there. */
  readonly onGo: (path: string) => void;
  readonly trans: TranslationBundle;
}

/** What fills the home, or another place: scanned on a click, the last result shown at once. */
export function DiskUsage(props: IDiskUsageProps): JSX.Element {
  const { model, storage, trans } = props;
  useChange(model.changed, storage.stateChanged);
  const { state } = model;
  const onRetry = () => void model.refresh();
  return (
    <div className="jp-Spaces-usage">
      <h1>{trans.__('Disk usage')}</h1>
      {state.kind === 'loading' && (
        <div className="jp-Spaces-empty">{trans.__('Looking…')}</div>
      )}
      {state.kind !== 'loading' && state.problem && (
        <Problem problem={state.problem} onRetry={onRetry} trans={trans} />
      )}
      {state.kind === 'ready' && <Ready {...props} usage={state.usage} />}
    </div>
  );
}

function Ready(props: IDiskUsageProps & { usage: IUsage }): JSX.Element {
  const { usage, model, storage, trans } = props;
  const [chosen, setChosen] = React.useState(HOME);
  const mounts = storage.state.kind === 'ready' ? storage.state.mounts : null;
  const places = placesOf(usage, mounts);
  const place = places.find(({ id }) => id === chosen) ?? places[0];
  const mountAt = (id: string, path: string) =>
    mounts &&
    (id === HOME
      ? homeOf(mounts)
      : (mounts.mounts.find(mount => mount.path === path) ?? null));
  const mount = mountAt(place.id, place.path);
  const shown = shownOf(usage, place.id);
  const { result } = shown;
  const total = result?.bytes ?? 0;
  const home = usage.where.find(({ id }) => id === HOME)?.path ?? '';
  const onClear = async (hog: ISizedHog) => {
    const clear = model.clear.bind(model);
    if (await clearHog(hog, clear, trans)) {
      await storage.refresh();
    }
  };
  return (
    <>
      {places.length > 1 && (
        <label className="jp-Spaces-usageWhere">
          {trans.__('Where')}
          <select
            className="jp-Spaces-input"
            value={place.id}
            onChange={event => setChosen(event.target.value)}
          >
            {places.map(({ id, path }) => {
              const one = mountAt(id, path);
              // Where the home is a folder of a file system, that is more than the home.
              const isNamed = id === HOME || !one?.home;
              return (
                <option key={id} value={id}>
                  {one && mounts && isNamed
                    ? placeName(one, mounts, trans)
                    : path}
                </option>
              );
            })}
          </select>
        </label>
      )}
      {mount && <HowFull {...props} mount={mount} usage={usage} />}
      <Scan {...props} where={place.id} shown={shown} />
      <Hogs
        hogs={hogsOf(usage, place.id, result)}
        total={total}
        home={mounts?.home ?? home}
        onClear={onClear}
        trans={trans}
      />
      {result && (
        <ResultView {...props} result={result} mount={mount} mounts={mounts} />
      )}
    </>
  );
}

/** What it is, how full, and until when it lasts. */
function HowFull(
  props: IDiskUsageProps & { mount: IMount; usage: IUsage }
): JSX.Element {
  const { mount, usage, growOf, trans } = props;
  const share = usedShare(mount);
  const growth = mount.home ? growthWords(usage.days_until_full, trans) : null;
  const grow = mount.home ? growOf(mount) : null;
  return (
    <div className="jp-Spaces-howFull">
      <div>{sentence(mount, trans)}</div>
      {share !== null && (
        <UsageBar share={share} level={pressureOf(mount).level} />
      )}
      {growth && <div>{growth}</div>}
      {grow && (
        <div className="jp-Spaces-acts">
          <button
            className="jp-Spaces-button"
            title={trans.__(
              'Once it has grown, AWS may not let it grow again for 6 hours.'
            )}
            onClick={grow}
          >
            {trans.__('Grow the volume…')}
          </button>
        </div>
      )}
    </div>
  );
}

/** The scan: begin it, see how far it is, end it; of when the result is. */
function Scan(
  props: IDiskUsageProps & { where: string; shown: IShown }
): JSX.Element {
  const { where, shown, model, trans } = props;
  const { result, running, failed } = shown;
  const now = useNow(30_000);
  return (
    <div className="jp-Spaces-scan">
      <div className="jp-Spaces-acts">
        {running ? (
          <button
            className="jp-Spaces-button"
            onClick={() => void model.cancel(where)}
          >
            {trans.__('Cancel')}
          </button>
        ) : (
          <button
            className="jp-Spaces-button jp-mod-main"
            onClick={() => void model.scan(where)}
          >
            {result ? trans.__('Scan again') : trans.__('Scan')}
          </button>
        )}
        {/* Its beginning and its end are read out, not each count, nor how long ago that was. */}
        <span role="status">
          {running ? (
            <>
              <span className="jp-Spaces-hidden">{trans.__('Scanning')}</span>
              <span aria-live="off">
                {trans.__('Scanning: %1 so far', sumWords(running, trans))}
              </span>
            </>
          ) : result ? (
            <>
              {sumWords(result, trans)}
              {' · '}
              <span aria-live="off">{whenWords(result, now, trans)}</span>
            </>
          ) : (
            trans.__('Never scanned. It runs beside your work, slowly.')
          )}
        </span>
      </div>
      {running && <div className="jp-Spaces-scanning" aria-hidden="true" />}
      {running && result && result !== running && (
        <div className="jp-Spaces-sub">
          {trans.__(
            'Shown until it is done: %1.',
            `${sumWords(result, trans)}, ${whenWords(result, now, trans)}`
          )}
        </div>
      )}
      {failed && (
        <div className="jp-Spaces-problem" role="alert">
          <div className="jp-Spaces-problemTitle">
            {trans.__('The scan failed.')}
          </div>
          {failed.error}
        </div>
      )}
    </div>
  );
}
