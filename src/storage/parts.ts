import type { MainAreaWidget } from '@jupyterlab/apputils';
import type { ServiceManager } from '@jupyterlab/services';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { IDisposable } from '@lumino/disposable';
import { Widget } from '@lumino/widgets';
import { IAccount, IHere, ISection, ISpaces, IStorage } from '../tokens';
import { DiskWatch } from './DiskWatch';
import { folderItem, IBrowser } from './folderItem';
import { growOf } from './grow';
import { IMount } from './mounts';
import { warnOfNewFiles } from './newFiles';
import { Places } from './places';
import '../../style/folder.css';

interface IPartsOptions {
  readonly storage: IStorage;
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  readonly services: ServiceManager.IManager;
  readonly settings: ISettingRegistry | null;
  readonly stateDB: IStateDB | null;
  readonly commands: CommandRegistry;
  /** Id of the plugin, under which its settings are. */
  readonly pluginId: string;
  /** Show what fills the home. */
  readonly onUsage: () => void;
  readonly trans: TranslationBundle;
}

/** All that this feature shows; loaded once JupyterLab has started. */
export class StorageParts {
  constructor(private _options: IPartsOptions) {
    const { commands, storage } = _options;
    this._places = new Places(storage);
    // Whoever has the panel read anew means all of it.
    commands.commandExecuted.connect((_, { id }) => {
      if (id === 'spaces:refresh' && storage.isSeen) {
        void storage.refresh();
      }
    });
    void this._followSettings();
  }

  /** What a file browser's toolbar shows of its folder. */
  folderItem(browser: IBrowser): Widget {
    const { commands, trans } = this._options;
    const item = folderItem({
      browser,
      places: this._places,
      onClick: () => void commands.execute('spaces:show-panel'),
      trans
    });
    item.setHidden(!this._showsFolder);
    this._items.add(item);
    item.disposed.connect(() => this._items.delete(item));
    return item;
  }

  /** The section of the panel. */
  async section(): Promise<ISection> {
    const { storageSection } = await import('./section');
    return storageSection({ ...this._options, growOf: this._growOf });
  }

  /** The tab that shows what fills the disks. */
  async usageTab(id: string): Promise<MainAreaWidget> {
    const { usageTab } = await import('./doctor/tab');
    const { commands, services } = this._options;
    return usageTab(id, {
      ...this._options,
      settings: services.serverSettings,
      growOf: this._growOf,
      onGo: path => void commands.execute('filebrowser:go-to-path', { path })
    });
  }

  private _growOf = (home: IMount) => growOf(home, this._options);

  private async _followSettings(): Promise<void> {
    const { settings, pluginId } = this._options;
    try {
      const loaded = await settings?.load(pluginId);
      const apply = () =>
        this._apply(
          (loaded?.composite['warnings'] ?? true) as boolean,
          (loaded?.composite['folderItem'] ?? true) as boolean
        );
      loaded?.changed.connect(apply);
      apply();
    } catch (error) {
      console.error('The settings of Spaces cannot be read.', error);
    }
  }

  private _apply(warns: boolean, showsFolder: boolean): void {
    this._showsFolder = showsFolder;
    this._items.forEach(item => item.setHidden(!showsFolder));
    if (!warns) {
      this._warnings.forEach(warning => warning.dispose());
      this._warnings = [];
    } else if (this._warnings.length === 0) {
      const { services, trans } = this._options;
      this._warnings = [
        new DiskWatch({ ...this._options, growOf: this._growOf }),
        warnOfNewFiles(services.contents, this._places, trans)
      ];
    }
  }

  private _places: Places;
  private _items = new Set<Widget>();
  private _warnings: IDisposable[] = [];
  private _showsFolder = true;
}
