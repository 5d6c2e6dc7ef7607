import { rawStatus, statusOf } from '../status';
import { makeApp, makeSpace } from './factories';

/** Every AppStatus, none, and one that does not exist. */
const APPS = [
  [null, 'Stopped'],
  ['Deleted', 'Stopped'],
  ['Pending', 'Starting'],
  ['InService', 'Running'],
  ['Deleting', 'Stopping'],
  ['Failed', 'Failed'],
  ['Hibernating', 'Unknown']
] as const;

const withApp = (spaceStatus: string, appStatus: string | null) =>
  makeSpace({
    spaceStatus,
    apps: appStatus === null ? [] : [makeApp({ status: appStatus })]
  });

describe('statusOf', () => {
  it.each(APPS)('of a space in service with app %s is %s', (app, status) => {
    expect(statusOf(withApp('InService', app))).toBe(status);
  });

  it.each(APPS)(
    'of a space whose update failed goes by the app %s, and is Failed without one',
    (app, status) => {
      const expected = status === 'Stopped' ? 'Failed' : status;
      expect(statusOf(withApp('Update_Failed', app))).toBe(expected);
    }
  );

  it.each([
    ['Pending', 'Updating'],
    ['Updating', 'Updating'],
    ['Deleting', 'Deleting'],
    ['Failed', 'Failed'],
    ['Delete_Failed', 'Failed'],
    ['Archived', 'Unknown']
  ])('of a space that is %s is %s, whatever its app', (space, status) => {
    for (const [app] of APPS) {
      expect(statusOf(withApp(space, app))).toBe(status);
    }
  });

  it('goes by the new app, not by the record of the one before', () => {
    const space = makeSpace({
      apps: [makeApp({ status: 'Pending' }), makeApp({ status: 'Deleted' })]
    });
    expect(statusOf(space)).toBe('Starting');
  });

  it('ignores apps of another type than the space is for', () => {
    const space = makeSpace({ apps: [makeApp({ type: 'TensorBoard' })] });
    expect(statusOf(space)).toBe('Stopped');
  });

  it('of a Classic space is Running when any of its apps is', () => {
    const classic = (status: string) =>
      makeSpace({
        appType: null,
        sharing: 'Shared',
        apps: [
          makeApp({ type: 'JupyterServer', status: 'Deleted' }),
          makeApp({ type: 'KernelGateway', status })
        ]
      });
    expect(statusOf(classic('InService'))).toBe('Running');
    expect(statusOf(classic('Deleted'))).toBe('Stopped');
  });
});

describe('rawStatus', () => {
  it('is the text that is not known: of the space, else of the app', () => {
    expect(rawStatus(withApp('Archived', 'InService'))).toBe('Archived');
    expect(rawStatus(withApp('InService', 'Hibernating'))).toBe('Hibernating');
  });
});
