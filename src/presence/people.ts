import type { IPerson, IWhereabouts } from '../tokens';
import { claimOf, IClaim, Place, State, usernameOf } from './claim';
import { cellIdOf, IShared } from './shared';

/** Text that was changed this long ago is still being typed, ms. */
export const TYPING_MS = 3000;

/** One tab in a room. */
export interface IMember {
  readonly state: State;
  /** When what it says changed last, ms since 1970. Heartbeats change nothing. */
  readonly movedAt: number;
}

/** The tabs in a room, by client id. */
export type Members = ReadonlyMap<number, IMember>;

/** A document that is open here: only then others can be seen in it. */
export interface IDocument {
  readonly path: string;
  readonly shared: IShared;
  readonly members: Members;
  /** When text was last changed by a client of its room, ms since 1970. */
  readonly typedAt: ReadonlyMap<number, number>;
}

/** Who is here, and who is where. */
export interface IPeople {
  /** Oneself first, then by name. */
  readonly people: readonly IPerson[];
  /** The others in a document, by its path, in the same order. */
  readonly places: ReadonlyMap<string, readonly IPerson[]>;
}

/**
 * Join the tabs of the global room to people, and tell where they are.
 *
 * @param me - one's own username; null while it is not known
 * @param now - ms since 1970
 */
export function peopleIn(
  global: Members,
  documents: readonly IDocument[],
  me: string | null,
  now: number
): IPeople {
  const whereabouts = whereaboutsIn(documents, now);
  const tabsOf = new Map<string, IClaim[]>();
  for (const { claim } of newestFirst(global)) {
    tabsOf.set(claim.username, [...(tabsOf.get(claim.username) ?? []), claim]);
  }
  const people = Array.from(tabsOf, ([username, tabs]): IPerson => {
    const { name, initials, color, avatarUrl, status, at } = tabs[0];
    return {
      ...{ username, name, initials, color, avatarUrl, status },
      isMe: username === me,
      at: at && whereabouts(at, username),
      documents: Array.from(new Set(tabs.flatMap(tab => tab.documents)))
    };
  }).sort(
    (a, b) =>
      Number(b.isMe) - Number(a.isMe) ||
      a.name.localeCompare(b.name) ||
      a.username.localeCompare(b.username)
  );
  const places = new Map<string, IPerson[]>();
  for (const person of people.filter(({ isMe }) => !isMe)) {
    const seen = new Set<string>();
    for (const { at, status } of tabsOf.get(person.username) ?? []) {
      if (at && !seen.has(at.path)) {
        seen.add(at.path);
        places.set(at.path, [
          ...(places.get(at.path) ?? []),
          { ...person, status, at: whereabouts(at, person.username) }
        ]);
      }
    }
  }
  return { people, places };
}

/**
 * The tabs of people. The newest is the one in which something was done last, but a tab that is looked at comes
 * before one that is not.
 */
function newestFirst(
  global: Members
): readonly { claim: IClaim; movedAt: number }[] {
  return Array.from(global)
    .flatMap(([client, { state, movedAt }]) => {
      const claim = claimOf(state);
      return claim ? [{ client, claim, movedAt }] : [];
    })
    .sort(
      (a, b) =>
        RANK[a.claim.status] - RANK[b.claim.status] ||
        b.movedAt - a.movedAt ||
        b.client - a.client
    );
}

const RANK: Readonly<Record<IPerson['status'], number>> = {
  active: 0,
  idle: 1,
  away: 2
};

/** How a place, and a name, become a person's whereabouts: cell and typing come from the document's own room. */
function whereaboutsIn(
  documents: readonly IDocument[],
  now: number
): (place: Place, username: string) => IWhereabouts {
  const known = new Map(
    documents.map(document => [document.path, tracesIn(document, now)])
  );
  return (place, username) => {
    const trace = known.get(place.path)?.get(username);
    const id = trace?.cell ?? null;
    return {
      ...place,
      cell: id === null ? null : { id },
      typing: trace?.typing ?? false
    };
  };
}

interface ITrace {
  readonly movedAt: number;
  readonly cell: string | null;
  readonly typing: boolean;
}

/** What a document's room says of each person in it. Its client ids are others than those of the global room. */
function tracesIn(
  { members, shared, typedAt }: IDocument,
  now: number
): ReadonlyMap<string, ITrace> {
  const traces = new Map<string, ITrace>();
  for (const [client, { state, movedAt }] of members) {
    const username = usernameOf(state);
    if (username === null) {
      continue;
    }
    const before = traces.get(username);
    const isNewer = !before || movedAt >= before.movedAt;
    traces.set(username, {
      movedAt: isNewer ? movedAt : before.movedAt,
      cell: isNewer ? cellIdOf(state, shared) : before.cell,
      typing:
        (before?.typing ?? false) ||
        now - (typedAt.get(client) ?? -Infinity) < TYPING_MS
    });
  }
  return traces;
}
