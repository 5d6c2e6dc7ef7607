import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPerson, IWhereabouts } from '../tokens';

/** `active`, `idle` or `away`. */
export function statusWord(
  status: IPerson['status'],
  trans: TranslationBundle
): string {
  switch (status) {
    case 'active':
      return trans.__('active');
    case 'idle':
      return trans.__('idle');
    case 'away':
      return trans.__('away');
  }
}

/**
 * `train.ipynb · cell 7 · typing`.
 *
 * @param cell - the number of the cell, from 1; null where it is not known
 */
export function placeWords(
  at: IWhereabouts,
  cell: number | null,
  trans: TranslationBundle
): string {
  const name =
    at.kind === 'terminal'
      ? trans.__('terminal %1', at.path)
      : at.path.split('/').pop();
  return [
    name,
    cell === null ? null : trans.__('cell %1', cell),
    at.typing ? trans.__('typing') : null
  ]
    .filter(Boolean)
    .join(' · ');
}
