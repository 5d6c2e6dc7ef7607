import type { IChoices } from '../jobs/request';
import type { ISpace } from '../spaces/space';
import type { SpaceStatus } from '../spaces/status';
import { instanceOfSettings } from './draft';

/** What becomes of the app when a change is made. */
export type Interruption =
  /** It does not run, or the change does not concern what runs. */
  | 'none'
  /** It is stopped, and run again on the new settings. */
  | 'restart'
  /** It is the space that one is in: it is stopped, and cannot run itself again. */
  | 'stop-here';

/** A price before and after, in USD; null where it is not known. */
export interface IPriceChange {
  readonly from: number | null;
  readonly to: number | null;
}

/** What a change will do, beside changing what it says. */
export interface IPreflight {
  readonly interruption: Interruption;
  /** The volume grows: AWS may refuse another growth for hours. */
  readonly grows: boolean;
  /** An hour of the instance; null when it stays. */
  readonly hour: IPriceChange | null;
  /** A month of the volume; null when it stays. */
  readonly month: IPriceChange | null;
}

/** The prices that are known: null is a price that is not. */
export interface IPrices {
  /** Of an hour on an instance type, USD. */
  readonly hour: (type: string) => number | null;
  /** Of a GB of the volume for a month, USD. */
  readonly gbMonth: number | null;
}

/** What a change of a space will do. */
export function preflightOf(
  space: ISpace,
  status: SpaceStatus,
  isThis: boolean,
  changes: IChoices,
  prices: IPrices
): IPreflight {
  const live = status === 'Running' || status === 'Starting';
  const interruption =
    !live || !concernsApp(changes) ? 'none' : isThis ? 'stop-here' : 'restart';
  return {
    interruption,
    grows: changes.volume_gb !== undefined,
    hour: hourOf(space, changes, prices),
    month: monthOf(space, changes, prices)
  };
}

/** Whether a change holds only for an app that is started after it. A name and an idle timeout hold at once. */
export function concernsApp(changes: IChoices): boolean {
  return (
    changes.instance_type !== undefined ||
    changes.image !== undefined ||
    changes.volume_gb !== undefined ||
    changes.lifecycle_config_arn !== undefined
  );
}

/** Price of a volume for a month, USD; null when it is not known. */
export function volumeMonth(gb: number | null, prices: IPrices): number | null {
  return gb === null || prices.gbMonth === null ? null : gb * prices.gbMonth;
}

function hourOf(
  space: ISpace,
  changes: IChoices,
  prices: IPrices
): IPriceChange | null {
  if (changes.instance_type === undefined) {
    return null;
  }
  const type = instanceOfSettings(space);
  return {
    from: type === null ? null : prices.hour(type),
    to: prices.hour(changes.instance_type)
  };
}

function monthOf(
  space: ISpace,
  changes: IChoices,
  prices: IPrices
): IPriceChange | null {
  return changes.volume_gb === undefined
    ? null
    : {
        from: volumeMonth(space.volumeGb, prices),
        to: volumeMonth(changes.volume_gb, prices)
      };
}
