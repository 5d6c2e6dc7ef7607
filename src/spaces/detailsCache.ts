import type { SpaceSource } from '../aws/source';
import { IProblem, problemOf } from '../server/problem';
import { detailsKey, ISpace, ISpaceDetails } from './space';

interface IEntry {
  readonly key: string;
  readonly details: ISpaceDetails | null;
  readonly problem: IProblem | null;
}

/** Details of spaces: read once for each change of a space, since a list does not contain them. */
export class DetailsCache {
  /** The space with what is known of it; details of an earlier state are better than none. */
  fill(space: ISpace): ISpace {
    const entry = this._entries.get(space.name);
    return entry
      ? { ...space, details: entry.details, detailsProblem: entry.problem }
      : space;
  }

  /** The first space of which the details are missing or out of date. */
  firstMissing(spaces: readonly ISpace[]): ISpace | null {
    return (
      spaces.find(
        space => this._entries.get(space.name)?.key !== detailsKey(space)
      ) ?? null
    );
  }

  /**
   * Read the details of one space.
   *
   * A refusal is kept, and not tried again until the space changes.
   *
   * @returns whether it makes sense to go on with other spaces: not when AWS or the way to it fails.
   */
  async read(
    space: ISpace,
    source: Pick<SpaceSource, 'describe'>,
    signal: AbortSignal
  ): Promise<boolean> {
    const key = detailsKey(space);
    try {
      const details = await source.describe(space, signal);
      this._entries.set(space.name, { key, details, problem: null });
      return true;
    } catch (error) {
      const problem = problemOf(error, 'DescribeSpace');
      const refused =
        problem.kind === 'access-denied' || problem.kind === 'aws';
      if (!signal.aborted) {
        const former = this._entries.get(space.name)?.details ?? null;
        this._entries.set(space.name, {
          key: refused ? key : '',
          details: former,
          problem
        });
      }
      return refused;
    }
  }

  private _entries = new Map<string, IEntry>();
}
