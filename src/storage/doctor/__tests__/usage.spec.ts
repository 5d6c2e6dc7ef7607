import {
  EFS,
  GB,
  HOME as HOME_MOUNT,
  makeMounts
} from '../../__tests__/factories';
import {
  browserPath,
  HOME,
  hogsOf,
  placesOf,
  shownOf,
  tellingFolders
} from '../usage';
import { HOME_PATH, makeResult, makeUsage } from './factories';

describe('placesOf', () => {
  const usage = makeUsage({
    where: [
      { id: HOME, path: HOME_PATH },
      { id: '/etc/hosts', path: '/etc/hosts' },
      { id: EFS.path, path: EFS.path }
    ]
  });
  const ids = (mounts: Parameters<typeof placesOf>[1]) =>
    placesOf(usage, mounts).map(({ id }) => id);

  it('has the home, and what one can write to', () => {
    expect(ids(makeMounts([HOME_MOUNT, EFS]))).toEqual([HOME, EFS.path]);
  });

  it('has the home while the rest is not known', () => {
    expect(ids(null)).toEqual([HOME]);
  });
});

describe('shownOf', () => {
  const done = makeResult();
  const cancelled = makeResult({ state: 'cancelled' });
  const running = makeResult({ state: 'running', ended: null });
  const failed = makeResult({ state: 'failed', error: 'killed' });

  it.each([
    ['nothing', {}, null, null],
    ['the last result', { results: { home: done } }, done, null],
    ['what is seen so far', { running: { home: running } }, running, running],
    [
      'the last whole result until there is a newer one',
      { results: { home: done }, running: { home: running } },
      done,
      running
    ],
    [
      'what is seen so far rather than a part of before',
      { results: { home: cancelled }, running: { home: running } },
      running,
      running
    ]
  ])('is %s', (_, part, result, underWay) => {
    const shown = shownOf(makeUsage(part), HOME);
    expect(shown.result).toBe(result);
    expect(shown.running).toBe(underWay);
  });

  it('tells of a failure beside the last result', () => {
    const usage = makeUsage({
      results: { home: done },
      failed: { home: failed }
    });
    expect(shownOf(usage, HOME)).toEqual({
      result: done,
      running: null,
      failed
    });
  });
});

describe('hogsOf', () => {
  it('has the largest first, and leaves out what is not worth a line', () => {
    const result = makeResult({ hogs: { models: 3 * GB, pip: GB } });
    const of = (hogs: Record<string, number>) =>
      hogsOf(makeUsage(), HOME, { ...result, hogs }).map(({ id }) => id);
    expect(of({ models: 3 * GB, pip: GB })).toEqual(['models', 'pip']);
    expect(of({ models: 3 * GB, pip: 4096 })).toEqual(['models']);
  });

  it('names what is there before any scan', () => {
    expect(hogsOf(makeUsage(), HOME, null)).toMatchObject([
      { id: 'pip', bytes: null, clearable: true },
      { id: 'models', bytes: null, clearable: false }
    ]);
  });

  it('offers nothing to clear on another file system', () => {
    const result = makeResult({ where: '/mnt/efs', hogs: { pip: GB } });
    expect(hogsOf(makeUsage(), '/mnt/efs', result)).toMatchObject([
      { id: 'pip', clearable: false }
    ]);
    expect(hogsOf(makeUsage(), '/mnt/efs', null)).toEqual([]);
  });
});

describe('tellingFolders', () => {
  it('leaves out the whole, and what another one tells already', () => {
    const folder = (path: string, bytes: number) => ({
      path: HOME_PATH + path,
      bytes,
      files: 1
    });
    const largest_folders = [
      folder('', 100),
      folder('/a', 50),
      folder('/a/b', 49),
      folder('/ab', 40),
      folder('/ab/c', 20)
    ];
    expect(
      tellingFolders(makeResult({ largest_folders })).map(({ path }) =>
        path.slice(HOME_PATH.length)
      )
    ).toEqual(['/a/b', '/ab', '/ab/c']);
  });
});

describe('browserPath', () => {
  it.each([
    ['/home/u', '/home/u', ''],
    ['/home/u/data/raw', '/home/u', 'data/raw'],
    ['/home/u/.cache/pip', '/home/u', null],
    ['/home/user', '/home/u', null],
    ['/mnt/efs', '/', 'mnt/efs']
  ])('of %s below %s is %j', (path, root, shown) => {
    expect(browserPath(path, root)).toBe(shown);
  });
});
