import type { IJob, StepName } from '../jobs/job';
import { problemOfJob } from '../jobs/problem';
import type { IProblem } from '../server/problem';
import { IJobs } from '../tokens';
import { jobWhen } from './jobWhen';

/** As long as a job is at these, AWS has accepted nothing yet: neither a new space or a change, nor that one is stopped for it. */
const BEFORE: ReadonlySet<StepName> = new Set<StepName>([
  'look',
  'create-space',
  'update-space'
]);

/**
 * Wait until AWS has accepted what a form asks for, so that what it refuses can still be changed in the form.
 *
 * @param id - of the job that creates or changes the space
 * @returns why it was refused; null when it was accepted
 */
export async function whenAccepted(
  jobs: IJobs,
  id: string
): Promise<IProblem | null> {
  const isBefore = (job: IJob) => BEFORE.has(job.step.name);
  const job = await jobWhen(
    jobs,
    id,
    job => job.state !== 'running' || !isBefore(job)
  );
  return job && isBefore(job) ? problemOfJob(job) : null;
}
