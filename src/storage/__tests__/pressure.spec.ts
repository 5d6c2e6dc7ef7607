import { GB, makeMount } from './factories';
import { afterLook, ITold, Level, pressureOf, usedShare } from '../pressure';

const inodes = (used: number) => ({ size: 100, used });

describe('usedShare', () => {
  it('counts on neither side what is set aside for root', () => {
    expect(usedShare(makeMount({ size: 5, used: 3, free: 1 }))).toBe(0.75);
  });

  it.each([
    [null, null],
    [12, null],
    [0, 0]
  ])('is not known where %s are used and %s free', (used, free) => {
    expect(usedShare(makeMount({ used, free }))).toBeNull();
  });
});

describe('pressureOf', () => {
  it.each([
    [0.8, 10, 'none', 'bytes'],
    [0.8999, 10, 'none', 'bytes'],
    [0.9, 10, 'high', 'bytes'],
    [0.9499, 10, 'high', 'bytes'],
    [0.95, 10, 'full', 'bytes'],
    [0.1, 90, 'high', 'inodes'],
    [0.92, 96, 'full', 'inodes'],
    [0.97, 91, 'full', 'bytes']
  ])('of %d of the bytes and %d %% of the inodes is %s, by %s', (...row) => {
    const [share, files, level, of] = row;
    const mount = makeMount({
      used: share * GB,
      free: (1 - share) * GB,
      inodes: inodes(files)
    });
    expect(pressureOf(mount)).toMatchObject({ level, of });
  });

  it('is none of what has no size and counts no inodes', () => {
    const mount = makeMount({
      free: null,
      used: GB,
      inodes: { size: 0, used: 0 }
    });
    expect(pressureOf(mount).level).toBe('none');
  });
});

describe('afterLook', () => {
  it('tells each level once until it falls below again', () => {
    const seen: Level[] = [
      'none',
      'high',
      'high',
      'full',
      'full',
      'high',
      'full',
      'none',
      'high'
    ];
    let told: ITold | null = null;
    const tells = seen.map(level => {
      const after = afterLook(told, level, 'b');
      told = after.told;
      return after.tell;
    });
    expect(tells).toEqual([
      false,
      true,
      false,
      true,
      false,
      false,
      true,
      false,
      true
    ]);
  });

  it('begins anew with another start of the server', () => {
    const told = { boot: 'a', level: 'full' } as const;
    expect(afterLook(told, 'full', 'a').tell).toBe(false);
    expect(afterLook(told, 'full', 'b').tell).toBe(true);
  });
});
