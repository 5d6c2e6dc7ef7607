import type { ICommandPalette } from '@jupyterlab/apputils';
import type { ServerConnection } from '@jupyterlab/services';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { endsHere, isWaitingStop } from '../jobs/job';
import { spaceOfHere } from '../server/here';
import { LastActive } from '../server/lastActive';
import { IAccount, IHere, IJobs, IPresence, ISpaces } from '../tokens';
import { loaded } from '../ui/loaded';
import type { IShell } from '../ui/shell';
import { RunningCells } from './cells';
import { LeavingServer } from './server';

/** Ids of the commands; the panel and the schema use them. */
export namespace CommandIDs {
  export const leave = 'spaces:leave';
  export const keep = 'spaces:keep-running';
}

/** The plugin that has the settings. */
const PLUGIN = 'jupyterlab-sagemaker-spaces:leaving';

/** When after the start reminders begin, ms: there is more urgent work before. */
const REMIND_MS = 60_000;

interface ILeavingOptions {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  readonly jobs: IJobs;
  readonly stateDB: IStateDB | null;
  readonly palette: ICommandPalette | null;
  readonly commands: CommandRegistry;
  readonly shell: IShell;
  readonly server: ServerConnection.ISettings;
  readonly settings: ISettingRegistry | null;
  /** Who is here; loaded when it is asked for. */
  readonly presence: () => Promise<IPresence | null>;
  readonly trans: TranslationBundle;
}

/** Leaving this space: what is there from the start on. The rest is loaded when somebody leaves. */
export class Leaving {
  constructor(private _options: ILeavingOptions) {
    const { here, jobs, server, shell } = _options;
    this._server = new LeavingServer(server);
    this._lastActive = new LastActive(server);
    this._cells = new RunningCells(shell);
    this._addCommands();
    jobs.changed.connect(this._look, this);
    here.stateChanged.connect(this._look, this);
    this._look();
    window.setTimeout(() => {
      this._remind().catch(error => {
        console.error('Of what runs for long nobody is reminded.', error);
      });
    }, REMIND_MS);
  }

  private _addCommands(): void {
    const { here, jobs, commands, palette, trans } = this._options;
    const describedBy = { args: { type: 'object', properties: {} } };
    commands.addCommand(CommandIDs.leave, {
      label: trans.__('Leave This Space…'),
      describedBy,
      isEnabled: () => spaceOfHere(here.state) !== null,
      execute: () => this.leave()
    });
    commands.addCommand(CommandIDs.keep, {
      label: trans.__('Keep This Space Running'),
      describedBy,
      isEnabled: () => {
        const job = jobs.latest(spaceOfHere(here.state) ?? '');
        return !!job && isWaitingStop(job);
      },
      execute: () => this.keep()
    });
    for (const command of Object.values(CommandIDs)) {
      palette?.addItem({ command, category: trans.__('Spaces') });
    }
  }

  /** Ask whether and how to leave. */
  async leave(): Promise<void> {
    const { here, spaces, presence, trans } = this._options;
    const space = spaceOfHere(here.state);
    if (space === null || this._isAsking || here.state.kind !== 'ready') {
      return;
    }
    this._isAsking = true;
    try {
      // All that is needed to the end is loaded now: then there is no server to load it from.
      await loaded(this._follow(space), trans);
      const { leave } = await loaded(
        import(/* webpackChunkName: "leaving" */ './leave'),
        trans
      );
      const sharing = spaces.find(space)?.sharing ?? here.state.here.sharing;
      await leave({
        ...this._options,
        ...{ space, server: this._server, cells: this._cells },
        lastActive: this._lastActive,
        presence: await presence().catch(error => {
          console.warn('Who else is here cannot be said.', error);
          return null;
        }),
        isShared: sharing !== 'Private'
      });
    } finally {
      this._isAsking = false;
    }
  }

  /** Keep the space running: end the stop that waits. */
  async keep(): Promise<void> {
    const { here, jobs, trans } = this._options;
    const job = jobs.latest(spaceOfHere(here.state) ?? '');
    if (job?.state !== 'running') {
      return;
    }
    const { keep } = await loaded(
      import(/* webpackChunkName: "leaving" */ './keep'),
      trans
    );
    await keep(this._server, job.id, trans);
  }

  private async _remind(): Promise<void> {
    const { Reminders } = await import('./Reminders');
    new Reminders({ ...this._options, settings: await this._settings() });
  }

  private async _link(): Promise<void> {
    const { PageLink } = await import(
      /* webpackChunkName: "after-start" */ './PageLink'
    );
    const { here, jobs, server } = this._options;
    new PageLink({
      server,
      cells: this._cells,
      settings: await this._settings(),
      isEnding: () => {
        const job = jobs.latest(spaceOfHere(here.state) ?? '');
        return !!job && endsHere(job);
      }
    });
  }

  private async _settings(): Promise<ISettingRegistry.ISettings | null> {
    return (await this._options.settings?.load(PLUGIN)) ?? null;
  }

  /** Follow the stop of this space, as soon as there is one to know of. */
  private _look(): void {
    const { here, jobs, commands } = this._options;
    Object.values(CommandIDs).forEach(id => commands.notifyCommandChanged(id));
    const space = spaceOfHere(here.state);
    if (space !== null) {
      this._linking ??= this._link().catch(error => {
        console.error('This page is not counted as open.', error);
      });
    }
    const job = space === null ? null : jobs.latest(space);
    if (space !== null && job?.kind === 'stop') {
      this._follow(space).catch(error => {
        console.error('The stop of this space cannot be followed.', error);
      });
    }
  }

  /** Have the stop of this space followed; what could not be loaded for that is loaded again at the next need. */
  private _follow(space: string): Promise<void> {
    const start = async () => {
      const { Departures } = await import(
        /* webpackChunkName: "leaving" */ './Departures'
      );
      new Departures({
        ...this._options,
        ...{ space, server: this._server, cells: this._cells },
        onKeep: () => void this.keep()
      });
    };
    this._following ??= start().catch(error => {
      this._following = null;
      throw error;
    });
    return this._following;
  }

  private _server: LeavingServer;
  private _lastActive: LastActive;
  private _cells: RunningCells;
  private _isAsking = false;
  private _linking: Promise<void> | null = null;
  private _following: Promise<void> | null = null;
}
