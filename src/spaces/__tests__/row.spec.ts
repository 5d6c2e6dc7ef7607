import {
  makeApp,
  makeDetails,
  makeError,
  makeJob,
  makeSpace
} from './factories';
import { rowOf } from '../row';
import { makeViewer } from './viewer';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const row = (
  space = makeSpace(),
  job: Parameters<typeof rowOf>[1] = null,
  here: string | null = null
) => rowOf(space, job, makeViewer({ here }), NOW);

const failedJob = makeJob({
  state: 'failed',
  ended: '2026-11-24T11:00:00Z',
  error: makeError({
    type: 'ResourceLimitExceeded',
    message: 'The account-level service limit is 0',
    step: 'create-app',
    request_id: 'r',
    failed: 'run'
  })
});

describe('rowOf', () => {
  it('shows a job under way as the status, and nothing else to do than stop it', () => {
    const { status, job, actions } = row(makeSpace(), makeJob());
    expect(status).toBe('Starting');
    expect(job?.id).toBe('j1');
    expect(actions).toEqual({
      run: 'starting',
      stop: null,
      open: 'starting',
      change: 'starting',
      delete: 'starting'
    });
  });

  it('tells of a run that AWS refused beside the status, which stays stopped', () => {
    const { status, failure, actions } = row(makeSpace(), failedJob);
    expect(status).toBe('Stopped');
    expect(failure).toMatchObject({
      type: 'ResourceLimitExceeded',
      text: 'The account-level service limit is 0'
    });
    expect(actions.run).toBeNull();
  });

  it('tells of a stop that failed only while the space goes on running', () => {
    const stop = { ...failedJob, kind: 'stop' as const };
    const running = row(makeSpace({ apps: [makeApp()] }), stop);
    expect(running.status).toBe('Running');
    expect(running.failure?.type).toBe('ResourceLimitExceeded');
    const stopped = row(makeSpace(), stop);
    expect(stopped.status).toBe('Stopped');
    expect(stopped.failure).toBeNull();
  });

  it('does not give the reason of a failed app for that of a failed job', () => {
    const space = makeSpace({
      apps: [
        makeApp({
          status: 'Failed',
          created: new Date('2026-11-24T10:30:00Z')
        })
      ],
      details: makeDetails({ failure: 'EC2InsufficientCapacityError' })
    });
    const error = { ...failedJob.error!, step: 'delete-app' };
    const stop = { ...failedJob, kind: 'stop' as const, error };
    expect(row(space, stop).failure?.text).toBe('EC2InsufficientCapacityError');
  });

  it('forgets a failed job after a day', () => {
    const old = { ...failedJob, ended: '2026-11-23T11:00:00Z' };
    expect(row(makeSpace(), old).status).toBe('Stopped');
  });

  it('shows a start that somebody stopped as stopped', () => {
    const error = { ...failedJob.error!, type: 'SpacesStopped' };
    expect(row(makeSpace(), { ...failedJob, error }).status).toBe('Stopped');
  });

  it('forgets a failed job when the space was run since by other means', () => {
    const app = makeApp({ created: new Date('2026-11-24T11:30:00Z') });
    const stopped = makeSpace({ apps: [{ ...app, status: 'Deleted' }] });
    expect(row(makeSpace({ apps: [app] }), failedJob).status).toBe('Running');
    expect(row(stopped, failedJob).status).toBe('Stopped');
  });

  it('has the reason of a failed app', () => {
    const space = makeSpace({
      apps: [makeApp({ status: 'Failed' })],
      details: makeDetails({ failure: 'EC2InsufficientCapacityError' })
    });
    expect(row(space).failure?.text).toBe('EC2InsufficientCapacityError');
  });

  it('knows since when it runs', () => {
    const app = makeApp();
    expect(row(makeSpace({ apps: [app] })).since).toBe(app.created);
    expect(row(makeSpace()).since).toBeNull();
  });

  it('knows this space whatever the case of its name', () => {
    expect(row(makeSpace(), null, 'SCRATCH').isThis).toBe(true);
  });

  it.each([
    ['run', 'create-app'],
    ['run', 'look'],
    ['change', 'create-app'],
    ['change', 'update-space'],
    ['create', 'create-app'],
    ['delete', 'delete-space']
  ] as const)(
    'tells of a job %s that failed in %s, and leaves the status to AWS',
    (kind, step) => {
      const error = { ...failedJob.error!, step };
      const shown = row(makeSpace(), { ...failedJob, kind, error });
      expect(shown.status).toBe('Stopped');
      expect(shown.actions.run).toBeNull();
      expect(shown.failedJob?.kind).toBe(kind);
      expect(shown.failure?.type).toBe('ResourceLimitExceeded');
    }
  );

  it.each([
    ['run', 'wait-in-service', null],
    ['create', 'wait-in-service', null],
    ['change', 'wait-in-service', null],
    // A change that was taken back: its other start failed, too.
    ['change', 'update-space', false]
  ] as const)(
    'tells by the job %s that failed in %s why AWS has a failed app',
    (kind, step, runs) => {
      const space = makeSpace({
        apps: [
          makeApp({
            status: 'Failed',
            created: new Date('2026-11-24T10:30:00Z')
          })
        ]
      });
      const error = { ...failedJob.error!, step, runs };
      const shown = row(space, { ...failedJob, kind, error });
      expect(shown.status).toBe('Failed');
      expect(shown.failedJob?.kind).toBe(kind);
      expect(shown.actions.run).toBeNull();
    }
  );

  it('has AWS’s record of a change that failed while the space runs on', () => {
    const space = makeSpace({
      spaceStatus: 'Update_Failed',
      apps: [makeApp()],
      details: makeDetails({ failure: 'VolumeModificationRateExceeded: no' })
    });
    expect(row(space)).toMatchObject({
      status: 'Running',
      failedJob: null,
      failure: { type: 'Update_Failed' }
    });
  });

  it('looks for a reason before it says that there is none', () => {
    const failed = makeSpace({ spaceStatus: 'Failed' });
    expect(row(failed).failure).toBeNull();
    expect(
      row({ ...failed, details: makeDetails({ failure: null }) }).failure
    ).toMatchObject({ type: 'Failed', text: '' });
  });
});
