import { GB, makeMount } from './factories';
import { afterLook, ITold, pressureOf, usedShare } from '../pressure';

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
  /** Which of the looks, at such shares of the disk in use, are told. */
  function tells(shares: readonly number[]): boolean[] {
    let told: ITold | null = null;
    return shares.map(share => {
      const { level } = pressureOf(makeMount({ used: share, free: 1 - share }));
      const after = afterLook(told, { level, share }, 'b');
      told = after.told;
      return after.tell;
    });
  }

  it('tells each level once until it falls well below again', () => {
    expect(tells([0.5, 0.91, 0.93, 0.96, 0.97, 0.91, 0.96, 0.5, 0.91])).toEqual(
      [false, true, false, true, false, false, true, false, true]
    );
  });

  it('takes what comes and goes at the border of a level for one', () => {
    expect(tells([0.901, 0.899, 0.902, 0.885, 0.9])).toEqual([
      true,
      false,
      false,
      false,
      false
    ]);
    expect(tells([0.951, 0.949, 0.951, 0.92, 0.951])).toEqual([
      true,
      false,
      false,
      false,
      true
    ]);
  });

  it('begins anew with another start of the server', () => {
    const told = { boot: 'a', level: 'full' } as const;
    const full = { level: 'full', share: 0.99 } as const;
    expect(afterLook(told, full, 'a').tell).toBe(false);
    expect(afterLook(told, full, 'b').tell).toBe(true);
  });
});
