import type { IPerson } from '../tokens';

/** When the person at the screen did something last; all ms since 1970. */
export interface ISigns {
  /** Keyboard, mouse, or a run. */
  readonly input: number;
  /** Since when the tab is hidden; null while it is seen. */
  readonly hidden: number | null;
}

/** What one's own tab says of oneself; `idleMs` is how long nothing has to happen. */
export function statusAt(
  now: number,
  { input, hidden }: ISigns,
  idleMs: number
): IPerson['status'] {
  if (hidden !== null && now - hidden >= idleMs) {
    return 'away';
  }
  return now - input >= idleMs ? 'idle' : 'active';
}

/** In how many ms the status changes if nothing happens; null where it stays. */
export function nextChange(
  now: number,
  { input, hidden }: ISigns,
  idleMs: number
): number | null {
  const waits = [input, hidden ?? -Infinity]
    .map(since => since + idleMs - now)
    .filter(wait => wait > 0);
  return waits.length > 0 ? Math.min(...waits) : null;
}
