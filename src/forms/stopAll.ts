import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { problemOfJob } from '../jobs/problem';
import { IProblem, problemOf } from '../server/problem';
import { ISpace, sameName } from '../spaces/space';
import { IJobs } from '../tokens';
import { politely } from '../ui/politely';
import { whyAction } from '../ui/refused';
import { jobWhen } from './jobWhen';

/** What became of a stop; `problem` is null when it was stopped. */
interface IStopped {
  readonly space: ISpace;
  readonly problem: IProblem | null;
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
    trans._n('Stopping %1 space', 'Stopping %1 spaces', spaces.length),
    'in-progress',
    { autoClose: false }
  );
  politely(id);
  const stop = (space: ISpace) => stopOne(space, jobs);
  const others = spaces.filter(space => !isHere(space));
  const results = await Promise.all(others.map(stop));
  for (const space of spaces.filter(isHere)) {
    results.push(await stop(space));
  }
  const failed = results.flatMap(({ space, problem }) =>
    problem ? [{ space, problem }] : []
  );
  Notification.update({
    id,
    message: resultWord(results.length - failed.length, failed.length, trans),
    type: failed.length > 0 ? 'error' : 'success',
    autoClose: failed.length > 0 ? false : 5000,
    actions: failed.length > 0 ? [whyAction(failed, trans)] : []
  });
  politely(id);
}

/** How many were stopped, and how many were not: short, since JupyterLab cuts a notification. */
function resultWord(
  stopped: number,
  failed: number,
  trans: TranslationBundle
): string {
  const done = trans._n('%1 space stopped', '%1 spaces stopped', stopped);
  return failed === 0
    ? done
    : trans.__('%1, %2 could not be stopped', done, failed);
}

async function stopOne(space: ISpace, jobs: IJobs): Promise<IStopped> {
  try {
    const { id } = await jobs.stop(space.name, true);
    const job = await jobWhen(jobs, id, job => job.state !== 'running');
    return { space, problem: job && problemOfJob(job) };
  } catch (error) {
    return { space, problem: problemOf(error, `stop ${space.name}`) };
  }
}
