import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { ISignal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import * as React from 'react';
import { IFolder, IMount } from './mounts';
import { pathOnServer, Places } from './places';
import {
  kindWord,
  sentence,
  sharedWord,
  survivalWord,
  troubleWord
} from './words';

/** What is needed of a file browser. */
export interface IBrowser extends Widget {
  readonly model: {
    readonly path: string;
    readonly pathChanged: ISignal<unknown, unknown>;
    /** Emitted whenever the folder was listed anew, which the browser does from time to time. */
    readonly refreshed: ISignal<unknown, unknown>;
  };
}

interface IFolderItemProps {
  readonly browser: IBrowser;
  readonly places: Places;
  readonly onClick: () => void;
  readonly trans: TranslationBundle;
}

/** In the toolbar of a file browser: on which kind of storage the folder lies. */
export function folderItem(props: IFolderItemProps): Widget {
  const widget = ReactWidget.create(<FolderItem {...props} />);
  widget.addClass('jp-Spaces-folderItem');
  return widget;
}

function FolderItem(props: IFolderItemProps): JSX.Element | null {
  const { browser, places, onClick, trans } = props;
  const folder = useFolder(browser, places);
  if (!folder?.mount) {
    return null;
  }
  const { mount } = folder;
  const trouble = troubleWord(mount, trans);
  const isLost = mount.survives_stop === false;
  return (
    <button
      className={`jp-Spaces-folder${isLost || trouble ? ' jp-mod-warn' : ''}`}
      title={folderWords(folder.path, mount, trans)}
      onClick={onClick}
    >
      {trouble ??
        (isLost ? survivalWord(mount, trans) : kindWord(mount, trans))}
    </button>
  );
}

/** All about where a folder lies, for the tooltip. */
export function folderWords(
  path: string,
  mount: IMount,
  trans: TranslationBundle
): string {
  const meaning = [survivalWord(mount, trans), sharedWord(mount, trans)];
  return [
    trans.__('%1 lies on: %2', path, sentence(mount, trans)),
    meaning.filter(Boolean).join(', ')
  ]
    .filter(Boolean)
    .join('\n');
}

/** Where the folder lies that a browser shows; null while it is not known, or where it is not this server's. */
function useFolder(browser: IBrowser, places: Places): IFolder | null {
  const [folder, setFolder] = React.useState<IFolder | null>(null);
  React.useEffect(() => {
    let wanted: string | null = null;
    let hasFailed = false;
    const look = async () => {
      const path = pathOnServer(browser.model.path);
      wanted = path;
      let found: IFolder | null = null;
      try {
        found = path === null ? null : await places.of(path);
        hasFailed = false;
      } catch (error) {
        // The panel tells what is wrong; here it is only not known.
        console.debug('It is not known where a folder lies.', error);
        hasFailed = true;
      }
      if (wanted === path) {
        setFolder(found);
      }
    };
    const onChange = () => void look();
    const onRefresh = () => hasFailed && onChange();
    browser.model.pathChanged.connect(onChange);
    browser.model.refreshed.connect(onRefresh);
    onChange();
    return () => {
      wanted = null;
      browser.model.pathChanged.disconnect(onChange);
      browser.model.refreshed.disconnect(onRefresh);
    };
  }, [browser, places]);
  return folder;
}
