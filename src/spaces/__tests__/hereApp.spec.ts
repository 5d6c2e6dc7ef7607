import { withApp } from '../hereApp';
import { makeApp, makeDetails, makeHereApp, makeSpace } from './factories';

describe('withApp', () => {
  it('prefers what the list tells, but that does not know of recovery mode', () => {
    const app = makeApp();
    expect(
      withApp(makeSpace({ apps: [app] }), makeHereApp({ recoveryMode: true }))
    ).toEqual({
      instanceType: 'ml.t3.medium',
      since: app.created,
      recoveryMode: true
    });
  });

  it('takes the glance where the list tells nothing', () => {
    const glance = makeHereApp();
    expect(withApp(makeSpace(), glance)).toEqual(glance);
    expect(withApp(makeSpace(), null)).toBeNull();
  });

  it('does not let an app run that the list knows to be stopping', () => {
    const stopping = makeSpace({ apps: [makeApp({ status: 'Deleting' })] });
    expect(withApp(stopping, makeHereApp())?.since).toBeNull();
  });

  it('knows an instance by the settings alone', () => {
    expect(withApp(makeSpace({ details: makeDetails() }), null)).toMatchObject({
      instanceType: 'ml.m5.large',
      since: null
    });
  });
});
