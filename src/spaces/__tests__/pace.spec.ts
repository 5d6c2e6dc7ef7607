import { Pace } from '../pace';

/** A pace that has read the whole list at 0, which took that long. */
const after = (duration: number) => {
  const pace = new Pace();
  pace.read(0, duration, true);
  return pace;
};

describe('Pace', () => {
  it.each([
    [100, 30_000],
    [5_000, 50_000],
    [60_000, 300_000]
  ])('after a list of %i ms reads again in %i ms', (duration, interval) => {
    const pace = after(duration);
    expect(pace.frequency.interval).toBe(interval);
    expect(pace.isDue(duration + interval)).toBe(false);
    expect(pace.isDue(duration + interval + 1)).toBe(true);
  });

  it('reads as often as is wished', () => {
    const pace = after(100);
    pace.wished = 10_000;
    expect(pace.frequency.interval).toBe(10_000);
  });

  it('is due at once when what was read is out of date', () => {
    const pace = after(100);
    pace.forget();
    expect(pace.isDue(Date.now())).toBe(true);
  });

  it('reads a short list to its end each time, a long one for the tenth part of the time', () => {
    expect(new Pace().isWholeDue(0)).toBe(true);
    expect(after(100).isWholeDue(30_000)).toBe(true);
    const pace = after(60_000);
    pace.read(100_000, 110_000, false);
    expect(pace.frequency.interval).toBe(100_000);
    expect(pace.isWholeDue(659_999)).toBe(false);
    expect(pace.isWholeDue(660_000)).toBe(true);
  });
});
