import { Signal } from '@lumino/signaling';
import { PageLink } from '../PageLink';

/** A WebSocket whose other end is the test. */
class FakeSocket {
  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  static all: FakeSocket[] = [];

  onopen: () => void = () => undefined;
  onmessage: (event: object) => void = () => undefined;
  onclose: (event: object) => void = () => undefined;
  sent: any[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.end(1000);
  }

  end(code = 1006, reason = ''): void {
    this.onclose({ code, reason });
  }

  hear(...kernels: string[]): void {
    this.onmessage({ data: JSON.stringify({ heard: kernels }) });
  }
}

const cell = (msg_id: string) => ({
  id: `cell-${msg_id}`,
  msg_id,
  outputs: [],
  execution_count: null,
  last: null
});
const notebook = (kernel: string, ...requests: string[]) => ({
  kernel,
  path: `${kernel}.ipynb`,
  cells: requests.map(cell)
});

describe('PageLink', () => {
  let cells: { all: object[]; changed: Signal<object, void> };
  let settings: {
    composite: Record<string, unknown>;
    changed: Signal<object, void>;
  };
  let link: PageLink;
  let isEnding: boolean;
  const begun = async () => {
    cells.changed.emit();
    await jest.advanceTimersByTimeAsync(500);
  };
  const last = () => FakeSocket.all[FakeSocket.all.length - 1];

  const start = async (more: object = {}) => {
    link = new PageLink({
      server: {
        wsUrl: 'ws://lab/base/',
        token: 't&',
        appendToken: true,
        WebSocket: FakeSocket,
        ...more
      } as any,
      cells: cells as any,
      settings: settings as any,
      isEnding: () => isEnding
    });
    await jest.advanceTimersByTimeAsync(1000);
    last().onopen();
  };

  beforeEach(() => {
    jest.useFakeTimers();
    FakeSocket.all = [];
    isEnding = false;
    cells = { all: [], changed: new Signal({}) };
    settings = {
      composite: { stopAfterLastTab: 15 },
      changed: new Signal({})
    };
  });
  afterEach(() => {
    link.dispose();
    jest.useRealTimers();
  });

  it('says after how long the space is to stop, and what runs', async () => {
    cells.all = [notebook('k1', 'r1'), notebook('k1', 'r2')];
    await start();
    expect(last().url).toBe('ws://lab/base/sagemaker-spaces/pages?token=t%26');
    expect(last().sent).toEqual([{ minutes: 15, kernels: ['k1'] }]);
  });

  it('hands cells over once the kernel is heard, each of them once', async () => {
    cells.all = [notebook('k1', 'r1', 'r2')];
    await start();
    last().sent = [];
    last().hear('k1');
    expect(last().sent).toEqual([notebook('k1', 'r1', 'r2')]);
    cells.all = [notebook('k1', 'r2', 'r3')];
    await begun();
    expect(last().sent.slice(1)).toEqual([notebook('k1', 'r3')]);
    cells.all = [notebook('k1', 'r3'), notebook('k2', 'r4')];
    await begun();
    expect(last().sent.slice(2)).toEqual([
      { minutes: 15, kernels: ['k1', 'k2'] }
    ]);
    last().hear('k1', 'k2');
    expect(last().sent.slice(3)).toEqual([notebook('k2', 'r4')]);
  });

  it('reports many changes as one, and the last ones when the page goes', async () => {
    await start();
    last().sent = [];
    cells.all = [notebook('k1', 'r1')];
    for (let i = 0; i < 10; i++) {
      cells.changed.emit();
    }
    expect(last().sent).toEqual([]);
    window.dispatchEvent(new Event('pagehide'));
    expect(last().sent).toEqual([{ minutes: 15, kernels: ['k1'] }]);
    await jest.advanceTimersByTimeAsync(5000);
    expect(last().sent).toHaveLength(1);
  });

  it('lets nothing be recorded where the space is not to stop', async () => {
    settings.composite = {};
    cells.all = [notebook('k1', 'r1')];
    await start();
    expect(last().sent).toEqual([{ minutes: 0, kernels: [] }]);
    settings.composite = { stopAfterLastTab: 5 };
    settings.changed.emit();
    expect(last().sent[1]).toEqual({ minutes: 5, kernels: ['k1'] });
  });

  it('begins anew when the connection is back', async () => {
    cells.all = [notebook('k1', 'r1')];
    await start({ appendToken: false });
    last().hear('k1');
    last().end();
    await begun(); // nobody is there to hear it
    await jest.advanceTimersByTimeAsync(1000);
    expect(FakeSocket.all).toHaveLength(2);
    expect(last().url).toBe('ws://lab/base/sagemaker-spaces/pages');
    last().onopen();
    last().hear('k1');
    expect(last().sent).toEqual([
      { minutes: 15, kernels: ['k1'] },
      notebook('k1', 'r1')
    ]);
  });

  it('does not look for the server of a space that is being stopped', async () => {
    await start();
    isEnding = true;
    last().end();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    isEnding = false; // AWS refused
    await jest.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('tries less and less often where nobody answers', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    await start();
    last().end();
    for (let i = 0; i < 600; i++) {
      await jest.advanceTimersByTimeAsync(1000);
      last().end();
    }
    random.mockRestore();
    // At most every minute by then.
    expect(FakeSocket.all.length).toBeGreaterThan(10);
    expect(FakeSocket.all.length).toBeLessThan(30);
  });

  it.each([1003, 1009])(
    'does not say again what was not taken (%s), and stays counted',
    async code => {
      const warn = jest.spyOn(console, 'warn').mockImplementation();
      cells.all = [notebook('k1', 'r1')];
      await start();
      last().end(code, 'an output is none');
      expect(warn.mock.calls[0][0]).toContain('an output is none');
      warn.mockRestore();
      await jest.advanceTimersByTimeAsync(1000);
      last().onopen();
      expect(FakeSocket.all).toHaveLength(2);
      expect(last().sent).toEqual([{ minutes: 15, kernels: [] }]);
    }
  );
});
