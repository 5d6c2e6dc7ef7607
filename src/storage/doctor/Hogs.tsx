import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { shortPath } from '../sectionWords';
import { BarList, IBarItem } from './BarList';
import { ISizedHog } from './usage';

interface IHogsProps {
  readonly hogs: readonly ISizedHog[];
  /** Bytes that fill a bar. */
  readonly total: number;
  /** Path of the home directory. */
  readonly home: string;
  readonly onClear: (hog: ISizedHog) => Promise<void>;
  readonly trans: TranslationBundle;
}

/** Folders that are known to grow: those that can be cleared, then those that only people can decide on. */
export function Hogs(props: IHogsProps): JSX.Element {
  const { hogs, total, home, onClear, trans } = props;
  const [clearing, setClearing] = React.useState<string | null>(null);
  const clear = async (hog: ISizedHog) => {
    setClearing(hog.id);
    await onClear(hog);
    setClearing(null);
  };
  const item = (hog: ISizedHog): IBarItem => ({
    key: hog.id,
    name: hog.name,
    bytes: hog.bytes,
    note: (
      <>
        {hog.paths.length > 0 && (
          <span className="jp-Spaces-usagePath">
            {hog.paths.map(path => shortPath(path, home)).join(', ')}
          </span>
        )}
        {hog.why}
      </>
    ),
    action: hog.clearable && (
      <button
        className="jp-Spaces-button"
        aria-label={trans.__('Clear %1…', hog.name)}
        aria-disabled={clearing !== null}
        onClick={clearing === null ? () => void clear(hog) : undefined}
      >
        {clearing === hog.id ? trans.__('At work…') : trans.__('Clear…')}
      </button>
    )
  });
  return (
    <>
      <BarList
        title={trans.__('Can be cleared')}
        items={hogs.filter(hog => hog.clearable).map(item)}
        total={total}
        trans={trans}
      />
      <BarList
        title={trans.__('Known to grow')}
        hint={trans.__('What of it can go, only people can decide.')}
        items={hogs.filter(hog => !hog.clearable).map(item)}
        total={total}
        trans={trans}
      />
    </>
  );
}
