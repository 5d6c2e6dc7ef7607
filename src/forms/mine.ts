import { statusWithJob } from '../spaces/afterJob';
import { ownershipOf } from '../spaces/ownership';
import { isClassic, ISpace, sameName } from '../spaces/space';
import { IJobs, SpacesState } from '../tokens';

/** One's own private spaces that run, this one last. */
export function runningMine(
  state: SpacesState,
  jobs: Pick<IJobs, 'latest'>,
  here: string | null
): readonly ISpace[] {
  if (state.kind !== 'ready') {
    return [];
  }
  const mine = state.spaces.filter(
    space =>
      ownershipOf(space, state.me) === 'yours' &&
      !isClassic(space) &&
      ['Running', 'Starting'].includes(
        statusWithJob(space, jobs.latest(space.name))
      )
  );
  const isHere = (space: ISpace) => sameName(space.name, here);
  return [...mine.filter(space => !isHere(space)), ...mine.filter(isHere)];
}
