import { nullTranslator } from '@jupyterlab/translation';
import { IIdle, idleOf, idleSentence } from '../idle';
import { makeDetails, makeSpace } from './factories';

const trans = nullTranslator.load('');
const BY_DOMAIN: IIdle = { enabled: true, minutes: 60, by: 'domain' };
const ACTIVE = new Date(2026, 10, 24, 17, 40);

const sentence = (
  idle: Partial<IIdle> = {},
  lastActive: Date | null = ACTIVE,
  busy: string[] = []
) =>
  idleSentence({ ...BY_DOMAIN, ...idle }, lastActive, busy, trans).replace(
    /\u202f/g,
    ' '
  );

describe('idleSentence', () => {
  it('says when it stops by itself', () => {
    expect(sentence()).toBe(
      'Stops by itself at 6:40 PM unless something runs: idle limit 60 min (set by the domain).'
    );
    expect(sentence({ by: 'space', minutes: 1440 })).toMatch(
      /^Stops by itself at Nov 25, 2026.* 5:40 PM .*1440 min \(set for this space\)\.$/
    );
  });

  it('says what keeps it from stopping', () => {
    expect(sentence({}, ACTIVE, ['b.ipynb', 'a.ipynb', 'a.ipynb'])).toBe(
      'Will not stop by itself while a.ipynb, b.ipynb runs: idle limit 60 min (set by the domain).'
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

describe('idleOf', () => {
  it('takes the space’s own limit before the domain’s', () => {
    const own = makeSpace({ details: makeDetails({ idleMinutes: 90 }) });
    expect(idleOf(own, null, null)).toEqual({
      enabled: null,
      minutes: 90,
      by: 'space'
    });
    const none = makeSpace({ details: makeDetails({ idleMinutes: null }) });
    expect(idleOf(none, null, null)).toMatchObject({
      minutes: null,
      by: 'domain'
    });
  });

  it('knows of none for other apps', () => {
    expect(idleOf(makeSpace({ appType: null }), null, null)).toBeNull();
  });
});
