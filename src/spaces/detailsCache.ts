import { IProblem, problemOf } from '../server/problem';
import { ISource } from './source';
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

  /**
   * Read the details that are missing or out of date, one space after the other.
   *
   * A refusal is kept, and not tried again until the space changes. When AWS or the way to it fails, the
   * rest waits for the next call. While one call is at it, others return at once.
   *
   * @param spaces - the spaces that somebody wants to know of now, the most urgent first
   * @param onRead - called after each, with its name
   */
  async readMissing(
    spaces: () => readonly ISpace[],
    source: ISource,
    signal: AbortSignal,
    onRead: (space: string) => void
  ): Promise<void> {
    if (this._isReading) {
      return;
    }
    this._isReading = true;
    try {
      let goOn = true;
      for (
        let next = this._firstMissing(spaces());
        next && goOn && !signal.aborted;
        next = this._firstMissing(spaces())
      ) {
        goOn = await this._read(next, source, signal);
        onRead(next.name);
      }
    } finally {
      this._isReading = false;
    }
  }

  private _firstMissing(spaces: readonly ISpace[]): ISpace | null {
    return (
      spaces.find(
        space => this._entries.get(space.name)?.key !== detailsKey(space)
      ) ?? null
    );
  }

  /** @returns whether it makes sense to go on with other spaces */
  private async _read(
    space: ISpace,
    source: ISource,
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
      this._entries.set(space.name, {
        key: refused ? key : '',
        details: this._entries.get(space.name)?.details ?? null,
        problem
      });
      return refused;
    }
  }

  private _entries = new Map<string, IEntry>();
  private _isReading = false;
}
