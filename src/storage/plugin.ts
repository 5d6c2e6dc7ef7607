import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Panel } from '@lumino/widgets';
import { IAccount, IHere, IPanel, ISpaces, IStorage } from '../tokens';
import { loaded } from '../ui/loaded';
import type { IBrowser } from './folderItem';
import type { StorageParts } from './parts';

const SHOW_USAGE = 'spaces:show-disk-usage';
const USAGE_TAB = 'jp-spaces-disk-usage';

/** The file systems of this machine. */
export const storageModelPlugin: JupyterFrontEndPlugin<IStorage> = {
  id: 'jupyterlab-sagemaker-spaces:storage-model',
  description: 'Which file systems this machine has; loaded on demand.',
  autoStart: false,
  provides: IStorage,
  activate: async (app: JupyterFrontEnd): Promise<IStorage> => {
    const { StorageModel } = await import(
      /* webpackChunkName: "after-start" */ './model'
    );
    return new StorageModel(app.serviceManager.serverSettings);
  }
};

/** What lies where, and what fills it. */
export const storagePlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-sagemaker-spaces:storage',
  description: 'What lies where, what fills it, what a stop takes away.',
  autoStart: true,
  requires: [IHere, ISpaces, IAccount],
  optional: [
    IPanel,
    IToolbarWidgetRegistry,
    ISettingRegistry,
    IStateDB,
    ICommandPalette,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    spaces: ISpaces,
    account: IAccount,
    panel: IPanel | null,
    toolbars: IToolbarWidgetRegistry | null,
    settings: ISettingRegistry | null,
    stateDB: IStateDB | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_sagemaker_spaces'
    );
    const { commands, shell } = app;
    const make = async () => {
      const { StorageParts } = await import(
        /* webpackChunkName: "after-start" */ './parts'
      );
      return new StorageParts({
        storage: await app.resolveRequiredService(IStorage),
        ...{ here, spaces, account, settings, stateDB, commands, trans },
        services: app.serviceManager,
        pluginId: storagePlugin.id,
        onUsage: () => void commands.execute(SHOW_USAGE)
      });
    };
    let making: Promise<StorageParts> | null = null;
    /** Loaded once; what could not be loaded is tried again at the next need. */
    const parts = () => {
      making ??= make().catch(error => {
        making = null;
        throw error;
      });
      return making;
    };
    const fail = (error: unknown) =>
      console.error('What lies where cannot be shown.', error);
    app.restored.then(parts).catch(fail);

    let hasSection = false;
    panel?.seen.connect(async (_, seen) => {
      if (seen && !hasSection) {
        hasSection = true;
        try {
          panel.addSection(await (await parts()).section());
        } catch (error) {
          hasSection = false; // the next look tries again
          fail(error);
        }
      }
    });

    toolbars?.addFactory<IBrowser>('FileBrowser', 'spaces-folder', browser => {
      const place = new Panel();
      app.restored
        .then(parts)
        .then(made => {
          if (!place.isDisposed) {
            place.addWidget(made.folderItem(browser));
          }
        })
        .catch(fail);
      return place;
    });

    const find = () =>
      Array.from(shell.widgets('main')).find(({ id }) => id === USAGE_TAB);
    commands.addCommand(SHOW_USAGE, {
      label: trans.__('Show Disk Usage'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        if (!find()) {
          const tab = await loaded(
            parts().then(made => made.usageTab(USAGE_TAB)),
            trans
          );
          if (find()) {
            tab.dispose(); // it was asked for twice while it was loaded
          } else {
            shell.add(tab, 'main');
          }
        }
        shell.activateById(USAGE_TAB);
      }
    });
    palette?.addItem({ command: SHOW_USAGE, category: trans.__('Spaces') });
  }
};
