import * as catalogue from '../../spaces/instanceCatalogue.json';
import {
  IInstanceChoice,
  IInstanceView,
  largerThan,
  SortKey,
  viewChoices
} from '../instanceChoice';

/** A choice in short: vCPU, memory, then price, then `2 × A10G 24` as parts. */
function choice(
  type: string,
  vcpu: number,
  memoryGiB: number,
  price: number | null = null,
  gpu: [number, string, number | null] | null = null
): IInstanceChoice {
  return {
    type,
    vcpu,
    memoryGiB,
    price,
    gpu: gpu && { count: gpu[0], model: gpu[1], memoryGiB: gpu[2] },
    fastLaunch: type === 'ml.t3.medium' || type === 'ml.g4dn.xlarge'
  };
}

const CHOICES = [
  choice('ml.m5.2xlarge', 8, 32, 0.461),
  choice('ml.g5.12xlarge', 48, 192, 7.09, [4, 'A10G', 22.4]),
  choice('ml.t3.medium', 2, 4, 0.05),
  choice('ml.p4d.24xlarge', 96, 1152, null, [8, 'A100', 40]),
  choice('ml.m5.large', 2, 8, 0.115),
  choice('ml.g4dn.xlarge', 4, 16, 0.7364, [1, 'T4', 16]),
  choice('ml.g5.xlarge', 4, 16, 1.41, [1, 'A10G', 22.4]),
  choice('ml.m5.12xlarge', 48, 192),
  choice('ml.g5.16xlarge', 64, 256, null, [1, 'A10G', 22.4])
];

const ALL: IInstanceView = {
  query: '',
  gpuOnly: false,
  fastLaunchOnly: false,
  like: null,
  sortBy: 'type',
  descending: false
};

const shown = (view: Partial<IInstanceView>) =>
  viewChoices(CHOICES, { ...ALL, ...view }).map(({ type }) =>
    type.replace('ml.', '')
  );

describe('viewChoices', () => {
  it.each<[string, Partial<IInstanceView>, string[]]>([
    ['a name', { query: 'm5.l' }, ['m5.large']],
    ['words in any order', { query: ' XLARGE g5 12' }, ['g5.12xlarge']],
    [
      'the model of the GPU',
      { query: 'a10g' },
      ['g5.xlarge', 'g5.12xlarge', 'g5.16xlarge']
    ],
    ['nothing that there is', { query: 'zz' }, []],
    [
      'GPU only',
      { gpuOnly: true },
      ['g4dn.xlarge', 'g5.xlarge', 'g5.12xlarge', 'g5.16xlarge', 'p4d.24xlarge']
    ],
    ['fast launch', { fastLaunchOnly: true }, ['g4dn.xlarge', 't3.medium']],
    ['both', { fastLaunchOnly: true, gpuOnly: true }, ['g4dn.xlarge']],
    ['both and a word', { gpuOnly: true, query: 'g5.x' }, ['g5.xlarge']],
    [
      'like mine, larger, and a word',
      { like: 'ml.m5.large', query: '12x' },
      ['m5.12xlarge']
    ]
  ])('finds by %s', (_, view, types) => {
    expect(shown(view)).toEqual(types);
  });

  const none = ['m5.large', 'm5.2xlarge', 'm5.12xlarge', 't3.medium'];
  it.each<[SortKey, boolean, string[]]>([
    [
      'type',
      false,
      [
        'g4dn.xlarge',
        ...['g5.xlarge', 'g5.12xlarge', 'g5.16xlarge'],
        ...['m5.large', 'm5.2xlarge', 'm5.12xlarge'],
        ...['p4d.24xlarge', 't3.medium']
      ]
    ],
    [
      'vcpu',
      false,
      [
        ...['m5.large', 't3.medium', 'g4dn.xlarge', 'g5.xlarge', 'm5.2xlarge'],
        ...['g5.12xlarge', 'm5.12xlarge', 'g5.16xlarge', 'p4d.24xlarge']
      ]
    ],
    [
      'memory',
      true,
      [
        ...['p4d.24xlarge', 'g5.16xlarge', 'g5.12xlarge', 'm5.12xlarge'],
        ...['m5.2xlarge', 'g4dn.xlarge', 'g5.xlarge', 'm5.large', 't3.medium']
      ]
    ],
    // Without a GPU, and without a known price: last in either direction.
    [
      'gpu',
      true,
      [
        ...['g4dn.xlarge', 'g5.xlarge', 'g5.12xlarge', 'g5.16xlarge'],
        ...['p4d.24xlarge', ...none]
      ]
    ],
    [
      'gpuMemory',
      false,
      [
        ...['g4dn.xlarge', 'g5.xlarge', 'g5.12xlarge', 'g5.16xlarge'],
        ...['p4d.24xlarge', ...none]
      ]
    ],
    [
      'price',
      false,
      [
        ...['t3.medium', 'm5.large', 'm5.2xlarge', 'g4dn.xlarge', 'g5.xlarge'],
        ...['g5.12xlarge', 'g5.16xlarge', 'm5.12xlarge', 'p4d.24xlarge']
      ]
    ],
    [
      'price',
      true,
      [
        ...['g5.12xlarge', 'g5.xlarge', 'g4dn.xlarge', 'm5.2xlarge'],
        ...['m5.large', 't3.medium'],
        ...['g5.16xlarge', 'm5.12xlarge', 'p4d.24xlarge']
      ]
    ]
  ])('sorts by %s, descending: %s', (sortBy, descending, types) => {
    expect(shown({ sortBy, descending })).toEqual(types);
  });
});

describe('largerThan', () => {
  const real = Object.entries(catalogue.instances.types).map(([type, data]) => {
    const { vcpu, memoryGiB, gpu } = data as any;
    return choice(
      type,
      vcpu,
      memoryGiB,
      null,
      gpu ? [gpu.count, gpu.model, gpu.memoryGiB] : null
    );
  });

  it.each<[string, string[]]>([
    ['ml.t3.medium', ['ml.t3.large', 'ml.t3.xlarge', 'ml.t3.2xlarge']],
    ['ml.m5.16xlarge', ['ml.m5.24xlarge']],
    // 16xlarge has one GPU only.
    ['ml.g5.12xlarge', ['ml.g5.24xlarge', 'ml.g5.48xlarge']],
    // The largest of its family: any other that has more, and no less GPU.
    [
      'ml.g5.48xlarge',
      [
        ...['ml.g6e.48xlarge', 'ml.g7e.48xlarge'],
        ...['ml.p5.48xlarge', 'ml.p5en.48xlarge', 'ml.p6-b200.48xlarge']
      ]
    ],
    ['ml.p6-b200.48xlarge', []],
    ['ml.of-another.planet', []]
  ])('of %s', (type, larger) => {
    const view = { ...ALL, like: type };
    expect(viewChoices(real, view).map(each => each.type)).toEqual(larger);
  });

  it('never has less of anything', () => {
    for (const mine of real) {
      for (const larger of largerThan(real, mine.type)) {
        expect(larger.vcpu).toBeGreaterThanOrEqual(mine.vcpu);
        expect(larger.memoryGiB).toBeGreaterThanOrEqual(mine.memoryGiB);
        expect(larger.gpu?.count ?? 0).toBeGreaterThanOrEqual(
          mine.gpu?.count ?? 0
        );
      }
    }
  });
});
