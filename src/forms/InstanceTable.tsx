import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { formatGpuMemory, formatHourly } from '../ui/format';
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
  const opened = React.useRef(false);
  React.useEffect(() => {
    const table = grid.current;
    const row = table?.querySelector<HTMLElement>('.jp-mod-active');
    if (table && row) {
      // The head stays, and covers what scrolls below it; its height depends on the width.
      const head = table.querySelector<HTMLElement>('.jp-Spaces-pickerHead');
      table.style.scrollPaddingTop = `${head?.offsetHeight ?? 0}px`;
      if (!opened.current) {
        // At first in the middle, so that one sees what is around it.
        table.scrollTop = row.offsetTop - table.clientHeight / 2;
      }
      row.scrollIntoView?.({ block: 'nearest' });
    }
    opened.current = true;
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
  const { choices, trans } = props;
  const head = (key: SortKey, label: string) => (
    <Column {...props} column={key} label={label} />
  );
  return (
    <div role="rowgroup" className="jp-Spaces-pickerHead">
      <div role="row" className="jp-Spaces-pickerRow">
        {head('type', trans.__('Type'))}
        <div role="presentation" className="jp-Spaces-pickerSpecs">
          {head('vcpu', trans.__('vCPU'))}
          {head('memory', trans.__('Memory'))}
          {head('gpu', trans.__('GPU'))}
          {head('gpuMemory', trans.__('GPU memory'))}
        </div>
        {choices.some(({ price }) => price !== undefined) &&
          head('price', trans.__('Price'))}
      </div>
    </div>
  );
}

function Column(
  props: IInstanceTableProps & { column: SortKey; label: string }
): JSX.Element {
  const { column, label, sortBy, descending, onSort, trans } = props;
  const sorted = sortBy === column;
  return (
    <div
      role="columnheader"
      className={`jp-Spaces-pickerCell jp-mod-${column}`}
      aria-sort={!sorted ? 'none' : descending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        className="jp-Spaces-pickerSort"
        title={
          column === 'gpuMemory'
            ? trans.__('Sort by the memory of each GPU')
            : trans.__('Sort by %1', label)
        }
        onClick={() => onSort(column)}
      >
        {label}
        <span aria-hidden="true" className="jp-Spaces-pickerArrow">
          {!sorted ? '' : descending ? '▾' : '▴'}
        </span>
      </button>
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
  const cell = (key: SortKey, content: React.ReactNode) => (
    <div role="gridcell" className={`jp-Spaces-pickerCell jp-mod-${key}`}>
      {content}
    </div>
  );
  return (
    <div
      id={props.id}
      role="row"
      className={`jp-Spaces-pickerRow${active ? ' jp-mod-active' : ''}`}
      aria-selected={chosen}
      onClick={() => onChoose(type)}
    >
      {cell(
        'type',
        <>
          <span>{type}</span>
          {current && (
            <span className="jp-Spaces-tag">{trans.__('current')}</span>
          )}
          {fastLaunch && (
            <span
              className="jp-Spaces-tag"
              title={trans.__('Its apps start in less than two minutes')}
            >
              {trans.__('fast')}
            </span>
          )}
        </>
      )}
      <div role="presentation" className="jp-Spaces-pickerSpecs">
        {cell(
          'vcpu',
          <>
            {vcpu}
            <span className="jp-Spaces-pickerUnit"> {trans.__('vCPU')}</span>
          </>
        )}
        {cell('memory', trans.__('%1 GiB', memoryGiB))}
        {cell('gpu', gpu && `${gpu.count} × ${gpu.model}`)}
        {cell('gpuMemory', gpu && formatGpuMemory(gpu, trans))}
      </div>
      {price !== undefined &&
        cell(
          'price',
          price === null ? (
            <span className="jp-Spaces-sub">{trans.__('unknown')}</span>
          ) : (
            formatHourly(price, trans)
          )
        )}
    </div>
  );
});
