import type { IChoices, ICreateRequest } from './request';

/** What a job does. */
export type JobKind = 'run' | 'stop' | 'create' | 'change' | 'delete';

/** The steps of jobs, as the server names them. */
export type StepName =
  | 'look'
  | 'wait-gone'
  | 'create-app'
  | 'wait-in-service'
  | 'delete-app'
  | 'create-space'
  | 'wait-created'
  | 'update-space'
  | 'wait-updated'
  | 'delete-space'
  | 'wait-deleted'
  | 'wait-done'
  | 'save-outputs'
  | 'announce';

/** A kernel that a stop waits for. */
export interface IAwaitedKernel {
  readonly id: string;
  /** Of its document; null for none. */
  readonly path: string | null;
  /** `lost`: it ended, or began anew, before it was done. */
  readonly state: 'busy' | 'idle' | 'done' | 'lost';
  /** The server certainly receives what it puts out. */
  readonly recorded: boolean;
}

/** What comes before the stop of the server's own space. Times are ISO 8601, UTC. */
export interface IDeparture {
  readonly kernels: readonly IAwaitedKernel[];
  /** When waiting is given up. */
  readonly until: string | null;
  /** When the kernels were done. */
  readonly done: string | null;
  /** Why it stops then, in sentences. */
  readonly why: readonly string[];
  /** Outputs are about to be written: save what is open. */
  readonly saving: boolean;
  /** Until when those who are present may object. */
  readonly stops_at: string | null;
}

/** Why a job failed, and what of it. */
export interface IJobError {
  readonly type: string;
  /** The reason, in AWS's words or the server's. */
  readonly message: string;
  readonly step: string;
  readonly request_id: string | null;
  /** What of the job failed; where that is not its kind, what its kind says was done. */
  readonly failed: JobKind;
  /** Whether the space runs again after a change was taken back; null where that was not tried. */
  readonly runs: boolean | null;
  /** Whether the former settings were put back; null where that was not tried. */
  readonly restored: boolean | null;
}

/** A change of a space under way or ended, as the server part describes it. */
export interface IJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly space: string;
  /** What a create or a change is to set; null for other kinds. */
  readonly choices: IChoices | null;
  /** What only a create is told; null for other kinds. */
  readonly creation:
    | (Pick<ICreateRequest, 'sharing' | 'app_type' | 'run'> & {
        readonly owner: string | null;
      })
    | null;
  /** Who asked; `verified` is false where the name is only what the browser said. */
  readonly by: { readonly name: string | null; readonly verified: boolean };
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly ended: string | null;
  readonly step: {
    readonly name: StepName;
    /** From 1. */
    readonly index: number;
    readonly total: number;
    readonly since: string;
    /** Longer than usual. */
    readonly slow: boolean;
  };
  readonly message: string | null;
  readonly error: IJobError | null;
  /** How things are with the space, in the server's words, where the job failed or was cancelled. */
  readonly left: string | null;
  /** Of a stop of the server's own space that waits; null for others. Older server parts do not tell it. */
  readonly leaving?: IDeparture | null;
  readonly request_id: string | null;
}

/** Whether a stop is still waiting: for kernels, or for somebody to object. Until then the space runs. */
export function isWaitingStop(job: IJob): boolean {
  return (
    job.kind === 'stop' &&
    job.state === 'running' &&
    ['wait-done', 'save-outputs', 'announce'].includes(job.step.name)
  );
}

/** Whether a job is just ending the app of its space; of one's own space nobody may be there to tell what came of it. */
export function endsHere(job: IJob): boolean {
  return (
    job.state === 'running' &&
    ['delete-app', 'wait-gone'].includes(job.step.name)
  );
}

/** Answer of `GET sagemaker-spaces/jobs`. */
export interface IJobList {
  readonly boot: string;
  /** Sequence number of the last event before this answer. */
  readonly sequence: number;
  /** Newest first. */
  readonly jobs: readonly IJob[];
}

/** One event of the job schema on Jupyter's event stream. */
export interface IJobEvent {
  readonly schema_id: string;
  readonly boot: string;
  readonly sequence: number;
  readonly event: 'changed' | 'heartbeat';
  readonly job: IJob;
}

export const JOB_SCHEMA =
  'https://schema.jupyter.org/jupyterlab-sagemaker-spaces/job/v1';
