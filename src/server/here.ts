import type { IProblem } from './problem';
import { VERSION } from '../version';

/** Answer of `GET sagemaker-spaces/here`. */
export interface IHereAnswer {
  readonly version: string;
  /** Changes with every start of the server. */
  readonly boot: string;
  readonly place: 'studio' | 'outside';
  readonly domain_id: string | null;
  readonly region: string | null;
  readonly space: string | null;
  readonly app_type: string | null;
  readonly sharing: 'Private' | 'Shared' | null;
  /** The name by which Jupyter knows the person in a shared space; not verified. */
  readonly user: string | null;
  /** What the administrator lets be done from here (traits of `c.SpacesExtension`); AWS decides beyond that. */
  readonly permissions: IPermissions;
}

/** See {@link IHereAnswer.permissions}. */
export interface IPermissions {
  /** Nothing may be changed, run or stopped. */
  readonly read_only: boolean;
  readonly create: boolean;
  readonly delete: boolean;
  /** Whether other people's private spaces may be shown. */
  readonly whole_domain: boolean;
}

/** Nothing is forbidden: as it is until the server part has said more. */
export const UNRESTRICTED: IPermissions = {
  read_only: false,
  create: true,
  delete: true,
  whole_domain: true
};

/** Where one is, or why that is not known. */
export type IHereState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: IProblem }
  | {
      readonly kind: 'ready';
      readonly here: IHereAnswer;
      /** The server part and this page are of different versions. */
      readonly mismatch: IProblem | null;
    };

/** What the administrator lets be done from here. */
export function permissionsOf(state: IHereState): IPermissions {
  // A server part from before there were permissions names none.
  return (state.kind === 'ready' && state.here.permissions) || UNRESTRICTED;
}

/** Name of the space that one is in; null where there is none, or it is not known. */
export function spaceOfHere(state: IHereState): string | null {
  return state.kind === 'ready' ? state.here.space : null;
}

/** A problem when the two parts are of different versions: which one to bring up to date. */
export function versionMismatch(
  server: string,
  page: string = VERSION
): IProblem | null {
  if (server === page) {
    return null;
  }
  const newer = compareVersions(server, page) > 0;
  return {
    kind: newer ? 'page-older' : 'server-older',
    tried: 'here',
    text: `${server} / ${page}`
  };
}

/** Order of two versions by their numbers; what is no number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string) =>
    version.split('.').map(part => parseInt(part, 10) || 0);
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
