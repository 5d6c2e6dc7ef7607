import { busyIn, foundOf, LIMIT_MS, lookAt, LOOKING } from '../look';
import { makeKernel } from './factories';

const wordOf = (error: unknown) => (error as Error).message;

describe('lookAt', () => {
  afterEach(() => jest.useRealTimers());

  it('gives what was found', async () => {
    const look = await lookAt(async () => [1, 2], 'late', wordOf);
    expect(look).toEqual({ kind: 'seen', found: [1, 2] });
    expect(foundOf(look)).toEqual([1, 2]);
  });

  it('says why it could not look', async () => {
    const look = await lookAt(
      async () => {
        throw new Error('denied');
      },
      'late',
      wordOf
    );
    expect(look).toEqual({ kind: 'failed', why: 'denied' });
    expect(foundOf(look)).toEqual([]);
    expect(foundOf(LOOKING)).toEqual([]);
  });

  it('waits no longer than its limit', async () => {
    jest.useFakeTimers();
    const look = lookAt(() => new Promise<never>(() => {}), 'late', wordOf);
    await jest.advanceTimersByTimeAsync(LIMIT_MS - 1);
    const early = await Promise.race([look, Promise.resolve('pending')]);
    expect(early).toBe('pending');
    await jest.advanceTimersByTimeAsync(1);
    expect(await look).toEqual({ kind: 'failed', why: 'late' });
  });
});

test('a kernel runs code when the server says so, and when this page waits for it', () => {
  const found = [
    makeKernel({ id: 'busy' }),
    makeKernel({ id: 'between-cells', state: 'idle' }),
    makeKernel({ id: 'idle', state: 'idle' })
  ];
  const busy = busyIn({ kind: 'seen', found }, ['between-cells', 'gone']);
  expect(foundOf(busy).map(({ id }) => id)).toEqual(['busy', 'between-cells']);
});
