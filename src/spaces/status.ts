import { ISpace, isClassic, mainApp } from './space';

/** What a space is doing, in one word. */
export type SpaceStatus =
  | 'Stopped'
  | 'Starting'
  | 'Running'
  | 'Stopping'
  | 'Updating'
  | 'Deleting'
  | 'Failed'
  | 'Unknown';

/**
 * The status of a space: what AWS says of the space itself, then of its app.
 *
 * An unknown SpaceStatus or AppStatus is `Unknown`; {@link rawStatus} has its text.
 */
export function statusOf(space: ISpace): SpaceStatus {
  switch (space.spaceStatus) {
    case 'InService':
      return appStatus(space) ?? 'Stopped';
    case 'Update_Failed':
      // The space is as it was before the update, and its app goes on.
      return appStatus(space) ?? 'Failed';
    case 'Pending':
    case 'Updating':
      return 'Updating';
    case 'Deleting':
      return 'Deleting';
    case 'Failed':
    case 'Delete_Failed':
      return 'Failed';
    default:
      return 'Unknown';
  }
}

/** Status by the app that counts; null when no app is there. */
function appStatus(space: ISpace): SpaceStatus | null {
  if (!space.appsRead && space.apps.length === 0) {
    return 'Unknown';
  }
  if (isClassic(space)) {
    return space.apps.some(app => app.status === 'InService')
      ? 'Running'
      : 'Stopped';
  }
  const app = mainApp(space);
  switch (app?.status) {
    case undefined:
    case 'Deleted':
      return null;
    case 'Pending':
      return 'Starting';
    case 'InService':
      return 'Running';
    case 'Deleting':
      return 'Stopping';
    case 'Failed':
      return 'Failed';
    default:
      return 'Unknown';
  }
}

/** AWS's own text for a status that this version does not know. */
export function rawStatus(space: ISpace): string {
  const known = new Set([
    'InService',
    'Update_Failed',
    'Pending',
    'Updating',
    'Deleting',
    'Failed',
    'Delete_Failed'
  ]);
  return known.has(space.spaceStatus)
    ? (mainApp(space)?.status ?? space.spaceStatus)
    : space.spaceStatus;
}
