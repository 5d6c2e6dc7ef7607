import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin,
  JupyterLab
} from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IHere, IPanel, IPresence } from '../tokens';

/** Who is here, from jupyter-collaboration's awareness. */
export const presenceModelPlugin: JupyterFrontEndPlugin<IPresence> = {
  id: 'jupyterlab-sagemaker-spaces:presence-model',
  description: 'Who is here, on what, right now; loaded after the start.',
  autoStart: false,
  provides: IPresence,
  optional: [ISettingRegistry, JupyterLab.IInfo],
  activate: async (
    app: JupyterFrontEnd,
    settings: ISettingRegistry | null,
    info: JupyterLab.IInfo | null
  ): Promise<IPresence> => {
    const { startPresence } = await import(
      /* webpackChunkName: "presence" */ './start'
    );
    return startPresence({
      ...{ settings, info },
      shell: app.shell,
      user: app.serviceManager.user,
      settingsId: presencePlugin.id,
      resolve: token => app.resolveOptionalService(token)
    });
  }
};

/** Others see where one is, from the start on; the panel says who else is here. */
export const presencePlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-sagemaker-spaces:presence',
  description: 'Shows who is here, and tells the others where one is.',
  autoStart: true,
  requires: [IHere],
  optional: [IPanel, ITranslator, ISettingRegistry],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    panel: IPanel | null,
    translator: ITranslator | null,
    settings: ISettingRegistry | null
  ): void => {
    const start = async () => {
      const presence = await app.resolveRequiredService(IPresence);
      const { addPeople } = await import(
        /* webpackChunkName: "presence" */ './addPeople'
      );
      const { shell, commands, serviceManager } = app;
      await addPeople({
        ...{ panel, here, presence, settings, shell, commands },
        settingsId: presencePlugin.id,
        contents: serviceManager.contents,
        trans: (translator ?? nullTranslator).load(
          'jupyterlab_sagemaker_spaces'
        )
      });
    };
    app.restored.then(start).catch(error => {
      console.error('Who is here cannot be told.', error);
    });
  }
};
