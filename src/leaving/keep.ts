import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import { problemOf } from '../server/problem';
import { LeavingServer } from './server';

/** End the stop that waits; tells where that is not possible. Never rejects. */
export async function keep(
  server: LeavingServer,
  job: string,
  trans: TranslationBundle
): Promise<void> {
  try {
    await server.cancel(job);
  } catch (error) {
    const problem = problemOf(error, 'cancel the stop');
    const { title } = failureOf(problem, ABOUT_NOTHING, trans);
    Notification.error(trans.__('The stop could not be cancelled: %1', title), {
      autoClose: false
    });
  }
}
