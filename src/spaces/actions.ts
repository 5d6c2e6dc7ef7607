import { Ownership } from './ownership';
import { SpaceStatus } from './status';

/** What can be done to a space from the panel. */
export type Action = 'run' | 'stop' | 'open';

/** Why an action is not possible now; the words are in `panel/words`. */
export type Refusal =
  | 'not-yours'
  | 'classic'
  | 'app-type'
  | 'here-already'
  | 'stopped'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'updating'
  | 'deleting'
  | 'failed'
  | 'space-failed'
  | 'unknown';

/** Null: possible. Else the reason why not. */
export type Actions = Readonly<Record<Action, Refusal | null>>;

/** What decides which actions a space permits. */
export interface ISituation {
  readonly status: SpaceStatus;
  readonly ownership: Ownership;
  /** A space of Studio Classic. */
  readonly classic: boolean;
  /** An app that spaces are run with (JupyterLab, CodeEditor). */
  readonly knownApp: boolean;
  /** The space itself failed (not only its app): it cannot run. */
  readonly spaceFailed: boolean;
  /** The one that the person is in. */
  readonly isThis: boolean;
}

/** Which actions are possible, and for the others why not. */
export function actionsOf(situation: ISituation): Actions {
  const { status, ownership, classic, knownApp, spaceFailed, isThis } =
    situation;
  const none = barrier(ownership, classic, knownApp);
  if (none) {
    return { run: none, stop: none, open: none };
  }
  switch (status) {
    case 'Stopped':
      return { run: null, stop: 'stopped', open: 'stopped' };
    case 'Starting':
      return { run: 'starting', stop: null, open: 'starting' };
    case 'Running':
      return {
        run: 'running',
        stop: null,
        open: isThis ? 'here-already' : null
      };
    case 'Stopping':
      return { run: 'stopping', stop: 'stopping', open: 'stopping' };
    case 'Updating':
      return { run: 'updating', stop: 'updating', open: 'updating' };
    case 'Deleting':
      return { run: 'deleting', stop: 'deleting', open: 'deleting' };
    case 'Failed':
      // A failed app deletes itself (reported), so the space can be run again.
      return spaceFailed
        ? { run: 'space-failed', stop: 'failed', open: 'failed' }
        : { run: null, stop: 'failed', open: 'failed' };
    case 'Unknown':
      return { run: 'unknown', stop: 'unknown', open: 'unknown' };
  }
}

/** What forbids every action, whatever the status. */
function barrier(
  ownership: Ownership,
  classic: boolean,
  knownApp: boolean
): Refusal | null {
  if (classic) {
    return 'classic';
  }
  if (!knownApp) {
    return 'app-type';
  }
  return ownership === 'others' ? 'not-yours' : null;
}
