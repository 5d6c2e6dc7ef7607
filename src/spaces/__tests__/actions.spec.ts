import { UNRESTRICTED } from '../../server/here';
import { actionsOf, createRefusal, ISituation, SpaceAction } from '../actions';
import { afterOutcome, NOTHING_DENIED } from '../denied';
import { Ownership } from '../ownership';
import { SpaceStatus } from '../status';

const situation = (overrides: Partial<ISituation>): ISituation => ({
  status: 'Stopped',
  ownership: 'yours',
  classic: false,
  knownApp: true,
  spaceFailed: false,
  reading: false,
  isThis: false,
  permissions: UNRESTRICTED,
  denied: new Set(),
  ...overrides
});

const ACTIONS = ['run', 'stop', 'open', 'change', 'delete'] as const;

/** What forbids run, stop, open, change and delete; null when possible. */
const refusals = (overrides: Partial<ISituation>) => {
  const actions = actionsOf(situation(overrides));
  return ACTIONS.map(action => actions[action]);
};
const all = (refusal: string) => ACTIONS.map(() => refusal);

const TABLE: Record<SpaceStatus, (string | null)[]> = {
  Stopped: [null, 'stopped', 'stopped', null, null],
  Starting: ['starting', null, 'starting', 'starting', 'starting'],
  Running: ['running', null, null, null, null],
  Stopping: all('stopping'),
  Updating: all('updating'),
  Deleting: all('deleting'),
  Failed: [null, 'failed', 'failed', null, null],
  Unknown: all('unknown')
};
const STATUSES = Object.keys(TABLE) as SpaceStatus[];

describe('actionsOf', () => {
  describe.each(['yours', 'shared', 'unknown'] as Ownership[])(
    'on a space that is %s',
    ownership => {
      it.each(STATUSES)('that is %s', status => {
        expect(refusals({ status, ownership })).toEqual(TABLE[status]);
      });
    }
  );

  it.each(STATUSES)('permit nothing on what is not theirs (%s)', status => {
    expect(refusals({ status, ownership: 'others' })).toEqual(all('not-yours'));
  });

  it.each(STATUSES)('only open a Classic space, in Studio (%s)', status => {
    const classic = all('classic').map((refusal, at) =>
      ACTIONS[at] === 'open' ? null : refusal
    );
    expect(refusals({ status, classic: true })).toEqual(classic);
    expect(
      refusals({ status, classic: true, ownership: 'others', isThis: true })
    ).toEqual(classic);
  });

  it('permit nothing on an app type that is not known', () => {
    expect(refusals({ knownApp: false })).toEqual(all('app-type'));
  });

  it('permit nothing before it is known whether there is an app', () => {
    expect(refusals({ status: 'Unknown', reading: true })).toEqual(
      all('reading')
    );
  });

  it('can only delete a space that failed itself', () => {
    expect(refusals({ status: 'Failed', spaceFailed: true })).toEqual([
      'space-failed',
      'failed',
      'failed',
      'space-failed',
      null
    ]);
  });

  it.each(STATUSES)(
    'neither open nor delete the space that one is in (%s)',
    status => {
      const expected = TABLE[status].slice(0, 4);
      if (status === 'Running') {
        expected[2] = 'here-already';
      }
      expect(refusals({ status, isThis: true })).toEqual([
        ...expected,
        'this-space'
      ]);
    }
  );

  it.each(STATUSES)('change nothing where all is read-only (%s)', status => {
    const permissions = { ...UNRESTRICTED, read_only: true };
    expect(refusals({ status, permissions })).toEqual([
      'read-only',
      'read-only',
      TABLE[status][2],
      'read-only',
      'read-only'
    ]);
  });

  it.each(STATUSES)(
    'do not delete where the administrator does not let it (%s)',
    status => {
      const permissions = { ...UNRESTRICTED, delete: false };
      expect(refusals({ status, permissions })).toEqual([
        ...TABLE[status].slice(0, 4),
        'no-delete'
      ]);
    }
  );

  it.each<[SpaceAction, SpaceStatus]>([
    ['run', 'Stopped'],
    ['stop', 'Running'],
    ['open', 'Running'],
    ['change', 'Stopped'],
    ['delete', 'Stopped']
  ])('remember that AWS refused to %s', (action, status) => {
    const denied = new Set([action]);
    const expected = ACTIONS.map((other, at) =>
      other === action ? 'denied' : TABLE[status][at]
    );
    expect(refusals({ status, denied })).toEqual(expected);
  });

  it('give the nearer reason before that of AWS', () => {
    expect(refusals({ denied: new Set<SpaceAction>(['stop']) })[1]).toBe(
      'stopped'
    );
  });
});

describe('createRefusal', () => {
  const refused = afterOutcome(NOTHING_DENIED, {
    action: 'create',
    space: 'scratch',
    kind: null,
    denied: true
  });
  it.each([
    [{}, NOTHING_DENIED, null],
    [{ create: false }, NOTHING_DENIED, 'no-create'],
    [{ read_only: true, create: false }, NOTHING_DENIED, 'read-only'],
    [{}, refused, 'denied'],
    [{ create: false }, refused, 'no-create']
  ])('with %p', (permissions, denied, refusal) => {
    expect(createRefusal({ ...UNRESTRICTED, ...permissions }, denied)).toBe(
      refusal
    );
  });
});
