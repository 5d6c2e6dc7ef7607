import type { IHereAnswer } from '../server/here';
import { ISpace, sameName } from './space';

/** Whose a space is, seen from the person at the screen. `unknown`: no name of theirs is known. */
export type Ownership = 'yours' | 'shared' | 'others' | 'unknown';

/**
 * Whose the space is.
 *
 * @param space - the space
 * @param me - the person's user profile name, null when not known. In a shared
 *   space the name is unverified: this is for display, AWS decides what is allowed.
 */
export function ownershipOf(space: ISpace, me: string | null): Ownership {
  if (space.sharing !== 'Private') {
    return 'shared';
  }
  if (me === null) {
    return 'unknown';
  }
  return sameName(space.owner, me) ? 'yours' : 'others';
}

/**
 * What policies tell spaces apart by: how a space is shared, and whether it belongs to nobody, to the person or to
 * somebody else (as AmazonSageMakerFullAccess does). Null where that is not known.
 *
 * @param me - the person's user profile name, null when not known
 */
export function policyKindOf(space: ISpace, me: string | null): string | null {
  const { sharing, owner } = space;
  if (owner === null) {
    return `${sharing} of nobody`;
  }
  if (me === null) {
    return null;
  }
  return `${sharing} of ${sameName(owner, me) ? 'mine' : 'others'}`;
}

/**
 * Whether this is something that one works with: shared, or one's own.
 *
 * @param permitted - whether other people's may be shown: then what may be one's own is shown, too
 */
export function isWorkedWith(
  ownership: Ownership,
  permitted: boolean
): boolean {
  switch (ownership) {
    case 'yours':
    case 'shared':
      return true;
    case 'unknown':
      return permitted;
    case 'others':
      return false;
  }
}

/**
 * The user profile name of the person at the screen: in a private space its owner, in a shared one whoever
 * Jupyter says (unverified); null where neither is known.
 */
export function nameOfMe(
  here: IHereAnswer,
  spaces: readonly ISpace[]
): string | null {
  const space = spaces.find(other => sameName(other.name, here.space));
  return (space?.sharing ?? here.sharing) === 'Private'
    ? (space?.owner ?? null)
    : here.user;
}
