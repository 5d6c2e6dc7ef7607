import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { refreshIcon, runIcon, stopIcon } from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';
import { problemOf } from '../server/problem';
import type { SpaceAction } from '../spaces/actions';
import { ISpace, titleOf } from '../spaces/space';
import { ISpaceArgs, SPACE_ARGS, spaceOfArgs } from '../spaces/spaceArgs';
import { IHere, IJobs, ISpaces } from '../tokens';
import { openTab } from './openTab';
import { IRow, rowOf, viewerOf } from '../spaces/row';
import { loaded } from '../ui/loaded';

/** Ids of the commands; the schema and other extensions use them. */
export namespace CommandIDs {
  export const show = 'spaces:show-panel';
  export const refresh = 'spaces:refresh';
  export const run = 'spaces:run-space';
  export const stop = 'spaces:stop-space';
  export const open = 'spaces:open-space';
  export const copyName = 'spaces:copy-name';
  export const details = 'spaces:toggle-details';
  export const history = 'spaces:toggle-history';
  export const showJob = 'spaces:show-job';
}

/** Of the leaving, which may be switched off. */
const LEAVE = 'spaces:leave';

/** The history of jobs in the panel, which comes and goes. */
export interface IHistory {
  readonly isShown: boolean;
  /** Show it, and all of the job with this id unless it is null. */
  show(job: string | null): Promise<void>;
  hide(): void;
}

interface ICommandsOptions {
  readonly commands: CommandRegistry;
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  /** Bring the panel to the front. */
  readonly showPanel: () => void;
  readonly history: IHistory;
  /** Name of the space whose row was right-clicked, if one was. */
  readonly contextSpace: () => string | null;
  readonly trans: TranslationBundle;
}

/**
 * Add the commands. Those about a space take `{space: name}`; without, they mean the row that was
 * right-clicked (`{context: true}`, as the context menu sends) or the selected one.
 */
export function addCommands(options: ICommandsOptions): void {
  const { commands, spaces, jobs, history, showPanel, trans } = options;

  const nameOf = (args: ISpaceArgs) =>
    spaceOfArgs(args, options.contextSpace, spaces.selected);

  const rowFor = (args: object): IRow | null => {
    const name = nameOf(args);
    const space = name === null ? null : spaces.find(name);
    return space && spaces.state.kind === 'ready'
      ? rowOf(
          space,
          jobs.latest(space.name),
          viewerOf(options.here.state, spaces),
          Date.now()
        )
      : null;
  };

  const isPossible = (action: SpaceAction) => (args: object) =>
    rowFor(args)?.actions[action] === null;

  /** Ask the server for a change; a refusal is told, and the panel shows the rest. */
  const ask = async (
    action: SpaceAction,
    space: ISpace,
    act: () => Promise<unknown>
  ) => {
    try {
      await act();
    } catch (error) {
      const { tellRefused } = await import('./sections');
      const problem = problemOf(error, `${action} ${space.name}`);
      if (problem.kind === 'access-denied') {
        spaces.learn(action, space.name, true);
      }
      tellRefused(action, { space, problem }, trans);
      void spaces.refresh();
    }
  };

  const label = (withName: (name: string) => string, without: string) => {
    return (args: ISpaceArgs) => {
      const name = args.context ? null : nameOf(args);
      const space = name === null ? null : spaces.find(name);
      return space ? withName(titleOf(space)) : without;
    };
  };

  commands.addCommand(CommandIDs.show, {
    label: trans.__('Show Spaces'),
    describedBy: { args: { type: 'object', properties: {} } },
    execute: showPanel
  });

  commands.addCommand(CommandIDs.refresh, {
    label: trans.__('Refresh Spaces'),
    icon: refreshIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => spaces.refresh()
  });

  commands.addCommand(CommandIDs.run, {
    label: label(name => trans.__('Run Space %1', name), trans.__('Run')),
    icon: runIcon,
    describedBy: { args: SPACE_ARGS },
    isEnabled: isPossible('run'),
    execute: async args => {
      const row = rowFor(args);
      if (row) {
        showPanel();
        await ask('run', row.space, () => jobs.run(row.space.name));
      }
    }
  });

  commands.addCommand(CommandIDs.stop, {
    label: label(name => trans.__('Stop Space %1…', name), trans.__('Stop…')),
    icon: stopIcon,
    describedBy: { args: SPACE_ARGS },
    isEnabled: isPossible('stop'),
    execute: async args => {
      const row = rowFor(args);
      if (row?.isThis && commands.hasCommand(LEAVE)) {
        await commands.execute(LEAVE);
        return;
      }
      const { confirmStop } = await loaded(import('./sections'), trans);
      if (row && (await confirmStop(row, trans))) {
        await ask('stop', row.space, () => jobs.stop(row.space.name));
      }
    }
  });

  commands.addCommand(CommandIDs.open, {
    label: label(
      name => trans.__('Open Space %1', name),
      trans.__('Open in New Tab')
    ),
    describedBy: { args: SPACE_ARGS },
    isEnabled: isPossible('open'),
    execute: async args => {
      const space = rowFor(args)?.space;
      if (!space) {
        return;
      }
      const { name } = space;
      const tab = openTab(trans.__('Opening %1…', titleOf(space)));
      if (!tab) {
        const { tellBlocked } = await import('./sections');
        tellBlocked(titleOf(space), trans);
        return;
      }
      await ask('open', space, async () => {
        try {
          tab.go(await jobs.open(name));
          spaces.learn('open', name, false);
        } catch (error) {
          tab.close();
          throw error;
        }
      });
    }
  });

  commands.addCommand(CommandIDs.copyName, {
    label: trans.__('Copy Name'),
    describedBy: { args: SPACE_ARGS },
    isEnabled: args => nameOf(args) !== null,
    execute: args => {
      Clipboard.copyToSystem(nameOf(args) ?? '');
    }
  });

  commands.addCommand(CommandIDs.details, {
    label: trans.__('Show or Hide Details'),
    describedBy: { args: SPACE_ARGS },
    isEnabled: args => nameOf(args) !== null,
    execute: args => {
      const name = nameOf(args);
      spaces.select(name === spaces.selected ? null : name);
    }
  });

  commands.addCommand(CommandIDs.history, {
    label: trans.__('History'),
    caption: trans.__('What was run, stopped and changed of late'),
    describedBy: { args: { type: 'object', properties: {} } },
    isToggled: () => history.isShown,
    execute: () => (history.isShown ? history.hide() : history.show(null))
  });

  commands.addCommand(CommandIDs.showJob, {
    label: trans.__('Show a Change of a Space'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          job: { type: 'string', description: 'Id of the change (job)' }
        }
      }
    },
    execute: args =>
      history.show(typeof args.job === 'string' ? args.job : null)
  });

  const notify = () => {
    Object.values(CommandIDs).forEach(id => commands.notifyCommandChanged(id));
  };
  spaces.stateChanged.connect(notify);
  jobs.changed.connect(notify);
}
