/** Where the ids are kept: this tab only, and over its reloads. */
const KEY = 'jupyterlab-sagemaker-spaces:asked-jobs';

/** The jobs that this tab asked for, and of whose end nobody was told yet. Only their ids are kept. */
export class AskedJobs {
  constructor(private _storage: Storage) {
    this._ids = new Set(read(_storage));
  }

  has(id: string): boolean {
    return this._ids.has(id);
  }

  add(id: string): void {
    this._ids.add(id);
    this._save();
  }

  delete(id: string): void {
    if (this._ids.delete(id)) {
      this._save();
    }
  }

  private _save(): void {
    try {
      this._storage.setItem(KEY, JSON.stringify([...this._ids]));
    } catch (error) {
      // Full, or forbidden: a reload forgets them then.
      console.debug('Which jobs this tab asked for cannot be kept.', error);
    }
  }

  private _ids: Set<string>;
}

function read(storage: Storage): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch (error) {
    console.debug('Which jobs this tab asked for is not known.', error);
    return [];
  }
}
