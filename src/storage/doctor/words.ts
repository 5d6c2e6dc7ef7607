import type { TranslationBundle } from '@jupyterlab/translation';
import { formatBytes } from '../../ui/bytes';
import { formatAgo, formatCount } from '../../ui/format';
import { IMount } from '../mounts';
import { IResult } from './usage';

/** `12 GB in 120,000 files and 3,400 folders`. */
export function sumWords(result: IResult, trans: TranslationBundle): string {
  return trans.__(
    '%1 in %2 and %3',
    formatBytes(result.bytes),
    filesWord(result.files, trans),
    trans._n(
      '%2 folder',
      '%2 folders',
      result.folders,
      formatCount(result.folders, true)
    )
  );
}

/** `1 file`, `1,234 files`. */
export function filesWord(count: number, trans: TranslationBundle): string {
  return trans._n('%2 file', '%2 files', count, formatCount(count, true));
}

/** Of when a result is, and whether it is whole. */
export function whenWords(
  result: IResult,
  now: number,
  trans: TranslationBundle
): string {
  const ago = formatAgo(
    now - Date.parse(result.ended ?? result.started),
    trans
  );
  switch (result.state) {
    case 'done':
      return trans.__('scanned %1', ago);
    case 'cancelled':
      return trans.__('cancelled %1: only what it had seen until then', ago);
    case 'running':
      return trans.__('so far');
    case 'failed':
      return trans.__('failed %1', ago);
  }
}

/** When the home will be full; null where that cannot be foretold. */
export function growthWords(
  days: number | null,
  trans: TranslationBundle
): string | null {
  if (days === null) {
    return null;
  }
  const when =
    days < 1
      ? trans.__('within a day')
      : trans._n('in about a day', 'in about %1 days', Math.round(days));
  return trans.__(
    'If it goes on as in the last days, the home is full %1.',
    when
  );
}

/** Whether several people may write to it, so that it is of interest whose the files are. */
export function isShared(mount: IMount | null): boolean {
  return (
    mount !== null &&
    ['efs', 'nfs', 'fsx-lustre', 'network'].includes(mount.kind)
  );
}

/** Who has a uid: a user profile, root, or nobody that is known. */
export function ownerName(
  uid: number,
  names: ReadonlyMap<number, string>,
  trans: TranslationBundle
): string {
  return names.get(uid) ?? (uid === 0 ? 'root' : trans.__('uid %1', uid));
}

/** What a list by owner does not show; null where it shows all. */
export function partWords(
  mount: IMount | null,
  trans: TranslationBundle
): string | null {
  return mount?.access_point_id
    ? trans.__(
        'It is seen through the access point %1: that shows only its own part of the file system, and may make all files its own user’s.',
        mount.access_point_id
      )
    : null;
}
