import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { IJob } from '../../jobs/job';
import { IApp, ISpace } from '../../spaces/space';
import {
  makeApp,
  makeError,
  makeJob,
  makeSpace
} from '../../spaces/__tests__/factories';
import { IHere, IJobs, ISpaces } from '../../tokens';
import { CommandIDs } from '../commands';
import { JobNotices } from '../JobNotices';

const trans = nullTranslator.load('');

describe('JobNotices', () => {
  let asked: IJob[];
  let latest: IJob | null;
  let space: ISpace;
  let listed: Signal<any, void>;
  let changed: Signal<any, void>;
  let notices: JobNotices;
  let executed: [string, object][];

  const create = (here: string | null = null) => {
    const commands = new CommandRegistry();
    for (const id of [CommandIDs.open, CommandIDs.showJob]) {
      commands.addCommand(id, {
        describedBy: { args: {} },
        execute: args => void executed.push([id, args])
      });
    }
    return new JobNotices({
      jobs: {
        get asked() {
          return asked;
        },
        changed,
        latest: () => latest ?? asked[0] ?? null,
        told: (id: string) => {
          asked = asked.filter(job => job.id !== id);
        }
      } as unknown as IJobs,
      spaces: {
        stateChanged: listed,
        find: () => space
      } as unknown as ISpaces,
      here: {
        state: { kind: 'ready', here: { space: here } }
      } as unknown as IHere,
      commands,
      trans
    });
  };
  const now = (...jobs: IJob[]) => {
    asked = jobs;
    latest = jobs[0];
    changed.emit();
    jest.advanceTimersByTime(1000);
  };
  const shown = () =>
    Notification.manager.notifications.map(({ type, message }) => [
      type,
      message
    ]);
  const waiting = makeJob({
    step: {
      name: 'wait-in-service',
      index: 3,
      total: 3,
      since: '',
      slow: true
    }
  });
  const ended = (state: IJob['state'], overrides: Partial<IJob> = {}) =>
    makeJob({ state, ended: new Date().toISOString(), ...overrides });
  const failed = ended('failed', {
    error: makeError({
      type: 'ThrottlingException',
      message: '',
      step: 'look',
      failed: 'run'
    })
  });

  beforeEach(() => {
    jest.useFakeTimers();
    Notification.dismiss();
    asked = [];
    latest = null;
    space = makeSpace({ displayName: 'Nightly', apps: [makeApp()] });
    listed = new Signal<any, void>({});
    executed = [];
    changed = new Signal<any, void>({});
    notices = create();
  });

  afterEach(() => {
    notices.dispose();
    jest.useRealTimers();
  });

  it('are one a job, renewed in its place from its first step to its end', () => {
    now(makeJob());
    expect(shown()).toEqual([
      ['in-progress', 'Starting Nightly: looking at its state (step 1/3)']
    ]);
    const [{ id }] = Notification.manager.notifications;
    now(waiting);
    expect(shown()).toEqual([
      [
        'in-progress',
        'Starting Nightly: waiting until it runs (step 3/3) · longer than usual'
      ]
    ]);
    now(ended('done', { message: 'It was already running.' }));
    expect(shown()).toEqual([
      ['success', 'Nightly runs. It was already running.']
    ]);
    expect(Notification.manager.notifications[0].id).toBe(id);
    jest.advanceTimersByTime(1000);
    expect(asked).toEqual([]);
    expect(shown()).toHaveLength(1);
  });

  it('are not renewed faster than JupyterLab can show them', () => {
    const all: unknown[] = [];
    Notification.manager.changed.connect((_, { notification }) =>
      all.push(notification.message)
    );
    asked = [makeJob()];
    changed.emit();
    asked = [waiting];
    changed.emit();
    asked = [failed];
    changed.emit();
    jest.advanceTimersByTime(999);
    expect(all).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(all).toEqual(['Nightly could not be run: AWS asks to slow down']);
  });

  it('do not come back when they were closed at once', () => {
    now(makeJob());
    now(failed);
    Notification.dismiss();
    jest.advanceTimersByTime(5000);
    expect(shown()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('say a failure in the words of its row, and lead to the whole', () => {
    now(makeJob());
    now(failed);
    expect(shown()).toEqual([
      ['error', 'Nightly could not be run: AWS asks to slow down']
    ]);
    const [{ options }] = Notification.manager.notifications;
    expect(options.autoClose).toBe(15_000);
    options.actions?.[0].callback(new MouseEvent('click'));
    expect(executed).toEqual([[CommandIDs.showJob, { job: 'j1' }]]);
  });

  it('open what runs now, but not the space that one is in', () => {
    now(ended('done'));
    const [{ options }] = Notification.manager.notifications;
    options.actions?.[0].callback(new MouseEvent('click'));
    expect(executed).toEqual([[CommandIDs.open, { space: 'scratch' }]]);

    notices.dispose();
    Notification.dismiss();
    notices = create('Scratch');
    now(ended('done'));
    expect(Notification.manager.notifications[0].options.actions).toEqual([]);
  });

  it('do not come back once closed, except for a failure', () => {
    now(makeJob());
    Notification.dismiss();
    now(waiting);
    now(ended('done'));
    expect(shown()).toEqual([]);
    now(makeJob({ id: 'j2' }));
    Notification.dismiss();
    now({ ...failed, id: 'j2' });
    expect(shown()).toHaveLength(1);
  });

  it('do not pile up: the next job of the space replaces the former', () => {
    now(makeJob());
    now(failed);
    jest.advanceTimersByTime(1000);
    now(makeJob({ id: 'j2' }));
    expect(shown()).toEqual([
      ['in-progress', 'Starting Nightly: looking at its state (step 1/3)']
    ]);
  });

  it('go when somebody else did something with the space since', () => {
    now(failed);
    latest = makeJob({ id: 'bens' });
    changed.emit();
    jest.advanceTimersByTime(1000);
    expect(shown()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('say no longer that a space runs which was stopped by other means', () => {
    const list = (...apps: IApp[]) => {
      space = { ...space, apps };
      listed.emit();
      jest.advanceTimersByTime(1000);
    };
    // The list is older than the end of the job.
    space = { ...space, apps: [] };
    now(ended('done'));
    jest.advanceTimersByTime(1000);
    expect(shown()).toEqual([['success', 'Nightly runs']]);
    list(makeApp());
    list(makeApp({ status: 'Pending' }));
    expect(shown()).toEqual([['success', 'Nightly runs']]);
    list(makeApp({ status: 'Deleting' }));
    expect(shown()).toEqual([]);
  });

  it('are never longer than JupyterLab shows, and lead to the whole', () => {
    space = makeSpace({ displayName: 'n'.repeat(64) });
    const last = () => Notification.manager.notifications[0];
    const error = makeError({
      type: 'SomethingNewException',
      message:
        'We encountered a problem that has no name yet in the availability zone of the space. Please retry.',
      step: 'create-app',
      failed: 'run'
    });
    for (const job of [
      ended('failed', { kind: 'create', error }),
      ended('done', {
        id: 'j2',
        kind: 'change',
        message:
          'It was changed. Somebody had started it meanwhile: some of it may wait for the next start.'
      })
    ]) {
      now(job);
      expect(last().message.length).toBeLessThanOrEqual(140);
      last().options.actions?.[0].callback(new MouseEvent('click'));
      expect(executed.pop()).toEqual([CommandIDs.showJob, { job: job.id }]);
    }
  });

  it('tell after a reload how it ended, but not of what is long over', () => {
    now(ended('done'));
    expect(shown()).toEqual([['success', 'Nightly runs']]);
    Notification.dismiss();
    now({ ...failed, ended: '2026-01-01T00:00:00Z' });
    expect(shown()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it.each<[Partial<IJob>, string, string]>([
    [{ kind: 'stop' }, 'success', 'Nightly is stopped'],
    [{ kind: 'create' }, 'success', 'Nightly is created'],
    [{ kind: 'change' }, 'success', 'Nightly is changed'],
    [{ kind: 'delete' }, 'success', 'Nightly is deleted'],
    [
      {
        state: 'cancelled',
        message: 'ana cancelled it.',
        left: 'Nothing had been changed yet.'
      },
      'info',
      'Starting Nightly: cancelled. ana cancelled it. Nothing had been changed yet.'
    ]
  ])('say how it ended: %j', (overrides, type, message) => {
    now(ended('done', overrides));
    expect(shown()).toEqual([[type, message]]);
  });
});
