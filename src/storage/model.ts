import { ServerConnection } from '@jupyterlab/services';
import { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';
import { problemOf } from '../server/problem';
import { requestServer } from '../server/request';
import { IStorage, StorageState } from '../tokens';
import { IFolder, IMounts } from './mounts';

/** Between two looks while somebody sees them, ms. */
const SEEN_MS = 60_000;

/** Between two looks that are for warnings only, ms. */
const WATCHED_MS = 300_000;

/** Asks the server part which file systems there are. While the page is hidden it asks nothing. */
export class StorageModel implements IStorage, IDisposable {
  constructor(private _settings: ServerConnection.ISettings) {
    this._poll = new Poll({
      name: 'jupyterlab-sagemaker-spaces:storage',
      auto: false,
      factory: () => this._load(),
      frequency: { interval: SEEN_MS, backoff: true, max: WATCHED_MS },
      linger: 0,
      standby: () => (this._isWanted || this._isDue ? 'when-hidden' : true)
    });
    this._poll.ticked.connect(this._onTick, this);
    document.addEventListener('visibilitychange', this._onVisible);
  }

  get state(): StorageState {
    return this._state;
  }

  get stateChanged(): ISignal<IStorage, void> {
    return this._stateChanged;
  }

  get isSeen(): boolean {
    return this._isSeen;
  }

  set isSeen(value: boolean) {
    this._isSeen = value;
    this._catchUp();
  }

  get isWatched(): boolean {
    return this._isWatched;
  }

  set isWatched(value: boolean) {
    this._isWatched = value;
    this._catchUp();
  }

  async refresh(): Promise<void> {
    this._isWanted = true;
    await this._poll.refresh();
    await this._poll.tick;
  }

  folder(path: string): Promise<IFolder> {
    return requestServer<IFolder>(
      `mounts?folder=${encodeURIComponent(path)}`,
      { method: 'GET' },
      this._settings,
      'mounts'
    );
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    document.removeEventListener('visibilitychange', this._onVisible);
    this._poll.dispose();
    Signal.clearData(this);
  }

  private async _load(): Promise<void> {
    this._isWanted = false;
    try {
      const mounts = await requestServer<IMounts>(
        'mounts',
        { method: 'GET' },
        this._settings,
        'mounts'
      );
      this._set({ kind: 'ready', mounts, problem: null, retryAt: null });
    } catch (error) {
      const problem = problemOf(error, 'mounts');
      this._set({
        ...(this._state.kind === 'ready' ? this._state : { kind: 'failed' }),
        problem,
        retryAt: null
      });
      throw error;
    } finally {
      this._looked = Date.now();
    }
  }

  /** When the poll has decided when to try again, the state says so. */
  private _onTick(): void {
    const { phase, timestamp, interval } = this._poll.state;
    if (
      phase === 'rejected' &&
      this._state.kind !== 'loading' &&
      this._state.problem
    ) {
      this._set({ ...this._state, retryAt: timestamp + interval });
    }
  }

  private _onVisible = (): void => {
    if (document.visibilityState === 'visible') {
      this._catchUp();
    }
  };

  /** Somebody looks, or it is watched: what is out of date is read at once. */
  private _catchUp(): void {
    if (this._isDue) {
      void this.refresh();
    }
  }

  /** Whether the time has come to look again; a timer may come a moment early. */
  private get _isDue(): boolean {
    const age = Date.now() - this._looked + 1000;
    return (
      (this._isSeen && age >= SEEN_MS) || (this._isWatched && age >= WATCHED_MS)
    );
  }

  private _set(state: StorageState): void {
    this._state = state;
    this._stateChanged.emit();
  }

  private _poll: Poll;
  private _state: StorageState = { kind: 'loading' };
  private _stateChanged = new Signal<IStorage, void>(this);
  private _isSeen = false;
  private _isWatched = false;
  /** A refresh was asked for, and is to be done even when nobody looks. */
  private _isWanted = false;
  /** When the last answer came, ms since 1970. */
  private _looked = 0;
}
