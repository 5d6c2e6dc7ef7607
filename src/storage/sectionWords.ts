import type { TranslationBundle } from '@jupyterlab/translation';
import { homeOf, IMount, IMounts } from './mounts';

/** Where Studio mounts what an administrator attached (reported): a folder a kind, in it one a file system. */
const CUSTOM = /^\/mnt\/custom-file-systems\/[^/]+\/(.+)$/;

/** What it is called where it is one of several: `Home`, `~/data`, `fs-0123`, `/tmp`. */
export function placeName(
  mount: IMount,
  mounts: IMounts,
  trans: TranslationBundle
): string {
  const { path } = mount;
  if (mount.home) {
    return trans.__('Home');
  }
  if (path === '/') {
    return trans.__('/ and all else');
  }
  return CUSTOM.exec(path)?.[1] ?? shortPath(path, mounts.home);
}

/** A path with `~` for home. */
export function shortPath(path: string, home: string): string {
  return path === home || path.startsWith(`${home}/`)
    ? `~${path.slice(home.length)}`
    : path;
}

/** Why it is taken for what it is, in a sentence. */
export function becauseWords(mount: IMount, trans: TranslationBundle): string {
  switch (mount.because) {
    case 'nvme-model':
      return trans.__('The disk’s model says so.');
    case 'mount-point':
      return trans.__('Studio mounts nothing else at this path.');
    case 'source':
      return trans.__('What is mounted says so.');
    case 'fstype':
      return trans.__('The type of the file system says so.');
    case 'home':
      return trans.__(
        'In Studio, a home that is mounted by itself is the space’s volume.'
      );
    case 'device':
      return trans.__('It lies on a disk of which no more is known.');
  }
}

/** What the home says of where one is: `Studio · EBS home`; empty where that cannot be told. */
export function verdictWord(mounts: IMounts, trans: TranslationBundle): string {
  switch (mounts.verdict) {
    case 'studio':
      return trans.__('Studio · EBS home');
    case 'classic':
      return homeOf(mounts)?.kind === 'nfs'
        ? trans.__('Studio Classic · NFS home')
        : trans.__('Studio Classic · EFS home');
    case null:
      return '';
  }
}

/** The verdict in a sentence. */
export function verdictSentence(
  mounts: IMounts,
  trans: TranslationBundle
): string {
  switch (mounts.verdict) {
    case 'studio':
      return trans.__('The home is an EBS volume: this is a space of Studio.');
    case 'classic':
      return trans.__(
        'The home is on a shared file system: this is Studio Classic.'
      );
    case null:
      return '';
  }
}
