import { nullTranslator } from '@jupyterlab/translation';
import type { IIdle } from '../../spaces/idle';
import { idleSentence } from '../idleSentence';

const trans = nullTranslator.load('');
const BY_DOMAIN: IIdle = { enabled: true, minutes: 60, by: 'domain' };
const ACTIVE = new Date(2026, 10, 24, 17, 40);

const sentence = (
  idle: Partial<IIdle> = {},
  lastActive: Date | null = ACTIVE,
  busy: string[] = []
) =>
  idleSentence({ ...BY_DOMAIN, ...idle }, lastActive, busy, trans).replace(
    /[\u202f\u00a0]/g,
    ' '
  );

describe('idleSentence', () => {
  it('says when it stops by itself', () => {
    expect(sentence()).toBe(
      'Stops by itself at 6:40 PM unless something runs: idle limit 1 h (set by the domain).'
    );
    expect(sentence({ by: 'space', minutes: 1440 })).toMatch(
      /^Stops by itself at Nov 25, 2026.* 5:40 PM .*1 d \(set for this space\)\.$/
    );
  });

  it('says what keeps it from stopping', () => {
    expect(sentence({}, ACTIVE, ['b.ipynb', 'a.ipynb', 'a.ipynb'])).toBe(
      'Will not stop by itself while a.ipynb, b.ipynb runs: idle limit 1 h (set by the domain).'
    );
    expect(sentence({ enabled: false })).toBe(
      'Will not stop by itself: no idle limit is set.'
    );
  });

  it('claims no more than is known', () => {
    expect(sentence({}, null)).toContain('when nothing runs any more');
    for (const unknown of [{ enabled: null }, { minutes: null }]) {
      expect(sentence(unknown)).toContain('is not known');
    }
  });
});
