import { Notification } from '@jupyterlab/apputils';
import { dismissDialog, waitForDialog } from '@jupyterlab/testing';
import { IPermissions, UNRESTRICTED } from '../../server/here';
import { ProblemError } from '../../server/problem';
import {
  makeApp,
  makeError,
  makeJob,
  makeSpace
} from '../../spaces/__tests__/factories';
import { afterOutcome, NOTHING_DENIED } from '../../spaces/denied';
import { runningMine } from '../mine';
import { stopAll } from '../stopAll';
import { makeWorld } from './world';

const run = (name: string, owner = 'ana') =>
  makeSpace({ name, owner, apps: [makeApp()] });

describe('runningMine', () => {
  it('are my private spaces that run, this one last', () => {
    const list = [
      run('here'),
      run('a'),
      run('bens', 'ben'),
      makeSpace({ name: 'stopped' }),
      makeSpace({ name: 'team', sharing: 'Shared', apps: [makeApp()] }),
      makeSpace({ name: 'starting', apps: [makeApp({ status: 'Pending' })] })
    ];
    const names = (permissions: Partial<IPermissions>) =>
      runningMine(
        makeWorld(
          list,
          {},
          { space: 'here', permissions: { ...UNRESTRICTED, ...permissions } }
        )
      ).map(space => space.name);
    expect(names({})).toEqual(['a', 'starting', 'here']);
    expect(names({ read_only: true })).toEqual([]);
  });

  it('leave out those that AWS does not let be stopped', () => {
    const list = [run('a')];
    const world = makeWorld(list, {}, { space: 'team', sharing: 'Shared' });
    expect(runningMine(world)).toEqual(list);
    world.fake.spaces.denied = afterOutcome(NOTHING_DENIED, {
      action: 'stop',
      space: 'a',
      kind: null,
      denied: true
    });
    expect(runningMine(world)).toEqual([]);
  });

  it('leave out what is being stopped already', () => {
    const world = makeWorld([run('a')]);
    world.fake.jobs.put(makeJob({ kind: 'stop', space: 'a' }));
    expect(runningMine(world)).toEqual([]);
  });
});

describe('stopAll', () => {
  const update = jest.spyOn(Notification, 'update');
  beforeEach(() => update.mockReset());
  afterEach(() => Notification.dismiss());

  const end = (space: string, failure: string | null = null) =>
    makeJob({
      id: `s-${space}`,
      kind: 'stop',
      space,
      state: failure === null ? 'done' : 'failed',
      error:
        failure === null
          ? null
          : makeError({
              type: 'ThrottlingException',
              message: failure,
              step: 'delete-app',
              failed: 'stop'
            })
    });

  it('tells in one notification what was stopped and what was not', async () => {
    const list = ['a', 'b', 'c'].map(name => run(name));
    const { jobs, trans, fake } = makeWorld(list);
    fake.jobs.stop.mockImplementation(async space => {
      if (space === 'c') {
        throw new ProblemError({
          kind: 'conflict',
          tried: 'stop c',
          text: 'c is being changed'
        });
      }
      return fake.jobs.put(makeJob({ id: `s-${space}`, kind: 'stop', space }));
    });
    const done = stopAll(list, null, jobs, trans);
    await Promise.resolve();
    expect(Notification.manager.count).toBe(1);
    fake.jobs.put(end('a'));
    fake.jobs.put(end('b', 'slow down'));
    await done;
    expect(update).toHaveBeenCalledTimes(1);
    const [{ message, type, actions }] = update.mock.calls[0];
    expect(type).toBe('error');
    expect(message).toBe('1 space stopped, 2 could not be stopped');
    // JupyterLab cuts notifications: the whole is in a dialog.
    actions?.[0].callback(new MouseEvent('click'));
    await waitForDialog();
    const told = document.querySelector('.jp-Dialog')?.textContent;
    expect(told).not.toContain('a:');
    expect(told).toMatch(/b: .*c: .*c is being changed/s);
    await dismissDialog();
    // Whoever stops all tells of it: there is no second notification for each.
    expect(fake.jobs.stop.mock.calls.every(call => call[1] === true)).toBe(
      true
    );
  });

  it('stops this space when the others have stopped', async () => {
    const list = [run('here'), run('a')];
    const { jobs, trans, fake } = makeWorld(list);
    const done = stopAll(list, 'here', jobs, trans);
    await Promise.resolve();
    expect(fake.jobs.stop.mock.calls.map(call => call[0])).toEqual(['a']);
    fake.jobs.put(end('a'));
    await new Promise(resolve => setTimeout(resolve));
    expect(fake.jobs.stop.mock.calls.map(call => call[0])).toEqual([
      'a',
      'here'
    ]);
    fake.jobs.put(end('here'));
    await done;
    expect(update.mock.calls[0][0]).toMatchObject({
      type: 'success',
      message: '2 spaces stopped',
      actions: []
    });
  });
});
