import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin,
  JupyterLab
} from '@jupyterlab/application';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IAccount, IHere, ISpaces } from '../tokens';
import { loaded } from '../ui/loaded';
import { HereModel } from './model';

/** Where this JupyterLab runs. */
export const herePlugin: JupyterFrontEndPlugin<IHere> = {
  id: 'jupyterlab-sagemaker-spaces:here',
  description: 'Where this JupyterLab runs: space, domain, region.',
  autoStart: true,
  provides: IHere,
  activate: (app: JupyterFrontEnd): IHere =>
    new HereModel(app.serviceManager.serverSettings)
};

/** The status bar says which space this is, on which instance, for how much; a click tells all of it. */
export const statusPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-sagemaker-spaces:status',
  description: 'Which space this is, in the status bar.',
  autoStart: true,
  requires: [IHere, ISpaces, IAccount],
  optional: [IStatusBar, ITranslator, JupyterLab.IInfo],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    spaces: ISpaces,
    account: IAccount,
    statusBar: IStatusBar | null,
    translator: ITranslator | null,
    info: JupyterLab.IInfo | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_sagemaker_spaces'
    );
    const start = async () => {
      const { placeName, statusItem } = await import(
        /* webpackChunkName: "after-start" */ './StatusItem'
      );
      const item = statusItem({
        ...{ here, spaces, account, trans },
        showCard: async () => {
          const { showCard } = await loaded(import('./showCard'), trans);
          return showCard(item, {
            ...{ here, spaces, account, trans },
            info,
            onShowPanel: () => void app.commands.execute('spaces:show-panel'),
            onLeave: () => void app.commands.execute('spaces:leave')
          });
        }
      });
      statusBar?.registerStatusItem(statusPlugin.id, {
        item,
        align: 'left',
        rank: 90,
        isActive: () =>
          here.state.kind === 'ready' &&
          placeName(here.state.here, trans) !== null,
        activeStateChanged: here.stateChanged
      });
      const { labelLaunchers } = await import(
        /* webpackChunkName: "after-start" */ './launcherLabel'
      );
      labelLaunchers(app.shell, info, { here, spaces, trans });
      await spaces.glance();
    };
    app.restored.then(start).catch(error => {
      console.error('The status bar cannot say which space this is.', error);
    });
  }
};
