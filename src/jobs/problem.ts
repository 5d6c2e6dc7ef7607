import type { IProblem } from '../server/problem';
import { kindOfType } from '../server/request';
import type { IJob } from './job';

/** The failure that a job ended with, as a problem; null when it did not fail. */
export function problemOfJob(job: IJob): IProblem | null {
  return (
    job.error && {
      kind: kindOfType(job.error.type),
      tried: `${job.kind} ${job.space}`,
      type: job.error.type,
      text: job.error.message
    }
  );
}
