import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import type { IJob } from '../jobs/job';
import { problemOfJob } from '../jobs/problem';
import { IProblem, problemOf } from '../server/problem';
import { ISpace, sameName, titleOf } from '../spaces/space';
import { IJobs } from '../tokens';

/** What became of a stop; `failure` is null when it was stopped. */
interface IStopped {
  readonly space: ISpace;
  readonly failure: string | null;
}

/**
 * Stop spaces, each by a job of its own, and tell the result in one notification.
 *
 * @param here - the space that one is in: it is stopped last, when the others are, since nothing can be asked after it
 */
export async function stopAll(
  spaces: readonly ISpace[],
  here: string | null,
  jobs: IJobs,
  trans: TranslationBundle
): Promise<void> {
  const isHere = (space: ISpace) => sameName(space.name, here);
  const id = Notification.emit(
    trans.__('Stopping %1.', spaces.map(titleOf).join(', ')),
    'in-progress',
    { autoClose: false }
  );
  const stop = (space: ISpace) => stopOne(space, jobs, trans);
  const others = spaces.filter(space => !isHere(space));
  const results = await Promise.all(others.map(stop));
  for (const space of spaces.filter(isHere)) {
    results.push(await stop(space));
  }
  const { message, failed } = resultWords(results, trans);
  Notification.update({
    id,
    message,
    type: failed ? 'error' : 'success',
    autoClose: failed ? false : 5000
  });
}

/** The result in words: what was stopped, and what was not, with its reason. */
export function resultWords(
  results: readonly IStopped[],
  trans: TranslationBundle
): { message: string; failed: boolean } {
  const stopped = results.filter(result => result.failure === null);
  const failed = results.filter(result => result.failure !== null);
  const parts = [
    stopped.length > 0 &&
      trans.__(
        'Stopped: %1.',
        stopped.map(result => titleOf(result.space)).join(', ')
      ),
    ...failed.map(result =>
      trans.__('%1 was not stopped: %2', titleOf(result.space), result.failure)
    )
  ];
  return {
    message: parts.filter(Boolean).join(' '),
    failed: failed.length > 0
  };
}

async function stopOne(
  space: ISpace,
  jobs: IJobs,
  trans: TranslationBundle
): Promise<IStopped> {
  const words = (problem: IProblem) => {
    const { title, why } = failureOf(problem, ABOUT_NOTHING, trans);
    return [title, why].filter(Boolean).join(': ');
  };
  try {
    const { id } = await jobs.stop(space.name, true);
    const job = await whenEnded(jobs, id);
    const problem = job && problemOfJob(job);
    return { space, failure: problem && words(problem) };
  } catch (error) {
    return { space, failure: words(problemOf(error, `stop ${space.name}`)) };
  }
}

/** The job once it has ended; null when the server no longer knows it. */
function whenEnded(jobs: IJobs, id: string): Promise<IJob | null> {
  return new Promise(resolve => {
    const look = () => {
      const job = jobs.jobs.find(other => other.id === id) ?? null;
      if (job?.state !== 'running') {
        jobs.changed.disconnect(look);
        resolve(job);
      }
    };
    jobs.changed.connect(look);
    look();
  });
}
