import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IAccount } from '../../tokens';
import { Problem } from '../../ui/Problem';
import { problemOfRead, useRead, valueOf } from '../../ui/useRead';
import { IMount } from '../mounts';
import { BarList } from './BarList';
import { IOwner, IResult } from './usage';
import { filesWord, ownerName, partWords } from './words';

interface IOwnersProps {
  readonly result: IResult;
  readonly mount: IMount | null;
  readonly account: IAccount;
  readonly trans: TranslationBundle;
}

const NOBODY: ReadonlyMap<number, string> = new Map();

/** Whose the files are. Names cost a question to AWS for each user profile: they are read on wish. */
export function Owners(props: IOwnersProps): JSX.Element {
  const { result, mount, account, trans } = props;
  /** Whose names were asked for; another array each time. */
  const [asked, setAsked] = React.useState<readonly number[] | null>(null);
  /** Those that are known while more are asked for, and where that fails. */
  const [found, setFound] = React.useState(NOBODY);
  // root is known without asking.
  const uids = result.owners.map(owner => owner.uid).filter(uid => uid !== 0);
  const read = useRead(
    asked &&
      (async () => (await account.read()).profilesByUid(asked, setFound)),
    'ListUserProfiles',
    [asked]
  );
  const isAsking = asked !== null && read.kind === 'loading';
  // Another scan may find files of people who had none before.
  const isAsked =
    read.kind === 'ready' && uids.every(uid => asked?.includes(uid));
  const names = valueOf(read) ?? found;
  const problem = problemOfRead(read);
  const item = (owner: IOwner) => ({
    key: String(owner.uid),
    name: ownerName(owner.uid, names, trans),
    bytes: owner.bytes,
    note: [
      filesWord(owner.files, trans),
      ...(names.has(owner.uid) ? [trans.__('uid %1', owner.uid)] : [])
    ].join(' · ')
  });
  return (
    <>
      <BarList
        title={trans.__('By owner')}
        hint={[
          partWords(mount, trans),
          result.cleared_since &&
            trans.__('Caches were cleared since; this is of before.')
        ]
          .filter(Boolean)
          .join(' ')}
        items={result.owners.map(item)}
        total={result.bytes}
        trans={trans}
      />
      {problem && <Problem problem={problem} trans={trans} />}
      {read.kind === 'ready' && names.size === 0 && (
        <div className="jp-Spaces-sub">
          {trans.__('No user profile has these uids.')}
        </div>
      )}
      {uids.length > 0 && !isAsked && (
        <button
          className="jp-Spaces-button"
          title={trans.__('AWS is asked once for each user profile.')}
          aria-disabled={isAsking}
          onClick={isAsking ? undefined : () => setAsked(uids)}
        >
          {isAsking
            ? trans.__('Asking AWS… %1 of %2', found.size, uids.length)
            : trans.__('Show names')}
        </button>
      )}
    </>
  );
}
