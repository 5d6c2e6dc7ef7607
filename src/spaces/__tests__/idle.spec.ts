import { idleOf } from '../idle';
import { makeDetails, makeSpace } from './factories';

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
