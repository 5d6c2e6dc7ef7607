import { nullTranslator } from '@jupyterlab/translation';
import { ICatalogue } from '../catalogue';
import * as builtInFile from '../instanceCatalogue.json';
import { loadOwnCatalogue } from '../loadOwnCatalogue';
import { withOwnCatalogue } from '../ownCatalogue';
import { parseCatalogue } from '../parseCatalogue';

const trans = nullTranslator.load('');
const builtIn: ICatalogue = {
  instances: builtInFile.instances,
  prices: builtInFile.prices
};
const PRICES = {
  source: 'our contract',
  regions: {
    'eu-central-1': {
      date: '2026-11-01',
      volume: 0.1,
      instances: { 'ml.m5.large': 0.1 }
    }
  }
};
const INSTANCES = {
  date: '2026-11-01',
  source: 'us',
  types: {
    'ml.m9.large': { vcpu: 2, memoryGiB: 8 },
    'ml.g9.large': {
      ...{ vcpu: 2, memoryGiB: 8, fastLaunch: true },
      gpu: { count: 1, model: 'X1', memoryGiB: 99.5 }
    }
  }
};

describe('parseCatalogue', () => {
  it.each([
    ['prices alone', { prices: PRICES }],
    ['instances alone', { instances: INSTANCES }],
    ['both', { instances: INSTANCES, prices: PRICES }],
    ['the built-in one', builtIn]
  ])('takes %s', (_, file) => {
    expect(parseCatalogue(JSON.stringify(file), trans)).toEqual(file);
  });

  it('takes the examples of the documentation', () => {
    const page: string = jest
      .requireActual('fs')
      .readFileSync('docs/instance-catalogue.md', 'utf8');
    const examples = Array.from(page.matchAll(/```json\n(.*?)```/gs));
    expect(examples).toHaveLength(2);
    for (const [, text] of examples) {
      expect(parseCatalogue(text, trans)).toEqual(JSON.parse(text));
    }
  });

  const price = (value: unknown) => ({
    prices: {
      ...PRICES,
      regions: {
        'us-east-1': { date: '2026-11-01', instances: { 'ml.a.large': value } }
      }
    }
  });
  const type = (value: unknown) => ({
    instances: { ...INSTANCES, types: { 'ml.a.large': value } }
  });
  const at = 'prices.regions["us-east-1"].instances["ml.a.large"]';
  it.each<[unknown, string]>([
    [[], 'the file: an object is expected, not [].'],
    [{}, 'It has neither “instances” nor “prices”.'],
    [
      { price: PRICES },
      'price: one of instances, prices is expected, not "price".'
    ],
    [price(0), `${at}: a number above 0 is expected, not 0.`],
    [price('0.1'), `${at}: a number above 0 is expected, not "0.1".`],
    [price(null), `${at}: a number above 0 is expected, not null.`],
    [
      { prices: { ...PRICES, source: ' ' } },
      'prices.source: a text is expected, not " ".'
    ],
    [
      { prices: { source: 'us', regions: { Ohio: {} } } },
      'prices.regions: a name like us-east-1 is expected, not "Ohio".'
    ],
    [
      { prices: { source: 'us', regions: { 'us-east-1': {} } } },
      'prices.regions["us-east-1"].date is missing: a day like 2026-09-24 is expected.'
    ],
    [
      { instances: { ...INSTANCES, date: 'today' } },
      'instances.date: a day like 2026-09-24 is expected, not "today".'
    ],
    [
      { instances: { ...INSTANCES, types: { 'm5.large': {} } } },
      'instances.types: a name like ml.m5.large is expected, not "m5.large".'
    ],
    [
      type({ vcpu: 2 }),
      'instances.types["ml.a.large"].memoryGiB is missing: a number above 0 is expected.'
    ],
    [
      type({ vcpu: 2, memoryGiB: 4, gpu: { count: 1 } }),
      'instances.types["ml.a.large"].gpu.model is missing: a text is expected.'
    ],
    [
      type({ vcpu: 2, memoryGiB: 4, fastLaunch: 'yes' }),
      'instances.types["ml.a.large"].fastLaunch: true or false is expected, not "yes".'
    ],
    [
      type({ vcpu: 2, memoryGiB: 4, cores: 2 }),
      'instances.types["ml.a.large"].cores: one of vcpu, memoryGiB, gpu, fastLaunch is expected, not "cores".'
    ]
  ])('refuses %j', (file, message) => {
    expect(() => parseCatalogue(JSON.stringify(file), trans)).toThrow(
      new Error(message)
    );
  });

  it('refuses what is not JSON', () => {
    expect(() => parseCatalogue('{"prices": ', trans)).toThrow(
      /^It is not JSON: /
    );
  });
});

describe('withOwnCatalogue', () => {
  const run = async (get: () => Promise<any>) => {
    const onProblem = jest.fn();
    const path = 'prices.json';
    const contents = { get: jest.fn(get) };
    const catalogue = await withOwnCatalogue({
      ...{ builtIn, path, contents, onProblem, trans }
    });
    expect(contents.get).toHaveBeenCalledWith(path, {
      type: 'file',
      format: 'text'
    });
    return { catalogue, onProblem };
  };

  it('replaces the part that the file has, and keeps the other', async () => {
    const { catalogue, onProblem } = await run(async () => ({
      content: JSON.stringify({ prices: PRICES })
    }));
    expect(catalogue).toEqual({ ...builtIn, prices: PRICES });
    expect(onProblem).not.toHaveBeenCalled();
  });

  it.each([
    [async () => ({ content: '[]' }), 'the file: an object is expected'],
    [
      () => Promise.reject(new Error('No such file')),
      'It cannot be read: No such file.'
    ]
  ])('says what is wrong, and keeps the built-in one', async (get, text) => {
    const { catalogue, onProblem } = await run(get);
    expect(catalogue).toBe(builtIn);
    expect(onProblem).toHaveBeenCalledTimes(1);
    const [problem, reason] = onProblem.mock.calls[0];
    expect(problem).toBe(
      'prices.json cannot be used: the built-in instance catalogue stays'
    );
    expect(reason).toContain(text);
    expect(reason).toContain('Correct the file');
  });
});

describe('loadOwnCatalogue', () => {
  it('leaves prices out where costs are not to be shown, with a file and without', async () => {
    const contents = {
      get: jest.fn(async () => ({
        content: JSON.stringify({ prices: PRICES })
      }))
    } as any;
    for (const path of [undefined, 'prices.json']) {
      const { catalogue } = await loadOwnCatalogue({
        ...{ builtIn, path, showCosts: false, contents, trans },
        notification: ''
      });
      expect(catalogue).toEqual({ instances: builtIn.instances });
    }
    expect(contents.get).toHaveBeenCalledTimes(1);
  });
});
