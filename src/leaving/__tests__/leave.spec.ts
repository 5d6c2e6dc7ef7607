import { Dialog, Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { ProblemError } from '../../server/problem';
import { makeApp, makeSpace } from '../../spaces/__tests__/factories';
import { leave } from '../leave';
import type { IServerLooks } from '../server';
import { makeKernel, makeShell, makeTab, makeTerminal } from './factories';

const PACKAGE = {
  name: 'lightgbm',
  version: '4.5.0',
  environment: '/opt/conda'
};
const NOTHING: IServerLooks = {
  kernels: { trouble: null, found: [] },
  terminals: { trouble: null, found: [] },
  packages: { trouble: null, found: [] }
};
const PERSON = { username: 'ben', name: 'Ben', isMe: false, at: null };

/** A leaving that is under way: what is seen of it, and what it comes to. */
class Leave {
  readonly server = {
    look: jest.fn(async () => this.looks),
    stop: jest.fn(async (..._: unknown[]) => ({}))
  };
  looks = NOTHING;
  shell = makeShell();
  presence: any = null;
  isShared = false;
  billed: any[] = [];
  result: ReturnType<typeof leave> = Promise.resolve({ kind: 'stayed' });

  async start(): Promise<void> {
    const changed = new Signal<any, void>({});
    const space = makeSpace({ apps: [makeApp()] });
    const other = makeSpace({ name: 'other', apps: [makeApp()] });
    this.result = leave({
      space: 'scratch',
      isShared: this.isShared,
      ...{ shell: this.shell, presence: this.presence },
      server: this.server as any,
      lastActive: { read: async () => null } as any,
      cells: { all: [] } as any,
      spaces: {
        state: {
          kind: 'ready',
          spaces: [space, other],
          profileApps: [],
          me: 'ana'
        },
        stateChanged: changed,
        find: () => space,
        readHere: async () => space
      } as any,
      account: {
        changed,
        price: () => 0.05,
        volumePrice: 0.1,
        priceList: null,
        read: async () => ({
          billed: async () => this.billed,
          domain: async () => null,
          profile: async () => null
        })
      } as any,
      trans: nullTranslator.load('')
    });
    await this.settle();
  }

  /** Until the dialog shows all, or there is none. */
  async settle(): Promise<void> {
    for (let i = 0; i < 50; i++) {
      await new Promise(resolve => setTimeout(resolve, 2));
    }
  }

  get dialog(): HTMLElement | null {
    return document.querySelector('.jp-Spaces-leaveDialog');
  }

  get text(): string {
    return (this.dialog?.textContent ?? '').replace(/\u00a0/g, ' ');
  }

  button(name: string): HTMLButtonElement {
    return Array.from(this.dialog!.querySelectorAll('button')).find(
      ({ textContent }) => textContent === name
    )!;
  }

  async press(name: string): Promise<void> {
    this.button(name).click();
    await this.settle();
  }
}

describe('leave', () => {
  let leaving: Leave;

  beforeEach(() => {
    leaving = new Leave();
  });
  afterEach(() => {
    Dialog.flush();
    Notification.manager.dismiss();
  });

  it('says what is lost, what stays and what goes on', async () => {
    leaving.looks = {
      kernels: {
        trouble: null,
        found: [
          makeKernel(),
          makeKernel({ id: 'k2', path: null }),
          makeKernel({ id: 'k3', path: 'idle.ipynb', state: 'idle' })
        ]
      },
      terminals: {
        trouble: null,
        found: [makeTerminal(), makeTerminal({ name: '2', busy: false })]
      },
      packages: { trouble: null, found: [PACKAGE] }
    };
    leaving.presence = { state: { kind: 'on', people: [PERSON] } };
    leaving.billed = [
      {
        kind: 'endpoint',
        things: [{ name: 'scoring', arn: '' }],
        more: false,
        problem: null
      },
      {
        kind: 'training-job',
        things: [],
        more: false,
        problem: { kind: 'access-denied', tried: 'ListTrainingJobs', text: '' }
      }
    ];
    await leaving.start();
    for (const text of [
      'Leave scratch',
      'Left running it costs',
      'train.ipynb',
      'It has no notebook: what it puts out is not kept.',
      'Terminal 1: python train.py',
      'Ben',
      'lightgbm',
      'EBS 20 GB',
      'the EBS volume: $2.00/month',
      'other · ml.t3.medium · $0.05/h',
      '1 endpoint: scoring',
      'Could not look: ListTrainingJobs is not permitted',
      'EMR clusters'
    ]) {
      expect(leaving.text).toContain(text);
    }
    for (const text of ['idle.ipynb', 'Terminal 2']) {
      expect(leaving.text).not.toContain(text);
    }
    await leaving.press('Stay');
    expect(await leaving.result).toEqual({ kind: 'stayed' });
    expect(leaving.server.stop).not.toHaveBeenCalled();
  });

  it('offers to wait only where something runs', async () => {
    await leaving.start();
    expect(leaving.button('Stop when done').hidden).toBe(true);
    await leaving.press('Stop now');
    expect(await leaving.result).toEqual({ kind: 'left', how: 'now' });
    expect(leaving.server.stop.mock.calls).toEqual([
      ['scratch', { announce: false }]
    ]);
  });

  it('waits for the kernels that are ticked, as long as is chosen', async () => {
    leaving.isShared = true;
    leaving.looks = {
      ...NOTHING,
      kernels: {
        trouble: null,
        found: [makeKernel(), makeKernel({ id: 'k2', path: 'b.ipynb' })]
      }
    };
    await leaving.start();
    const [first, second] = leaving.dialog!.querySelectorAll<HTMLInputElement>(
      'input[type=checkbox]'
    );
    first.click();
    second.click();
    await leaving.settle();
    expect(leaving.button('Stop when done').disabled).toBe(true);
    second.click();
    const select = leaving.dialog!.querySelector('select')!;
    select.value = '60';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await leaving.settle();
    await leaving.press('Stop when done');
    expect(await leaving.result).toEqual({ kind: 'left', how: 'when-done' });
    expect(leaving.server.stop.mock.calls).toEqual([
      [
        'scratch',
        {
          announce: true,
          when_done: { kernels: ['k2'], limit_minutes: 60 }
        }
      ]
    ]);
  });

  it('lets nobody decide before all was looked at', async () => {
    let answer: (looks: IServerLooks) => void = () => undefined;
    leaving.server.look.mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      })
    );
    await leaving.start();
    expect(leaving.text).toContain('Looking…');
    expect(leaving.button('Stop now').disabled).toBe(true);
    answer(NOTHING);
    await leaving.settle();
    expect(leaving.button('Stop now').disabled).toBe(false);
  });

  it('saves first; what cannot be saved ends it, and says so', async () => {
    const fine = makeTab('a.py', {}, { dirty: true });
    const locked = makeTab(
      'b.py',
      { contentsModel: { writable: false } },
      { dirty: true }
    );
    leaving.shell = makeShell(fine, locked);
    await leaving.start();
    expect(leaving.text).toContain('a.py, b.py');
    await leaving.press('Stop now');
    expect(fine.context.save).toHaveBeenCalledTimes(1);
    expect(leaving.text).toContain(
      'Nothing was stopped, because this could not be saved: b.py (it is read-only'
    );
    expect(leaving.server.stop).not.toHaveBeenCalled();
    locked.context.model.dirty = false;
    await leaving.press('Stop now');
    expect(await leaving.result).toMatchObject({ kind: 'left' });
  });

  it('says why the server refused, and lets one try again', async () => {
    leaving.server.stop.mockRejectedValueOnce(
      new ProblemError({
        kind: 'conflict',
        tried: 'stop scratch',
        text: 'The space scratch is being changed.'
      })
    );
    await leaving.start();
    await leaving.press('Stop now');
    expect(leaving.dialog!.querySelector('[role=alert]')!.textContent).toMatch(
      /^Nothing was stopped\. .+/
    );
    await leaving.press('Stop now');
    expect(await leaving.result).toEqual({ kind: 'left', how: 'now' });
  });

  it('says what it could not look at', async () => {
    leaving.server.look.mockRejectedValueOnce(
      new ProblemError({ kind: 'server-unreachable', tried: 'x', text: '' })
    );
    await leaving.start();
    expect(
      leaving.text.match(/Could not look: The JupyterLab server/g)
    ).toHaveLength(3);
    expect(leaving.text).toContain('other · ml.t3.medium');
  });
});
