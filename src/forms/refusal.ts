import type { TranslationBundle } from '@jupyterlab/translation';
import { IHereState, IPermissions, spaceOfHere } from '../server/here';
import { statusWithJob } from '../spaces/afterJob';
import { APP_TYPES } from '../spaces/domainSettings';
import { ownershipOf } from '../spaces/ownership';
import { isClassic, ISpace, sameName } from '../spaces/space';
import { IJobs, SpacesState } from '../tokens';

/** Why no space can be created from here, in words; null when one can. */
export function createRefusal(
  here: IHereState,
  trans: TranslationBundle
): string | null {
  const permissions = permissionsOf(here);
  return permissions && (permissions.read_only || !permissions.create)
    ? trans.__('The administrator does not let spaces be created from here.')
    : null;
}

/** Why a space cannot be changed or deleted now, in words; null when it can, as far as is known before AWS is asked. */
export function refusal(
  action: 'change' | 'delete',
  space: ISpace,
  state: SpacesState,
  here: IHereState,
  jobs: Pick<IJobs, 'latest'>,
  trans: TranslationBundle
): string | null {
  const permissions = permissionsOf(here);
  const me = state.kind === 'ready' ? state.me : null;
  if (isClassic(space)) {
    return trans.__('A space of Studio Classic: use Studio.');
  }
  if (!APP_TYPES.some(type => type === space.appType)) {
    return trans.__('This version does not know its app: use Studio.');
  }
  if (ownershipOf(space, me) === 'others') {
    return trans.__('Only its owner can do this: the space is private.');
  }
  if (permissions?.read_only) {
    return trans.__(
      'The administrator does not let spaces be changed from here.'
    );
  }
  if (action === 'delete' && sameName(space.name, spaceOfHere(here))) {
    return trans.__('You are in this space: delete it from another one.');
  }
  if (action === 'delete' && permissions && !permissions.delete) {
    return trans.__(
      'The administrator does not let spaces be deleted from here.'
    );
  }
  switch (statusWithJob(space, jobs.latest(space.name))) {
    case 'Starting':
      return trans.__('It is starting: wait until it runs.');
    case 'Stopping':
      return trans.__('It is stopping: wait until it has stopped.');
    case 'Updating':
      return trans.__('It is being changed: wait until that is done.');
    case 'Deleting':
      return trans.__('It is being deleted.');
    case 'Unknown':
      return trans.__('This version does not know its status.');
    case 'Failed':
      // A space whose app failed can be changed; one that failed itself can only be deleted.
      return action === 'change' &&
        ['Failed', 'Delete_Failed'].includes(space.spaceStatus)
        ? trans.__('The space itself failed: it can only be deleted.')
        : null;
    case 'Stopped':
    case 'Running':
      return null;
  }
}

function permissionsOf(here: IHereState): IPermissions | null {
  return here.kind === 'ready' ? here.here.permissions : null;
}
