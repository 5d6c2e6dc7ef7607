import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { IJob } from '../../jobs/job';
import { ProblemError } from '../../server/problem';
import {
  makeDetails,
  makeError,
  makeSpace
} from '../../spaces/__tests__/factories';
import { Departures } from '../Departures';
import { makeDeparture, makeShell, makeTab } from './factories';

const trans = nullTranslator.load('');
const CELL = {
  id: 'a',
  msg_id: 'r1',
  outputs: [],
  execution_count: null,
  last: null
};
const NOW = Date.parse('2026-11-24T10:00:00Z');

const told = () =>
  Notification.manager.notifications.map(({ message }) => message);
const settle = () => jest.advanceTimersByTimeAsync(0);

describe('Departures', () => {
  let latest: IJob | null;
  let changed: Signal<any, void>;
  let server: Record<'handOver' | 'look', jest.Mock>;
  let cells: { all: any[] };
  let shell: any;
  let kept: unknown;
  let onKeep: jest.Mock;

  const start = () =>
    new Departures({
      space: 'scratch',
      ...{ shell, onKeep, trans },
      server: server as any,
      cells: cells as any,
      spaces: {
        readHere: async () =>
          makeSpace({ details: makeDetails({ url: 'https://studio.test/' }) }),
        find: () => null,
        isActive: true
      } as any,
      account: { read: async () => ({ domain: async () => null }) } as any,
      jobs: { changed, latest: () => latest } as any,
      stateDB: {
        fetch: async () => kept,
        save: async (_: string, value: unknown) => {
          kept = value;
        }
      } as any
    });
  const now = async (job: IJob) => {
    latest = job;
    changed.emit();
    await settle();
  };

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    latest = null;
    changed = new Signal<any, void>({});
    server = {
      handOver: jest.fn(async () => ({})),
      look: jest.fn(async () => ({}))
    };
    cells = { all: [] };
    shell = makeShell();
    kept = undefined;
    onKeep = jest.fn();
  });
  afterEach(() => {
    Notification.manager.dismiss();
    document.querySelectorAll('.jp-Spaces-after').forEach(it => it.remove());
    jest.useRealTimers();
  });

  it('says for what the space waits, with the way out, and takes it away', async () => {
    start();
    await now(makeDeparture('wait-done'));
    expect(told()).toEqual([
      expect.stringMatching(
        /^This space stops when train\.ipynb is done\. After .+ it keeps running\.$/
      )
    ]);
    const [{ options }] = Notification.manager.notifications;
    options.actions![0].callback(new MouseEvent('click'));
    expect(onKeep).toHaveBeenCalledTimes(1);
    await now(makeDeparture('save-outputs'));
    expect(told()).toEqual([
      expect.stringContaining('outputs are being saved')
    ]);
    await now(makeDeparture('delete-app'));
    expect(told()).toEqual([]);
  });

  it('hands over what this page runs, each request once', async () => {
    cells.all = [
      { kernel: 'k1', path: 'train.ipynb', cells: [CELL] },
      { kernel: 'k2', path: 'other.ipynb', cells: [CELL] }
    ];
    start();
    await now(makeDeparture('wait-done'));
    await now(makeDeparture('wait-done', { until: null }));
    expect(server.handOver.mock.calls).toEqual([
      ['j1', 'k1', 'train.ipynb', [CELL]]
    ]);
    const later = { ...CELL, msg_id: 'r2' };
    cells.all[0].cells = [CELL, later];
    await now(makeDeparture('wait-done'));
    expect(server.handOver).toHaveBeenLastCalledWith(
      'j1',
      'k1',
      'train.ipynb',
      [later]
    );
  });

  it('says that a page must stay open whose cells could not be handed over', async () => {
    cells.all = [{ kernel: 'k1', path: 'train.ipynb', cells: [CELL] }];
    server.handOver.mockRejectedValue(
      new ProblemError({ kind: 'server-refused', tried: 'x', text: '' })
    );
    start();
    await now(makeDeparture('wait-done'));
    expect(told()).toContainEqual(
      expect.stringContaining('Keep this page open until train.ipynb is done')
    );
  });

  it('counts down, and saves what is open, once', async () => {
    const tab = makeTab('a.py', {}, { dirty: true });
    shell = makeShell(tab);
    start();
    const stops_at = new Date(NOW + 60_000).toISOString();
    await now(makeDeparture('announce', { stops_at }));
    expect(told()).toEqual([
      'This space stops in 60 s: ana (unverified) asked for it. Your documents are saved.'
    ]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(told()).toEqual([expect.stringContaining('in 50 s')]);
    expect(tab.context.save).toHaveBeenCalledTimes(1);
  });

  it('says what could not be saved', async () => {
    shell = makeShell(
      makeTab(
        'locked.py',
        { contentsModel: { writable: false } },
        { dirty: true }
      )
    );
    start();
    await now(makeDeparture('announce'));
    expect(told()).toContain('locked.py could not be saved: it is read-only');
  });

  it('saves before the server writes outputs, and reads the notebooks again after', async () => {
    const mine = makeTab('train.ipynb', {}, { dirty: true });
    const other = makeTab('other.ipynb');
    const shared = makeTab('train.ipynb', {}, { collaborative: true });
    shell = makeShell(mine, other, shared);
    start();
    await now(makeDeparture('save-outputs', { saving: true }));
    expect(mine.context.save).toHaveBeenCalledTimes(1);
    expect(mine.context.revert).not.toHaveBeenCalled();
    mine.context.model.dirty = false;
    await now(makeDeparture('save-outputs'));
    await now(makeDeparture('delete-app'));
    expect(mine.context.revert).toHaveBeenCalledTimes(1);
    expect(other.context.revert).not.toHaveBeenCalled();
    expect(shared.context.revert).not.toHaveBeenCalled();
  });

  it('does not throw away what was typed since', async () => {
    const mine = makeTab('train.ipynb', {}, { dirty: true });
    shell = makeShell(mine);
    start();
    await now(makeDeparture('save-outputs', { saving: true }));
    await now(makeDeparture('save-outputs'));
    expect(mine.context.revert).not.toHaveBeenCalled();
  });

  it('covers the page once AWS has agreed', async () => {
    start();
    await now(makeDeparture('delete-app'));
    expect(document.querySelector('.jp-Spaces-after')).toBeNull();
    await now(
      makeDeparture('wait-gone', {
        done: '2026-11-24T09:59:00Z',
        why: ['Done: train.ipynb.']
      })
    );
    await jest.advanceTimersByTimeAsync(100);
    const page = document.querySelector('.jp-Spaces-after')!;
    expect(page.textContent).toContain('scratch has been stopped');
    expect(page.textContent).toContain('Done: train.ipynb.');
    expect(page.textContent).toContain('EBS 20 GB');
    expect(page.querySelector('a')!.href).toBe('https://studio.test/');
  });

  it('takes silence after it asked AWS for the end, but no other failure', async () => {
    start();
    server.look.mockRejectedValueOnce(
      new ProblemError({ kind: 'bad-answer', tried: 'leaving', text: '' })
    );
    await now(makeDeparture('delete-app'));
    await jest.advanceTimersByTimeAsync(3000);
    expect(document.querySelector('.jp-Spaces-after')).toBeNull();
    server.look.mockRejectedValueOnce(
      new ProblemError({
        kind: 'server-unreachable',
        tried: 'leaving',
        text: ''
      })
    );
    await jest.advanceTimersByTimeAsync(3000);
    expect(document.querySelector('.jp-Spaces-after')).not.toBeNull();
  });

  it('says that the space keeps running, and why', async () => {
    start();
    await now(makeDeparture('announce'));
    await now(
      makeDeparture(
        'announce',
        {},
        {
          state: 'cancelled',
          message: 'ben asked to keep the space running.'
        }
      )
    );
    expect(told()).toEqual([
      'This space keeps running: ben asked to keep the space running.'
    ]);
  });

  it('takes the cover away when AWS refused after all', async () => {
    start();
    await now(makeDeparture('wait-gone'));
    await now(
      makeDeparture(
        'wait-gone',
        {},
        { state: 'failed', error: makeError({ failed: 'stop' }) }
      )
    );
    expect(document.querySelector('.jp-Spaces-after')).toBeNull();
    expect(told()).toEqual([
      expect.stringContaining('This space keeps running')
    ]);
  });

  it('leaves what was over before the page came to the history', async () => {
    latest = makeDeparture('announce', {}, { state: 'cancelled' });
    start();
    await settle();
    expect(told()).toEqual([]);
  });

  it('says at the next visit, once, when and why the space stopped', async () => {
    latest = makeDeparture(
      'look' as any,
      {
        done: '2026-11-24T03:12:00Z',
        why: ['Nobody was there.', 'Done: train.ipynb.']
      },
      { state: 'done' }
    );
    start();
    await settle();
    expect(told()).toEqual([
      expect.stringMatching(
        /^This space was stopped on .+\. Nobody was there\. Done: train\.ipynb\.$/
      )
    ]);
    Notification.manager.dismiss();
    start();
    await settle();
    expect(told()).toEqual([]);
  });

  it('says at the next visit that something else ended the space meanwhile', async () => {
    latest = makeDeparture('look' as any, {}, { state: 'done' });
    start();
    await settle();
    expect(told()).toEqual([
      'This space ended by other means while it waited for train.ipynb'
    ]);
  });

  it('says where output may not reach the server', async () => {
    start();
    const [kernel] = makeDeparture('wait-done').leaving!.kernels;
    await now(
      makeDeparture('wait-done', { kernels: [{ ...kernel, recorded: false }] })
    );
    expect(told()).toEqual([
      'This space stops when train.ipynb is done. Keep this page open: the server may miss some output.'
    ]);
  });

  it('leaves out of a long reason what does not fit a notification', async () => {
    latest = makeDeparture(
      'look' as any,
      {
        done: '2026-11-24T03:12:00Z',
        why: ['Nobody was there.', `Done: ${'folder/'.repeat(20)}a.ipynb.`]
      },
      { state: 'done' }
    );
    start();
    await settle();
    expect(told()).toEqual([
      expect.stringMatching(/^This space was stopped on .+ Nobody was there\.$/)
    ]);
  });
});
