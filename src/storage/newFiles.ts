import { Notification } from '@jupyterlab/apputils';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { DisposableDelegate, IDisposable } from '@lumino/disposable';
import { folderOf, pathOnServer, Places } from './places';
import { kindWord } from './words';

/** A notification shows 140 characters: a folder's name has that many of them. */
const MOST_NAME = 40;

/** Say, once for each folder, that what was made there is lost when the space stops. */
export function warnOfNewFiles(
  contents: Pick<Contents.IManager, 'fileChanged'>,
  places: Places,
  trans: TranslationBundle
): IDisposable {
  const told = new Set<string>();
  const onChange = (_: unknown, change: Contents.IChangedArgs) => {
    const path = change.type === 'new' ? change.newValue?.path : undefined;
    const local = path === undefined ? null : pathOnServer(path);
    if (local !== null) {
      look(folderOf(local)).catch(error => {
        console.debug('It is not known where a new file lies.', error);
      });
    }
  };
  const look = async (folder: string) => {
    const { mount, path } = await places.of(folder);
    if (mount?.survives_stop === false && !told.has(folder)) {
      told.add(folder);
      Notification.warning(
        trans.__(
          'What you make in %1 is lost when this space stops (%2).',
          shortened(path),
          kindWord(mount, trans)
        ),
        { autoClose: 20_000 }
      );
    }
  };
  contents.fileChanged.connect(onChange);
  return new DisposableDelegate(() =>
    contents.fileChanged.disconnect(onChange)
  );
}

/** The end of a long path, which tells most. */
function shortened(path: string): string {
  return path.length > MOST_NAME ? `…${path.slice(1 - MOST_NAME)}` : path;
}
