import type { TranslationBundle } from '@jupyterlab/translation';
import type { IJob, StepName } from './job';

/** What a job does at the moment. */
export function stepWord(step: StepName, trans: TranslationBundle): string {
  switch (step) {
    case 'look':
      return trans.__('looking at its state');
    case 'wait-gone':
      return trans.__('waiting until the app is gone');
    case 'create-app':
      return trans.__('asking for an instance');
    case 'wait-in-service':
      return trans.__('waiting until it runs');
    case 'delete-app':
      return trans.__('asking to stop');
    case 'create-space':
      return trans.__('creating it');
    case 'wait-created':
      return trans.__('waiting until it is there');
    case 'update-space':
      return trans.__('changing its settings');
    case 'wait-updated':
      return trans.__('waiting until it is changed');
    case 'delete-space':
      return trans.__('deleting it');
    case 'wait-deleted':
      return trans.__('waiting until it is deleted');
  }
}

/** `step 2/3`, for the right end of a row. */
export function progressWord(job: IJob, trans: TranslationBundle): string {
  return trans.__('step %1/%2', job.step.index, job.step.total);
}
