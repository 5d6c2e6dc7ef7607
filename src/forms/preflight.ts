import type { IChoices } from '../jobs/request';
import type { Price } from '../spaces/cost';
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
  /** An hour of the instance; null when it stays, or is not to be shown. */
  readonly hour: IPriceChange | null;
  /** A month of the volume; null when it stays, or is not to be shown. */
  readonly month: IPriceChange | null;
}

/** What things cost. */
export interface IPrices {
  /** An hour on an instance type. */
  readonly hour: (type: string) => Price;
  /** A GB of the volume for a month. */
  readonly gbMonth: Price;
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

/** Price of a volume for a month. */
export function volumeMonth(gb: number | null, prices: IPrices): Price {
  const { gbMonth } = prices;
  return gb === null ? null : gbMonth && gb * gbMonth;
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
  return changeOf(
    type === null ? null : prices.hour(type),
    prices.hour(changes.instance_type)
  );
}

function monthOf(
  space: ISpace,
  changes: IChoices,
  prices: IPrices
): IPriceChange | null {
  return changes.volume_gb === undefined
    ? null
    : changeOf(
        volumeMonth(space.volumeGb, prices),
        volumeMonth(changes.volume_gb, prices)
      );
}

function changeOf(from: Price, to: Price): IPriceChange | null {
  return from === undefined || to === undefined ? null : { from, to };
}
