import type { TranslationBundle } from '@jupyterlab/translation';
import {
  addIcon,
  copyIcon,
  editIcon,
  stopIcon
} from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';
import type { IChoices } from '../jobs/request';
import { spaceOfHere } from '../server/here';
import { problemOf } from '../server/problem';
import { statusWithJob } from '../spaces/afterJob';
import { isClassic, ISpace, titleOf } from '../spaces/space';
import { ISpaceArgs, SPACE_ARGS, spaceOfArgs } from '../spaces/spaceArgs';
import { IHere, IJobs, ISpaces } from '../tokens';
import { loaded } from '../ui/loaded';
import { runningMine } from './mine';
import { createRefusal, refusal } from './refusal';
import type { CreateJob, ITemplate } from './template';

/** Ids of the commands; the schema and other extensions use them. */
export namespace CommandIDs {
  export const create = 'spaces:create-space';
  export const duplicate = 'spaces:duplicate-space';
  export const change = 'spaces:change-space';
  export const remove = 'spaces:delete-space';
  export const stopAll = 'spaces:stop-all-mine';
}

interface ICommandsOptions {
  readonly commands: CommandRegistry;
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  /** Show the form for a new space; one like another, unless the template is null. */
  readonly openCreate: (template: ITemplate | null) => Promise<void>;
  /** Show the form for a new space like that one. */
  readonly openDuplicate: (name: string) => Promise<void>;
  /** Show the form that changes a space, filled with these choices unless they are null. */
  readonly openChange: (
    name: string,
    choices: IChoices | null
  ) => Promise<void>;
  /** Name of the space whose row was right-clicked, if one was. */
  readonly contextSpace: () => string | null;
  readonly trans: TranslationBundle;
}

/** Add the commands that create, change and delete spaces, and stop all of one's own. */
export function addCommands(options: ICommandsOptions): void {
  const { commands, here, spaces, jobs, contextSpace, trans } = options;

  const spaceFor = (args: ISpaceArgs): ISpace | null => {
    const name = spaceOfArgs(args, contextSpace, spaces.selected);
    return name === null ? null : spaces.find(name);
  };
  const refusalOf = (action: 'change' | 'delete', space: ISpace | null) =>
    space
      ? refusal(action, space, options, trans)
      : trans.__('No space is selected.');
  const duplicateRefusal = (space: ISpace | null) =>
    !space
      ? trans.__('No space is selected.')
      : isClassic(space)
        ? trans.__('Spaces of Studio Classic are created in Studio only.')
        : createRefusal(options, trans);
  const mine = () => runningMine(options);
  const label =
    (withName: (title: string) => string, without: string) =>
    (args: ISpaceArgs) => {
      const space = args.context ? null : spaceFor(args);
      return space ? withName(titleOf(space)) : without;
    };

  commands.addCommand(CommandIDs.create, {
    label: args => (args.menu ? trans.__('Space…') : trans.__('New Space…')),
    caption: () => {
      const reason = createRefusal(options, trans);
      // The button of a toolbar is named by it.
      return reason === null ? '' : trans.__('New Space: %1', reason);
    },
    icon: addIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          menu: {
            type: 'boolean',
            description: 'Whether it is shown in a menu of new things'
          },
          again: {
            type: 'object',
            description:
              'What the form is filled with: space, choices and creation, as IJob has them'
          }
        }
      }
    },
    isEnabled: () => createRefusal(options, trans) === null,
    execute: async args => {
      const again = (args.again ?? null) as CreateJob | null;
      const { templateOfJob } = await loaded(import('./template'), trans);
      await options.openCreate(again && templateOfJob(again));
    }
  });

  commands.addCommand(CommandIDs.duplicate, {
    label: label(
      title => trans.__('New Space Like %1…', title),
      trans.__('Duplicate Settings…')
    ),
    caption: args => duplicateRefusal(spaceFor(args)) ?? '',
    icon: copyIcon,
    describedBy: { args: SPACE_ARGS },
    isEnabled: args => duplicateRefusal(spaceFor(args)) === null,
    execute: async args => {
      const space = spaceFor(args);
      if (space) {
        await options.openDuplicate(space.name);
      }
    }
  });

  commands.addCommand(CommandIDs.change, {
    label: label(
      title => trans.__('Change Space %1…', title),
      trans.__('Change…')
    ),
    caption: args => refusalOf('change', spaceFor(args)) ?? '',
    icon: editIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          ...SPACE_ARGS.properties,
          choices: {
            type: 'object',
            description: 'What the form is filled with, as IJob.choices has it'
          }
        }
      }
    },
    isEnabled: args => refusalOf('change', spaceFor(args)) === null,
    execute: async args => {
      const space = spaceFor(args);
      if (space) {
        const choices = (args.choices ?? null) as IChoices | null;
        await options.openChange(space.name, choices);
      }
    }
  });

  commands.addCommand(CommandIDs.remove, {
    label: label(
      title => trans.__('Delete Space %1…', title),
      trans.__('Delete…')
    ),
    caption: args => refusalOf('delete', spaceFor(args)) ?? '',
    describedBy: { args: SPACE_ARGS },
    isEnabled: args => refusalOf('delete', spaceFor(args)) === null,
    execute: async args => {
      const space = spaceFor(args);
      if (!space) {
        return;
      }
      const live = statusWithJob(space, jobs.latest(space.name)) === 'Running';
      const { confirmDelete } = await loaded(import('./confirmDelete'), trans);
      if (await confirmDelete(space, live, trans)) {
        await deleteSpace(space);
      }
    }
  });

  commands.addCommand(CommandIDs.stopAll, {
    label: trans.__('Stop All My Spaces…'),
    caption: () =>
      mine().length === 0
        ? trans.__('None of your own spaces runs that you may stop.')
        : '',
    icon: stopIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => mine().length > 0,
    execute: async () => {
      const name = spaceOfHere(here.state);
      const [{ confirmStopAll }, { stopAll }] = await loaded(
        Promise.all([import('./confirmStopAll'), import('./stopAll')]),
        trans
      );
      const chosen = await confirmStopAll(mine(), name, trans);
      if (chosen.length > 0) {
        await stopAll(chosen, name, jobs, trans);
      }
    }
  });

  /** Delete a space; a refusal is told, and the panel shows the rest. */
  const deleteSpace = async (space: ISpace) => {
    try {
      await jobs.delete(space.name);
    } catch (error) {
      const problem = problemOf(error, `delete ${space.name}`);
      const { tellRefused } = await import('../ui/refused');
      tellRefused('delete', { space, problem }, trans);
      void spaces.refresh();
    }
  };

  const notify = () => {
    Object.values(CommandIDs).forEach(id => commands.notifyCommandChanged(id));
  };
  here.stateChanged.connect(notify);
  spaces.stateChanged.connect(notify);
  jobs.changed.connect(notify);
}
