import { rowOf, viewerOf } from '../spaces/row';
import type { ISpace } from '../spaces/space';
import type { IKnown } from './refusal';

/** One's own private spaces that run and can be stopped, this one last. */
export function runningMine({ here, spaces, jobs }: IKnown): readonly ISpace[] {
  const { state } = spaces;
  if (state.kind !== 'ready') {
    return [];
  }
  const viewer = viewerOf(here.state, spaces);
  const rows = state.spaces
    .map(space => rowOf(space, jobs.latest(space.name), viewer, Date.now()))
    .filter(row => row.ownership === 'yours' && row.actions.stop === null);
  return [
    ...rows.filter(row => !row.isThis),
    ...rows.filter(row => row.isThis)
  ].map(row => row.space);
}
