import type { TranslationBundle } from '@jupyterlab/translation';
import type { IIdle } from '../spaces/idle';
import { formatDuration } from '../ui/format';

const MINUTE_MS = 60_000;

/**
 * Whether this space stops by itself, and when, in one sentence.
 *
 * @param lastActive - when a kernel or a terminal was last used; null where that is not known
 * @param busy - documents whose kernels run code: until they are done, nothing is idle
 */
export function idleSentence(
  idle: IIdle,
  lastActive: Date | null,
  busy: readonly string[],
  trans: TranslationBundle
): string {
  const { enabled, minutes, by } = idle;
  if (enabled === false) {
    return trans.__('Will not stop by itself: no idle limit is set.');
  }
  if (enabled === null || minutes === null) {
    return trans.__(
      'Whether it stops by itself is not known: do not count on it.'
    );
  }
  const span = formatDuration(minutes * MINUTE_MS, trans);
  const limit =
    by === 'space'
      ? trans.__('idle limit %1 (set for this space)', span)
      : trans.__('idle limit %1 (set by the domain)', span);
  if (busy.length > 0) {
    return trans.__(
      'Will not stop by itself while %1 runs: %2.',
      Array.from(new Set(busy)).sort().join(', '),
      limit
    );
  }
  if (lastActive === null) {
    return trans.__('Stops by itself when nothing runs any more: %1.', limit);
  }
  const at = new Date(lastActive.getTime() + minutes * MINUTE_MS);
  return trans.__(
    'Stops by itself at %1 unless something runs: %2.',
    new Intl.DateTimeFormat(undefined, {
      ...(minutes < 12 * 60 ? {} : { dateStyle: 'medium' }),
      timeStyle: 'short'
    }).format(at),
    limit
  );
}
