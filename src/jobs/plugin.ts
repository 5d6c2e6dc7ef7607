import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IJobs } from '../tokens';
import { JobsModel } from './model';

/** Changes of spaces, held by the server. */
export const jobsPlugin: JupyterFrontEndPlugin<IJobs> = {
  id: 'jupyterlab-sagemaker-spaces:jobs',
  description: 'Run, stop and open spaces; the jobs under way.',
  autoStart: true,
  provides: IJobs,
  activate: (app: JupyterFrontEnd): IJobs => {
    const { serverSettings, events } = app.serviceManager;
    const model = new JobsModel(serverSettings, events, sessionStorage);
    void app.restored.then(() => model.refresh());
    return model;
  }
};
