import {
  costSoFar,
  IRunningInstance,
  runningApps,
  runningInstances,
  totalOf
} from '../running';
import { IApp, IProfileApp } from '../space';
import { makeApp, makeSpace } from './factories';

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);
const NOW = at('12:00').getTime();

/** A kernel's app of Studio Classic, changed as asked. */
const kernel = (overrides: Partial<IProfileApp> = {}): IProfileApp => ({
  ...makeApp({ type: 'KernelGateway', created: at('10:00') }),
  user: 'ana',
  ...overrides
});

const PRICES: Record<string, number> = {
  'ml.t3.medium': 0.05,
  'ml.g5.xlarge': 2
};
const priceOf = (type: string) => PRICES[type] ?? null;

const instances = (apps: IProfileApp[]) =>
  runningInstances(runningApps([], apps, 'ana'), priceOf);

describe('runningApps', () => {
  it.each<[string, boolean]>([
    ['InService', true],
    ['Pending', false],
    ['Deleting', false],
    ['Deleted', false],
    ['Failed', false],
    ['Warp', false]
  ])('of an app that is %s: %p', (status, listed) => {
    const space = makeSpace({ apps: [makeApp({ status })] });
    const apps = runningApps([space], [kernel({ status })], 'ana');
    expect(apps).toHaveLength(listed ? 2 : 0);
  });

  it('says whose each is', () => {
    const app = [makeApp()];
    const spaces = [
      makeSpace({ apps: app }),
      makeSpace({ owner: 'ben', apps: app }),
      makeSpace({ sharing: 'Shared', owner: 'ben', apps: app })
    ];
    const users = [kernel({ user: 'Ana' }), kernel({ user: 'ben' })];
    const whose = (me: string | null) =>
      runningApps(spaces, users, me).map(running => [
        running.owner,
        running.ownership
      ]);
    expect(whose('ana')).toEqual([
      ['ana', 'yours'],
      ['ben', 'others'],
      ['ben', 'shared'],
      ['Ana', 'yours'],
      ['ben', 'others']
    ]);
    expect(whose(null).map(([, ownership]) => ownership)).toEqual([
      'unknown',
      'unknown',
      'shared',
      'unknown',
      'unknown'
    ]);
  });

  it('has every app of a Classic space', () => {
    const apps: IApp[] = [
      makeApp({ type: 'JupyterServer' }),
      makeApp({ type: 'KernelGateway' })
    ];
    expect(runningApps([makeSpace({ apps })], [], 'ana')).toHaveLength(2);
  });
});

describe('runningInstances', () => {
  it.each<[string, IProfileApp[], number[]]>([
    ['one kernel', [kernel()], [1]],
    ['four on one type', Array(4).fill(kernel()), [4]],
    ['five on one type', Array(5).fill(kernel()), [4, 1]],
    ['nine on one type', Array(9).fill(kernel()), [4, 4, 1]],
    ['two types', [kernel(), kernel({ instanceType: 'ml.g5.xlarge' })], [1, 1]],
    ['two people', [kernel(), kernel({ user: 'ben' })], [1, 1]],
    ['one person in two spellings', [kernel(), kernel({ user: 'Ana' })], [2]],
    [
      'what is no kernel',
      ['Canvas', 'TensorBoard', 'RStudioServerPro', 'RSessionGateway'].map(
        type => kernel({ type })
      ),
      [1, 1, 1, 1]
    ]
  ])('of %s', (_, apps, sizes) => {
    expect(instances(apps).map(instance => instance.apps.length)).toEqual(
      sizes
    );
  });

  it('share one in a Classic space, but not with a person', () => {
    const space = makeSpace({
      name: 'ana',
      appType: null,
      apps: Array(2).fill(kernel())
    });
    const apps = runningApps([space], [kernel()], 'ana');
    expect(
      runningInstances(apps, priceOf).map(instance => instance.apps.length)
    ).toEqual([2, 1]);
  });

  it('are the longest running first, and since their oldest app', () => {
    const [first, second] = instances([
      kernel({ user: 'ben', created: at('09:00') }),
      kernel({ created: at('11:00') }),
      kernel({ created: at('08:00') })
    ]);
    expect(first.since).toEqual(at('08:00'));
    expect(first.apps.map(({ app }) => app.created)).toEqual([
      at('08:00'),
      at('11:00')
    ]);
    expect(second.since).toEqual(at('09:00'));
  });

  it.each<[string, Partial<IProfileApp>, number | null]>([
    ['a known type', {}, 0.05],
    ['an unknown type', { instanceType: 'ml.new.large' }, null],
    ['no type', { instanceType: null }, null],
    ['JupyterServer', { type: 'JupyterServer', instanceType: 'system' }, 0],
    [
      'JupyterServer without type',
      { type: 'JupyterServer', instanceType: null },
      0
    ],
    ['JupyterServer on an instance', { type: 'JupyterServer' }, 0.05],
    ['Canvas', { type: 'Canvas', instanceType: 'system' }, null]
  ])('cost on %s', (_, app, price) => {
    expect(instances([kernel(app)])[0].price).toBe(price);
  });
});

describe('the cost', () => {
  const instance = (part: Partial<IRunningInstance>): IRunningInstance => ({
    apps: [],
    instanceType: 'x',
    since: at('10:00'),
    price: 0.5,
    ...part
  });
  it.each<[string, Partial<IRunningInstance>, number | null | undefined]>([
    ['is price by time', {}, 1],
    [
      'is left out where it is not to be shown',
      { price: undefined },
      undefined
    ],
    ['is not known without a price', { price: null }, null],
    ['is not known without a beginning', { since: null }, null],
    ['is nothing where it is free', { price: 0, since: null }, 0],
    ['is not negative where clocks differ', { since: at('13:00') }, 0]
  ])('%s', (_, part, cost) => {
    expect(costSoFar(instance(part), NOW)).toBe(cost);
  });

  it('of all says how many are not in it', () => {
    expect(
      totalOf([instance({}), instance({ price: null }), instance({ price: 0 })])
    ).toEqual({ price: 0.5, unknown: 1 });
    expect(totalOf([instance({ price: undefined })])).toEqual({
      price: 0,
      unknown: 0
    });
  });
});
