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

/** The spaces that one works with: shared ones and one's own; all where no name is known. */
export function visibleSpaces(
  spaces: readonly ISpace[],
  me: string | null
): readonly ISpace[] {
  return spaces.filter(space => ownershipOf(space, me) !== 'others');
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
