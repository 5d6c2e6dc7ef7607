import { ISpace, instanceTypeOf } from './space';

/** The spaces of which name, display name, owner or instance type contain every word of the query. */
export function searchSpaces(
  spaces: readonly ISpace[],
  query: string
): readonly ISpace[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return spaces.filter(space => {
    const text = [
      space.name,
      space.displayName,
      space.owner,
      space.sharing,
      instanceTypeOf(space)
    ]
      .filter(part => part !== null)
      .join(' ')
      .toLowerCase();
    return words.every(word => text.includes(word));
  });
}
