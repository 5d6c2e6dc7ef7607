import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandToolbarButton } from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';
import {
  IAccount,
  IAccountReads,
  IHere,
  IJobs,
  IPanel,
  ISpaces
} from '../tokens';
import { loaded } from '../ui/loaded';
import { addCommands, CommandIDs } from './commands';
import { refusal } from './refusal';

const CREATE_TAB = 'jp-spaces-create';

/** Create, change and delete spaces; stop all of one's own. */
export const formsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-sagemaker-spaces:forms',
  description: 'Create, change and delete spaces; stop all of one’s own.',
  autoStart: true,
  requires: [IHere, ISpaces, IJobs, IAccount],
  optional: [IPanel, ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    spaces: ISpaces,
    jobs: IJobs,
    account: IAccount,
    panel: IPanel | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_sagemaker_spaces'
    );
    const { commands, serviceManager, shell } = app;
    const models = { here, spaces, jobs, account, trans };

    /** A tab is opened once; asked for again, it comes to the front. */
    const show = async (
      id: string,
      make: (tabs: typeof import('./tabs'), reads: IAccountReads) => Widget
    ) => {
      const isThere = () =>
        Array.from(shell.widgets('main')).some(widget => widget.id === id);
      if (spaces.state.kind !== 'ready') {
        void spaces.refresh();
      }
      if (!isThere()) {
        const tabs = await loaded(import('./tabs'), trans);
        const reads = await account.read();
        if (!isThere()) {
          shell.add(make(tabs, reads), 'main');
        }
      }
      shell.activateById(id);
    };
    const close = (id: string) => {
      for (const widget of shell.widgets('main')) {
        if (widget.id === id) {
          widget.close();
        }
      }
    };
    /** The form has done its work: the panel shows what becomes of the space. */
    const leave = (id: string, space: string) => {
      close(id);
      spaces.select(space);
      void spaces.refresh();
      void commands.execute('spaces:show-panel');
    };

    const onCreated = (name: string) => leave(CREATE_TAB, name);

    addCommands({
      commands,
      here,
      spaces,
      jobs,
      trans,
      openCreate: template => {
        if (template) {
          // A form that is open holds something else.
          close(CREATE_TAB);
        }
        return show(CREATE_TAB, (tabs, reads) =>
          tabs.createTab(CREATE_TAB, {
            ...models,
            reads,
            template,
            onCreated
          })
        );
      },
      openDuplicate: name => {
        close(CREATE_TAB);
        // Its details are read first.
        spaces.select(name);
        return show(CREATE_TAB, (tabs, reads) =>
          tabs.duplicateTab(CREATE_TAB, { ...models, reads, name, onCreated })
        );
      },
      openChange: (name, choices) => {
        const id = `jp-spaces-change-${name}`;
        if (choices) {
          // A form that is open holds other ones.
          close(id);
        }
        // Its details are read first.
        spaces.select(name);
        return show(id, (tabs, reads) =>
          tabs.changeTab(id, {
            ...models,
            reads,
            name,
            choices,
            refusalOf: space =>
              refusal('change', space, { here, spaces, jobs }, trans),
            running: () => ({
              kernels: Array.from(serviceManager.kernels.running()).length,
              terminals: Array.from(serviceManager.terminals.running()).length
            }),
            onChanging: () => leave(id, name)
          })
        );
      },
      contextSpace: () =>
        app.contextMenuHitTest(node => !!node.dataset['space'])?.dataset[
          'space'
        ] ?? null
    });

    panel?.toolbar.insertBefore(
      'refresh',
      'create',
      new CommandToolbarButton({ commands, id: CommandIDs.create, label: '' })
    );
    const category = trans.__('Spaces');
    for (const command of Object.values(CommandIDs)) {
      palette?.addItem({ command, category });
    }
  }
};
