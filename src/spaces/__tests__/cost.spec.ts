import { IAccount } from '../../tokens';
import { costSoFar, hourlyPrice, monthlyVolumePrice } from '../cost';
import { makeApp, makeSpace } from './factories';

const account = (price: number | null | undefined) =>
  ({ price: () => price, volumePrice: price }) as unknown as IAccount;

describe('hourlyPrice', () => {
  const running = makeSpace({ apps: [makeApp()] });
  it.each([
    [running, 0.05, 0.05],
    [running, null, null],
    [running, undefined, undefined],
    [makeSpace(), 0.05, undefined],
    [
      makeSpace({ appType: null, apps: [makeApp({ type: 'KernelGateway' })] }),
      0.05,
      null
    ],
    // Where costs are not to be shown, nothing is said of any.
    [
      makeSpace({ appType: null, apps: [makeApp({ type: 'KernelGateway' })] }),
      undefined,
      undefined
    ]
  ])('of a space', (space, price, expected) => {
    expect(hourlyPrice(space, account(price))).toBe(expected);
  });
});

describe('costSoFar', () => {
  it.each([
    ['2026-11-24T09:00:00Z', 0],
    ['2026-11-24T12:12:00Z', 4.512],
    // The clock of this machine is behind AWS's.
    ['2026-11-24T08:59:00Z', 0]
  ])('until %s', (now, usd) => {
    const created = new Date('2026-11-24T09:00:00Z');
    expect(costSoFar(1.41, created, Date.parse(now))).toBeCloseTo(usd, 6);
  });
});

describe('monthlyVolumePrice', () => {
  it.each([
    [20, 0.112, 2.24],
    [20, null, null],
    [20, undefined, undefined],
    [null, 0.112, undefined]
  ])('of %s GB at %s', (volumeGb, price, usd) => {
    expect(monthlyVolumePrice(makeSpace({ volumeGb }), account(price))).toBe(
      usd
    );
  });
});
