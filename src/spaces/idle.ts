import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDomainSettings, ISpaceDefaults } from './domainSettings';
import { limitsOf } from './limits';
import type { ISpace } from './space';

/** Whether, and when, AWS stops a space for want of activity. */
export interface IIdle {
  /** False: never. Null: not known. */
  readonly enabled: boolean | null;
  /** Minutes without activity; null where they are not known. */
  readonly minutes: number | null;
  /** Whose setting that is. */
  readonly by: 'space' | 'domain';
}

/** The idle shutdown of a space; null where there is none of its kind. `profile`: of the owner of a private space. */
export function idleOf(
  space: ISpace,
  domain: IDomainSettings | null,
  profile: ISpaceDefaults | null
): IIdle | null {
  const { appType, sharing } = space;
  if (appType !== 'JupyterLab' && appType !== 'CodeEditor') {
    return null;
  }
  const { idle } = limitsOf(
    domain,
    profile,
    sharing === 'Private' ? 'Private' : 'Shared',
    appType
  );
  const own = space.details?.idleMinutes ?? null;
  return {
    enabled: idle.enabled,
    minutes: own ?? idle.minutes,
    by: own === null ? 'domain' : 'space'
  };
}

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
  const limit =
    by === 'space'
      ? trans.__('idle limit %1 min (set for this space)', minutes)
      : trans.__('idle limit %1 min (set by the domain)', minutes);
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
