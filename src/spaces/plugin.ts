import {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { appAtAGlance } from '../aws/glance';
import { IAccount, IHere, IJobs, ISpaces } from '../tokens';
import { AccountModel } from './account';
import { SpacesModel } from './model';
import { builtInCatalogue } from './builtInCatalogue';
import { gatewayAccountSource, gatewaySource } from './source';

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
      glance: app => appAtAGlance(app, serverSettings)
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
  description: 'Data and prices of instance types; what spaces can be made of.',
  autoStart: true,
  provides: IAccount,
  requires: [IHere],
  optional: [ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    settings: ISettingRegistry | null,
    translator: ITranslator | null
  ): IAccount => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_sagemaker_spaces'
    );
    const { contents, serverSettings } = app.serviceManager;
    const createSource = gatewayAccountSource(serverSettings);
    /** The user's own catalogue; empty for none. */
    let path = '';
    /** Id of the notification that it cannot be used; empty for none. */
    let notification = '';
    const account = new AccountModel(here, createSource, async () => {
      const builtIn = await builtInCatalogue();
      if (!path && !notification) {
        return builtIn;
      }
      const { loadOwnCatalogue } = await import('./loadOwnCatalogue');
      const loaded = await loadOwnCatalogue({
        ...{ builtIn, path, contents, trans, notification }
      });
      notification = loaded.notification;
      return loaded.catalogue;
    });
    contents.fileChanged.connect((_, change) => {
      if (change.type === 'save' && change.newValue?.path === path) {
        account.reload();
      }
    });
    settings
      ?.load(spacesPlugin.id)
      .then(loaded => {
        const apply = () => {
          const named = loaded.composite['instanceCatalogue'] as string;
          if (named !== path) {
            path = named;
            account.reload();
          }
        };
        loaded.changed.connect(apply);
        apply();
      })
      .catch(error => {
        console.error('The settings of Spaces cannot be read.', error);
      });
    return account;
  }
};
