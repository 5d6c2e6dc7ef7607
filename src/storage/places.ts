import { IStorage } from '../tokens';
import { IFolder } from './mounts';

/** How long it is believed on which file system a folder lies, ms. */
const BELIEVED_MS = 60_000;

/** Drives by which jupyter-collaboration shows the files of this same server. */
const OWN_DRIVE = /^RTC:/;

/** The path of a folder as the server knows it; null on a drive that is not this server's. */
export function pathOnServer(path: string): string | null {
  const local = path.replace(OWN_DRIVE, '');
  return /^[^/]*:/.test(local) ? null : local;
}

/** The folder that holds a file or a folder. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** On which file systems folders lie; each is asked for once a minute at most. */
export class Places {
  constructor(private _storage: Pick<IStorage, 'folder'>) {}

  /** Where a folder lies, by its path on the server. Rejects with ProblemError. */
  of(path: string): Promise<IFolder> {
    const known = this._known.get(path);
    if (known && Date.now() - known.asked < BELIEVED_MS) {
      return known.answer;
    }
    const answer = this._storage.folder(path);
    this._known.set(path, { asked: Date.now(), answer });
    // What failed is asked again.
    answer.catch(() => this._known.delete(path));
    return answer;
  }

  private _known = new Map<
    string,
    { readonly asked: number; readonly answer: Promise<IFolder> }
  >();
}
