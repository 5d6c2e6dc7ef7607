import { nullTranslator } from '@jupyterlab/translation';
import { versionMismatch } from '../../server/here';
import { formatBytes, formatShare } from '../bytes';
import { formatEstimate } from '../estimate';
import {
  formatDay,
  formatDuration,
  formatGpuMemory,
  formatHourly,
  formatImage,
  formatInstance,
  formatMoney,
  formatMonthly
} from '../format';

const trans = nullTranslator.load('');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('formatDuration', () => {
  it.each([
    [-5 * SECOND, '0 s'],
    [40 * SECOND, '40 s'],
    [60 * SECOND, '1 min'],
    [3 * HOUR, '3 h'],
    [3 * HOUR + 12 * MINUTE, '3 h 12 min'],
    [48 * HOUR, '2 d'],
    [52 * HOUR, '2 d 4 h']
  ])('of %i ms is %s', (ms, text) => {
    expect(formatDuration(ms, trans)).toBe(text.replace(/ /g, '\u00a0'));
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KB'],
    [1536, '1.5 KB'],
    [2 ** 20 - 1, '1 MB'],
    [9.96 * 2 ** 30, '10 GB'],
    [19.5 * 2 ** 30, '20 GB'],
    [1.2 * 2 ** 40, '1.2 TB']
  ])('of %d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text.replace(/ /g, '\u00a0'));
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0 %'],
    [0.71, '71 %'],
    [0.29, '29 %'],
    [0.9999, '99 %'],
    [1, '100 %']
  ])('of %d is %s', (share, text) => {
    expect(formatShare(share)).toBe(text.replace(/ /g, '\u00a0'));
  });
});

describe('formatInstance', () => {
  it('names the GPUs, and breaks lines between the parts only', () => {
    const gpu = { count: 1, model: 'A10G', memoryGiB: 24 };
    expect(
      formatInstance({ vcpu: 4, memoryGiB: 16, gpu, fastLaunch: false }, trans)
    ).toBe('4_vCPU · 16_GiB · 1_×_A10G_24_GiB'.replace(/_/g, '\u00a0'));
  });

  it.each([
    [{ count: 4, memoryGiB: 22.35 }, '22 GiB each'],
    [{ count: 1, memoryGiB: 22.35 }, '22 GiB'],
    [{ count: 4, memoryGiB: null }, null]
  ])('says of %j whether it is the memory of each GPU', (gpu, text) => {
    expect(formatGpuMemory({ ...gpu, model: 'A10G' }, trans)).toBe(text);
  });
});

describe('prices', () => {
  it.each([
    [0, '$0.00'],
    [0.004, '<$0.01'],
    [0.7364, '$0.74'],
    [25.251286, '$25.25'],
    [1234.5, '$1,234.50']
  ])('%s USD', (usd, text) => {
    expect(formatMoney(usd)).toBe(text);
  });

  it.each([
    [0, '<$0.01'],
    [0.004, '<$0.01'],
    [0.005, '≈_$0.01'],
    [4.512, '≈_$4.51']
  ])('%s USD so far', (usd, text) => {
    expect(formatEstimate(usd)).toBe(text.replace('_', '\u00a0'));
  });

  it('say what they are for, or that they are unknown', () => {
    expect(formatHourly(0.05, trans)).toBe('$0.05/h');
    expect(formatHourly(0.115, trans)).toBe('$0.115/h');
    expect(formatHourly(25.251286, trans)).toBe('$25.251/h');
    expect(formatMonthly(2.24, trans)).toBe('$2.24/month');
    for (const format of [formatHourly, formatMonthly]) {
      expect(format(null, trans)).toBe('price\u00a0unknown');
    }
  });

  it('are of a day, in every time zone', () => {
    expect(formatDay('2026-09-24')).toBe('Sep 24, 2026');
  });
});

describe('formatImage', () => {
  it.each([
    ['sagemaker-distribution-gpu', '4.4.0', 'Distribution 4.4.0 GPU'],
    ['sagemaker-distribution-cpu', null, 'Distribution CPU'],
    ['our-image', '12', 'our-image 12']
  ])('of %s, %s', (name, version, text) => {
    expect(formatImage({ name, version, arn: null }, trans)).toBe(text);
  });
});

describe('versionMismatch', () => {
  it.each([
    ['0.1.0', '0.1.0', undefined],
    ['0.1.0', '0.10.0', 'server-older'],
    ['0.2.0', '0.1.9', 'page-older'],
    ['1.0', '1.0.1', 'server-older']
  ])('of server %s and page %s', (server, page, kind) => {
    expect(versionMismatch(server, page)?.kind).toBe(kind);
  });
});
