import type { AppDetails, SpaceDetails } from '@aws-sdk/client-sagemaker';
import { joinApps, mergeSpaces, toSpace } from '../../aws/translate';
import { runningApps, runningInstances } from '../../spaces/running';
import { ISpace } from '../../spaces/space';
import { rowOf } from '../../spaces/row';
import { DEFAULT_VIEW, filterRows, SORTS, sortRows } from '../view';
import { makeViewer } from '../../spaces/__tests__/viewer';

const SPACES = 10_000;
const PAGE = 100;
const OWNERS = 300;
const TIMES = 15;

/** As ListSpaces gives them: newest change first, which is no order of the names. */
const LISTED: SpaceDetails[] = Array.from({ length: SPACES }, (_, at) => {
  const number = (at * 7919) % SPACES;
  return {
    SpaceName: `team-${number % 40}-space-${number}`,
    Status: 'InService',
    LastModifiedTime: new Date(1.7e12 - at * 60_000),
    SpaceSettingsSummary: { AppType: 'JupyterLab' },
    SpaceSharingSettingsSummary: {
      SharingType: number % 10 ? 'Private' : 'Shared'
    },
    OwnershipSettingsSummary: { OwnerUserProfileName: `p-${number % OWNERS}` }
  };
});

const APPS: AppDetails[] = LISTED.filter((_, at) => at % 5 === 0).map(
  ({ SpaceName }, at) => ({
    SpaceName,
    AppType: 'JupyterLab',
    AppName: 'default',
    Status: 'InService',
    CreationTime: new Date(1.7e12 - at * 1000),
    ResourceSpec: { InstanceType: at % 3 ? 'ml.t3.medium' : 'ml.g5.xlarge' }
  })
);

/** Median and longest of some runs, ms, beside the first, which finds nothing compiled. */
function time(work: () => unknown): object {
  const times = Array.from({ length: TIMES }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  const [first, ...rest] = times;
  rest.sort((a, b) => a - b);
  const round = (ms: number) => Math.round(ms * 10) / 10;
  return {
    first: round(first),
    median: round(rest[Math.floor(rest.length / 2)]),
    longest: round(rest[rest.length - 1])
  };
}

it(`${SPACES} spaces, ${APPS.length} running`, () => {
  const all = LISTED.map(toSpace);
  const pages = Array.from({ length: SPACES / PAGE }, (_, page) =>
    all.slice(page * PAGE, (page + 1) * PAGE)
  );
  const known = mergeSpaces([], all);
  const { spaces } = joinApps(known, APPS, true);
  const viewer = makeViewer({ me: 'p-7' });
  const rows = spaces.map(space => rowOf(space, null, viewer, 0));
  const view = { ...DEFAULT_VIEW, wholeDomain: true };
  const texts = new Map(
    rows.map(row => [
      row,
      [row.space.name, row.space.owner, row.status].join(' ').toLowerCase()
    ])
  );
  const viewed = (part: Partial<typeof view>) => () =>
    filterRows(rows, { ...view, ...part }, true, row => texts.get(row) ?? '');

  const table: Record<string, object> = {
    'one page more, with its apps': time(() =>
      joinApps(mergeSpaces(known, pages[50]), APPS, false)
    ),
    'all pages, one after the other': time(() => {
      let read: readonly ISpace[] = [];
      for (const page of pages) {
        read = joinApps(mergeSpaces(read, page), APPS, false).spaces;
      }
    }),
    'rows of all': time(() =>
      spaces.map(space => rowOf(space, null, viewer, 0))
    ),
    'search for two words': time(viewed({ query: 'p-7 running' })),
    'search and filters': time(
      viewed({ query: 'team', filters: ['running', 'shared'] })
    ),
    'running now': time(() =>
      runningInstances(runningApps(spaces, [], 'p-7'), () => 1)
    )
  };
  for (const sort of SORTS) {
    table[`order: ${sort}`] = time(() => sortRows(rows, sort));
  }
  console.table(table);
  expect(viewed({ query: 'p-7 running' })().rows.length).toBeGreaterThan(0);
});
