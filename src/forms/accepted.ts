import type { StepName } from '../jobs/job';
import { problemOfJob } from '../jobs/problem';
import type { IProblem } from '../server/problem';
import { IJobs } from '../tokens';

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
export function whenAccepted(
  jobs: IJobs,
  id: string
): Promise<IProblem | null> {
  return new Promise(resolve => {
    const look = () => {
      const job = jobs.jobs.find(other => other.id === id);
      const before = !!job && BEFORE.has(job.step.name);
      if (job?.state === 'running' && before) {
        return;
      }
      jobs.changed.disconnect(look);
      resolve(before ? problemOfJob(job) : null);
    };
    jobs.changed.connect(look);
    look();
  });
}
