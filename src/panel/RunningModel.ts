import type { TranslationBundle } from '@jupyterlab/translation';
import { ISignal, Signal } from '@lumino/signaling';
import { permissionsOf } from '../server/here';
import { isWorkedWith } from '../spaces/ownership';
import {
  IRunningInstance,
  PriceOf,
  runningApps,
  runningInstances,
  totalOf
} from '../spaces/running';
import { IAccount, IHere, ISpaces } from '../tokens';
import { formatCount, formatHourlyTotal } from '../ui/format';

interface IRunningModelOptions {
  readonly here: IHere;
  readonly spaces: ISpaces;
  /** Tells when prices have come. */
  readonly account: IAccount;
  readonly priceOf: PriceOf;
}

/** The instances that run now; put together once for all who ask. */
export class RunningModel {
  constructor(private _options: IRunningModelOptions) {
    const { here, spaces, account } = _options;
    for (const signal of [
      here.stateChanged,
      spaces.stateChanged,
      account.changed
    ] as ISignal<unknown, void>[]) {
      signal.connect(() => {
        this._instances = null;
        this._changed.emit();
      });
    }
  }

  get changed(): ISignal<RunningModel, void> {
    return this._changed;
  }

  /** The longest running first; other people's only where the administrator lets them be shown. */
  get instances(): readonly IRunningInstance[] {
    this._instances ??= this._make();
    return this._instances;
  }

  private _make(): readonly IRunningInstance[] {
    const { here, spaces, priceOf } = this._options;
    const { state } = spaces;
    if (state.kind !== 'ready') {
      return [];
    }
    const permitted = permissionsOf(here.state).whole_domain;
    const apps = runningApps(state.spaces, state.profileApps, state.me);
    return runningInstances(
      apps.filter(
        ({ ownership }) => permitted || isWorkedWith(ownership, permitted)
      ),
      priceOf
    );
  }

  private _instances: readonly IRunningInstance[] | null = null;
  private _changed = new Signal<RunningModel, void>(this);
}

/**
 * How many run, and what they cost an hour: `3 · $1.56/h`.
 *
 * @param complete - false while there may be more of them
 */
export function runningNote(
  instances: readonly IRunningInstance[],
  complete: boolean,
  trans: TranslationBundle
): string {
  const { price, unknown } = totalOf(instances);
  const count = formatCount(instances.length, complete);
  if (price === 0) {
    return count;
  }
  const hourly = formatHourlyTotal(price, trans);
  return `${count} · ${unknown > 0 || !complete ? trans.__('at least %1', hourly) : hourly}`;
}
