import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IJob } from '../jobs/job';
import { askerWord, awaitedWord } from '../jobs/words';
import { fitting } from '../ui/fitting';
import { formatDate } from '../ui/format';

/** How often a countdown is told anew, ms. */
const COUNT_MS = 5000;

interface IDepartureNoticeOptions {
  /** Ask for the space to be kept running. */
  readonly onKeep: () => void;
  readonly trans: TranslationBundle;
}

/** The notification that this space is about to stop. */
export class DepartureNotice {
  constructor(private _options: IDepartureNoticeOptions) {}

  /** Say what is about to happen, with the way out, until it is different. */
  tell(job: IJob): void {
    const { trans } = this._options;
    const message = this._message(job);
    if (this._told?.job !== job.id) {
      this.dismiss();
      const id = Notification.emit(message, 'warning', {
        autoClose: false,
        actions: [
          {
            label: trans.__('Keep It Running'),
            displayType: 'accent',
            callback: this._options.onKeep
          }
        ]
      });
      this._told = { job: job.id, id, message };
    } else if (this._told.message !== message) {
      Notification.update({ id: this._told.id, message, autoClose: false });
      this._told = { ...this._told, message };
    }
    window.clearTimeout(this._timer);
    if (job.leaving?.stops_at) {
      this._timer = window.setTimeout(() => this.tell(job), COUNT_MS);
    }
  }

  private _message(job: IJob): string {
    const { trans } = this._options;
    const { stops_at, until, kernels } = job.leaving!;
    if (stops_at) {
      const left = Math.max(0, Date.parse(stops_at) - Date.now());
      return trans.__(
        'This space stops in %1 s: %2 asked for it. Your documents are saved.',
        Math.ceil(left / COUNT_MS) * (COUNT_MS / 1000),
        askerWord(job, trans)
      );
    }
    const words =
      job.step.name === 'save-outputs'
        ? trans.__('This space stops: outputs are being saved')
        : trans.__('This space stops when %1 is done', awaitedWord(job, trans));
    const limit = until && formatDate(new Date(until));
    const more = kernels.some(
      ({ recorded, state }) => !recorded && state === 'busy'
    )
      ? trans.__('Keep this page open: the server may miss some output.')
      : limit && trans.__('After %1 it keeps running.', limit);
    return fitting(
      more ? `${words}. ${more}` : words,
      words,
      trans.__('This space stops when its kernels are done')
    );
  }

  /** Take it away. */
  dismiss(): void {
    window.clearTimeout(this._timer);
    if (this._told) {
      Notification.dismiss(this._told.id);
      this._told = null;
    }
  }

  private _told: {
    readonly job: string;
    readonly id: string;
    readonly message: string;
  } | null = null;
  private _timer = 0;
}
