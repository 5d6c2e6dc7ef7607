import type { IJob } from '../jobs/job';
import { denialIn } from '../jobs/denial';
import { kindOfType } from '../server/request';
import type { Action, SpaceAction } from './actions';
import { policyKindOf } from './ownership';
import { ISpace } from './space';

/** How AWS last answered each action on each space since the page was loaded, by action and name. */
export type Denied = ReadonlyMap<string, IOutcome>;

export const NOTHING_DENIED: Denied = new Map();

/** How AWS answered an action. */
export interface IOutcome {
  readonly action: Action;
  /** Name of the space. */
  readonly space: string;
  /** What policies tell it apart by, see {@link policyKindOf}; null when not known. */
  readonly kind: string | null;
  /** AWS said AccessDenied; false: it did what was asked. */
  readonly denied: boolean;
}

const SPACE_ACTIONS: readonly SpaceAction[] = [
  'run',
  'stop',
  'open',
  'change',
  'delete'
];

const NO_ACTIONS: ReadonlySet<SpaceAction> = new Set();

/** What is known after an outcome: the last answer counts, and what was refused to run may run once it is changed. */
export function afterOutcome(denied: Denied, outcome: IOutcome): Denied {
  const key = keyOf(outcome.action, outcome.space);
  const settled = ['create', 'change'].includes(outcome.action);
  const run = keyOf('run', outcome.space);
  const forgets = settled && !outcome.denied && denied.has(run);
  if (denied.get(key)?.denied === outcome.denied && !forgets) {
    return denied;
  }
  const next = new Map(denied);
  next.set(key, outcome);
  if (forgets) {
    next.delete(run);
  }
  return next;
}

/**
 * The actions that AWS refused on this space, or on another that policies do not tell from it; what it did for one of
 * these it refuses to none of them for being so.
 *
 * @param me - the person's user profile name, null when not known
 */
export function deniedOn(
  denied: Denied,
  space: ISpace,
  me: string | null
): ReadonlySet<SpaceAction> {
  if (denied.size === 0) {
    return NO_ACTIONS;
  }
  const kind = policyKindOf(space, me);
  const answers = [...denied.values()];
  return new Set(
    SPACE_ACTIONS.filter(action => {
      const own = denied.get(keyOf(action, space.name));
      const alike = answers.filter(
        other => other.action === action && other.kind === kind
      );
      return own
        ? own.denied
        : kind !== null && alike.length > 0 && alike.every(one => one.denied);
    })
  );
}

/** Whether AWS refused to create a space. Whose it is to be makes no difference: the server decides that. */
export function isCreateDenied(denied: Denied): boolean {
  return denied.get(keyOf('create', ''))?.denied ?? false;
}

/**
 * What a job that has ended tells of permissions; null when it failed for another reason, or was cancelled.
 *
 * @param kind - of its space, see {@link policyKindOf}
 */
export function outcomeOf(job: IJob, kind: string | null): IOutcome | null {
  const { space, error } = job;
  switch (job.state) {
    case 'done':
      return { action: job.kind, space, kind, denied: false };
    case 'failed': {
      if (!error || kindOfType(error.type) !== 'access-denied') {
        return null;
      }
      const { action: operation, expressly } = denialIn(error.message);
      const action = operation ? BY_OPERATION[operation] : BY_STEP[error.step];
      // Instance types and images are what policies forbid expressly: that says nothing of another choice.
      return !action || (expressly && BY_CHOICE.has(action))
        ? null
        : { action, space, kind, denied: true };
    }
    case 'running':
    case 'cancelled':
      return null;
  }
}

/** The actions, by what IAM calls what they need. Other operations are means: who lacks one may have the action by other means. */
const BY_OPERATION: Readonly<Record<string, Action>> = {
  'sagemaker:CreateApp': 'run',
  'sagemaker:DeleteApp': 'stop',
  'sagemaker:CreateSpace': 'create',
  'sagemaker:UpdateSpace': 'change',
  'sagemaker:DeleteSpace': 'delete'
};

/** The same where AWS does not say what it refused. */
const BY_STEP: Partial<Record<string, Action>> = {
  'create-app': 'run',
  'delete-app': 'stop',
  'create-space': 'create',
  'update-space': 'change',
  'delete-space': 'delete'
};

const BY_CHOICE: ReadonlySet<Action> = new Set(['create', 'run', 'change']);

function keyOf(action: Action, space: string): string {
  return action === 'create' ? action : `${action} ${space.toLowerCase()}`;
}
