import { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';
import type { IGlance } from '../aws/glance';
import type { IList } from '../aws/translate';
import { IProblem, ProblemError, problemOf } from '../server/problem';
import { isManagedElsewhere, spaceOfHere } from '../server/here';
import { IHere, IJobs, ISpaces, SpacesState } from '../tokens';
import { Action } from './actions';
import { afterJob } from './afterJob';
import { afterOutcome, Denied, NOTHING_DENIED, outcomeOf } from './denied';
import { DetailsCache } from './detailsCache';
import { EndedJobs } from './endedJobs';
import { Glance } from './glance';
import { nameOfMe, policyKindOf } from './ownership';
import { Pace } from './pace';
import { ISource, SourceFactory } from './source';
import { IHereApp, ISpace, sameName } from './space';
import { hereAppOf } from './hereApp';
import { statusOf } from './status';

export interface ISpacesModelOptions {
  readonly here: IHere;
  readonly jobs: IJobs;
  /** Called once the domain is known; loads the SDK. */
  readonly createSource: SourceFactory;
  /** One app, without the SDK; see {@link Glance}. */
  readonly glance: (app: IGlance) => Promise<IHereApp | null>;
}

/** Polls the spaces of the domain while somebody looks. */
export class SpacesModel implements ISpaces, IDisposable {
  constructor(private _options: ISpacesModelOptions) {
    this._poll = new Poll({
      name: 'jupyterlab-sagemaker-spaces:spaces',
      auto: false,
      factory: () => this._load(),
      frequency: this._pace.frequency,
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
    this._byName ??= new Map(
      this._state.kind === 'ready'
        ? this._state.spaces.map(space => [space.name.toLowerCase(), space])
        : []
    );
    return this._byName.get(name.toLowerCase()) ?? null;
  }

  get shown(): readonly string[] {
    return this._shown;
  }

  set shown(names: readonly string[]) {
    this._shown = names;
    this._describe();
  }

  get denied(): Denied {
    return this._denied;
  }

  learn(action: Action, name: string, denied: boolean): void {
    const before = this._denied;
    this._denied = afterOutcome(before, {
      action,
      space: name,
      kind: this._policyKind(name),
      denied
    });
    if (this._denied !== before) {
      this._stateChanged.emit();
    }
  }

  get hereApp(): IHereApp {
    const name = this._hereName();
    return hereAppOf(name === null ? null : this.find(name), this._glance.app);
  }

  async readHere(): Promise<ISpace | null> {
    const name = this._hereName();
    const known = name === null ? null : this.find(name);
    if (name === null || known?.details) {
      return known;
    }
    const source = await this._connect();
    return source && (await source.read(name, this._lifetime.signal));
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
    this._pace.wished = seconds * 1000;
    this._poll.frequency = this._pace.frequency;
  }

  async refresh(): Promise<void> {
    this._isWhole = true;
    await this._read();
  }

  private async _read(): Promise<void> {
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
      if (!source || isManagedElsewhere(this._options.here.state)) {
        this._set({ kind: 'outside' });
        return;
      }
      const whole = this._isWhole || this._pace.isWholeDue(started);
      const isFirst = this._state.kind !== 'ready' || !this._state.complete;
      const list = await source.list(
        abort.signal,
        whole,
        isFirst
          ? known => {
              if (!abort.signal.aborted) {
                this._setList(known, false);
              }
            }
          : undefined
      );
      if (!abort.signal.aborted) {
        this._isWhole &&= !whole;
        this._pace.read(started, Date.now(), whole);
        this._poll.frequency = this._pace.frequency;
        this._setList(list, true);
        this._describe();
      }
    } catch (error) {
      if (!abort.signal.aborted) {
        this._fail(problemOf(error, 'ListSpaces'));
      }
      // One of the two lists failed: the other is of no use.
      abort.abort();
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

  private _setList(list: IList, complete: boolean): void {
    const here = this._options.here.state;
    const { spaces, profileApps } = list;
    this._set({
      kind: 'ready',
      spaces: spaces.map(space => this._details.fill(space)),
      profileApps,
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
        name =>
          this._mapSpaces(space =>
            space.name === name ? this._details.fill(space) : space
          )
      );
    }
  }

  /** This space and the selected one always; while somebody looks, what is in view, failed ones first for their reason. */
  private _worthDescribing(): readonly ISpace[] {
    const known = (names: readonly (string | null)[]) =>
      names
        .map(name => (name === null ? null : this.find(name)))
        .filter(space => space !== null);
    const first = known([this._hereName(), this._selected]);
    if (!this._isActive) {
      return first;
    }
    const shown = known(this._shown);
    return [
      ...first,
      ...shown.filter(space => statusOf(space) === 'Failed'),
      ...shown
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
    for (const job of ended) {
      const outcome = outcomeOf(job, this._policyKind(job.space));
      if (outcome) {
        this._denied = afterOutcome(this._denied, outcome);
      }
    }
    this._mapSpaces(space => {
      const job = ended.find(other => sameName(other.space, space.name));
      return job ? afterJob(space, job) : space;
    });
    // That a space is gone only the whole list tells.
    this._isWhole ||= ended.some(job => job.kind === 'delete');
    this._pace.forget();
    if (this._isActive) {
      void this._read();
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
    if (this._pace.isDue(Date.now())) {
      void this._read();
    } else {
      this._describe();
    }
  }

  private _policyKind(name: string): string | null {
    const space = this.find(name);
    return space && this._state.kind === 'ready'
      ? policyKindOf(space, this._state.me)
      : null;
  }

  private _mapSpaces(change: (space: ISpace) => ISpace): void {
    if (this._state.kind === 'ready') {
      this._set({ ...this._state, spaces: this._state.spaces.map(change) });
    }
  }

  private _set(state: SpacesState): void {
    this._state = state;
    this._byName = null;
    this._stateChanged.emit();
  }

  private _glance: Glance;
  private _poll: Poll;
  private _pace = new Pace();
  private _state: SpacesState = { kind: 'loading' };
  /** Of the state, by names in lower case; null until somebody asks. */
  private _byName: ReadonlyMap<string, ISpace> | null = null;
  private _stateChanged = new Signal<ISpaces, void>(this);
  private _selected: string | null = null;
  private _shown: readonly string[] = [];
  private _denied: Denied = NOTHING_DENIED;
  private _source: ISource | null = null;
  private _details = new DetailsCache();
  private _ended = new EndedJobs();
  private _lifetime = new AbortController();
  private _abort = new AbortController();
  private _isActive = false;
  /** A refresh was asked for, and is to be done even when nobody looks. */
  private _isWanted = false;
  /** The next list is to be the whole one, not only what changed. */
  private _isWhole = false;
}
