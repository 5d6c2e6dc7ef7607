import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { formatBytes } from '../../ui/bytes';
import { formatCount } from '../../ui/format';
import { UsageBar } from '../UsageBar';

/** As many are shown before one asks for all. */
const FEW = 10;

/** A line of a list with bars. */
export interface IBarItem {
  readonly key: string;
  readonly name: string;
  /** Null: not known yet. */
  readonly bytes: number | null;
  /** A few words on it. */
  readonly note?: React.ReactNode;
  /** What can be done with it. */
  readonly action?: React.ReactNode;
  /** Shows it in the file browser. */
  readonly onGo?: () => void;
}

interface IBarListProps {
  readonly title: string;
  /** Said below the title. */
  readonly hint?: React.ReactNode;
  readonly items: readonly IBarItem[];
  /** Bytes that fill a bar. */
  readonly total: number;
  readonly trans: TranslationBundle;
}

/** A titled list of what takes how much, with bars; nothing where there is nothing. */
export function BarList(props: IBarListProps): JSX.Element | null {
  const { title, hint, items, total, trans } = props;
  const [all, setAll] = React.useState(false);
  if (items.length === 0) {
    return null;
  }
  return (
    <section className="jp-Spaces-usageList">
      <h2>{title}</h2>
      {hint && <div className="jp-Spaces-sub">{hint}</div>}
      <ul className="jp-Spaces-usageItems" aria-label={title}>
        {(all ? items : items.slice(0, FEW)).map(item => (
          <BarItem key={item.key} item={item} total={total} trans={trans} />
        ))}
      </ul>
      {items.length > FEW && (
        <button
          className="jp-Spaces-button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all
            ? trans.__('Show fewer')
            : trans.__('Show all %1', formatCount(items.length, true))}
        </button>
      )}
    </section>
  );
}

function BarItem(props: {
  item: IBarItem;
  total: number;
  trans: TranslationBundle;
}): JSX.Element {
  const { item, total, trans } = props;
  const { name, bytes, note, action, onGo } = item;
  return (
    <li className="jp-Spaces-usageItem">
      <span className="jp-Spaces-usageName">
        {onGo ? (
          <button
            className="jp-Spaces-linkButton"
            title={trans.__('Show in the file browser: %1', name)}
            onClick={onGo}
          >
            {name}
          </button>
        ) : (
          <span>{name}</span>
        )}
        {note && <span className="jp-Spaces-sub">{note}</span>}
        {action}
      </span>
      <span className="jp-Spaces-usageSize">
        {bytes === null ? trans.__('not known') : formatBytes(bytes)}
      </span>
      <UsageBar share={bytes === null || total === 0 ? null : bytes / total} />
    </li>
  );
}
