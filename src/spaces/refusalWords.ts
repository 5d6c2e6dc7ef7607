import type { TranslationBundle } from '@jupyterlab/translation';
import type { CreateRefusal, Refusal } from './actions';
import type { ISpace } from './space';
import { rawStatus } from './status';

/** Why an action is not possible: the tooltip of its button. */
export function refusalWord(
  refusal: Refusal,
  space: ISpace,
  trans: TranslationBundle
): string {
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
      return createRefusalWord(refusal, trans);
    case 'denied':
      return trans.__(
        'AWS refused this before, for this space or one that is shared and owned like it: the role that JupyterLab runs with here lacks the permission. If it has it by now, load the page again.'
      );
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
