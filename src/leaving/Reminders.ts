import { Notification } from '@jupyterlab/apputils';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { Poll } from '@lumino/polling';
import { spaceOfHere } from '../server/here';
import { hourlyPrice } from '../spaces/cost';
import { IRunningApp, runningApps } from '../spaces/running';
import { sameName, titleOf } from '../spaces/space';
import { IAccount, IHere, ISpaces } from '../tokens';
import { fitting } from '../ui/fitting';
import { formatDuration, formatHourly } from '../ui/format';
import { afterReminders, dueReminders, toReminded } from './due';

const REMINDED_KEY = 'jupyterlab-sagemaker-spaces:reminded';

/** Time between two looks, ms: each reads the list of spaces. */
const PACE_MS = 3_600_000;

/** Hours after which one is reminded where the setting says nothing else. */
const HOURS = 12;

interface IRemindersOptions {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  readonly stateDB: IStateDB | null;
  /** The settings of this plugin; null: none. */
  readonly settings: ISettingRegistry.ISettings | null;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** Reminds of what has run for long: once a day for each space. */
export class Reminders {
  constructor(private _options: IRemindersOptions) {
    this._poll = new Poll({
      factory: () => this._look(),
      frequency: { interval: PACE_MS, backoff: false, max: PACE_MS },
      standby: 'when-hidden'
    });
    // A longer time may be over sooner.
    _options.settings?.changed.connect(() => void this._poll.refresh());
  }

  private async _look(): Promise<void> {
    const { here, spaces, stateDB, settings } = this._options;
    const hours = Number(settings?.composite['remindAfterHours'] ?? HOURS);
    if (hours <= 0) {
      return;
    }
    await spaces.refresh();
    const { state } = spaces;
    if (state.kind !== 'ready') {
      return;
    }
    // Whatever another page told meanwhile counts.
    const reminded = {
      ...toReminded(await stateDB?.fetch(REMINDED_KEY)),
      ...this._reminded
    };
    const now = new Date();
    const due = dueReminders(
      runningApps(state.spaces, state.profileApps, state.me),
      spaceOfHere(here.state),
      hours,
      reminded,
      now
    );
    const names = due.map(({ space }) => space!.name);
    this._reminded = afterReminders(reminded, names, now);
    if (names.length > 0) {
      await stateDB?.save(REMINDED_KEY, this._reminded);
    }
    due.forEach(app => this._tell(app, now));
  }

  private _tell({ app, space }: IRunningApp, now: Date): void {
    const { here, account, commands, trans } = this._options;
    const name = space!.name;
    const price = hourlyPrice(space!, account);
    const words = trans.__(
      '%1 has run for %2',
      titleOf(space!),
      formatDuration(now.getTime() - app.created!.getTime(), trans)
    );
    const isHere = sameName(name, spaceOfHere(here.state));
    const act = isHere
      ? {
          label: trans.__('Leave…'),
          callback: () => void commands.execute('spaces:leave')
        }
      : {
          label: trans.__('Stop…'),
          callback: () =>
            void commands.execute('spaces:stop-space', { space: name })
        };
    Notification.info(
      fitting(
        price ? `${words} (${formatHourly(price, trans)}).` : `${words}.`,
        words
      ),
      {
        autoClose: false,
        // Closing it is all that "tomorrow" takes.
        actions: [
          act,
          { label: trans.__('Tomorrow'), callback: () => undefined }
        ]
      }
    );
  }

  private _poll: Poll;
  private _reminded: Readonly<Record<string, string>> = {};
}
