import type { TranslationBundle } from '@jupyterlab/translation';
import type { IHereState } from '../server/here';
import { spaceOfHere } from '../server/here';
import { statusWithJob } from '../spaces/afterJob';
import { ownershipOf } from '../spaces/ownership';
import { isClassic, ISpace, sameName } from '../spaces/space';
import { IJobs, SpacesState } from '../tokens';

export function createRefusal(
  here: IHereState,
  trans: TranslationBundle
): string | null {
  const permissions = here.kind === 'ready' ? here.here.permissions : null;
  return permissions && (permissions.read_only || !permissions.create)
    ? trans.__('The administrator does not let spaces be created from here.')
    : null;
}

export function refusal(
  action: 'change' | 'delete',
  space: ISpace,
  state: SpacesState,
  here: IHereState,
  jobs: Pick<IJobs, 'latest'>,
  trans: TranslationBundle
): string | null {
  const permissions = here.kind === 'ready' ? here.here.permissions : null;
  const me = state.kind === 'ready' ? state.me : null;
  if (isClassic(space)) {
    return trans.__('A space of Studio Classic: use Studio.');
  }
  if (ownershipOf(space, me) === 'others') {
    return trans.__('The space is private.');
  }
  if (permissions?.read_only) {
    return trans.__(
      'The administrator does not let spaces be changed from here.'
    );
  }
  if (action === 'delete') {
    if (sameName(space.name, spaceOfHere(here))) {
      return trans.__('You are in this space: delete it from another one.');
    }
    if (permissions && !permissions.delete) {
      return trans.__(
        'The administrator does not let spaces be deleted from here.'
      );
    }
  }
  const busy = ['Starting', 'Stopping', 'Updating', 'Deleting', 'Unknown'];
  return busy.includes(statusWithJob(space, jobs.latest(space.name)))
    ? trans.__('It is being changed: wait until that is done.')
    : null;
}
