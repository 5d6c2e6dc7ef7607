import { Event, ServerConnection } from '@jupyterlab/services';
import { IDisposable } from '@lumino/disposable';
import { ISignal, Signal } from '@lumino/signaling';
import { problemOf } from '../server/problem';
import { requestServer } from '../server/request';
import { IJobs } from '../tokens';
import { AskedJobs } from './asked';
import { IJob, IJobEvent, IJobList, JOB_SCHEMA, JobKind } from './job';
import {
  afterEvent,
  afterList,
  EMPTY,
  ILedger,
  latestJobs,
  withJob
} from './ledger';
import { IChoices, ICreateRequest } from './request';

/** The server beats every 10 s while a job runs; after this long without, events are being missed. */
const SILENCE_MS = 25_000;

/**
 * The client of the server's jobs. `tab` is what the browser keeps for this tab, over its reloads.
 *
 * Events say what changes; whenever some may have been missed (they are not replayed), the list is read anew.
 */
export class JobsModel implements IJobs, IDisposable {
  constructor(
    private _settings: ServerConnection.ISettings,
    private _events: Event.IManager,
    tab: Storage
  ) {
    this._asked = new AskedJobs(tab);
    _events.stream.connect(this._onEvent, this);
    document.addEventListener('visibilitychange', this._onBack);
    window.addEventListener('online', this._onBack);
  }

  get jobs(): readonly IJob[] {
    return this._ledger.jobs;
  }

  get changed(): ISignal<IJobs, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    clearTimeout(this._silence);
    this._events.stream.disconnect(this._onEvent, this);
    document.removeEventListener('visibilitychange', this._onBack);
    window.removeEventListener('online', this._onBack);
    Signal.clearData(this);
  }

  latest(space: string): IJob | null {
    return this._latest.get(space.toLowerCase()) ?? null;
  }

  get asked(): readonly IJob[] {
    return this.jobs.filter(job => this._asked.has(job.id));
  }

  told(id: string): void {
    this._asked.delete(id);
  }

  run(space: string): Promise<IJob> {
    return this._post({ kind: 'run', space });
  }

  stop(space: string, quietly = false): Promise<IJob> {
    return this._post({ kind: 'stop', space }, quietly);
  }

  create(request: ICreateRequest): Promise<IJob> {
    return this._post({ kind: 'create', ...request });
  }

  change(space: string, choices: IChoices): Promise<IJob> {
    return this._post({ kind: 'change', space, choices });
  }

  delete(space: string): Promise<IJob> {
    return this._post({ kind: 'delete', space });
  }

  async open(space: string): Promise<string> {
    const tried = `open ${space}`;
    const answer = await requestServer<{ url: string }>(
      'open',
      { method: 'POST', body: JSON.stringify({ space }) },
      this._settings,
      tried
    );
    return answer.url;
  }

  /** Read the list of jobs. Never rejects: what is known stays, and the next sign of life reads it again. */
  async refresh(): Promise<void> {
    try {
      const list = await requestServer<IJobList>(
        'jobs',
        { method: 'GET' },
        this._settings,
        'jobs'
      );
      this._set(afterList(this._ledger, list));
    } catch (error) {
      console.debug('Jobs of spaces are not known.', problemOf(error, 'jobs'));
      this._listen();
    }
  }

  private async _post(
    request: { readonly kind: JobKind; readonly space: string } & Partial<
      Omit<ICreateRequest, 'space'>
    >,
    quietly = false
  ): Promise<IJob> {
    const job = await requestServer<IJob>(
      'jobs',
      { method: 'POST', body: JSON.stringify(request) },
      this._settings,
      `${request.kind} ${request.space}`
    );
    if (!quietly) {
      this._asked.add(job.id);
    }
    const known = this.jobs.find(other => other.id === job.id);
    // If it is known, its events came first, and know more.
    this._set(known ? this._ledger : withJob(this._ledger, job));
    return known ?? job;
  }

  private _onEvent(_: unknown, emission: Event.Emission): void {
    if (emission.schema_id !== JOB_SCHEMA) {
      return;
    }
    const next = afterEvent(this._ledger, emission as unknown as IJobEvent);
    if (next === 'gap') {
      void this.refresh();
    } else if (next !== this._ledger) {
      this._set(next);
    }
  }

  private _onBack = (): void => {
    if (document.visibilityState === 'visible' && !this._isDisposed) {
      void this.refresh();
    }
  };

  private _set(ledger: ILedger): void {
    if (this._isDisposed) {
      return;
    }
    this._ledger = ledger;
    this._latest = latestJobs(ledger.jobs);
    this._listen();
    this._changed.emit();
  }

  /** While a job runs, silence means that events do not arrive. */
  private _listen(): void {
    clearTimeout(this._silence);
    if (this.jobs.some(job => job.state === 'running')) {
      this._silence = window.setTimeout(() => {
        void this.refresh();
      }, SILENCE_MS);
    }
  }

  private _asked: AskedJobs;
  private _ledger: ILedger = EMPTY;
  private _latest: ReadonlyMap<string, IJob> = new Map();
  private _changed = new Signal<IJobs, void>(this);
  private _silence = 0;
  private _isDisposed = false;
}
