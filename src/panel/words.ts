import type { TranslationBundle } from '@jupyterlab/translation';
import type { IJob, StepName } from '../jobs/job';
import type { Refusal } from '../spaces/actions';
import type { Ownership } from '../spaces/ownership';
import { instanceTypeOf, ISpace } from '../spaces/space';
import { rawStatus, SpaceStatus } from '../spaces/status';
import type { IRow } from './row';

/** A status in one word; AWS's own text where this version does not know it. */
export function statusWord(
  status: SpaceStatus,
  space: ISpace,
  trans: TranslationBundle
): string {
  switch (status) {
    case 'Stopped':
      return trans.__('stopped');
    case 'Starting':
      return trans.__('starting');
    case 'Running':
      return trans.__('running');
    case 'Stopping':
      return trans.__('stopping');
    case 'Updating':
      return space.spaceStatus === 'Pending'
        ? trans.__('being created')
        : trans.__('being changed');
    case 'Deleting':
      return trans.__('being deleted');
    case 'Failed':
      return trans.__('failed');
    case 'Unknown':
      return rawStatus(space) || trans.__('unknown');
  }
}

/** Private or shared, as AWS says it. */
export function sharingWord(space: ISpace, trans: TranslationBundle): string {
  switch (space.sharing) {
    case 'Private':
      return trans.__('private');
    case 'Shared':
    case null:
      return trans.__('shared');
    default:
      return space.sharing;
  }
}

/** Whose it is; empty for a shared space without an owner. */
export function ownerWord(
  space: ISpace,
  ownership: Ownership,
  trans: TranslationBundle
): string {
  return ownership === 'yours' ? trans.__('yours') : (space.owner ?? '');
}

/** Name of an app type as Studio shows it. */
export function appWord(type: string | null, trans: TranslationBundle): string {
  switch (type) {
    case 'JupyterLab':
      return 'JupyterLab';
    case 'CodeEditor':
      return 'Code Editor';
    case null:
    case 'JupyterServer':
    case 'KernelGateway':
      return trans.__('Studio Classic');
    default:
      return type;
  }
}

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

/** Why an action is not possible: the tooltip of its button. */
export function refusalWord(
  refusal: Refusal,
  row: IRow,
  trans: TranslationBundle
): string {
  const { space } = row;
  switch (refusal) {
    case 'not-yours':
      return trans.__(
        'Only %1 can do this: the space is private.',
        space.owner ?? trans.__('its owner')
      );
    case 'classic':
      return trans.__(
        'A space of Studio Classic: run, open and stop it in Studio.'
      );
    case 'app-type':
      return trans.__(
        'This version does not know the app %1: use Studio.',
        space.appType ?? ''
      );
    case 'here-already':
      return trans.__('You are in this space.');
    case 'stopped':
      return trans.__('It is stopped: run it first.');
    case 'starting':
      return trans.__('It is starting.');
    case 'running':
      return trans.__('It is running.');
    case 'stopping':
      return trans.__('It is stopping: wait until it has stopped.');
    case 'updating':
      return trans.__('It is being changed: wait until that is done.');
    case 'deleting':
      return trans.__('It is being deleted.');
    case 'failed':
      return trans.__('It is not running: it failed.');
    case 'space-failed':
      return trans.__(
        'The space itself failed, not only its app: ask your administrator, or create another.'
      );
    case 'unknown':
      return trans.__(
        'This version does not know the status %1.',
        rawStatus(space)
      );
  }
}

/** A failure in a few words, for a row: the kind where it is known, else just that it failed. */
export function failureWord(row: IRow, trans: TranslationBundle): string {
  const reason = row.failure ?? '';
  const type = instanceTypeOf(row.space) ?? trans.__('this instance type');
  if (/InsufficientCapacity|InsufficientInstanceCapacity/i.test(reason)) {
    return trans.__('no capacity for %1 now', type);
  }
  if (/service limit|ResourceLimitExceeded/i.test(reason)) {
    return trans.__('quota reached for %1', type);
  }
  if (/is not authorized to perform/i.test(reason)) {
    return trans.__('you may not run it from here');
  }
  return reason ? trans.__('failed: %1', reason) : trans.__('failed');
}

/** `step 2/3`, for the right end of a row. */
export function progressWord(job: IJob, trans: TranslationBundle): string {
  return trans.__('step %1/%2', job.step.index, job.step.total);
}
