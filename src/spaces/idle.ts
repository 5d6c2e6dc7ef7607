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
