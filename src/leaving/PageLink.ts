import { URLExt } from '@jupyterlab/coreutils';
import type { ServerConnection } from '@jupyterlab/services';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Poll, Throttler } from '@lumino/polling';
import { NAMESPACE } from '../server/request';
import type { RunningCells } from './cells';

/** Time between two reports of what runs, ms. */
const PACE_MS = 500;

/** Times between two attempts to reach the server again, ms. */
const AGAIN_MS = 1000;
const AGAIN_AT_MOST_MS = 60_000;

/** Close codes by which the server does not take what was said: it does not understand it, or it is too large. */
const NOT_TAKEN = [1003, 1009];

interface IPageLinkOptions {
  readonly server: ServerConnection.ISettings;
  readonly cells: RunningCells;
  /** The settings of this plugin; null: none. */
  readonly settings: ISettingRegistry.ISettings | null;
  /** The space is being stopped: its server is not to be looked for. */
  readonly isEnding: () => boolean;
}

/**
 * Lets the server know that this page is open, by a WebSocket for as long as it is, and what runs for it: once the last page is
 * closed there is nobody to ask.
 */
export class PageLink {
  constructor(private _options: IPageLinkOptions) {
    const { cells, settings } = _options;
    const report = () => this._report();
    this._later = new Throttler(report, { limit: PACE_MS, edge: 'trailing' });
    cells.changed.connect(() => void this._later.invoke());
    settings?.changed.connect(report);
    // What was queued while nothing was put out is not told by any message.
    window.addEventListener('pagehide', report);
    this._poll = new Poll({
      factory: () => this._hold(),
      frequency: { interval: AGAIN_MS, backoff: true, max: AGAIN_AT_MOST_MS },
      standby: () => (_options.isEnding() ? true : 'never')
    });
  }

  /** No more. */
  dispose(): void {
    this._poll.dispose();
    this._later.dispose();
    this._socket?.close();
  }

  /** Be connected; resolves when that has ended, and rejects where it did not begin: then it is tried less often. */
  private _hold(): Promise<void> {
    const { server } = this._options;
    const url = URLExt.join(server.wsUrl, NAMESPACE, 'pages');
    const token =
      server.appendToken && server.token
        ? `?token=${encodeURIComponent(server.token)}`
        : '';
    return new Promise((resolve, reject) => {
      const socket = new server.WebSocket(url + token);
      socket.onopen = () => {
        this._socket = socket;
        this._said = '';
        this._heard = [];
        this._handed.clear();
        this._report();
      };
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        this._heard = JSON.parse(data).heard;
        this._report();
      };
      socket.onclose = ({ code, reason }: CloseEvent) => {
        if (NOT_TAKEN.includes(code)) {
          // The same would come of saying it again: the page is counted, no more.
          this._isMute = true;
          console.warn(
            `What runs in this page is not recorded (${code}): ${reason}`
          );
        }
        if (this._socket === socket) {
          this._socket = null;
          resolve();
        } else {
          reject(
            new Error('The server cannot be told that this page is open.')
          );
        }
      };
    });
  }

  private _report(): void {
    if (!this._socket) {
      return;
    }
    const { settings, cells } = this._options;
    const minutes = Number(settings?.composite['stopAfterLastTab'] ?? 0);
    const running = minutes > 0 && !this._isMute ? cells.all : [];
    const kernels = Array.from(new Set(running.map(({ kernel }) => kernel)));
    const state = JSON.stringify({ minutes, kernels });
    if (state !== this._said) {
      this._said = state;
      this._socket.send(state);
    }
    // What a page hands over earlier would lack what is put out until the server hears the kernel.
    for (const { kernel, path, cells } of running) {
      const fresh = cells.filter(({ msg_id }) => !this._handed.has(msg_id));
      if (fresh.length > 0 && this._heard.includes(kernel)) {
        fresh.forEach(({ msg_id }) => this._handed.add(msg_id));
        this._socket.send(JSON.stringify({ kernel, path, cells: fresh }));
      }
    }
  }

  private _poll: Poll;
  private _later: Throttler;
  private _socket: WebSocket | null = null;
  /** The server did not take what was said of what runs. */
  private _isMute = false;
  /** What was last said of minutes and kernels. */
  private _said = '';
  /** Kernels whose output the server receives. */
  private _heard: readonly string[] = [];
  /** Requests whose cells the server has. */
  private _handed = new Set<string>();
}
