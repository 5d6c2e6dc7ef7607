import * as React from 'react';
import { IProblem, problemOf } from '../server/problem';

/** Something that is read once: not yet there, there, or refused. */
export type Read<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly problem: IProblem };

const LOADING = { kind: 'loading' } as const;

/**
 * Read something, and again when one of `dependencies` changes.
 *
 * @param read - called after the rendering; null when there is nothing to read (it stays `loading`)
 * @param tried - what is tried, for the problem
 */
export function useRead<T>(
  read: (() => Promise<T>) | null,
  tried: string,
  dependencies: readonly unknown[]
): Read<T> {
  const [state, setState] = React.useState<Read<T>>(LOADING);
  React.useEffect(() => {
    let isWanted = true;
    const set = (next: Read<T>) => {
      if (isWanted) {
        setState(next);
      }
    };
    set(LOADING);
    read?.().then(
      value => set({ kind: 'ready', value }),
      (error: unknown) =>
        set({ kind: 'failed', problem: problemOf(error, tried) })
    );
    return () => {
      isWanted = false;
    };
    // `read` is another function at each rendering; what it depends on is told.
  }, dependencies);
  return state;
}

/** What was read; null while or when there is nothing. */
export function valueOf<T>(read: Read<T>): T | null {
  return read.kind === 'ready' ? read.value : null;
}

/** Why it could not be read; null when it could, or is still being read. */
export function problemOfRead(read: Read<unknown>): IProblem | null {
  return read.kind === 'failed' ? read.problem : null;
}
