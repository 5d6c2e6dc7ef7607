import type { IJob } from '../jobs/job';
import { Actions, actionsOf } from '../spaces/actions';
import { statusWithJob } from '../spaces/afterJob';
import { Ownership, ownershipOf } from '../spaces/ownership';
import { isClassic, ISpace, mainApp, sameName } from '../spaces/space';
import { SpaceStatus } from '../spaces/status';

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
  /** The job under way, if any. */
  readonly job: IJob | null;
  /** Why it failed, in AWS's words; null when it did not fail or no reason is known. */
  readonly failure: string | null;
  /** Why the last try to stop it failed, while it goes on running; else null. */
  readonly stopFailure: string | null;
  /** Since when it runs; null when it does not. */
  readonly since: Date | null;
}

/**
 * Put together what is known of one space.
 *
 * @param job - the newest job of the space
 * @param me - the person's name, null when not known
 * @param here - name of the space that the person is in, null when none
 * @param now - ms since 1970
 */
export function rowOf(
  space: ISpace,
  job: IJob | null,
  me: string | null,
  here: string | null,
  now: number
): IRow {
  const failedJob = job && isTold(job, space, now) ? job : null;
  const told = statusWithJob(space, job);
  const notRun = failedJob?.kind === 'run' && told === 'Stopped';
  const notStopped = failedJob?.kind === 'stop' && told === 'Running';
  const status = notRun ? 'Failed' : told;
  const ownership = ownershipOf(space, me);
  const isThis = sameName(space.name, here);
  return {
    space,
    status,
    ownership,
    isThis,
    job: job?.state === 'running' ? job : null,
    failure:
      status === 'Failed'
        ? ((failedJob?.kind === 'run' ? failedJob.error?.message : null) ??
          space.details?.failure ??
          null)
        : null,
    stopFailure: notStopped ? (failedJob?.error?.message ?? '') : null,
    since: status === 'Running' ? (mainApp(space)?.created ?? null) : null,
    actions: actionsOf({
      status,
      ownership,
      classic: isClassic(space),
      knownApp: KNOWN_APPS.has(space.appType),
      spaceFailed: ['Failed', 'Delete_Failed'].includes(space.spaceStatus),
      isThis
    })
  };
}

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
