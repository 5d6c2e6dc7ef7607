import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { instanceTypeAtAGlance } from '../aws/glance';
import { IAccount, IHere, IJobs, ISpaces } from '../tokens';
import { AccountModel } from './account';
import { ICatalogue } from './catalogue';
import { SpacesModel } from './model';
import { gatewaySource } from './source';

/** The list of spaces. */
export const spacesPlugin: JupyterFrontEndPlugin<ISpaces> = {
  id: 'jupyterlab-sagemaker-spaces:spaces',
  description: 'The spaces of the domain, read while somebody looks.',
  autoStart: true,
  provides: ISpaces,
  requires: [IHere, IJobs],
  optional: [ISettingRegistry],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    jobs: IJobs,
    settings: ISettingRegistry | null
  ): ISpaces => {
    const { serverSettings } = app.serviceManager;
    const model = new SpacesModel({
      here,
      jobs,
      createSource: gatewaySource(serverSettings),
      glance: app => instanceTypeAtAGlance(app, serverSettings)
    });
    settings
      ?.load(spacesPlugin.id)
      .then(loaded => {
        const apply = () => {
          model.interval = loaded.composite['refreshInterval'] as number;
        };
        loaded.changed.connect(apply);
        apply();
      })
      .catch(error => {
        console.error('The settings of Spaces cannot be read.', error);
      });
    return model;
  }
};

/** What instance types have, and their prices. */
export const accountPlugin: JupyterFrontEndPlugin<IAccount> = {
  id: 'jupyterlab-sagemaker-spaces:account',
  description: 'Data and prices of instance types.',
  autoStart: true,
  provides: IAccount,
  requires: [IHere],
  activate: (_: JupyterFrontEnd, here: IHere): IAccount =>
    new AccountModel(here, async () => {
      const catalogue = await import('./instanceCatalogue.json');
      return catalogue.default as ICatalogue;
    })
};
