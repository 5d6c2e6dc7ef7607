import type { IProblem } from './problem';
import { VERSION } from '../version';

/**
 * What kind of place the server is in: a space of Studio, one of a project of Unified Studio, an app of Studio Classic,
 * none of these; `unreadable`: Studio's own file that says it is there, but of no use.
 */
export type Place =
  'studio' | 'unified-studio' | 'classic' | 'outside' | 'unreadable';

/** Where the server part has a value from. */
export type ServerSource =
  'metadata' | 'app-arn' | 'role-arn' | 'trait' | 'identity' | `env:${string}`;

/** Whether the server offers real-time collaboration. */
export interface IServerCollaboration {
  /** Installed version of jupyter-collaboration; null for none. */
  readonly version: string | null;
  /** Whether its server extension is on; null where the server knows of none. */
  readonly enabled: boolean | null;
  /** Why it is off; null where it is on. */
  readonly why:
    'not-installed' | 'not-enabled' | 'too-old' | 'documents-off' | null;
}

/** A project of SageMaker Unified Studio, by ids. */
export interface IProject {
  readonly id: string | null;
  readonly domain_id: string | null;
  readonly region: string | null;
}

/** Answer of `GET sagemaker-spaces/here`. What is optional an older server part does not tell: see `completeHere`. */
export interface IHereAnswer {
  readonly version: string;
  /** Changes with every start of the server. */
  readonly boot: string;
  readonly place: Place;
  readonly domain_id: string | null;
  readonly region: string | null;
  readonly space: string | null;
  readonly app_type: string | null;
  readonly sharing: 'Private' | 'Shared' | null;
  /** The name by which Jupyter knows the person in a shared space; not verified. */
  readonly user: string | null;
  /** The user profile to which a private app of Studio Classic belongs. */
  readonly user_profile?: string | null;
  /** ARN of the role as which the space acts. */
  readonly execution_role?: string | null;
  readonly account_id?: string | null;
  /** The container image, as Studio or the image itself names it. */
  readonly image?: {
    readonly uri: string | null;
    readonly version: string | null;
  };
  /** Set in Unified Studio only. */
  readonly project?: IProject | null;
  /** Why Studio's own file is of no use: set where the place is unreadable. */
  readonly trouble?: string | null;
  /** Null where the server part is too old to say. */
  readonly collaboration?: IServerCollaboration | null;
  /** Where each value is from, by the member's name (`image_uri` and `image_version` for the image's). */
  readonly sources?: Readonly<Partial<Record<string, ServerSource>>>;
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

/** Whether other people's hands are on the spaces here: those of a project are run and changed in Unified Studio. */
export function isManagedElsewhere(state: IHereState): boolean {
  return state.kind === 'ready' && state.here.place === 'unified-studio';
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
