import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IAccount } from '../../tokens';
import { formatDay } from '../../ui/format';
import { IMount, IMounts } from '../mounts';
import { shortPath } from '../sectionWords';
import { BarList } from './BarList';
import { Owners } from './Owners';
import { browserPath, IResult, ISized, tellingFolders } from './usage';
import { filesWord, isShared } from './words';

interface IResultViewProps {
  readonly result: IResult;
  /** The file system that was scanned; null while it is not known. */
  readonly mount: IMount | null;
  /** Null while it is not known. */
  readonly mounts: IMounts | null;
  readonly account: IAccount;
  /** Show a folder in the file browser, by its path there. */
  readonly onGo: (path: string) => void;
  readonly trans: TranslationBundle;
}

/** What takes how much: folders, files, owners; and what could not be told. */
export function ResultView(props: IResultViewProps): JSX.Element {
  const { result, mount, mounts, onGo, trans } = props;
  const go = (folder: string) => {
    const path = mounts && browserPath(folder, mounts.root);
    return path === null ? undefined : () => onGo(path);
  };
  const item = ({ path, bytes }: ISized, folder: string) => ({
    key: path,
    name: shortPath(path, mounts?.home ?? result.path),
    bytes,
    onGo: go(folder)
  });
  return (
    <>
      <BarList
        title={trans.__('Largest folders')}
        items={tellingFolders(result).map(folder => ({
          ...item(folder, folder.path),
          note: filesWord(folder.files, trans)
        }))}
        total={result.bytes}
        trans={trans}
      />
      <BarList
        title={trans.__('Largest files')}
        items={result.largest_files.map(file => ({
          ...item(file, file.path.slice(0, file.path.lastIndexOf('/'))),
          note:
            file.modified && trans.__('modified %1', formatDay(file.modified))
        }))}
        total={result.bytes}
        trans={trans}
      />
      {/* Names are asked for by uid: first all of them are to be known. */}
      {isShared(mount) && result.state !== 'running' && (
        <Owners key={result.where} {...props} />
      )}
      <Unseen {...props} />
    </>
  );
}

/** What the sums do not hold. */
function Unseen(props: IResultViewProps): JSX.Element | null {
  const { result, mounts, trans } = props;
  const { unread, vanished, other_file_systems } = result;
  const short = (path: string) => shortPath(path, mounts?.home ?? result.path);
  if (!unread.count && !vanished && !other_file_systems.length) {
    return null;
  }
  return (
    <section className="jp-Spaces-usageList">
      <h2>{trans.__('Not counted')}</h2>
      {unread.count > 0 && (
        <details>
          <summary>
            {trans._n(
              'One folder or file could not be read',
              '%1 folders and files could not be read',
              unread.count
            )}
          </summary>
          <ul className="jp-Spaces-paths">
            {unread.examples.map(({ path, why }) => (
              <li key={path}>{`${short(path)}: ${why}`}</li>
            ))}
          </ul>
        </details>
      )}
      {vanished > 0 && (
        <div>
          {trans._n(
            'One file vanished meanwhile.',
            '%1 files vanished meanwhile.',
            vanished
          )}
        </div>
      )}
      {other_file_systems.length > 0 && (
        <details>
          <summary>{trans.__('On other file systems: not entered')}</summary>
          <ul className="jp-Spaces-paths">
            {other_file_systems.map(path => (
              <li key={path}>{short(path)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
