import { folderOf, pathOnServer, Places } from '../places';
import { HOME, makeFolder } from './factories';

describe('pathOnServer', () => {
  it.each([
    ['', ''],
    ['data/raw', 'data/raw'],
    ['RTC:', ''],
    ['RTC:data', 'data'],
    ['S3:bucket', null],
    ['data/at 10:30', 'data/at 10:30']
  ])('of %j is %j', (path, local) => {
    expect(pathOnServer(path)).toBe(local);
  });
});

describe('folderOf', () => {
  it.each([
    ['a.txt', ''],
    ['data/a.txt', 'data'],
    ['data/raw/a.txt', 'data/raw']
  ])('of %s is %j', (path, folder) => {
    expect(folderOf(path)).toBe(folder);
  });
});

describe('Places', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks for a folder once a minute at most', async () => {
    const folder = jest.fn(async () => makeFolder(HOME));
    const places = new Places({ folder });
    await Promise.all([places.of('a'), places.of('a'), places.of('b')]);
    expect(folder).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(61_000);
    await places.of('a');
    expect(folder).toHaveBeenCalledTimes(3);
  });

  it('asks again for what failed', async () => {
    const folder = jest
      .fn(async () => makeFolder(HOME))
      .mockRejectedValueOnce(new Error('gone'));
    const places = new Places({ folder });
    await expect(places.of('a')).rejects.toThrow('gone');
    expect(await places.of('a')).toEqual(makeFolder(HOME));
  });
});
