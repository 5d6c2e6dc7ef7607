import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IHere, ISpaces } from '../tokens';
import { HereModel } from './model';
import { statusItem } from './StatusItem';

/** Where this JupyterLab runs. */
export const herePlugin: JupyterFrontEndPlugin<IHere> = {
  id: 'jupyterlab-sagemaker-spaces:here',
  description: 'Where this JupyterLab runs: space, domain, region.',
  autoStart: true,
  provides: IHere,
  activate: (app: JupyterFrontEnd): IHere =>
    new HereModel(app.serviceManager.serverSettings)
};

/** The status bar says which space this is, on which instance. */
export const statusPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-sagemaker-spaces:status',
  description: 'Which space this is, in the status bar.',
  autoStart: true,
  requires: [IHere, ISpaces],
  optional: [IStatusBar, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    spaces: ISpaces,
    statusBar: IStatusBar | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_sagemaker_spaces'
    );
    statusBar?.registerStatusItem(statusPlugin.id, {
      item: statusItem({
        here,
        spaces,
        trans,
        onClick: () => void app.commands.execute('spaces:show-panel')
      }),
      align: 'left',
      rank: 90,
      isActive: () =>
        here.state.kind === 'ready' && here.state.here.space !== null,
      activeStateChanged: here.stateChanged
    });
    void app.restored.then(() => spaces.glance());
  }
};
