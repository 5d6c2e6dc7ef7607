import { nullTranslator } from '@jupyterlab/translation';
import type { IChoices } from '../../jobs/request';
import {
  makeDetails,
  makeImage,
  makeSpace
} from '../../spaces/__tests__/factories';
import { IPreflight } from '../preflight';
import { changeWords, interruptionWords, priceWords } from '../preflightWords';

const trans = nullTranslator.load('');
const space = makeSpace({ details: makeDetails() });
const NOTHING: IPreflight = {
  interruption: 'none',
  grows: false,
  hour: null,
  month: null
};

describe('changeWords', () => {
  const CPU = makeImage().arn ?? '';
  const SCRIPT = 'arn:aws:sagemaker:us-east-1:1:studio-lifecycle-config/git';
  it.each<[IChoices, string]>([
    [{ display_name: 'Nightly' }, 'Display name: none → Nightly'],
    [{ instance_type: 'ml.g5.xlarge' }, 'Instance: ml.m5.large → ml.g5.xlarge'],
    [
      { image: { image_arn: CPU, version_alias: '4.4.0' } },
      'Image: Distribution 3.9.0 CPU → Distribution 4.4.0 CPU'
    ],
    [
      {
        image: {
          image_arn: 'arn:aws:sagemaker:us-east-1:1:image/ours',
          version_arn: 'arn:aws:sagemaker:us-east-1:1:image-version/ours/3'
        }
      },
      'Image: Distribution 3.9.0 CPU → ours 3'
    ],
    [{ volume_gb: 40 }, 'Volume: 20 GB → 40 GB'],
    [{ idle_minutes: 90 }, 'Idle stop: after 60 min → after 90 min'],
    [{ lifecycle_config_arn: SCRIPT }, 'Lifecycle script: none → git']
  ])('%j', (changes, words) => {
    const told = changeWords(space, changes, trans).map(
      ([what, from, to]) => `${what}: ${from} → ${to}`
    );
    expect(told).toEqual([words]);
  });

  it('say so where it is not known what it was', () => {
    const bare = makeSpace({ volumeGb: null });
    const changes = { instance_type: 'ml.m5.large', volume_gb: 9 };
    expect(changeWords(bare, changes, trans).map(line => line[1])).toEqual([
      'not known',
      'not known'
    ]);
  });
});

describe('interruptionWords', () => {
  const of = (preflight: Partial<IPreflight>, shared = false) =>
    interruptionWords(
      { ...NOTHING, ...preflight },
      shared ? { ...space, sharing: 'Shared' } : space,
      preflight.interruption === 'stop-here'
        ? { kernels: 2, terminals: 0 }
        : null,
      trans
    ).join(' ');

  it('are none where nothing is interrupted', () => {
    expect(of({})).toBe('');
    expect(of({}, true)).toBe('');
  });

  it('tell what is lost, and who is cut off', () => {
    expect(of({ interruption: 'restart' })).toContain('whatever runs in it');
    expect(of({ interruption: 'restart' })).not.toContain('everybody');
    expect(of({ interruption: 'restart' }, true)).toContain('everybody');
    const here = of({ interruption: 'stop-here' });
    expect(here).toContain('2 kernels, 0 terminals');
    // There is no command for it.
    expect(here).toContain('Run it again from another space, or from Studio.');
    expect(here).toContain('AWS may refuse');
  });

  it('tell of the cooldown before it comes', () => {
    expect(of({ grows: true })).toContain('6 hours');
  });
});

describe('priceWords', () => {
  it.each([
    [{ from: 0.05, to: 0.23 }, '$0.05/h → $0.23/h (+$0.18/h)'],
    [{ from: 0.23, to: 0.05 }, '$0.23/h → $0.05/h (−$0.18/h)'],
    [{ from: null, to: 0.23 }, 'price unknown → $0.23/h'],
    [{ from: 0.05, to: null }, '$0.05/h → price unknown']
  ])('%j', (hour, words) => {
    const [[what, price]] = priceWords({ ...NOTHING, hour }, trans);
    expect(what).toBe('Instance price');
    expect(price.replace(/\u00a0/g, ' ')).toBe(words);
  });
});
