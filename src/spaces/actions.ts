import type { IPermissions } from '../server/here';
import { Denied, isCreateDenied } from './denied';
import type { Ownership } from './ownership';
import type { SpaceStatus } from './status';

/** What can be done to a space from the panel. */
export type SpaceAction = 'run' | 'stop' | 'open' | 'change' | 'delete';

/** What can be done from the panel. */
export type Action = SpaceAction | 'create';

/** Why an action is not possible now; the words are in `refusalWords`. */
export type Refusal =
  | 'not-yours'
  | 'classic'
  | 'app-type'
  | 'read-only'
  | 'no-delete'
  | 'denied'
  | 'here-already'
  | 'this-space'
  | 'reading'
  | 'stopped'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'updating'
  | 'deleting'
  | 'failed'
  | 'space-failed'
  | 'unknown';

/** Why no space can be created. */
export type CreateRefusal = 'read-only' | 'no-create' | 'denied';

/** Null: possible. Else the reason why not. */
export type Actions = Readonly<Record<SpaceAction, Refusal | null>>;

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
  /** Whether it has an app is still being read. */
  readonly reading: boolean;
  /** The one that the person is in. */
  readonly isThis: boolean;
  readonly permissions: IPermissions;
  /** What AWS refused, see `deniedOn`. */
  readonly denied: ReadonlySet<SpaceAction>;
}

/** Which actions are possible, and for the others why not. */
export function actionsOf(situation: ISituation): Actions {
  return {
    run: refusalOf('run', situation),
    stop: refusalOf('stop', situation),
    open: refusalOf('open', situation),
    change: refusalOf('change', situation),
    delete: refusalOf('delete', situation)
  };
}

/** Why no space can be created; null when one can. */
export function createRefusal(
  permissions: IPermissions,
  denied: Denied
): CreateRefusal | null {
  if (permissions.read_only) {
    return 'read-only';
  }
  if (!permissions.create) {
    return 'no-create';
  }
  return isCreateDenied(denied) ? 'denied' : null;
}

function refusalOf(action: SpaceAction, situation: ISituation): Refusal | null {
  return (
    barrier(action, situation) ??
    byStatus(action, situation) ??
    (situation.denied.has(action) ? 'denied' : null)
  );
}

/** What forbids an action, whatever the status. */
function barrier(action: SpaceAction, situation: ISituation): Refusal | null {
  const { ownership, classic, knownApp, isThis, permissions } = situation;
  if (classic) {
    return action === 'open' ? null : 'classic';
  }
  if (!knownApp) {
    return 'app-type';
  }
  if (ownership === 'others') {
    return 'not-yours';
  }
  if (action !== 'open' && permissions.read_only) {
    return 'read-only';
  }
  if (action === 'delete') {
    return isThis ? 'this-space' : permissions.delete ? null : 'no-delete';
  }
  return null;
}

function byStatus(action: SpaceAction, situation: ISituation): Refusal | null {
  const { status, classic, spaceFailed, reading, isThis } = situation;
  if (classic) {
    // Studio opens it whatever it is doing.
    return null;
  }
  switch (status) {
    case 'Stopped':
      return action === 'stop' || action === 'open' ? 'stopped' : null;
    case 'Starting':
      return action === 'stop' ? null : 'starting';
    case 'Running':
      if (action === 'open') {
        return isThis ? 'here-already' : null;
      }
      return action === 'run' ? 'running' : null;
    case 'Stopping':
      return 'stopping';
    case 'Updating':
      return 'updating';
    case 'Deleting':
      return 'deleting';
    case 'Failed':
      if (action === 'stop' || action === 'open') {
        return 'failed';
      }
      // A failed app deletes itself (reported): such a space can be run. One that failed itself can only be deleted.
      return spaceFailed && action !== 'delete' ? 'space-failed' : null;
    case 'Unknown':
      return reading ? 'reading' : 'unknown';
  }
}
