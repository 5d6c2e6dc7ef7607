import { Notification } from '@jupyterlab/apputils';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import type { IJob } from '../jobs/job';
import { problemOfJob } from '../jobs/problem';
import { awaitedWord } from '../jobs/words';
import { problemOf } from '../server/problem';
import { studioLink } from '../spaces/studioLink';
import type { IDomainSettings } from '../spaces/domainSettings';
import { ISpace, titleOf } from '../spaces/space';
import { IAccount, IJobs, ISpaces } from '../tokens';
import { fitting } from '../ui/fitting';
import { formatDate } from '../ui/format';
import type { IShell } from '../ui/shell';
import { RunningCells } from './cells';
import { DepartureNotice } from './DepartureNotice';
import { documentsIn, saveAll, unsavedIn } from './documents';
import { LeavingServer } from './server';
import { showAfter } from './showAfter';

const TOLD_KEY = 'jupyterlab-sagemaker-spaces:told-stop';

/** How long the server may be silent after it asked AWS to stop its own space, ms. */
const SILENCE_MS = 3000;

interface IDeparturesOptions {
  /** The space that one is in. */
  readonly space: string;
  readonly shell: IShell;
  readonly server: LeavingServer;
  readonly cells: RunningCells;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  readonly jobs: IJobs;
  /** Where it is kept of which stop one was told; null: nowhere. */
  readonly stateDB: IStateDB | null;
  /** Ask for the space to be kept running. */
  readonly onKeep: () => void;
  readonly trans: TranslationBundle;
}

/** What every page of a space does while the space is about to stop: hands over, saves, tells, and ends. */
export class Departures {
  constructor(private _options: IDeparturesOptions) {
    this._notice = new DepartureNotice(_options);
    _options.jobs.changed.connect(this._look, this);
    this._look();
  }

  private _look(): void {
    const job = this._options.jobs.latest(this._options.space);
    if (job?.kind !== 'stop') {
      return;
    }
    if (job.state !== 'running') {
      this._end(job);
      return;
    }
    this._seen.add(job.id);
    this._learn();
    switch (job.step.name) {
      case 'wait-done':
      case 'save-outputs':
        this._handOver(job);
        this._notice.tell(job);
        break;
      case 'announce':
        this._saveOnce(job, 'announce');
        this._notice.tell(job);
        break;
      case 'delete-app':
        this._notice.dismiss();
        this._expectSilence(job);
        break;
      case 'wait-gone':
        this._notice.dismiss();
        this._after(job);
        break;
      default:
    }
    if (job.leaving?.saving) {
      this._saveOnce(job, 'outputs');
    } else if (this._saved.has(`outputs ${job.id}`)) {
      this._reloadStale(job);
    }
  }

  /** Know what the page is to say once there is no server to ask. */
  private _learn(): void {
    const { spaces, account } = this._options;
    this._learning ??= Promise.all([
      spaces.readHere(),
      account.read().then(reads => reads.domain())
    ]).then(
      ([space, domain]) => {
        this._known = { space, domain };
      },
      error => {
        console.debug('The page knows less of its space.', error);
      }
    );
  }

  /** Give the server what this page has of cells that it is to go on with. */
  private _handOver(job: IJob): void {
    const { server, cells, trans } = this._options;
    const awaited = new Set(job.leaving?.kernels.map(({ id }) => id));
    for (const { kernel, path, cells: handed } of cells.all) {
      // A cell that was started since is a new one.
      const fresh = handed.filter(({ msg_id }) => !this._handed.has(msg_id));
      if (!awaited.has(kernel) || fresh.length === 0) {
        continue;
      }
      fresh.forEach(({ msg_id }) => this._handed.add(msg_id));
      server.handOver(job.id, kernel, path, fresh).catch(error => {
        const { title } = failureOf(
          problemOf(error, `outputs of ${path}`),
          ABOUT_NOTHING,
          trans
        );
        const words = trans.__('Keep this page open until %1 is done', path);
        Notification.warning(fitting(`${words}: ${title}`, words), {
          autoClose: false
        });
      });
    }
  }

  /** Save what is open, once for each occasion: the server is about to write, or to stop. */
  private _saveOnce(job: IJob, occasion: 'outputs' | 'announce'): void {
    const key = `${occasion} ${job.id}`;
    if (this._saved.has(key)) {
      return;
    }
    this._saved.add(key);
    const { shell, trans } = this._options;
    void saveAll(unsavedIn(shell), trans.__('it is read-only')).then(failed => {
      for (const { path, why } of failed) {
        const words = trans.__('%1 could not be saved', path);
        Notification.error(fitting(`${words}: ${why}`, words), {
          autoClose: false
        });
      }
    });
  }

  /** Read the notebooks again whose outputs the server wrote, where nothing in them is unsaved. */
  private _reloadStale(job: IJob): void {
    this._saved.delete(`outputs ${job.id}`);
    const paths = new Set(job.leaving?.kernels.map(({ path }) => path));
    for (const context of documentsIn(this._options.shell)) {
      if (
        paths.has(context.localPath) &&
        !context.model.dirty &&
        !context.model.collaborative
      ) {
        context.revert().catch(error => {
          console.warn(`${context.localPath} may be out of date.`, error);
        });
      }
    }
  }

  /** How it ended, where the server is still there to tell. */
  private _end(job: IJob): void {
    this._notice.dismiss();
    window.clearTimeout(this._silence);
    if (this._ended.has(job.id)) {
      return;
    }
    this._ended.add(job.id);
    if (job.state === 'done') {
      void this._tellNextTime(job);
      return;
    }
    this._covered?.dispose();
    this._covered = null;
    if (!this._seen.has(job.id)) {
      return; // it is in the history
    }
    const { trans } = this._options;
    const problem = problemOfJob(job);
    const why = problem
      ? failureOf(problem, ABOUT_NOTHING, trans).title
      : (job.message ?? '');
    const words = trans.__('This space keeps running');
    Notification.emit(
      fitting(`${words}: ${why}`, words),
      problem ? 'error' : 'info',
      { autoClose: problem ? false : 15_000 }
    );
  }

  /** At the next visit: when and why the space stopped by itself, or that something else ended it before. */
  private async _tellNextTime(job: IJob): Promise<void> {
    const { stateDB, trans } = this._options;
    const { leaving } = job;
    if (!leaving?.done && !leaving?.kernels.length) {
      return;
    }
    try {
      if ((await stateDB?.fetch(TOLD_KEY)) === job.id) {
        return;
      }
      await stateDB?.save(TOLD_KEY, job.id);
    } catch (error) {
      console.warn('Of which stop one was told is not known.', error);
    }
    const words = leaving.done
      ? trans.__(
          'This space was stopped on %1',
          formatDate(new Date(leaving.done))
        )
      : trans.__(
          'This space ended by other means while it waited for %1',
          awaitedWord(job, trans) || trans.__('its kernels')
        );
    const [first, ...more] = leaving.why;
    const text = first ? `${words}. ${first}` : words;
    Notification.info(fitting([text, ...more].join(' '), text, words), {
      autoClose: false
    });
  }

  /** AWS was asked: the server may end before it can say that AWS agreed. */
  private _expectSilence(job: IJob): void {
    window.clearTimeout(this._silence);
    this._silence = window.setTimeout(async () => {
      try {
        await this._options.server.look();
        this._expectSilence(job);
      } catch (error) {
        if (problemOf(error, 'leaving').kind === 'server-unreachable') {
          this._after(job);
        } else {
          this._expectSilence(job);
        }
      }
    }, SILENCE_MS);
  }

  private _after(job: IJob): void {
    window.clearTimeout(this._silence);
    if (this._covered) {
      return;
    }
    const { space: name, spaces, trans } = this._options;
    const { domain } = this._known;
    const space = this._known.space ?? spaces.find(name);
    spaces.isActive = false; // nobody answers any more
    this._covered = showAfter({
      title: space ? titleOf(space) : name,
      ...{ space, trans },
      why: job.leaving?.why.join(' ') || null,
      studio: studioLink(space, domain)
    });
  }

  private _notice: DepartureNotice;
  private _learning: Promise<void> | null = null;
  private _known: {
    readonly space: ISpace | null;
    readonly domain: IDomainSettings | null;
  } = { space: null, domain: null };
  private _seen = new Set<string>();
  private _ended = new Set<string>();
  private _handed = new Set<string>();
  private _saved = new Set<string>();
  private _covered: Widget | null = null;
  private _silence = 0;
}
