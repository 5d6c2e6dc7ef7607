import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { costSoFar, IRunningApp, IRunningInstance } from '../spaces/running';
import { fullTitleOf, titleOf } from '../spaces/space';
import { ISpaces } from '../tokens';
import { Breakable } from '../ui/Breakable';
import { formatEstimate } from '../ui/estimate';
import { formatCount, formatDuration } from '../ui/format';
import { useChange } from '../ui/useChange';
import { useNowSince } from '../ui/useNow';
import { VirtualList } from '../ui/VirtualList';
import { RunningModel } from './RunningModel';
import { appWord } from './words';

/** As many are shown before one asks for all: the section stands above the list of spaces. */
const FEW = 5;

/** Of an entry in two lines, px. */
const ROW_HEIGHT = 44;

interface IRunningNowProps {
  readonly spaces: ISpaces;
  readonly running: RunningModel;
  readonly trans: TranslationBundle;
}

/** Every app that runs: what it is, whose, on what, since when, what it has cost. */
export function RunningNow(props: IRunningNowProps): JSX.Element {
  const { spaces, running, trans } = props;
  useChange(running.changed);
  const [all, setAll] = React.useState(false);
  const { state } = spaces;
  if (state.kind !== 'ready') {
    return (
      <div className="jp-Spaces-empty">
        {state.kind === 'loading'
          ? trans.__('Looking…')
          : trans.__('Not known.')}
      </div>
    );
  }
  const { instances } = running;
  if (instances.length === 0) {
    return (
      <div className="jp-Spaces-empty">
        {state.complete ? trans.__('Nothing runs.') : trans.__('Looking…')}
      </div>
    );
  }
  return (
    <>
      <VirtualList
        items={all ? instances : instances.slice(0, FEW)}
        keyOf={keyOf}
        rowHeight={ROW_HEIGHT}
        label={trans.__('Running now')}
        render={instance => <Entry instance={instance} trans={trans} />}
      />
      {instances.length > FEW && (
        <div className="jp-Spaces-more">
          <button
            className="jp-Spaces-button"
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all
              ? trans.__('Show fewer')
              : trans.__(
                  'Show all %1',
                  formatCount(instances.length, state.complete)
                )}
          </button>
        </div>
      )}
    </>
  );
}

function Entry(props: {
  instance: IRunningInstance;
  trans: TranslationBundle;
}): JSX.Element {
  const { instance, trans } = props;
  const now = useNowSince(instance.since);
  const { apps, since } = instance;
  const { space } = apps[0];
  const name = nameWord(apps[0], trans);
  return (
    <div className="jp-Spaces-running">
      <span className="jp-Spaces-rowText">
        <span
          className="jp-Spaces-name"
          title={space ? fullTitleOf(space) : name}
        >
          {apps.length > 1
            ? trans.__('%1 and %2 more', name, apps.length - 1)
            : name}
        </span>
        <span className="jp-Spaces-sub">
          <Breakable text={whatWords(instance, trans).join(' · ')} />
        </span>
      </span>
      <span className="jp-Spaces-runningCost">
        <span>{since && formatDuration(now - since.getTime(), trans)}</span>
        <span className="jp-Spaces-sub">{costText(instance, now, trans)}</span>
      </span>
    </div>
  );
}

/** A space by its title; a kernel's app by its name; of other apps a user has one of each type. */
function nameWord(running: IRunningApp, trans: TranslationBundle): string {
  const { app, space } = running;
  if (space) {
    return titleOf(space);
  }
  return app.type === 'KernelGateway' ? app.name : appWord(app.type, trans);
}

/** The app, unless it is the name; whose it is; the instance, unless it is AWS's own. */
function whatWords(
  instance: IRunningInstance,
  trans: TranslationBundle
): string[] {
  const [running] = instance.apps;
  const app = appWord(running.app.type, trans);
  return [
    app === nameWord(running, trans) ? null : app,
    running.ownership === 'yours' ? trans.__('yours') : running.owner,
    instance.instanceType === 'system' ? null : instance.instanceType
  ].filter(word => word !== null);
}

function costText(
  instance: IRunningInstance,
  now: number,
  trans: TranslationBundle
): string {
  const cost = costSoFar(instance, now);
  if (cost === undefined) {
    return '';
  }
  if (cost === null) {
    return trans.__('cost unknown');
  }
  return instance.price === 0 ? trans.__('free') : formatEstimate(cost);
}

/** An app is known by its type, its name and whose it is. */
function keyOf(instance: IRunningInstance): string {
  const { app, space, owner } = instance.apps[0];
  return [space?.name ?? `/${owner}`, app.type, app.name].join('/');
}
