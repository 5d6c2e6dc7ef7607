import type { TranslationBundle } from '@jupyterlab/translation';
import { IFileSystem, isClassic, ISpace } from './space';

/**
 * What a space's home is and what it mounts: `EBS 20 GB`, `EBS 5 GB + EFS fs-0ab…`, `EFS (Studio Classic)`.
 *
 * Before the details are read, what ListSpaces tells: the home alone. Empty where nothing is known.
 *
 * @param whole - whether ids are written out; else the first few characters stand for them
 */
export function homeText(
  space: ISpace,
  whole: boolean,
  trans: TranslationBundle
): string {
  const systems = space.details?.fileSystems ?? [];
  return [
    homeOf(space, trans),
    ...systems.map(system => systemText(system, whole))
  ]
    .filter(Boolean)
    .join(' + ');
}

function homeOf(space: ISpace, trans: TranslationBundle): string {
  if (isClassic(space)) {
    return trans.__('EFS (Studio Classic)');
  }
  return space.volumeGb === null ? '' : trans.__('EBS %1 GB', space.volumeGb);
}

/** `EFS fs-0ab…`; of a bucket its name. */
function systemText({ kind, id }: IFileSystem, whole: boolean): string {
  return `${kind} ${whole ? id : short(id)}`.trim();
}

function short(id: string): string {
  const bucket = /^s3:\/\/([^/]+)/.exec(id);
  if (bucket) {
    return bucket[1];
  }
  // A prefix such as `fs-`, and three characters.
  const begin = id.slice(0, id.indexOf('-') + 4);
  return begin === id ? id : `${begin}…`;
}
