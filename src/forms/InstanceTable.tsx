import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { formatMoney } from '../ui/format';
import { IInstanceChoice, SortKey } from './instanceChoice';

interface IInstanceTableProps {
  readonly id: string;
  readonly choices: readonly IInstanceChoice[];
  /** The row that Enter chooses. */
  readonly active: string | null;
  readonly value: string | null;
  readonly current: string | null;
  readonly sortBy: SortKey;
  readonly descending: boolean;
  readonly onSort: (key: SortKey) => void;
  readonly onChoose: (type: string) => void;
  readonly trans: TranslationBundle;
}

/** Id of a row, to which the search field refers. */
export function rowId(tableId: string, type: string): string {
  return `${tableId}-${type}`;
}

/** The instance types as a grid, a row each; two lines each where it is narrow. */
export function InstanceTable(props: IInstanceTableProps): JSX.Element {
  const { id, choices, active, value, current, onChoose, trans } = props;
  const grid = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    grid.current
      ?.querySelector('.jp-mod-active')
      ?.scrollIntoView?.({ block: 'nearest' });
  }, [active, choices]);
  return (
    <div
      ref={grid}
      id={id}
      className="jp-Spaces-pickerTable"
      role="grid"
      aria-label={trans.__('Instance types')}
      aria-rowcount={choices.length + 1}
    >
      <Head {...props} />
      <div role="rowgroup">
        {choices.map(choice => (
          <Row
            key={choice.type}
            id={rowId(id, choice.type)}
            choice={choice}
            active={choice.type === active}
            chosen={choice.type === value}
            current={choice.type === current}
            onChoose={onChoose}
            trans={trans}
          />
        ))}
      </div>
    </div>
  );
}

function Head(props: IInstanceTableProps): JSX.Element {
  const { sortBy, descending, onSort, trans } = props;
  const columns: [SortKey, string][] = [
    ['type', trans.__('Type')],
    ['vcpu', trans.__('vCPU')],
    ['memory', trans.__('Memory')],
    ['gpu', trans.__('GPU')],
    ['gpuMemory', trans.__('each')],
    ['price', trans.__('Price')]
  ];
  return (
    <div role="rowgroup" className="jp-Spaces-pickerHead">
      <div role="row" className="jp-Spaces-pickerRow">
        {columns.map(([key, label]) => (
          <div
            key={key}
            role="columnheader"
            className={`jp-Spaces-pickerCell jp-mod-${key}`}
            aria-sort={
              sortBy !== key ? 'none' : descending ? 'descending' : 'ascending'
            }
          >
            <button
              type="button"
              className="jp-Spaces-pickerSort"
              aria-label={
                key === 'gpuMemory' ? trans.__('Memory of each GPU') : undefined
              }
              title={
                key === 'gpuMemory'
                  ? trans.__('Sort by the memory of each GPU')
                  : trans.__('Sort by %1', label)
              }
              onClick={() => onSort(key)}
            >
              {label}
              <span aria-hidden="true" className="jp-Spaces-pickerArrow">
                {sortBy !== key ? '' : descending ? '▾' : '▴'}
              </span>
            </button>
          </div>
        ))}
      </div>
    </div>
  );
}

interface IRowProps {
  readonly id: string;
  readonly choice: IInstanceChoice;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly current: boolean;
  readonly onChoose: (type: string) => void;
  readonly trans: TranslationBundle;
}

/** Rendered anew only when something of it changes: there are many. */
const Row = React.memo((props: IRowProps): JSX.Element => {
  const { choice, active, chosen, current, onChoose, trans } = props;
  const { type, vcpu, memoryGiB, gpu, price, fastLaunch } = choice;
  const cells: [SortKey, React.ReactNode][] = [
    [
      'type',
      <>
        <span className="jp-Spaces-pickerType">{type}</span>
        {current && (
          <span className="jp-Spaces-tag">{trans.__('current')}</span>
        )}
        {fastLaunch && (
          <span
            className="jp-Spaces-tag"
            title={trans.__('Its apps start in less than two minutes')}
          >
            {trans.__('fast launch')}
          </span>
        )}
      </>
    ],
    [
      'vcpu',
      <>
        {vcpu}
        <span className="jp-Spaces-pickerUnit"> {trans.__('vCPU')}</span>
      </>
    ],
    ['memory', trans.__('%1 GiB', memoryGiB)],
    ['gpu', gpu && `${gpu.count} × ${gpu.model}`],
    [
      'gpuMemory',
      gpu?.memoryGiB ? trans.__('%1 GiB', Math.round(gpu.memoryGiB)) : null
    ],
    [
      'price',
      price === null ? (
        <span className="jp-Spaces-sub">{trans.__('unknown')}</span>
      ) : (
        formatMoney(price)
      )
    ]
  ];
  return (
    <div
      id={props.id}
      role="row"
      className={`jp-Spaces-pickerRow${active ? ' jp-mod-active' : ''}`}
      aria-selected={chosen}
      onClick={() => onChoose(type)}
    >
      {cells.map(([key, content]) => (
        <div
          key={key}
          role="gridcell"
          className={`jp-Spaces-pickerCell jp-mod-${key}`}
        >
          {content}
        </div>
      ))}
    </div>
  );
});
