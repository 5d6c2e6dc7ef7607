import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { IDisposable } from '@lumino/disposable';
import { failureOf } from '../jobs/failures';
import type { IJob } from '../jobs/job';
import { problemOfJob } from '../jobs/problem';
import {
  doingWord,
  doneWord,
  notDoneWord,
  progressWord,
  stepWord
} from '../jobs/words';
import { spaceOfHere } from '../server/here';
import { sameName, titleOf } from '../spaces/space';
import { SpaceStatus, statusOf } from '../spaces/status';
import { IHere, IJobs, ISpaces } from '../tokens';
import { fitting } from '../ui/fitting';
import { politely } from '../ui/politely';
import { CommandIDs } from './commands';
import { aboutSpace } from './failure';

/** JupyterLab loses an update that follows too soon, ms, while it still makes the toast. */
const PACE_MS = 1000;

/** How long the notice of an end stays, ms; a failure is told in the row and in the history for longer. */
const SUCCESS_MS = 10_000;
const FAILURE_MS = 15_000;

/** What a space does that runs no more, whatever the age of the list. */
const OVER: ReadonlySet<SpaceStatus> = new Set([
  'Stopping',
  'Stopped',
  'Deleting',
  'Failed'
]);

/** A job that ended longer ago, ms, while the page was away is left to the history. */
const RECENT_MS = 600_000;

interface IJobNoticesOptions {
  readonly jobs: IJobs;
  readonly spaces: ISpaces;
  readonly here: IHere;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** What a notification says. */
interface INotice {
  readonly message: string;
  readonly type: Notification.TypeOptions;
  readonly autoClose: number | false;
  readonly actions: Notification.IAction[];
}

/** A notice that is there, or was until somebody closed it. */
interface IShown {
  readonly id: string;
  /** Name of the space. */
  readonly space: string;
  readonly message: string;
  /** Whether it says that the space runs; `seen` when the list has said so too since. */
  runs: boolean | 'seen';
}

/**
 * One notification for each job that this tab asked for: its progress, then in the same place how it ended.
 *
 * It goes when it is true no more: another job of the space has begun, or what ran was stopped.
 */
export class JobNotices implements IDisposable {
  constructor(private _options: IJobNoticesOptions) {
    _options.jobs.changed.connect(this._onChange, this);
    _options.spaces.stateChanged.connect(this._onChange, this);
    this._onChange();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._options.jobs.changed.disconnect(this._onChange, this);
    this._options.spaces.stateChanged.disconnect(this._onChange, this);
    clearTimeout(this._timer ?? undefined);
  }

  private _onChange(): void {
    this._timer ??= window.setTimeout(() => {
      this._timer = null;
      this._tell();
    }, PACE_MS);
  }

  private _tell(): void {
    const { jobs } = this._options;
    this._clear();
    for (const job of jobs.asked) {
      if (jobs.latest(job.space)?.id !== job.id) {
        this._results.delete(job.id);
        jobs.told(job.id); // what came after it counts
      } else if (job.state === 'running') {
        this._show(job, this._progress(job));
      } else if (!this._results.has(job.id)) {
        this._end(job);
        this._onChange();
      } else {
        // Once more: a toast that had been in the making says it now at the latest.
        Notification.update(this._results.get(job.id)!);
        this._results.delete(job.id);
        jobs.told(job.id);
      }
    }
  }

  /** Take away what is true no more. */
  private _clear(): void {
    const { jobs, spaces } = this._options;
    for (const [job, shown] of this._shown) {
      const space = shown.runs ? spaces.find(shown.space) : null;
      const status = space && statusOf(space);
      const isOver =
        shown.runs === 'seen' && status !== null && OVER.has(status);
      if (status === 'Running') {
        shown.runs = 'seen';
      }
      if (isOver || jobs.latest(shown.space)?.id !== job) {
        Notification.dismiss(shown.id);
        this._shown.delete(job);
      }
    }
  }

  private _end(job: IJob): void {
    const wasShown = this._shown.has(job.id);
    if (!wasShown && Date.now() - Date.parse(job.ended ?? '') > RECENT_MS) {
      this._options.jobs.told(job.id);
      return;
    }
    const notice = this._result(job);
    const id = this._show(job, notice);
    this._results.set(job.id, { ...notice, id });
  }

  /** Show a notice, in place of the job's former one. One that was closed comes back only for a failure. */
  private _show(job: IJob, notice: INotice): string {
    const { message, ...options } = notice;
    const shown = this._shown.get(job.id);
    if (shown?.message === message) {
      return shown.id;
    }
    let id = shown?.id;
    if (id === undefined) {
      id = Notification.emit(message, notice.type, options);
    } else if (
      !Notification.update({ id, message, ...options }) &&
      notice.type === 'error'
    ) {
      id = Notification.emit(message, notice.type, options);
    }
    politely(id);
    const runs = job.state === 'done' && this._leavesRunning(job);
    this._shown.set(job.id, { id, space: job.space, message, runs });
    return id;
  }

  private _progress(job: IJob): INotice {
    const { trans } = this._options;
    const { name, slow } = job.step;
    const words = [
      trans.__(
        '%1: %2 (%3)',
        doingWord(job.kind, this._title(job), trans),
        stepWord(name, trans),
        progressWord(job, trans)
      ),
      slow ? trans.__('longer than usual') : ''
    ];
    return {
      message: words.filter(Boolean).join(' · '),
      type: 'in-progress',
      autoClose: false,
      actions: []
    };
  }

  private _result(job: IJob): INotice {
    const { here, spaces, trans } = this._options;
    const title = this._title(job);
    const problem = problemOfJob(job);
    if (problem) {
      const about = aboutSpace(spaces.find(job.space), job, here.state);
      const { short } = failureOf(problem, about, trans);
      const words = `${title} ${notDoneWord(job, trans)}`;
      return {
        message: fitting(`${words}: ${short}`, words),
        type: 'error',
        autoClose: FAILURE_MS,
        actions: [this._whole(job, trans.__('Why?'))]
      };
    }
    const cancelled = job.state === 'cancelled';
    const words = cancelled
      ? trans.__('%1: cancelled', doingWord(job.kind, title, trans))
      : doneWord(job.kind, title, trans);
    const remark = [job.message, job.left].filter(Boolean).join(' ');
    const all = [words, remark].filter(Boolean).join('. ');
    const message = fitting(all, words);
    const isElsewhere = !sameName(job.space, spaceOfHere(here.state));
    return {
      message,
      type: cancelled ? 'info' : 'success',
      autoClose: SUCCESS_MS,
      actions: [
        ...(message === all ? [] : [this._whole(job, trans.__('More…'))]),
        ...(!cancelled && this._leavesRunning(job) && isElsewhere
          ? [this._open(job)]
          : [])
      ]
    };
  }

  /** The job with all that is known of it. */
  private _whole(job: IJob, label: string): Notification.IAction {
    const { commands } = this._options;
    return {
      label,
      callback: () => void commands.execute(CommandIDs.showJob, { job: job.id })
    };
  }

  private _open(job: IJob): Notification.IAction {
    const { commands, trans } = this._options;
    const args = { space: job.space };
    return {
      label: trans.__('Open'),
      displayType: 'accent',
      callback: () =>
        // Where the list of spaces is not read yet, the panel reads it.
        void commands.execute(
          commands.isEnabled(CommandIDs.open, args)
            ? CommandIDs.open
            : CommandIDs.show,
          args
        )
    };
  }

  /** Whether the job, when it is done, leaves its space running. */
  private _leavesRunning(job: IJob): boolean {
    return job.kind === 'run' || job.step.name === 'wait-in-service';
  }

  private _title(job: IJob): string {
    const space = this._options.spaces.find(job.space);
    return space ? titleOf(space) : (job.choices?.display_name ?? job.space);
  }

  /** The notification of each job, by its id. */
  private _shown = new Map<string, IShown>();
  /** How jobs ended, until that was told twice. */
  private _results = new Map<string, Notification.IUpdate<null>>();
  private _timer: number | null = null;
  private _isDisposed = false;
}
