import { failedKind, type IJob } from '../jobs/job';
import { kindOfType } from '../server/request';
import type { Action } from './actions';
import type { Ownership } from './ownership';

/** What AWS refused (AccessDenied) since the page was loaded: actions, by whose space it was. */
export type Denied = ReadonlySet<string>;

export const NOTHING_DENIED: Denied = new Set();

/** How AWS answered an action. */
export interface IOutcome {
  readonly action: Action;
  readonly ownership: Ownership;
  /** AWS said AccessDenied; false: it did what was asked. */
  readonly denied: boolean;
}

/** What is known after an outcome: a refusal is remembered, a success forgets it. */
export function afterOutcome(denied: Denied, outcome: IOutcome): Denied {
  const key = keyOf(outcome.action, outcome.ownership);
  if (denied.has(key) === outcome.denied) {
    return denied;
  }
  const next = new Set(denied);
  if (outcome.denied) {
    next.add(key);
  } else {
    next.delete(key);
  }
  return next;
}

/** Whether AWS refused that action on that kind of space. */
export function isDenied(
  denied: Denied,
  action: Action,
  ownership: Ownership
): boolean {
  return denied.has(keyOf(action, ownership));
}

/** What a job that has ended tells of permissions; null when it failed for another reason, or was cancelled. */
export function outcomeOf(job: IJob, ownership: Ownership): IOutcome | null {
  switch (job.state) {
    case 'done':
      return { action: job.kind, ownership, denied: false };
    case 'failed':
      return job.error && kindOfType(job.error.type) === 'access-denied'
        ? { action: failedKind(job), ownership, denied: true }
        : null;
    case 'running':
    case 'cancelled':
      return null;
  }
}

/** Whose a new space is to be makes no difference. */
function keyOf(action: Action, ownership: Ownership): string {
  return action === 'create' ? action : `${action} ${ownership}`;
}
