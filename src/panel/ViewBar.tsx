import type { TranslationBundle } from '@jupyterlab/translation';
import { filterListIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { DEFAULT_VIEW, Filter, FILTERS, IView, Sort, SORTS } from './view';

interface IViewBarProps {
  readonly view: IView;
  readonly onChange: (part: Partial<IView>) => void;
  /** Whether the administrator lets other people's private spaces be shown. */
  readonly permitted: boolean;
  readonly trans: TranslationBundle;
}

/** Search, and behind a button what else the list is limited to and ordered by. */
export function ViewBar(props: IViewBarProps): JSX.Element {
  const { view, onChange, permitted, trans } = props;
  const [open, setOpen] = React.useState(false);
  const id = React.useId();
  const label = trans.__('Search name, owner, instance…');
  const active =
    view.filters.length + (view.sort === DEFAULT_VIEW.sort ? 0 : 1);
  const more = active
    ? trans.__('Filter and sort (%1 in use)', active)
    : trans.__('Filter and sort');
  return (
    <div className="jp-Spaces-viewBar">
      <div className="jp-Spaces-search">
        <input
          type="search"
          className="jp-Spaces-input"
          placeholder={label}
          aria-label={label}
          title={label}
          value={view.query}
          onChange={event => onChange({ query: event.target.value })}
          onKeyDown={event => {
            if (event.key === 'Escape') {
              onChange({ query: '' });
            }
          }}
        />
        <button
          className={`jp-Spaces-iconButton${active ? ' jp-mod-active' : ''}`}
          aria-label={more}
          title={more}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <filterListIcon.react tag={null} />
        </button>
      </div>
      {open && (
        <div id={id} className="jp-Spaces-viewOptions">
          <div
            className="jp-Spaces-chips"
            role="group"
            aria-label={trans.__('Show only')}
          >
            {FILTERS.map(filter => (
              <Chip
                key={filter}
                label={filterWord(filter, trans)}
                pressed={view.filters.includes(filter)}
                onChange={pressed =>
                  onChange({
                    filters: FILTERS.filter(other =>
                      other === filter ? pressed : view.filters.includes(other)
                    )
                  })
                }
              />
            ))}
          </div>
          <label className="jp-Spaces-sort">
            {trans.__('Order')}
            <select
              className="jp-Spaces-input"
              value={view.sort}
              onChange={event => onChange({ sort: event.target.value as Sort })}
            >
              {SORTS.map(sort => (
                <option key={sort} value={sort}>
                  {sortWord(sort, trans)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {permitted && (
        <label className="jp-Spaces-check">
          <input
            type="checkbox"
            checked={view.wholeDomain}
            onChange={event => onChange({ wholeDomain: event.target.checked })}
          />
          {trans.__('Whole domain')}
        </label>
      )}
    </div>
  );
}

/** A small button that is on or off. */
function Chip(props: {
  label: string;
  pressed: boolean;
  onChange: (pressed: boolean) => void;
}): JSX.Element {
  const { label, pressed, onChange } = props;
  return (
    <button
      className="jp-Spaces-chip"
      aria-pressed={pressed}
      onClick={() => onChange(!pressed)}
    >
      {label}
    </button>
  );
}

function filterWord(filter: Filter, trans: TranslationBundle): string {
  switch (filter) {
    case 'running':
      return trans.__('running');
    case 'stopped':
      return trans.__('stopped');
    case 'failed':
      return trans.__('failed');
    case 'mine':
      return trans.__('mine');
    case 'shared':
      return trans.__('shared');
  }
}

function sortWord(sort: Sort, trans: TranslationBundle): string {
  switch (sort) {
    case 'name':
      return trans.__('by name');
    case 'running':
      return trans.__('running first');
    case 'status':
      return trans.__('by status');
    case 'owner':
      return trans.__('by owner');
    case 'instance':
      return trans.__('by instance');
    case 'modified':
      return trans.__('newest change first');
  }
}
