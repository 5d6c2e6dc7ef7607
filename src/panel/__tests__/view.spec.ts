import { makeApp, makeJob, makeSpace } from '../../spaces/__tests__/factories';
import { IRow, rowOf } from '../../spaces/row';
import {
  DEFAULT_VIEW,
  Filter,
  FILTERS,
  IView,
  Sort,
  SORTS,
  filterRows,
  sortRows,
  viewFrom
} from '../view';
import { makeViewer } from '../../spaces/__tests__/viewer';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));

const ROWS: readonly IRow[] = [
  rowOf(makeSpace({ name: 'a', modified: day(1) }), null, makeViewer(), 0),
  rowOf(
    makeSpace({
      name: 'b',
      owner: 'ben',
      modified: day(5),
      apps: [makeApp({ instanceType: 'ml.m5.12xlarge' })]
    }),
    null,
    makeViewer(),
    0
  ),
  rowOf(
    makeSpace({
      name: 'c',
      owner: 'ben',
      sharing: 'Shared',
      modified: day(3),
      apps: [makeApp({ instanceType: 'ml.m5.2xlarge' })]
    }),
    null,
    makeViewer(),
    0
  ),
  rowOf(
    makeSpace({ name: 'd', modified: day(4), spaceStatus: 'Failed' }),
    null,
    makeViewer(),
    0
  ),
  rowOf(
    makeSpace({ name: 'e', owner: null, sharing: 'Shared', modified: day(2) }),
    makeJob({ space: 'e' }),
    makeViewer(),
    0
  )
];

const view = (part: Partial<IView>, permitted = true) => {
  const text = (row: IRow) =>
    [row.space.name, row.space.owner, row.status].join(' ').toLowerCase();
  const whole = { ...DEFAULT_VIEW, ...part };
  const { rows, total } = filterRows(
    sortRows(ROWS, whole.sort),
    whole,
    permitted,
    text
  );
  return { names: rows.map(row => row.space.name).join(''), total };
};

describe('filterRows and sortRows', () => {
  it.each([
    [false, true, 'acde'],
    [true, true, 'abcde'],
    [true, false, 'acde']
  ])('whole domain: %p, permitted: %p', (wholeDomain, permitted, names) => {
    expect(view({ wholeDomain }, permitted)).toEqual({
      names,
      total: names.length
    });
  });

  it('shows what may be one’s own only where the whole domain is permitted', () => {
    const rows = [rowOf(makeSpace(), null, makeViewer({ me: null }), 0)];
    const total = (permitted: boolean) =>
      filterRows(rows, DEFAULT_VIEW, permitted, () => '').total;
    expect([total(true), total(false)]).toEqual([1, 0]);
  });

  it.each<[Filter[], string]>([
    [[], 'abcde'],
    [['running'], 'bce'],
    [['stopped'], 'a'],
    [['failed'], 'd'],
    [['running', 'failed'], 'bcde'],
    [['mine'], 'ad'],
    [['shared'], 'ce'],
    [['mine', 'shared'], 'acde'],
    [['running', 'mine'], ''],
    [['running', 'shared'], 'ce'],
    [['stopped', 'failed', 'mine'], 'ad']
  ])('filtered by %p', (filters, names) => {
    expect(view({ wholeDomain: true, filters })).toEqual({ names, total: 5 });
  });

  it.each<[string, string]>([
    ['', 'abcde'],
    ['BEN', 'bc'],
    ['  ben   c ', 'c'],
    ['ana stopped', 'a'],
    ['ana ben', ''],
    ['[', '']
  ])('searched for %p', (query, names) => {
    expect(view({ wholeDomain: true, query })).toEqual({ names, total: 5 });
  });

  it.each<[Sort, string]>([
    ['name', 'abcde'],
    ['running', 'bcead'],
    ['status', 'debca'],
    ['owner', 'adbce'],
    ['instance', 'cbade'],
    ['modified', 'bdcea']
  ])('sorted by %s', (sort, names) => {
    expect(view({ wholeDomain: true, sort }).names).toBe(names);
  });

  it('sorts what it found', () => {
    const part = { filters: ['mine'], sort: 'status' } as const;
    expect(view(part).names).toBe('da');
  });
});

describe('viewFrom', () => {
  it('gives back what was kept', () => {
    const kept: IView = {
      wholeDomain: true,
      query: 'ben',
      sort: 'owner',
      filters: ['running', 'mine']
    };
    expect(viewFrom(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    for (const sort of SORTS) {
      expect(viewFrom({ sort }).sort).toBe(sort);
    }
    expect(viewFrom({ filters: [...FILTERS] }).filters).toEqual(FILTERS);
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ wholeDomain: 'yes', query: 7, sort: 'toString', filters: 'running' }],
    [{ filters: ['gone', 3] }]
  ])('makes the default view of %p', kept => {
    expect(viewFrom(kept)).toEqual(DEFAULT_VIEW);
  });
});
