import type { IMounts } from '../mounts';

/** The home's id among the places that can be scanned; the others' are their paths. */
export const HOME = 'home';

export interface ISized {
  readonly path: string;
  /** On disk, for a folder with all below it. */
  readonly bytes: number;
}

export interface ISizedFolder extends ISized {
  readonly files: number;
}

export interface ISizedFile extends ISized {
  /** ISO 8601; null where it is not known. */
  readonly modified: string | null;
}

/** What one user owns. */
export interface IOwner {
  readonly uid: number;
  readonly bytes: number;
  readonly files: number;
}

/** A scan's result, or what it has seen so far. */
export interface IResult {
  readonly where: string;
  readonly path: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly error: string | null;
  /** ISO 8601, as the next ones. */
  readonly started: string;
  readonly ended: string | null;
  /** When caches were cleared after it: sizes are corrected, owners are of before. */
  readonly cleared_since: string | null;
  readonly bytes: number;
  readonly files: number;
  readonly folders: number;
  readonly largest_folders: readonly ISizedFolder[];
  readonly largest_files: readonly ISizedFile[];
  /** Largest first. */
  readonly owners: readonly IOwner[];
  /** Bytes of known folders, by {@link IHog.id}. */
  readonly hogs: Readonly<Record<string, number>>;
  readonly unread: {
    readonly count: number;
    readonly examples: readonly {
      readonly path: string;
      readonly why: string;
    }[];
  };
  readonly vanished: number;
  /** Folders in which another file system is mounted: not entered. */
  readonly other_file_systems: readonly string[];
}

/** A folder, or several of one kind, that is known to grow. */
export interface IHog {
  readonly id: string;
  readonly name: string;
  /** Where it is on this machine. */
  readonly paths: readonly string[];
  /** Whether it can be cleared from here. */
  readonly safe: boolean;
  /** Why it may be cleared, or may not, in a sentence. */
  readonly why: string;
}

/** Answer of `GET sagemaker-spaces/usage`. */
export interface IUsage {
  readonly where: readonly { readonly id: string; readonly path: string }[];
  /** The last results, by where. */
  readonly results: Readonly<Record<string, IResult>>;
  readonly running: Readonly<Record<string, IResult>>;
  /** Scans that failed since, by where. */
  readonly failed: Readonly<Record<string, IResult>>;
  readonly hogs: readonly IHog[];
  /** Until the home is full; null where that cannot be foretold. */
  readonly days_until_full: number | null;
}

/** Answer of `POST sagemaker-spaces/usage/clear`. */
export interface ICleared {
  readonly cleared: readonly {
    readonly id: string;
    readonly bytes: number;
    readonly files: number;
    readonly error: string | null;
  }[];
  readonly dry_run: boolean;
}

/**
 * The places to choose from: the home, and of the others those that one can write to, once that is known. Before that
 * is looked at, mounted files such as `/etc/hosts` and folders of the system are among them.
 */
export function placesOf(
  usage: IUsage,
  mounts: IMounts | null
): IUsage['where'] {
  return usage.where.filter(
    ({ id, path }) =>
      id === HOME || mounts?.mounts.some(mount => mount.path === path)
  );
}

/** What is shown of a place. */
export interface IShown {
  /** Null: nothing was ever scanned. */
  readonly result: IResult | null;
  /** The scan under way. */
  readonly running: IResult | null;
  /** The scan that failed after it. */
  readonly failed: IResult | null;
}

/** Of a place: the last whole result until there is a newer one, else what the scan under way has seen so far. */
export function shownOf(usage: IUsage, where: string): IShown {
  const running = usage.running[where] ?? null;
  const last = usage.results[where] ?? null;
  return {
    result: running && last?.state !== 'done' ? running : last,
    running,
    failed: usage.failed[where] ?? null
  };
}

/** A folder whose content lies to this share in one other folder tells nothing that the other does not. */
const NEARLY_ALL = 0.95;

/** The largest folders but the scanned one itself, and those that hold hardly anything beside one other of them. */
export function tellingFolders(result: IResult): readonly ISizedFolder[] {
  const folders = result.largest_folders.filter(
    ({ path }) => path !== result.path
  );
  return folders.filter(
    ({ path, bytes }) =>
      !folders.some(
        inner =>
          inner.path.startsWith(`${path}/`) && inner.bytes >= NEARLY_ALL * bytes
      )
  );
}

/** Bytes below which a known folder is not worth a line. */
const WORTH_A_LINE = 2 ** 20;

/** A hog with what it holds. */
export interface ISizedHog extends IHog {
  /** Null until a scan tells. */
  readonly bytes: number | null;
  /** Whether to offer clearing it. */
  readonly clearable: boolean;
}

/** The known folders of a place, the largest first. Clearing is offered in the home only, where the server part does it. */
export function hogsOf(
  usage: IUsage,
  where: string,
  result: IResult | null
): readonly ISizedHog[] {
  const isHome = where === HOME;
  return usage.hogs
    .map(hog => ({
      ...hog,
      bytes: result ? (result.hogs[hog.id] ?? 0) : null,
      clearable: isHome && hog.safe
    }))
    .filter(({ bytes, paths }) =>
      bytes === null ? isHome && paths.length > 0 : bytes >= WORTH_A_LINE
    )
    .sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
}

/**
 * The path by which JupyterLab's file browser shows a folder; null where it does not: outside the folder that it shows,
 * and below hidden ones.
 */
export function browserPath(path: string, root: string): string | null {
  const base = root === '/' ? '/' : `${root}/`;
  if (path === root) {
    return '';
  }
  if (!path.startsWith(base)) {
    return null;
  }
  const rest = path.slice(base.length);
  return rest.split('/').some(part => part.startsWith('.')) ? null : rest;
}
