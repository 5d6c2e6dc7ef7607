import { nextChange, statusAt } from '../status';

const IDLE = 100;

describe('statusAt', () => {
  it.each([
    [99, 0, null, 'active'],
    [100, 0, null, 'idle'],
    [100, 50, 1, 'active'],
    [101, 50, 1, 'away'],
    [100, 0, 50, 'idle']
  ] as const)(
    'at %d: input at %d, hidden at %p: %s',
    (now, input, hidden, is) => {
      expect(statusAt(now, { input, hidden }, IDLE)).toBe(is);
    }
  );

  it.each([
    [0, 0, null, 100],
    [100, 0, null, null],
    [60, 50, 0, 40],
    [120, 50, 0, 30]
  ] as const)(
    'at %d: input at %d, hidden at %p: again in %p',
    (now, input, hidden, wait) => {
      expect(nextChange(now, { input, hidden }, IDLE)).toBe(wait);
    }
  );
});
