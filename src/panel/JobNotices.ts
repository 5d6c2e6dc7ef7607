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
import { IHere, IJobs, ISpaces } from '../tokens';
import { CommandIDs } from './commands';
import { aboutSpace } from './failure';

/** JupyterLab loses an update that follows too soon, ms, while it still makes the toast. */
const PACE_MS = 1000;

/** How long the notice of a success stays, ms. A failure stays until it is read. */
const SUCCESS_MS = 10_000;

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

/** One notification for each job that this tab asked for: its progress, then in the same place how it ended. */
export class JobNotices implements IDisposable {
  constructor(private _options: IJobNoticesOptions) {
    _options.jobs.changed.connect(this._onChange, this);
    this._onChange();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._options.jobs.changed.disconnect(this._onChange, this);
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
    for (const job of jobs.asked) {
      if (job.state === 'running') {
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

  private _end(job: IJob): void {
    const wasShown = this._shown.has(job.id);
    if (!wasShown && Date.now() - Date.parse(job.ended ?? '') > RECENT_MS) {
      this._options.jobs.told(job.id);
      return;
    }
    const notice = this._result(job);
    const id = this._show(job, notice);
    this._results.set(job.id, { ...notice, id });
    this._shown.delete(job.id);
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
    this._shown.set(job.id, { id, message });
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
      return {
        message: `${title} ${notDoneWord(job, trans)}: ${short}`,
        type: 'error',
        autoClose: false,
        actions: [this._why(job)]
      };
    }
    const cancelled = job.state === 'cancelled';
    const words = cancelled
      ? trans.__('%1: cancelled', doingWord(job.kind, title, trans))
      : doneWord(job.kind, title, trans);
    return {
      message: [words, job.message].filter(Boolean).join('. '),
      type: cancelled ? 'info' : 'success',
      autoClose: SUCCESS_MS,
      actions: !cancelled && this._runsElsewhere(job) ? [this._open(job)] : []
    };
  }

  private _why(job: IJob): Notification.IAction {
    const { commands, trans } = this._options;
    return {
      label: trans.__('Why?'),
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

  /** Whether the job left a space running that one is not in. */
  private _runsElsewhere(job: IJob): boolean {
    const here = spaceOfHere(this._options.here.state);
    return (
      (job.kind === 'run' || job.step.name === 'wait-in-service') &&
      !sameName(job.space, here)
    );
  }

  private _title(job: IJob): string {
    const space = this._options.spaces.find(job.space);
    return space ? titleOf(space) : (job.choices?.display_name ?? job.space);
  }

  /** The notification of each job that is under way, and what it says. */
  private _shown = new Map<string, { id: string; message: string }>();
  /** How jobs ended, until that was told twice. */
  private _results = new Map<string, Notification.IUpdate<null>>();
  private _timer: number | null = null;
  private _isDisposed = false;
}
