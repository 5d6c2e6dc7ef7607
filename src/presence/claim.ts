import type { IPerson, IWhereabouts } from '../tokens';

/** A client's state in a room: what some browser says, to be trusted in nothing. */
export type State = Readonly<Record<string, unknown>>;

/** Where a tab says to be. */
export type Place = Pick<IWhereabouts, 'path' | 'kind'>;

/** What one tab says of itself in the global room, as far as it can be used. */
export interface IClaim extends Pick<
  IPerson,
  | 'username'
  | 'name'
  | 'initials'
  | 'color'
  | 'avatarUrl'
  | 'status'
  | 'documents'
> {
  readonly at: Place | null;
}

/** The person's name that a state is joined by; null for the server, which is a client without a user in every room. */
export function usernameOf(state: State): string | null {
  return textOf(recordOf(state['user'])['username']) || null;
}

/** Read a state of the global room; null where it is nobody's. */
export function claimOf(state: State): IClaim | null {
  const username = usernameOf(state);
  if (username === null) {
    return null;
  }
  const user = recordOf(state['user']);
  const name = textOf(user['display_name']) || textOf(user['name']) || username;
  const { documents: told } = state;
  const documents = Array.isArray(told)
    ? told.filter(path => typeof path === 'string').map(withoutDrive)
    : null;
  return {
    username,
    name,
    initials: textOf(user['initials']) || initialsOf(name),
    color: COLOR.test(textOf(user['color']))
      ? textOf(user['color'])
      : colorOf(username),
    avatarUrl: ADDRESS.test(textOf(user['avatar_url']))
      ? textOf(user['avatar_url'])
      : null,
    status: statusIn(state),
    documents: Array.from(new Set(documents)),
    at: placeOf(textOf(state['current']), documents)
  };
}

/** A path without the name of jupyter-collaboration's drive, which its versions 3 put before it. */
export function withoutDrive(path: string): string {
  return path.replace(/^RTC:/, '');
}

/**
 * Where `current` says that a tab is: `notebook:t.ipynb`, `notebook:RTC:t.ipynb`, `terminal:1`.
 *
 * It may be out of date: after a document was closed it stays until another is shown. Then the document is not
 * among `documents`, which only shared documents are in.
 *
 * @param documents - null where none was ever opened, or the version (2.x) does not tell
 */
function placeOf(
  current: string,
  documents: readonly string[] | null
): Place | null {
  const [, prefix, path] = /^(\w+):(?:RTC:)?(.+)$/s.exec(current) ?? [];
  if (!path) {
    return null;
  }
  switch (prefix) {
    case 'notebook':
    case 'editor':
      return documents === null || documents.includes(path)
        ? { kind: prefix, path }
        : null;
    case 'terminal':
      return { kind: prefix, path };
    default:
      return { kind: 'other', path };
  }
}

/** Active where it is not said: others may have no such extension. */
function statusIn(state: State): IPerson['status'] {
  const { status } = recordOf(state['spaces']);
  return status === 'idle' || status === 'away' ? status : 'active';
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
}

/** One of the seven colours that JupyterLab's themes have for collaborators; always the same one for a name. */
function colorOf(username: string): string {
  const sum = Array.from(username).reduce(
    (total, character) => (total * 31 + character.codePointAt(0)!) % 65_521,
    7
  );
  return `var(--jp-collaborator-color${1 + (sum % 7)})`;
}

/** Colours that load nothing from elsewhere. */
const COLOR =
  /^(#[\da-f]{3,8}|[a-z]+|var\(--[\w-]+\)|(rgb|hsl)a?\([\d\s.,%/]+\))$/i;

/** Addresses that a picture can have. */
const ADDRESS = /^(https?:\/)?\//;

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
