import type { IAccount } from '../tokens';
import { instanceTypeOf, isClassic, ISpace } from './space';

/** In USD; null when it is not known, undefined when it is not known yet or not to be shown. */
export type Price = number | null | undefined;

const HOUR_MS = 3_600_000;

/**
 * What an hour of a space's app costs; undefined, too, when the space names no instance type. Apps of Studio Classic have
 * other prices, which are not known.
 */
export function hourlyPrice(space: ISpace, account: IAccount): Price {
  const type = instanceTypeOf(space);
  const price = type === null ? undefined : account.price(type);
  return price && isClassic(space) ? null : price;
}

/**
 * An estimate of what an app has cost so far, in USD.
 *
 * AWS bills from InService on, one to three minutes after the app's creation, which is all that is told: the
 * estimate is that much too high.
 *
 * @param price - USD an hour
 * @param created - when the app was created
 * @param now - ms since 1970
 */
export function costSoFar(price: number, created: Date, now: number): number {
  return (price * Math.max(0, now - created.getTime())) / HOUR_MS;
}

/** What a space's EBS volume costs a month in USD, whether it runs or not; see {@link hourlyPrice}. */
export function monthlyVolumePrice(space: ISpace, account: IAccount): Price {
  const price = account.volumePrice;
  return space.volumeGb === null ? undefined : price && price * space.volumeGb;
}
