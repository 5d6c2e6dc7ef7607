import type { TranslationBundle } from '@jupyterlab/translation';
import { isManagedElsewhere, permissionsOf } from '../server/here';
import * as actions from '../spaces/actions';
import { createRefusalWord, refusalWord } from '../spaces/refusalWords';
import { rowOf, viewerOf } from '../spaces/row';
import type { ISpace } from '../spaces/space';
import { IHere, IJobs, ISpaces } from '../tokens';

/** What is known of the spaces and of who looks at them. */
export interface IKnown {
  readonly here: Pick<IHere, 'state'>;
  readonly spaces: Pick<ISpaces, 'state' | 'denied'>;
  readonly jobs: Pick<IJobs, 'latest'>;
}

/** Why no space can be created, in words; null when one can. */
export function createRefusal(
  { here, spaces }: IKnown,
  trans: TranslationBundle
): string | null {
  if (isManagedElsewhere(here.state)) {
    return trans.__('Spaces of a project are created in Unified Studio.');
  }
  const refusal = actions.createRefusal(
    permissionsOf(here.state),
    spaces.denied
  );
  return refusal && createRefusalWord(refusal, trans);
}

/** Why a space cannot be changed or deleted now, in words; null when it can. */
export function refusal(
  action: 'change' | 'delete',
  space: ISpace,
  { here, spaces, jobs }: IKnown,
  trans: TranslationBundle
): string | null {
  const row = rowOf(
    space,
    jobs.latest(space.name),
    viewerOf(here.state, spaces),
    Date.now()
  );
  const refusal = row.actions[action];
  return refusal && refusalWord(refusal, space, trans);
}
