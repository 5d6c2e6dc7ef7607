import { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';
import type { IGlance } from '../aws/glance';
import { IProblem, ProblemError, problemOf } from '../server/problem';
import { spaceOfHere } from '../server/here';
import { IHere, IJobs, ISpaces, SpacesState } from '../tokens';
import { afterJob } from './afterJob';
import { DetailsCache } from './detailsCache';
import { EndedJobs } from './endedJobs';
import { Glance } from './glance';
import { nameOfMe, visibleSpaces } from './ownership';
import { ISource, SourceFactory } from './source';
import { instanceTypeOf, ISpace, sameName } from './space';
import { statusOf } from './status';

/** A list is read at most this often by itself, ms: the design's limit of four calls a minute at rest. */
const INTERVAL_MS = 30_000;

/** After errors the interval grows up to this, ms. */
const MOST_INTERVAL_MS = 300_000;

/** The first rows of the list, which show the instance type of a stopped space; the rest is described when selected. */
const MOST_DESCRIBED = 40;

/** A list that took long is read less often: the interval is at least this many times its duration. */
const REST_FACTOR = 10;

export interface ISpacesModelOptions {
  readonly here: IHere;
  readonly jobs: IJobs;
  /** Called once the domain is known; loads the SDK. */
  readonly createSource: SourceFactory;
  /** The instance type of one app, without the SDK; see {@link Glance}. */
  readonly glance: (app: IGlance) => Promise<string | null>;
}

/** Polls the spaces of the domain while somebody looks. */
export class SpacesModel implements ISpaces, IDisposable {
  constructor(private _options: ISpacesModelOptions) {
    this._poll = new Poll({
      name: 'jupyterlab-sagemaker-spaces:spaces',
      auto: false,
      factory: () => this._load(),
      frequency: {
        interval: INTERVAL_MS,
        backoff: true,
        max: MOST_INTERVAL_MS
      },
      linger: 0,
      standby: () => (this._isActive || this._isWanted ? 'when-hidden' : true)
    });
    this._poll.ticked.connect(this._onTick, this);
    this._glance = new Glance(_options.here, _options.glance);
    this._glance.changed.connect(() => this._stateChanged.emit());
    _options.jobs.changed.connect(this._onJobs, this);
    document.addEventListener('visibilitychange', this._onVisible);
  }

  get state(): SpacesState {
    return this._state;
  }

  get stateChanged(): ISignal<ISpaces, void> {
    return this._stateChanged;
  }

  get selected(): string | null {
    return this._selected;
  }

  select(name: string | null): void {
    if (name === this._selected) {
      return;
    }
    this._selected = name;
    this._stateChanged.emit();
    this._describe();
  }

  find(name: string): ISpace | null {
    return this._state.kind === 'ready'
      ? (this._state.spaces.find(space => sameName(space.name, name)) ?? null)
      : null;
  }

  get hereInstance(): string | null {
    const name = this._hereName();
    const space = name === null ? null : this.find(name);
    return (space && instanceTypeOf(space)) ?? this._glance.instanceType;
  }

  glance(): Promise<void> {
    return this._glance.start();
  }

  get isActive(): boolean {
    return this._isActive;
  }

  set isActive(value: boolean) {
    if (value === this._isActive) {
      return;
    }
    this._isActive = value;
    if (value) {
      this._catchUp();
    }
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._abort.abort();
    this._lifetime.abort();
    document.removeEventListener('visibilitychange', this._onVisible);
    this._options.jobs.changed.disconnect(this._onJobs, this);
    this._glance.dispose();
    this._poll.dispose();
    Signal.clearData(this);
  }

  /** Interval between two lists in seconds, as the user set it. */
  set interval(seconds: number) {
    this._interval = Math.max(seconds * 1000, 0);
    this._setInterval(0);
  }

  async refresh(): Promise<void> {
    this._isWanted = true;
    await this._poll.refresh();
    await this._poll.tick;
  }

  private async _load(): Promise<void> {
    this._isWanted = false;
    this._abort.abort();
    const abort = (this._abort = new AbortController());
    const started = Date.now();
    try {
      const source = await this._connect();
      if (!source) {
        this._set({ kind: 'outside' });
        return;
      }
      const spaces = await source.list(abort.signal, known => {
        if (!abort.signal.aborted && this._state.kind !== 'ready') {
          this._setSpaces(known, false);
        }
      });
      if (!abort.signal.aborted) {
        this._loaded = Date.now();
        this._setInterval(this._loaded - started);
        this._setSpaces(spaces, true);
        this._describe();
      }
    } catch (error) {
      if (!abort.signal.aborted) {
        this._fail(problemOf(error, 'ListSpaces'));
      }
      throw error;
    }
  }

  /** The source for this domain; null when there is none to ask for. Throws ProblemError. */
  private async _connect(): Promise<ISource | null> {
    const { here } = this._options;
    if (here.state.kind !== 'ready') {
      await here.refresh();
    }
    const state = here.state;
    if (state.kind === 'failed') {
      throw new ProblemError(state.problem);
    }
    if (state.kind !== 'ready' || state.here.domain_id === null) {
      return null;
    }
    this._source ??= await this._options.createSource(
      state.here.region ?? 'us-east-1',
      state.here.domain_id
    );
    return this._source;
  }

  private _setSpaces(spaces: readonly ISpace[], complete: boolean): void {
    const here = this._options.here.state;
    this._set({
      kind: 'ready',
      spaces: spaces.map(space => this._details.fill(space)),
      complete,
      me: here.kind === 'ready' ? nameOfMe(here.here, spaces) : null,
      problem: null,
      retryAt: null
    });
  }

  private _describe(): void {
    if (this._source) {
      void this._details.readMissing(
        () => this._worthDescribing(),
        this._source,
        this._lifetime.signal,
        () => this._mapSpaces(space => this._details.fill(space))
      );
    }
  }

  /** This space and the selected one always; while somebody looks, failed ones for their reason, and the first of the list. */
  private _worthDescribing(): readonly ISpace[] {
    if (this._state.kind !== 'ready') {
      return [];
    }
    const first = [this._hereName(), this._selected]
      .map(name => (name === null ? null : this.find(name)))
      .filter(space => space !== null);
    if (!this._isActive) {
      return first;
    }
    const visible = visibleSpaces(this._state.spaces, this._state.me);
    return [
      ...first,
      ...visible.filter(space => statusOf(space) === 'Failed'),
      ...visible.slice(0, MOST_DESCRIBED)
    ];
  }

  private _hereName(): string | null {
    return spaceOfHere(this._options.here.state);
  }

  private _fail(problem: IProblem): void {
    this._set(
      this._state.kind === 'ready'
        ? { ...this._state, problem, retryAt: null }
        : { kind: 'failed', problem, retryAt: null }
    );
  }

  /** When the poll has decided when to try again, the state says so. */
  private _onTick(): void {
    const { phase, timestamp, interval } = this._poll.state;
    if (
      phase === 'rejected' &&
      (this._state.kind === 'failed' || this._state.kind === 'ready') &&
      this._state.problem
    ) {
      this._set({ ...this._state, retryAt: timestamp + interval });
    }
  }

  private _onJobs(): void {
    const ended = this._ended.since(this._options.jobs.jobs);
    if (ended.length === 0) {
      return;
    }
    this._mapSpaces(space => {
      const job = ended.find(other => sameName(other.space, space.name));
      return job ? afterJob(space, job) : space;
    });
    this._loaded = 0;
    if (this._isActive) {
      void this.refresh();
    }
  }

  private _onVisible = (): void => {
    if (
      document.visibilityState === 'visible' &&
      (this._isActive || this._isWanted)
    ) {
      this._catchUp();
    }
  };

  /** Somebody looks again: what is older than the interval is read at once. */
  private _catchUp(): void {
    if (Date.now() - this._loaded > this._interval) {
      void this.refresh();
    } else {
      this._describe();
    }
  }

  private _setInterval(duration: number): void {
    const interval = Math.min(
      Math.max(this._interval, REST_FACTOR * duration),
      MOST_INTERVAL_MS
    );
    this._poll.frequency = {
      interval,
      backoff: true,
      max: MOST_INTERVAL_MS
    };
  }

  private _mapSpaces(change: (space: ISpace) => ISpace): void {
    if (this._state.kind === 'ready') {
      this._set({ ...this._state, spaces: this._state.spaces.map(change) });
    }
  }

  private _set(state: SpacesState): void {
    this._state = state;
    this._stateChanged.emit();
  }

  private _glance: Glance;
  private _poll: Poll;
  private _state: SpacesState = { kind: 'loading' };
  private _stateChanged = new Signal<ISpaces, void>(this);
  private _selected: string | null = null;
  private _source: ISource | null = null;
  private _details = new DetailsCache();
  private _ended = new EndedJobs();
  private _lifetime = new AbortController();
  private _abort = new AbortController();
  private _isActive = false;
  /** A refresh was asked for, and is to be done even when nobody looks. */
  private _isWanted = false;
  private _loaded = 0;
  private _interval = INTERVAL_MS;
}
