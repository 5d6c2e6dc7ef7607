import { IJob } from '../../jobs/job';
import { Action } from '../actions';
import {
  afterOutcome,
  Denied,
  isDenied,
  NOTHING_DENIED,
  outcomeOf
} from '../denied';
import { Ownership } from '../ownership';
import { makeJob } from './factories';

const ACTIONS: Action[] = ['create', 'run', 'stop', 'open', 'change', 'delete'];
const OWNERSHIPS: Ownership[] = ['yours', 'shared', 'others', 'unknown'];

const after = (
  action: Action,
  ownership: Ownership,
  denied: boolean,
  before: Denied = NOTHING_DENIED
) => afterOutcome(before, { action, ownership, denied });

/** Every action and ownership that is denied. */
const list = (denied: Denied) =>
  ACTIONS.flatMap(action =>
    OWNERSHIPS.filter(ownership => isDenied(denied, action, ownership)).map(
      ownership => `${action} ${ownership}`
    )
  );

describe.each(ACTIONS.filter(action => action !== 'create'))(
  'a refusal to %s',
  action => {
    it.each(OWNERSHIPS)('%s is remembered for these only', ownership => {
      const denied = after(action, ownership, true);
      expect(list(denied)).toEqual([`${action} ${ownership}`]);
      expect(list(after(action, ownership, false, denied))).toEqual([]);
    });

    it('is not forgotten by what else succeeds', () => {
      let denied = after(action, 'shared', true);
      for (const other of ACTIONS.filter(other => other !== action)) {
        denied = after(other, 'shared', false, denied);
      }
      expect(list(after(action, 'yours', false, denied))).toEqual([
        `${action} shared`
      ]);
    });
  }
);

it('a refusal to create is one whoever the space is for', () => {
  const denied = after('create', 'unknown', true);
  expect(list(denied)).toEqual(OWNERSHIPS.map(whose => `create ${whose}`));
  expect(list(after('create', 'yours', false, denied))).toEqual([]);
});

it('what is known already changes nothing', () => {
  expect(after('run', 'yours', false)).toBe(NOTHING_DENIED);
  const denied = after('run', 'yours', true);
  expect(after('run', 'yours', true, denied)).toBe(denied);
});

describe('outcomeOf', () => {
  const failed = (type: string): Partial<IJob> => ({
    kind: 'change',
    state: 'failed',
    error: { type, message: '', step: 'update-space', request_id: null }
  });
  it.each<[Partial<IJob>, boolean | null]>([
    [{ state: 'running' }, null],
    [{ state: 'cancelled' }, null],
    [{ kind: 'change', state: 'done' }, false],
    [failed('AccessDeniedException'), true],
    [failed('AccessDenied'), true],
    [failed('ThrottlingException'), null],
    [failed('ResourceLimitExceeded'), null],
    [{ state: 'failed', error: null }, null]
  ])('of %p is %p', (job, denied) => {
    expect(outcomeOf(makeJob(job), 'shared')).toEqual(
      denied === null ? null : { action: 'change', ownership: 'shared', denied }
    );
  });

  it('blames the run where only that of a new space was refused', () => {
    const refused = (step: string) =>
      outcomeOf(
        makeJob({
          kind: 'create',
          state: 'failed',
          error: {
            type: 'AccessDeniedException',
            message: '',
            step,
            request_id: null
          }
        }),
        'yours'
      )?.action;
    expect(refused('create-app')).toBe('run');
    expect(refused('create-space')).toBe('create');
  });
});
