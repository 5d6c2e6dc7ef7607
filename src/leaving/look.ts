import type { IKernel } from './server';

/** What a look at one kind of thing found, or why it could not look. */
export type Look<T> =
  | { readonly kind: 'looking' }
  | { readonly kind: 'seen'; readonly found: readonly T[] }
  | { readonly kind: 'failed'; readonly why: string };

export const LOOKING = { kind: 'looking' } as const;

/** How long a look may take, ms. */
export const LIMIT_MS = 2000;

/** What was found; nothing while or when it is not known. */
export function foundOf<T>(look: Look<T>): readonly T[] {
  return look.kind === 'seen' ? look.found : [];
}

/** A look at those only of what was found. */
export function only<T>(look: Look<T>, keep: (thing: T) => boolean): Look<T> {
  return look.kind === 'seen'
    ? { kind: 'seen', found: look.found.filter(keep) }
    : look;
}

/**
 * The kernels that run code, as the server says or the page: between two cells of a Run All a kernel is idle.
 *
 * @param here - ids of those with code of this page that is not over
 */
export function busyIn(
  kernels: Look<IKernel>,
  here: readonly string[]
): Look<IKernel> {
  return only(
    kernels,
    ({ id, state }) => state === 'busy' || here.includes(id)
  );
}

/** The look at something that is read: it fails after {@link LIMIT_MS}, with `late` as the reason. Never rejects. */
export async function lookAt<T>(
  read: () => Promise<readonly T[]>,
  late: string,
  wordOf: (error: unknown) => string
): Promise<Look<T>> {
  let timer = 0;
  const limit = new Promise<Look<T>>(resolve => {
    timer = window.setTimeout(
      () => resolve({ kind: 'failed', why: late }),
      LIMIT_MS
    );
  });
  const look = async (): Promise<Look<T>> => {
    try {
      return { kind: 'seen', found: await read() };
    } catch (error) {
      return { kind: 'failed', why: wordOf(error) };
    }
  };
  try {
    return await Promise.race([look(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
