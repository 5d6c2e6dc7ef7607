import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { makeApp, makeSpace } from '../../spaces/__tests__/factories';
import { FakeHere, HERE } from '../../spaces/__tests__/fakeHere';
import { runningApps } from '../../spaces/running';
import { Reminders } from '../Reminders';
import { afterReminders, dayOf, dueReminders, toReminded } from '../due';

const NOW = new Date(2026, 10, 24, 18);
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const running = (name: string, hours: number, overrides = {}) =>
  makeSpace({
    name,
    apps: [makeApp({ created: ago(hours) })],
    ...overrides
  });

const SPACES = [
  running('mine', 13),
  running('young', 11),
  running('bens', 99, { owner: 'ben' }),
  running('team', 99, { owner: 'ben', sharing: 'Shared' }),
  makeSpace({ name: 'stopped' })
];

const due = (here: string | null, reminded = {}, hours = 12) =>
  dueReminders(runningApps(SPACES, [], 'ana'), here, hours, reminded, NOW).map(
    ({ space }) => space!.name
  );

describe('dueReminders', () => {
  it('are of one’s own apps, and of the space that one is in', () => {
    expect(due(null)).toEqual(['mine']);
    expect(due('Team')).toEqual(['mine', 'team']);
    expect(due(null, {}, 10)).toEqual(['mine', 'young']);
  });

  it('come once a day for each space', () => {
    expect(due('team', { mine: dayOf(NOW) })).toEqual(['team']);
    expect(due(null, { mine: dayOf(ago(24)) })).toEqual(['mine']);
  });

  it('are kept by the day, without those of other days', () => {
    const kept = afterReminders(
      { old: '2026-11-23', team: '2026-11-24' },
      ['mine'],
      NOW
    );
    expect(kept).toEqual({ team: '2026-11-24', mine: '2026-11-24' });
    expect(toReminded({ ...kept, odd: 1 })).toEqual(kept);
    expect(toReminded(null)).toEqual({});
  });
});

describe('Reminders', () => {
  let kept: any;
  let executed: [string, object][];
  let refreshed: number;
  const told = () =>
    Notification.manager.notifications.map(({ message }) =>
      message.replace(/\u00a0/g, ' ')
    );

  const start = (composite: object = {}) => {
    const commands = new CommandRegistry();
    for (const id of ['spaces:leave', 'spaces:stop-space']) {
      commands.addCommand(id, {
        describedBy: { args: {} },
        execute: args => void executed.push([id, args])
      });
    }
    return new Reminders({
      here: new FakeHere({
        kind: 'ready',
        here: { ...HERE, space: 'team' },
        mismatch: null
      }),
      spaces: {
        refresh: async () => void refreshed++,
        state: { kind: 'ready', spaces: SPACES, profileApps: [], me: 'ana' }
      } as any,
      account: { price: () => 0.05 } as any,
      stateDB: {
        fetch: async () => kept,
        save: async (_: string, value: unknown) => void (kept = value)
      } as any,
      settings: { composite, changed: { connect: () => true } } as any,
      commands,
      trans: nullTranslator.load('')
    });
  };

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    kept = undefined;
    executed = [];
    refreshed = 0;
  });
  afterEach(() => {
    Notification.manager.dismiss();
    jest.clearAllTimers();
    jest.useRealTimers();
  });

  it('tell what runs, with the way to stop it, once, whichever page asks', async () => {
    start();
    await jest.advanceTimersByTimeAsync(100);
    expect(told().sort()).toEqual([
      'mine has run for 13 h ($0.05/h).',
      'team has run for 4 d 3 h ($0.05/h).'
    ]);
    for (const { options } of Notification.manager.notifications) {
      options.actions![0].callback(new MouseEvent('click'));
    }
    expect(executed).toEqual(
      expect.arrayContaining([
        ['spaces:leave', {}],
        ['spaces:stop-space', { space: 'mine' }]
      ])
    );
    Notification.manager.dismiss();
    start();
    await jest.advanceTimersByTimeAsync(100);
    expect(told()).toEqual([]);
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(refreshed).toBe(4);
  });

  it('are off at 0 hours, and ask for nothing then', async () => {
    start({ remindAfterHours: 0 });
    await jest.advanceTimersByTimeAsync(3_600_100);
    expect([told(), refreshed]).toEqual([[], 0]);
  });
});
