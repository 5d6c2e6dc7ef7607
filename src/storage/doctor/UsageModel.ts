import { ServerConnection } from '@jupyterlab/services';
import { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';
import { IProblem, problemOf } from '../../server/problem';
import { requestServer } from '../../server/request';
import { ICleared, IUsage } from './usage';

/** Between two looks while a scan is under way, and while none is, ms: another tab may begin one. */
const BUSY_MS = 1000;
const IDLE_MS = 30_000;

export type UsageState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: IProblem }
  | {
      readonly kind: 'ready';
      readonly usage: IUsage;
      /** Why the last look or act failed. */
      readonly problem: IProblem | null;
    };

/** Knows what the server part has found out about what fills the disks; asks while somebody sees it. */
export class UsageModel implements IDisposable {
  constructor(private _settings: ServerConnection.ISettings) {
    this._poll = new Poll({
      name: 'jupyterlab-sagemaker-spaces:usage',
      auto: false,
      factory: () => this._load(),
      frequency: frequency(IDLE_MS),
      linger: 0,
      standby: () => (this._isSeen || this._isWanted ? 'when-hidden' : true)
    });
  }

  get state(): UsageState {
    return this._state;
  }

  get changed(): ISignal<UsageModel, void> {
    return this._changed;
  }

  set isSeen(value: boolean) {
    this._isSeen = value;
    if (value) {
      void this.refresh();
    }
  }

  /** Look now. Never rejects: a failure is a state. */
  async refresh(): Promise<void> {
    this._isWanted = true;
    await this._poll.refresh();
    try {
      await this._poll.tick;
    } catch (error) {
      // The tab was closed meanwhile: what had failed otherwise is a state.
      if (!this.isDisposed) {
        throw error;
      }
    }
  }

  /** Begin a scan, or join the one under way. Never rejects: a failure is a state. */
  scan(where: string): Promise<void> {
    return this._act('POST', 'usage', { where });
  }

  /** End a scan early. Never rejects: a failure is a state. */
  cancel(where: string): Promise<void> {
    return this._act('DELETE', `usage?where=${encodeURIComponent(where)}`);
  }

  /** Clear known caches, or (`dryRun`) say what that would free. Rejects with ProblemError. */
  async clear(hogs: readonly string[], dryRun: boolean): Promise<ICleared> {
    const answer = await this._request<ICleared>('POST', 'usage/clear', {
      hogs,
      dry_run: dryRun
    });
    if (!dryRun) {
      await this.refresh();
    }
    return answer;
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._poll.dispose();
      Signal.clearData(this);
    }
  }

  private async _act(
    method: string,
    path: string,
    body?: object
  ): Promise<void> {
    try {
      await this._request(method, path, body);
    } catch (error) {
      await this.refresh();
      this._fail(problemOf(error, 'usage'));
      return;
    }
    await this.refresh();
  }

  private _request<T>(method: string, path: string, body?: object): Promise<T> {
    const init = body ? { method, body: JSON.stringify(body) } : { method };
    return requestServer<T>(path, init, this._settings, 'usage');
  }

  private async _load(): Promise<void> {
    this._isWanted = false;
    try {
      const usage = await this._request<IUsage>('GET', 'usage');
      const isBusy = Object.keys(usage.running).length > 0;
      this._poll.frequency = frequency(isBusy ? BUSY_MS : IDLE_MS);
      this._set({ kind: 'ready', usage, problem: null });
    } catch (error) {
      this._fail(problemOf(error, 'usage'));
      throw error;
    }
  }

  private _fail(problem: IProblem): void {
    this._set(
      this._state.kind === 'ready'
        ? { ...this._state, problem }
        : { kind: 'failed', problem }
    );
  }

  private _set(state: UsageState): void {
    if (!this.isDisposed) {
      this._state = state;
      this._changed.emit();
    }
  }

  private _poll: Poll;
  private _state: UsageState = { kind: 'loading' };
  private _changed = new Signal<UsageModel, void>(this);
  private _isSeen = false;
  /** A look was asked for, and is to be done even when nobody sees it. */
  private _isWanted = false;
}

function frequency(interval: number): Poll['frequency'] {
  return { interval, backoff: true, max: IDLE_MS };
}
