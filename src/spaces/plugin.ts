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
  description: 'What instances have and cost.',
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
    const loading = settings?.load(spacesPlugin.id).catch(error => {
      console.error('The settings of Spaces cannot be read.', error);
    });
    /** The user's own catalogue; empty or undefined for none. */
    let path: string | undefined;
    /** Id of the notification that it cannot be used; empty for none. */
    let notification = '';
    const account = new AccountModel(here, createSource, async () => {
      const builtIn = await builtInCatalogue();
      const composite = (await loading)?.composite;
      path = composite?.['instanceCatalogue'] as string | undefined;
      const showCosts = composite?.['showCosts'] !== false;
      if (!path && !notification && showCosts) {
        return builtIn;
      }
      const { loadOwnCatalogue } = await import('./loadOwnCatalogue');
      const loaded = await loadOwnCatalogue({
        ...{ builtIn, path, showCosts, contents, trans, notification }
      });
      notification = loaded.notification;
      return loaded.catalogue;
    });
    contents.fileChanged.connect((_, change) => {
      if (change.type === 'save' && change.newValue?.path === path) {
        account.reload();
      }
    });
    void loading?.then(loaded =>
      loaded?.changed.connect(() => account.reload())
    );
    return account;
  }
};
