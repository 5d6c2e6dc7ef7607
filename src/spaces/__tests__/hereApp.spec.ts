import { hereAppOf } from '../hereApp';
import { makeApp, makeDetails, makeHereApp, makeSpace } from './factories';

describe('hereAppOf', () => {
  it('prefers what the list tells, but that does not know of recovery mode', () => {
    const app = makeApp();
    expect(
      hereAppOf(makeSpace({ apps: [app] }), makeHereApp({ recoveryMode: true }))
    ).toEqual({
      instanceType: 'ml.t3.medium',
      since: app.created,
      recoveryMode: true
    });
  });

  it('takes the glance where the list tells nothing', () => {
    const glance = makeHereApp();
    expect(hereAppOf(makeSpace(), glance)).toEqual(glance);
    expect(hereAppOf(null, glance)).toEqual(glance);
  });

  it('knows an instance by the settings alone, and nothing by nothing', () => {
    const unknown = { since: null, recoveryMode: false };
    const space = makeSpace({ details: makeDetails() });
    expect(hereAppOf(space, null)).toEqual({
      ...unknown,
      instanceType: 'ml.m5.large'
    });
    expect(hereAppOf(null, null)).toEqual({ ...unknown, instanceType: null });
  });
});
