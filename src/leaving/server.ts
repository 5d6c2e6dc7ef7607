import { ServerConnection } from '@jupyterlab/services';
import type { IJob } from '../jobs/job';
import { requestServer } from '../server/request';

/** A kernel of this server. */
export interface IKernel {
  readonly id: string;
  /** `Python 3 (ipykernel)` */
  readonly name: string;
  /** Of its document; null for none. */
  readonly path: string | null;
  /** As Jupyter tells it: `busy`, `idle`, `starting`, … */
  readonly state: string;
  /** When it last did anything; ISO 8601. */
  readonly active: string;
  /** Whether the server can receive what it puts out. */
  readonly recordable: boolean;
}

/** A terminal of this server. */
export interface ITerminal {
  readonly name: string;
  /** Its shell has a child process. */
  readonly busy: boolean;
  readonly command: string | null;
  readonly since: string | null;
}

/** A package that was installed since the container began, where it goes with it. */
export interface IPackage {
  readonly name: string;
  readonly version: string;
  readonly environment: string;
}

interface IServerLook<T> {
  /** Why it could not be looked at, as a sentence. */
  readonly trouble: string | null;
  readonly found: readonly T[];
}

/** Answer of `GET sagemaker-spaces/leaving`. */
export interface IServerLooks {
  readonly kernels: IServerLook<IKernel>;
  readonly terminals: IServerLook<ITerminal>;
  readonly packages: IServerLook<IPackage>;
}

/** What a tab has of a cell that runs or is queued. */
export interface IHandedCell {
  readonly id: string;
  /** Of its execute_request. */
  readonly msg_id: string;
  readonly outputs: readonly unknown[];
  readonly execution_count: number | null;
  /** Id of the last of its IOPub messages that the tab has seen. */
  readonly last: string | null;
}

/** How this server's own space is to be stopped. */
export interface IStopRequest {
  readonly when_done?: {
    readonly kernels: readonly string[];
    readonly limit_minutes: number;
  };
  /** Let those who are present object. */
  readonly announce: boolean;
}

/** What only leaving asks of the server part. All methods reject with ProblemError. */
export class LeavingServer {
  constructor(private _settings: ServerConnection.ISettings) {}

  /** What a stop would take away, as far as the server sees it. */
  look(): Promise<IServerLooks> {
    return this._ask('leaving', 'GET', 'leaving');
  }

  /** Have the space stopped that this server runs in. */
  stop(space: string, request: IStopRequest): Promise<IJob> {
    const body = { kind: 'stop', space, ...request };
    return this._ask('jobs', 'POST', `stop ${space}`, body);
  }

  /** Have the job end early: the space keeps running. */
  cancel(job: string): Promise<IJob> {
    return this._ask(`jobs/${job}`, 'DELETE', 'cancel the stop');
  }

  /** Hand over what this tab has of a kernel's cells. */
  handOver(
    job: string,
    kernel: string,
    path: string,
    cells: readonly IHandedCell[]
  ): Promise<unknown> {
    const body = { kernel, path, cells };
    return this._ask(`jobs/${job}/outputs`, 'POST', `outputs of ${path}`, body);
  }

  private _ask<T>(
    path: string,
    method: string,
    tried: string,
    body?: object
  ): Promise<T> {
    const init = body ? { method, body: JSON.stringify(body) } : { method };
    return requestServer<T>(path, init, this._settings, tried);
  }
}
