import { nullTranslator } from '@jupyterlab/translation';
import { EFS, HOME } from '../../__tests__/factories';
import { clearWords } from '../clear';
import {
  growthWords,
  isShared,
  ownerName,
  partWords,
  sumWords,
  whenWords
} from '../words';
import { makeResult, PIP } from './factories';

const trans = nullTranslator.load('');
const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('words of a result', () => {
  it('say how much it is', () => {
    expect(plain(sumWords(makeResult(), trans))).toBe(
      '10 GB in 1,200 files and 1 folder'
    );
  });

  it.each([
    ['done', 'scanned 5 min ago'],
    ['cancelled', 'cancelled 5 min ago: only what it had seen until then'],
    ['running', 'so far'],
    ['failed', 'failed 5 min ago']
  ] as const)('say of when it is (%s)', (state, text) => {
    const now = Date.parse('2026-11-26T07:06:00Z');
    expect(plain(whenWords(makeResult({ state }), now, trans))).toBe(text);
  });
});

describe('growthWords', () => {
  it.each([
    [0.4, 'within a day'],
    [1.2, 'in about a day'],
    [11.6, 'in about 12 days']
  ])('foretell in %d days', (days, text) => {
    expect(growthWords(days, trans)).toContain(text);
  });

  it('foretell nothing where nothing can be said', () => {
    expect(growthWords(null, trans)).toBeNull();
  });
});

describe('words of owners', () => {
  it('name a profile, root, or the uid', () => {
    const names = new Map([[200005, 'ana']]);
    expect(ownerName(200005, names, trans)).toBe('ana');
    expect(ownerName(0, names, trans)).toBe('root');
    expect(ownerName(7, names, trans)).toBe('uid 7');
  });

  it('are said where several people may write', () => {
    expect(isShared(EFS)).toBe(true);
    expect(isShared(HOME)).toBe(false);
    expect(isShared(null)).toBe(false);
  });

  it('say that an access point shows a part', () => {
    expect(partWords(EFS, trans)).toContain('fsap-0456');
    expect(partWords(HOME, trans)).toBeNull();
  });
});

describe('clearWords', () => {
  it('say how much goes, that it is final, and what cannot', () => {
    const one = { id: 'pip', bytes: 2 ** 30, files: 1, error: 'x: busy.' };
    const dry = {
      cleared: [one],
      dry_run: true
    };
    expect(clearWords(PIP, dry, trans).map(plain)).toEqual([
      '1 GB in 1 file will be gone for good: nobody can bring them back.',
      'pip gets them again.',
      'Not all can be cleared. x: busy.'
    ]);
  });
});
