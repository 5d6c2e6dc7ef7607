import { PromiseDelegate } from '@lumino/coreutils';
import { AccountModel } from '../account';
import { ICatalogue } from '../catalogue';
import * as builtIn from '../instanceCatalogue.json';
import { FakeHere, HERE } from './fakeHere';

/** Nothing here reads the domain. */
const noSource = jest.fn();

const CATALOGUE: ICatalogue = {
  instances: {
    date: '2026-11-24',
    source: 'EC2',
    types: {
      'ml.t3.medium': { vcpu: 2, memoryGiB: 4, fastLaunch: true },
      'ml.g5.xlarge': {
        vcpu: 4,
        memoryGiB: 16,
        gpu: { count: 1, model: 'A10G' }
      }
    }
  },
  prices: {
    source: 'a price list',
    regions: {
      'us-east-1': {
        date: '2026-09-24',
        volume: 0.112,
        instances: { 'ml.t3.medium': 0.05 }
      },
      'eu-west-1': { date: '2026-09-24', instances: { 'ml.g5.xlarge': 1.57 } }
    }
  }
};

/** A model with the catalogue loaded, in a region. */
async function loaded(
  region: string | null,
  catalogue = CATALOGUE
): Promise<AccountModel> {
  const here = { ...HERE, region };
  const model = new AccountModel(
    new FakeHere({ kind: 'ready', here, mismatch: null }),
    noSource,
    async () => catalogue
  );
  const changed = new Promise(resolve => model.changed.connect(resolve));
  expect(model.instances).toBeUndefined();
  await changed;
  return model;
}

describe('AccountModel', () => {
  it('knows nothing until it was asked and the catalogue has come, and loads it once', async () => {
    const catalogue = new PromiseDelegate<ICatalogue>();
    const load = jest.fn(() => catalogue.promise);
    const model = new AccountModel(
      new FakeHere({ kind: 'loading' }),
      noSource,
      load
    );
    const changed = new Promise(resolve => model.changed.connect(resolve));
    expect(load).not.toHaveBeenCalled();
    for (let i = 0; i < 2; i++) {
      expect(model.instance('ml.t3.medium')).toBeUndefined();
      expect(model.price('ml.t3.medium')).toBeUndefined();
      expect(model.volumePrice).toBeUndefined();
      expect(model.priceList).toBeUndefined();
    }
    catalogue.resolve(CATALOGUE);
    await changed;
    expect(model.instance('ml.t3.medium')).toMatchObject({ vcpu: 2 });
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('tells what a type has; null of one that it does not know', async () => {
    const model = await loaded('us-east-1');
    expect(Array.from(model.instances!.keys())).toEqual([
      'ml.t3.medium',
      'ml.g5.xlarge'
    ]);
    expect(model.instance('ml.g5.xlarge')).toEqual({
      vcpu: 4,
      memoryGiB: 16,
      gpu: { count: 1, model: 'A10G', memoryGiB: null },
      fastLaunch: false
    });
    expect(model.instance('constructor')).toBeNull();
  });

  it.each([
    ['us-east-1', 'ml.t3.medium', 0.05, 0.112],
    // Known in another region only.
    ['us-east-1', 'ml.g5.xlarge', null, 0.112],
    ['eu-west-1', 'ml.g5.xlarge', 1.57, null],
    ['eu-north-1', 'ml.t3.medium', null, null],
    ['constructor', 'ml.t3.medium', null, null],
    ['us-east-1', 'constructor', null, 0.112],
    [null, 'ml.t3.medium', null, null]
  ])('tells in %s the price of %s: %s', async (region, type, price, volume) => {
    const model = await loaded(region);
    expect(model.price(type)).toBe(price);
    expect(model.volumePrice).toBe(volume);
  });

  it('tells of when the prices of the region are', async () => {
    expect((await loaded('us-east-1')).priceList).toEqual({
      region: 'us-east-1',
      date: '2026-09-24',
      source: 'a price list'
    });
    expect((await loaded('eu-north-1')).priceList).toBeNull();
  });

  it('knows no price at all where costs are not to be shown, not even that one is missing', async () => {
    const { instances } = CATALOGUE;
    const model = await loaded('us-east-1', { instances });
    expect(model.instance('ml.t3.medium')).toMatchObject({ vcpu: 2 });
    expect(model.price('ml.t3.medium')).toBeUndefined();
    expect(model.volumePrice).toBeUndefined();
    expect(model.priceList).toBeUndefined();
  });

  it('tells that prices change with the region', async () => {
    const here = new FakeHere({ kind: 'loading' });
    const model = new AccountModel(here, noSource, async () => CATALOGUE);
    const changed = new Promise(resolve => model.changed.connect(resolve));
    expect(model.price('ml.t3.medium')).toBeUndefined();
    await changed;
    expect(model.price('ml.t3.medium')).toBeNull();
    const seen = jest.fn();
    model.changed.connect(seen);
    here.state = { kind: 'ready', here: HERE, mismatch: null };
    here.stateChanged.emit();
    expect(seen).toHaveBeenCalled();
    expect(model.price('ml.t3.medium')).toBe(0.05);
  });

  it('takes the catalogue that was asked for last, whichever comes last', async () => {
    const answers: PromiseDelegate<ICatalogue>[] = [];
    const load = () => {
      answers.push(new PromiseDelegate());
      return answers[answers.length - 1].promise;
    };
    const model = new AccountModel(
      new FakeHere({ kind: 'loading' }),
      noSource,
      load
    );
    model.reload();
    expect(answers).toHaveLength(0); // nobody has asked yet
    model.instance('ml.t3.medium');
    model.reload();
    const changed = new Promise(resolve => model.changed.connect(resolve));
    answers[1].resolve(CATALOGUE);
    await changed;
    answers[0].resolve({
      ...CATALOGUE,
      instances: { ...CATALOGUE.instances, types: {} }
    });
    await answers[0].promise;
    expect(model.instances!.size).toBe(2);
  });
});

describe('the built-in catalogue', () => {
  const { instances, prices } = builtIn as ICatalogue;

  it('has prices for types that it knows only, each above 0', () => {
    for (const { instances: hourly, volume } of Object.values(
      prices!.regions
    )) {
      for (const [type, price] of Object.entries(hourly)) {
        expect(instances.types).toHaveProperty([type]);
        expect(price).toBeGreaterThan(0);
      }
      expect(volume ?? 1).toBeGreaterThan(0);
    }
  });
});
