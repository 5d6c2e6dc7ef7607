import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPriceList } from '../spaces/instances';
import { formatDay, formatMoney } from './format';

/** A cost that is estimated: `≈ $4.51`. */
export function formatEstimate(usd: number): string {
  return `≈\u00a0${formatMoney(usd)}`;
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
