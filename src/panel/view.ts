import { isWorkedWith } from '../spaces/ownership';
import { instanceTypeOf } from '../spaces/space';
import type { SpaceStatus } from '../spaces/status';
import type { IRow } from '../spaces/row';

/** Orders of the list. Spaces that are equal in it are by name. */
export const SORTS = [
  'name',
  'running',
  'status',
  'owner',
  'instance',
  'modified'
] as const;
export type Sort = (typeof SORTS)[number];

/** What the list can be limited to. */
export const FILTERS = [
  'running',
  'stopped',
  'failed',
  'mine',
  'shared'
] as const;
export type Filter = (typeof FILTERS)[number];

/** Which spaces the list shows, in which order. */
export interface IView {
  /** Other people's private spaces too. */
  readonly wholeDomain: boolean;
  /** Words, all of which a space must contain. */
  readonly query: string;
  readonly sort: Sort;
  readonly filters: readonly Filter[];
}

export const DEFAULT_VIEW: IView = {
  wholeDomain: false,
  query: '',
  sort: 'name',
  filters: []
};

/** The view that was kept; what makes no sense in it is as by default. */
export function viewFrom(kept: unknown): IView {
  const given: Partial<Record<keyof IView, unknown>> =
    typeof kept === 'object' && kept !== null ? kept : {};
  const { filters } = given;
  return {
    wholeDomain: given.wholeDomain === true,
    query: typeof given.query === 'string' ? given.query : '',
    sort: SORTS.find(sort => sort === given.sort) ?? DEFAULT_VIEW.sort,
    filters: Array.isArray(filters)
      ? FILTERS.filter(filter => filters.includes(filter))
      : []
  };
}

/** The rows of a view, and of how many. */
export interface IViewed {
  readonly rows: readonly IRow[];
  /** How many there are before search and filters. */
  readonly total: number;
}

/**
 * The rows that a view shows; they stay in the order in which they are given, see {@link sortRows}.
 *
 * @param permitted - whether the administrator lets other people's private spaces be shown
 * @param textOf - what of a row is searched, in lower case
 */
export function filterRows(
  rows: readonly IRow[],
  view: IView,
  permitted: boolean,
  textOf: (row: IRow) => string
): IViewed {
  const whole = view.wholeDomain && permitted;
  const visible = rows.filter(
    row => whole || isWorkedWith(row.ownership, permitted)
  );
  // Filters of one kind (status, ownership) widen each other; a row must pass both kinds.
  const kinds = [
    view.filters.filter(filter => filter in OF_STATUS),
    view.filters.filter(filter => !(filter in OF_STATUS))
  ].filter(filters => filters.length > 0);
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = visible.filter(
    row =>
      kinds.every(filters => filters.some(filter => isOf(row, filter))) &&
      words.every(word => textOf(row).includes(word))
  );
  return { rows: found, total: visible.length };
}

const OF_STATUS: Partial<Record<Filter, readonly SpaceStatus[]>> = {
  running: ['Running', 'Starting'],
  stopped: ['Stopped', 'Stopping'],
  failed: ['Failed']
};

function isOf(row: IRow, filter: Filter): boolean {
  switch (filter) {
    case 'mine':
      return row.ownership === 'yours';
    case 'shared':
      return row.ownership === 'shared';
    default:
      return OF_STATUS[filter]?.includes(row.status) ?? false;
  }
}

/** What wants attention first. */
const STATUS_ORDER: readonly SpaceStatus[] = [
  'Failed',
  'Starting',
  'Running',
  'Stopping',
  'Updating',
  'Deleting',
  'Unknown',
  'Stopped'
];

const UP: ReadonlySet<SpaceStatus> = new Set([
  'Running',
  'Starting',
  'Stopping'
]);

/** The rows in an order; they are given by name. */
export function sortRows(rows: readonly IRow[], sort: Sort): readonly IRow[] {
  switch (sort) {
    case 'name':
      return rows;
    case 'running':
      return byRank(rows, row => (UP.has(row.status) ? 0 : 1));
    case 'status':
      return byRank(rows, row => STATUS_ORDER.indexOf(row.status));
    case 'modified':
      return byRank(rows, row => -(row.space.modified?.getTime() ?? 0));
    case 'owner':
      return byText(rows, row => row.space.owner);
    case 'instance':
      return byText(rows, row => instanceTypeOf(row.space));
  }
}

/** In rising order; rows of the same rank stay as they are. */
function byRank(
  rows: readonly IRow[],
  rankOf: (row: IRow) => number
): readonly IRow[] {
  const ranks = new Map(rows.map(row => [row, rankOf(row)]));
  return [...rows].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

/** By a text of which there are few different ones, so that these are compared and not every row; without text last. */
function byText(
  rows: readonly IRow[],
  textOf: (row: IRow) => string | null
): readonly IRow[] {
  const texts = [...new Set(rows.map(row => textOf(row) ?? ''))].sort(
    new Intl.Collator(undefined, { numeric: true }).compare
  );
  const ranks = new Map(texts.map((text, rank) => [text, rank]));
  return byRank(rows, row => {
    const text = textOf(row);
    return text === null ? texts.length : (ranks.get(text) ?? 0);
  });
}
