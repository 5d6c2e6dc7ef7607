import { IAccount } from '../tokens';
import { instanceTypeOf, isClassic, ISpace } from './space';

const HOUR_MS = 3_600_000;

/**
 * What an hour of a space's app costs, in USD: null when the price is not known, undefined when it is not known yet
 * or the space names no instance type. Apps of Studio Classic have other prices.
 */
export function hourlyPrice(
  space: ISpace,
  account: IAccount
): number | null | undefined {
  const type = instanceTypeOf(space);
  if (type === null) {
    return undefined;
  }
  return isClassic(space) ? null : account.price(type);
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
export function monthlyVolumePrice(
  space: ISpace,
  account: IAccount
): number | null | undefined {
  const price = account.volumePrice;
  return space.volumeGb === null ? undefined : price && price * space.volumeGb;
}
