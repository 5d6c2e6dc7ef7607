import type { IJob } from '../jobs/job';
import { IJobs } from '../tokens';

/** A job once that is so of it; null when the server no longer knows the job. */
export function jobWhen(
  jobs: IJobs,
  id: string,
  isSo: (job: IJob) => boolean
): Promise<IJob | null> {
  return new Promise(resolve => {
    const look = () => {
      const job = jobs.jobs.find(other => other.id === id) ?? null;
      if (job === null || isSo(job)) {
        jobs.changed.disconnect(look);
        resolve(job);
      }
    };
    jobs.changed.connect(look);
    look();
  });
}
