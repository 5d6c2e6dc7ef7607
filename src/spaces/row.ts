import type { IJob, JobKind } from '../jobs/job';
import { problemOfJob } from '../jobs/problem';
import type { IProblem } from '../server/problem';
import {
  IHereState,
  IPermissions,
  permissionsOf,
  spaceOfHere
} from '../server/here';
import { Actions, actionsOf } from './actions';
import { statusWithJob } from './afterJob';
import { Denied, deniedOn } from './denied';
import { Ownership, ownershipOf } from './ownership';
import { isClassic, ISpace, mainApp, sameName } from './space';
import { SpaceStatus } from './status';
import type { ISpaces } from '../tokens';

/** A failed job is told for this long, ms; as long as AWS keeps the record of an app. */
const TOLD_MS = 24 * 3600 * 1000;

/** App types that a space can be run with from here. */
const KNOWN_APPS: ReadonlySet<string | null> = new Set([
  'JupyterLab',
  'CodeEditor'
]);

/** Everything that a row and its details show of one space. */
export interface IRow {
  readonly space: ISpace;
  readonly status: SpaceStatus;
  readonly ownership: Ownership;
  readonly actions: Actions;
  readonly isThis: boolean;
  /** A space of Studio Classic. */
  readonly classic: boolean;
  /** The job under way, if any. */
  readonly job: IJob | null;
  /** Why it failed; where its status is another, what was tried in vain of late. Null: nothing, or not yet known. */
  readonly failure: IProblem | null;
  /** The job that told of the failure; null when AWS's own record of the space or its app did. */
  readonly failedJob: IJob | null;
  /** Since when it runs; null when it does not. */
  readonly since: Date | null;
}

/** Who looks at the spaces, from where, and what they may do: the same for all rows. */
export interface IViewer {
  /** The person's name; null when not known. */
  readonly me: string | null;
  /** Name of the space that the person is in; null when none. */
  readonly here: string | null;
  readonly permissions: IPermissions;
  readonly denied: Denied;
}

/** The person at the screen. */
export function viewerOf(
  here: IHereState,
  spaces: Pick<ISpaces, 'state' | 'denied'>
): IViewer {
  return {
    me: spaces.state.kind === 'ready' ? spaces.state.me : null,
    here: spaceOfHere(here),
    permissions: permissionsOf(here),
    denied: spaces.denied
  };
}

/**
 * Put together what is known of one space.
 *
 * @param job - the newest job of the space
 * @param now - ms since 1970
 */
export function rowOf(
  space: ISpace,
  job: IJob | null,
  viewer: IViewer,
  now: number
): IRow {
  const status = statusWithJob(space, job);
  const recent = job && isTold(job, space, now) ? job : null;
  const failedJob = recent && explains(recent, space, status) ? recent : null;
  const ownership = ownershipOf(space, viewer.me);
  const classic = isClassic(space);
  const isThis = sameName(space.name, viewer.here);
  return {
    space,
    status,
    ownership,
    isThis,
    classic,
    job: job?.state === 'running' ? job : null,
    failure: failedJob ? problemOfJob(failedJob) : recorded(space, status),
    failedJob,
    since: status === 'Running' ? (mainApp(space)?.created ?? null) : null,
    actions: actionsOf({
      status,
      ownership,
      classic,
      knownApp: KNOWN_APPS.has(space.appType),
      spaceFailed: ['Failed', 'Delete_Failed'].includes(space.spaceStatus),
      reading: !space.appsRead,
      isThis,
      permissions: viewer.permissions,
      denied: deniedOn(viewer.denied, space, viewer.me)
    })
  };
}

/** Whether a job failed in starting the space: at first, or after a change was taken back. */
function isFailedStart({ kind, error }: IJob): boolean {
  return (
    kind === 'run' ||
    ['create-app', 'wait-in-service'].includes(error?.step ?? '') ||
    error?.runs === false
  );
}

/** Whether a recent failed job is what is to be told of a space in this status. */
function explains(job: IJob, space: ISpace, status: SpaceStatus): boolean {
  switch (status) {
    case 'Failed':
      return isFailedStart(job) || job.kind === JOB_OF[space.spaceStatus];
    case 'Running':
      return job.kind !== 'run' && job.kind !== 'create';
    case 'Stopped':
      return job.kind !== 'stop';
    default:
      return false;
  }
}

/** The job that leaves a space in such a SpaceStatus. */
const JOB_OF: Readonly<Record<string, JobKind>> = {
  Failed: 'create',
  Update_Failed: 'change',
  Delete_Failed: 'delete'
};

/** What AWS's own record says of a failure; null when there is none, or its reason is not read yet. */
function recorded(space: ISpace, status: SpaceStatus): IProblem | null {
  const { details, detailsProblem, spaceStatus } = space;
  if (!details && !detailsProblem) {
    return null;
  }
  const text = details?.failure ?? '';
  if (spaceStatus in JOB_OF && mainApp(space)?.status !== 'Failed') {
    return SETTLED.has(status)
      ? { kind: 'aws', tried: 'DescribeSpace', type: spaceStatus, text }
      : null;
  }
  return status === 'Failed'
    ? { kind: 'aws', tried: 'DescribeApp', text }
    : null;
}

/** Statuses in which nothing is under way. */
const SETTLED: ReadonlySet<SpaceStatus> = new Set([
  'Failed',
  'Running',
  'Stopped'
]);

/**
 * Whether a job's failure still says something of the space: recent, and nothing was started since.
 * A start that somebody stopped by other means left it stopped, as they wanted.
 */
function isTold(job: IJob, space: ISpace, now: number): boolean {
  if (
    job.state !== 'failed' ||
    !job.ended ||
    job.error?.type === 'SpacesStopped'
  ) {
    return false;
  }
  const ended = Date.parse(job.ended);
  const started = mainApp(space)?.created?.getTime() ?? 0;
  return now - ended < TOLD_MS && started < ended;
}
