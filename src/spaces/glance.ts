import { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';
import type { IGlance } from '../aws/glance';
import { isLasting, ProblemError } from '../server/problem';
import { IHere } from '../tokens';
import type { IHereApp } from './space';

/** The first pause after a failure, ms; each further one is longer. */
const FIRST_PAUSE_MS = 2_000;

/** The longest pause between two attempts, ms. */
const MOST_PAUSE_MS = 300_000;

/**
 * The app that one is in, before anybody asks for the list.
 *
 * Asked for once; after a failure again, ever more seldom and only while the page is visible: what fails while a
 * server starts must not leave the status bar without an answer for the day.
 */
export class Glance implements IDisposable {
  /**
   * @param here - where this JupyterLab runs; refreshed when it could not be asked
   * @param ask - the app; null when it is not to be had, so that asking again is of no use
   */
  constructor(
    private _here: IHere,
    private _ask: (app: IGlance) => Promise<IHereApp | null>
  ) {
    this._poll = new Poll({
      name: 'jupyterlab-sagemaker-spaces:glance',
      auto: false,
      factory: () => this._look(),
      frequency: {
        interval: FIRST_PAUSE_MS,
        backoff: true,
        max: MOST_PAUSE_MS
      },
      standby: 'when-hidden'
    });
    this._poll.ticked.connect(this._onTick, this);
  }

  /** Null while it is not known. */
  get app(): IHereApp | null {
    return this._app;
  }

  get changed(): ISignal<Glance, void> {
    return this._changed;
  }

  /** Look, now and until it is known. */
  async start(): Promise<void> {
    await this._poll.refresh();
    await this._poll.tick;
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._poll.dispose();
    Signal.clearData(this);
  }

  private async _look(): Promise<void> {
    if (this._here.state.kind !== 'ready') {
      await this._here.refresh();
    }
    const { state } = this._here;
    if (state.kind === 'failed' && !isLasting(state.problem)) {
      throw new ProblemError(state.problem);
    }
    if (state.kind !== 'ready') {
      return;
    }
    const { domain_id, space, app_type } = state.here;
    if (domain_id !== null && space !== null && app_type !== null) {
      this._app = await this._ask({
        DomainId: domain_id,
        SpaceName: space,
        AppType: app_type
      });
      this._changed.emit();
    }
  }

  private _onTick(): void {
    const { phase } = this._poll.state;
    if (phase === 'resolved' || phase === 'reconnected') {
      void this._poll.stop();
    }
  }

  private _poll: Poll;
  private _app: IHereApp | null = null;
  private _changed = new Signal<Glance, void>(this);
}
