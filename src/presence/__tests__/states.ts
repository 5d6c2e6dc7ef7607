import type { State } from '../claim';
import type { IMember, Members } from '../people';

/**
 * States of the global room as the versions of jupyter-collaboration give them. They are composed from what was
 * seen of each version, not recorded.
 */
export const GLOBAL = {
  /** 3.1.2: the drive's name is in every path. */
  '3.1.2': {
    user: userOf('ben', { color: null }),
    current: 'notebook:RTC:t.ipynb',
    documents: ['RTC:t.ipynb', 'RTC:notes/f.txt']
  },
  '4.4.2': {
    user: userOf('ben'),
    current: 'notebook:t.ipynb',
    documents: ['t.ipynb', 'notes/f.txt']
  },
  '5.0': {
    user: userOf('ben'),
    current: 'notebook:t.ipynb',
    documents: ['t.ipynb', 'notes/f.txt']
  }
} as const;

/** The server is a client without a user; its id may exceed 32 bits. */
export const SERVER: [number, State] = [2 ** 40 + 1, {}];

/** What a tab says of its user. */
export function userOf(username: string, overrides: object = {}) {
  return {
    username,
    name: username,
    display_name: username,
    initials: username[0].toUpperCase(),
    color: '#aa3366',
    avatar_url: null,
    ...overrides
  };
}

/** A room with these states; `movedAt` is 0 where none is given. */
export function roomOf(
  ...states: readonly [id: number, state: State, movedAt?: number][]
): Members {
  return new Map(
    states.map(([id, state, movedAt = 0]): [number, IMember] => [
      id,
      { state, movedAt }
    ])
  );
}
