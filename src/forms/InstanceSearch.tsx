import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IPriceList } from '../spaces/instances';
import { formatDay } from '../ui/format';
import {
  IInstanceChoice,
  IInstanceView,
  SortKey,
  viewChoices
} from './instanceChoice';
import { InstanceTable, rowId } from './InstanceTable';

interface IInstanceSearchProps {
  readonly id: string;
  readonly choices: readonly IInstanceChoice[];
  readonly value: string | null;
  /** The type that the space has now, if it is one of the choices. */
  readonly current: string | null;
  readonly priceList: IPriceList | null | undefined;
  readonly onChoose: (type: string) => void;
  readonly onClose: () => void;
  readonly trans: TranslationBundle;
}

/** Rows that Page Up and Page Down go by. */
const PAGE = 8;

const ALL: IInstanceView = {
  query: '',
  gpuOnly: false,
  fastLaunchOnly: false,
  like: null,
  sortBy: 'type',
  descending: false
};

/**
 * Search, filters and the table below them.
 *
 * The focus stays in the search field, and the keys move the marked row of the table (the combobox pattern with a
 * grid): whatever is typed filters.
 */
export function InstanceSearch(props: IInstanceSearchProps): JSX.Element {
  const { id, choices, value, current, trans, onChoose, onClose } = props;
  const [view, setView] = React.useState(ALL);
  const [marked, setMarked] = React.useState(value);
  const input = React.useRef<HTMLInputElement>(null);
  React.useEffect(() => input.current?.focus(), []);
  const shown = React.useMemo(
    () => viewChoices(choices, view),
    [choices, view]
  );
  const at = Math.max(
    0,
    shown.findIndex(choice => choice.type === marked)
  );
  const active = shown[at]?.type ?? null;

  const change = (part: Partial<IInstanceView>) => {
    setView({ ...view, ...part });
    input.current?.focus();
  };
  const onSort = React.useCallback((sortBy: SortKey) => {
    setView(view => ({
      ...view,
      sortBy,
      descending: view.sortBy === sortBy && !view.descending
    }));
  }, []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: shown.length - 1
    };
    if (event.key in moves) {
      const to = Math.min(Math.max(moves[event.key], 0), shown.length - 1);
      setMarked(shown[to]?.type ?? null);
    } else if (event.key === 'Enter') {
      if (active !== null) {
        onChoose(active);
      }
    } else {
      return;
    }
    // Neither moves the caret, nor sends the form.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      id={id}
      className="jp-Spaces-pickerSearch"
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <input
        ref={input}
        type="text"
        role="combobox"
        className="jp-Spaces-input"
        placeholder={trans.__('Search type or GPU…')}
        aria-label={trans.__('Search instance types')}
        aria-expanded={true}
        aria-haspopup="grid"
        aria-controls={`${id}table`}
        aria-activedescendant={
          active === null ? undefined : rowId(`${id}table`, active)
        }
        autoComplete="off"
        spellCheck={false}
        value={view.query}
        onChange={event => change({ query: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <div
        className="jp-Spaces-pickerFilters"
        role="group"
        aria-label={trans.__('Filters')}
      >
        <Filter
          label={trans.__('GPU only')}
          on={view.gpuOnly}
          onToggle={gpuOnly => change({ gpuOnly })}
        />
        <Filter
          label={trans.__('Fast launch')}
          title={trans.__('Types whose apps start in less than two minutes')}
          on={view.fastLaunchOnly}
          onToggle={fastLaunchOnly => change({ fastLaunchOnly })}
        />
        {current !== null && (
          <Filter
            label={trans.__('Like mine, larger')}
            title={trans.__(
              'Larger sizes of the family of %1; of other families where it is the largest',
              current
            )}
            on={view.like !== null}
            onToggle={on =>
              // The next size comes first.
              change(
                on
                  ? { like: current, sortBy: 'vcpu', descending: false }
                  : { like: null }
              )
            }
          />
        )}
      </div>
      <InstanceTable
        id={`${id}table`}
        choices={shown}
        active={active}
        value={value}
        current={current}
        sortBy={view.sortBy}
        descending={view.descending}
        onSort={onSort}
        onChoose={onChoose}
        trans={trans}
      />
      <div className="jp-Spaces-pickerNote">
        <span role="status">
          {shown.length === 0
            ? trans.__('No type matches.')
            : trans.__('%1 of %2 types', shown.length, choices.length)}
        </span>
        {props.priceList !== undefined && (
          <Prices list={props.priceList} trans={trans} />
        )}
      </div>
    </div>
  );
}

function Filter(props: {
  label: string;
  title?: string;
  on: boolean;
  onToggle: (on: boolean) => void;
}): JSX.Element {
  return (
    <button
      type="button"
      className="jp-Spaces-pickerFilter"
      aria-pressed={props.on}
      title={props.title}
      onClick={() => props.onToggle(!props.on)}
    >
      {props.label}
    </button>
  );
}

/** Of where and when the prices are. */
function Prices(props: {
  list: IPriceList | null;
  trans: TranslationBundle;
}): JSX.Element {
  const { list, trans } = props;
  return list ? (
    <span title={list.source}>
      {trans.__(
        'USD an hour in %1, as of %2',
        list.region,
        formatDay(list.date)
      )}
    </span>
  ) : (
    <span>
      {trans.__(
        'No prices are known for this region. A file of your own can give them: see the settings of Spaces.'
      )}
    </span>
  );
}
