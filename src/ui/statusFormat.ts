import type { TranslationBundle } from '@jupyterlab/translation';
import type { IInstance } from '../spaces/instances';
import { unbroken } from './unbroken';

// What the status bar needs at the start; `format` has it, too.

/** A length of time in its two largest units, as one piece: `40 s`, `3 h 12 min`, `2 d 4 h`. Never negative: clocks differ. */
export function formatDuration(ms: number, trans: TranslationBundle): string {
  return unbroken(durationText(Math.max(0, Math.floor(ms / 1000)), trans));
}

function durationText(seconds: number, trans: TranslationBundle): string {
  if (seconds < 60) {
    return trans.__('%1 s', seconds);
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return trans.__('%1 min', minutes);
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return minutes % 60
      ? trans.__('%1 h %2 min', hours, minutes % 60)
      : trans.__('%1 h', hours);
  }
  const days = Math.floor(hours / 24);
  return hours % 24
    ? trans.__('%1 d %2 h', days, hours % 24)
    : trans.__('%1 d', days);
}

/** An amount in US dollars with two digits, or up to `mostDigits`. */
export function dollars(usd: number, mostDigits = 2): string {
  return new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: mostDigits
  }).format(usd);
}

/** `$0.23/h`, to a tenth of a cent (`$0.115/h`); a price that is null is said to be unknown. */
export function formatHourly(
  usd: number | null,
  trans: TranslationBundle
): string {
  return usd === null
    ? unbroken(trans.__('price unknown'))
    : trans.__('%1/h', dollars(usd, 3));
}

/** `4 vCPU · 16 GiB`; lines break between the parts only. */
export function formatInstanceSize(
  instance: Pick<IInstance, 'vcpu' | 'memoryGiB'>,
  trans: TranslationBundle
): string {
  return [
    trans.__('%1 vCPU', instance.vcpu),
    trans.__('%1 GiB', instance.memoryGiB)
  ]
    .map(unbroken)
    .join(' · ');
}
