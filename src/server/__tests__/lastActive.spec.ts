import { LastActive } from '../lastActive';
import { fakeServer } from './fakeServer';

describe('LastActive', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'setImmediate'] });
  });
  afterEach(() => jest.useRealTimers());

  it('asks at most once a minute', async () => {
    const time = '2026-11-23T18:00:07.610781z';
    const { settings, asked } = fakeServer(() => ({
      body: { lastActiveTimestamp: time }
    }));
    const lastActive = new LastActive(settings);
    expect((await lastActive.read())?.toISOString()).toBe(
      '2026-11-23T18:00:07.610Z'
    );
    await lastActive.read();
    jest.setSystemTime(Date.now() + 59_999);
    await lastActive.read();
    expect(asked.map(({ path }) => path)).toEqual(['api/idle']);
    jest.setSystemTime(Date.now() + 1);
    await lastActive.read();
    expect(asked).toHaveLength(2);
  });

  it.each([
    [{ status: 404, body: {} }],
    [{ status: 200, body: '<html>' }],
    [{ status: 200, body: { lastActiveTimestamp: 'never' } }]
  ])('knows nothing from %j', async answer => {
    const { settings } = fakeServer(() => answer);
    jest.spyOn(console, 'debug').mockImplementation(() => undefined);
    expect(await new LastActive(settings).read()).toBeNull();
  });
});
