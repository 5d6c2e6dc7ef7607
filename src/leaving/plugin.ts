import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IAccount, IHere, IJobs, IPresence, ISpaces } from '../tokens';

/** Stopping the space that one is in, losing nothing. */
export const leavingPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-sagemaker-spaces:leaving',
  description: 'Stop this space and lose nothing.',
  autoStart: true,
  requires: [IHere, ISpaces, IAccount, IJobs],
  optional: [IStateDB, ICommandPalette, ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    spaces: ISpaces,
    account: IAccount,
    jobs: IJobs,
    stateDB: IStateDB | null,
    palette: ICommandPalette | null,
    settings: ISettingRegistry | null,
    translator: ITranslator | null
  ): void => {
    const start = async () => {
      const { Leaving } = await import(
        /* webpackChunkName: "after-start" */ './Leaving'
      );
      new Leaving({
        ...{ here, spaces, account, jobs, stateDB, palette, settings },
        commands: app.commands,
        shell: app.shell,
        server: app.serviceManager.serverSettings,
        presence: () => app.resolveOptionalService(IPresence),
        trans: (translator ?? nullTranslator).load(
          'jupyterlab_sagemaker_spaces'
        )
      });
    };
    app.restored.then(start).catch(error => {
      console.error('This space cannot be left from here.', error);
    });
  }
};
