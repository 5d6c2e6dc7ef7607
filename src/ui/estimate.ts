import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPriceList } from '../spaces/instances';
import { formatDay, formatMoney } from './format';

/** The cost so far of what has a price, estimated: `≈ $4.51`; under a cent, from the first moment on, `<$0.01`. */
export function formatEstimate(usd: number): string {
  const text = formatMoney(Math.max(usd, Number.MIN_VALUE));
  return text.startsWith('<') ? text : `≈\u00a0${text}`;
}

/** What an estimated cost is made of: the tooltip of every such number. */
export function estimateNote(
  list: IPriceList | null | undefined,
  trans: TranslationBundle
): string {
  const estimate = trans.__(
    'An estimate: price an hour × time since the app was created. AWS bills from when it runs, one to three minutes later.'
  );
  if (!list) {
    return estimate;
  }
  const { region, date, source } = list;
  const prices = trans.__(
    'Prices in %1 as of %2: %3.',
    region,
    formatDay(date),
    source
  );
  return `${estimate} ${prices}`;
}
