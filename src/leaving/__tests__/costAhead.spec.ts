import { costUntil, nextMonday, nextMorning } from '../costAhead';

// 2026-11-27 is a Friday.
const at = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute);

describe('costAhead', () => {
  it.each([
    [at(27, 18), at(28, 8)],
    [at(27, 2), at(27, 8)],
    [at(27, 8), at(28, 8)],
    [at(30, 23, 59), at(31, 8)]
  ])('the morning after %s', (now, morning) => {
    expect(nextMorning(now)).toEqual(morning);
  });

  it.each([
    [at(27, 18), at(30, 8)],
    [at(29, 23), at(30, 8)],
    [at(30, 7), at(30, 8)],
    [at(30, 8), at(37, 8)],
    [at(24, 12), at(30, 8)]
  ])('the Monday after %s', (now, monday) => {
    expect(nextMonday(now)).toEqual(monday);
  });

  it('is the price times the hours', () => {
    expect(costUntil(1.41, at(27, 18), at(28, 8))).toBeCloseTo(19.74, 6);
    expect(costUntil(1.41, at(28, 9), at(28, 8))).toBe(0);
  });
});
