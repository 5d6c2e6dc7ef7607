import type { TranslationBundle } from '@jupyterlab/translation';
import type { IImage } from '../spaces/space';
import type { IInstance } from '../spaces/instances';
import {
  dollars,
  formatDuration,
  formatHourly,
  formatInstanceSize
} from './statusFormat';
import { unbroken } from './unbroken';

// Those that the status bar needs are in a file of their own: all others are loaded with the panel.
export { formatDuration, formatHourly, formatInstanceSize };

/** How long ago something was: `3 min ago`; `just now` under ten seconds, and where clocks differ. */
export function formatAgo(ms: number, trans: TranslationBundle): string {
  return ms < 10_000
    ? trans.__('just now')
    : trans.__('%1 ago', formatDuration(ms, trans));
}

/** Date and time in the browser's language, to the minute. */
export function formatDate(date: Date): string {
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short'
  }).format(date);
}

/** A day (`2026-09-24`) in the browser's language. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeZone: 'UTC'
  }).format(new Date(day));
}

/** Time of day in the browser's language, to the second. */
export function formatTime(date: Date): string {
  return new Intl.DateTimeFormat(undefined, {
    timeStyle: 'medium'
  }).format(date);
}

/** `1,234`; `1,234+` while there may be more. */
export function formatCount(count: number, complete: boolean): string {
  return complete ? count.toLocaleString() : `${count.toLocaleString()}+`;
}

/** An amount in US dollars, in the browser's language: `$4.51`, `<$0.01`. */
export function formatMoney(usd: number): string {
  return usd > 0 && usd < 0.005 ? `<${dollars(0.01)}` : dollars(usd);
}

/** What several things cost an hour together, to a cent: `$1.56/h`. */
export function formatHourlyTotal(
  usd: number,
  trans: TranslationBundle
): string {
  return trans.__('%1/h', formatMoney(usd));
}

/** `$2.24/month`; a price that is null is said to be unknown. */
export function formatMonthly(
  usd: number | null,
  trans: TranslationBundle
): string {
  return usd === null
    ? unbroken(trans.__('price unknown'))
    : trans.__('%1/month', formatMoney(usd));
}

/** `22 GiB`, of several GPUs `22 GiB each`; null when not known. */
export function formatGpuMemory(
  { count, memoryGiB }: NonNullable<IInstance['gpu']>,
  trans: TranslationBundle
): string | null {
  if (memoryGiB === null) {
    return null;
  }
  const rounded = Math.round(memoryGiB);
  return count > 1
    ? trans.__('%1 GiB each', rounded)
    : trans.__('%1 GiB', rounded);
}

/** `4 vCPU · 16 GiB · 1 × A10G 24 GiB`; lines break between the parts only. */
export function formatInstance(
  instance: IInstance,
  trans: TranslationBundle
): string {
  const parts = [formatInstanceSize(instance, trans)];
  if (instance.gpu) {
    const { count, model } = instance.gpu;
    const memory = formatGpuMemory(instance.gpu, trans);
    parts.push(
      unbroken(`${count} × ${[model, memory].filter(Boolean).join(' ')}`)
    );
  }
  return parts.join(' · ');
}

/** `Distribution 4.4.0 CPU` for AWS's own images, else the image's name and version. */
export function formatImage(image: IImage, trans: TranslationBundle): string {
  const own = /^sagemaker-distribution-(cpu|gpu)$/.exec(image.name);
  const version = image.version ?? '';
  const parts = own
    ? [trans.__('Distribution'), version, own[1].toUpperCase()]
    : [image.name, version];
  return parts.filter(Boolean).join(' ');
}
