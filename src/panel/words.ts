import type { TranslationBundle } from '@jupyterlab/translation';
import type { CreateRefusal, Refusal } from '../spaces/actions';
import type { Ownership } from '../spaces/ownership';
import { ISpace } from '../spaces/space';
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
      return space.appsRead
        ? rawStatus(space) || trans.__('unknown')
        : trans.__('reading…');
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
    case 'RStudioServerPro':
      return 'RStudio';
    case 'RSessionGateway':
      return trans.__('RStudio session');
    case null:
    case 'JupyterServer':
    case 'KernelGateway':
      return trans.__('Studio Classic');
    default:
      return type;
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
        'A space of Studio Classic: run, stop and change it in Studio.'
      );
    case 'app-type':
      return trans.__(
        'This version does not know the app %1: use Studio.',
        space.appType ?? ''
      );
    case 'read-only':
    case 'denied':
      return createRefusalWord(refusal, trans);
    case 'no-delete':
      return trans.__(
        'Your administrator lets no space be deleted from here (allow_delete): use Studio.'
      );
    case 'this-space':
      return trans.__(
        'You are in this space: delete it from another one, or in Studio.'
      );
    case 'reading':
      return trans.__('Whether it runs is still being read.');
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

/** Why no space can be created: the tooltip of the button. */
export function createRefusalWord(
  refusal: CreateRefusal,
  trans: TranslationBundle
): string {
  switch (refusal) {
    case 'read-only':
      return trans.__(
        'Your administrator lets nothing be changed from here (read_only): use Studio.'
      );
    case 'no-create':
      return trans.__(
        'Your administrator lets no space be created from here (allow_create): use Studio.'
      );
    case 'denied':
      return trans.__(
        'AWS refused this before: the role that JupyterLab runs with here lacks the permission. If it has it by now, load the page again.'
      );
  }
}
