import { actionsOf, ISituation } from '../actions';
import { Ownership } from '../ownership';
import { SpaceStatus } from '../status';

const situation = (overrides: Partial<ISituation>): ISituation => ({
  status: 'Stopped',
  ownership: 'yours',
  classic: false,
  knownApp: true,
  spaceFailed: false,
  isThis: false,
  ...overrides
});

/** For each status: what forbids run, stop, open; null when possible. */
const TABLE: Record<SpaceStatus, (string | null)[]> = {
  Stopped: [null, 'stopped', 'stopped'],
  Starting: ['starting', null, 'starting'],
  Running: ['running', null, null],
  Stopping: ['stopping', 'stopping', 'stopping'],
  Updating: ['updating', 'updating', 'updating'],
  Deleting: ['deleting', 'deleting', 'deleting'],
  Failed: [null, 'failed', 'failed'],
  Unknown: ['unknown', 'unknown', 'unknown']
};
const STATUSES = Object.keys(TABLE) as SpaceStatus[];

describe('actionsOf', () => {
  describe.each(['yours', 'shared', 'unknown'] as Ownership[])(
    'on a space that is %s',
    ownership => {
      it.each(STATUSES)('that is %s', status => {
        const { run, stop, open } = actionsOf(situation({ status, ownership }));
        expect([run, stop, open]).toEqual(TABLE[status]);
      });
    }
  );

  it.each(STATUSES)('permit nothing on what is not theirs (%s)', status => {
    expect(actionsOf(situation({ status, ownership: 'others' }))).toEqual({
      run: 'not-yours',
      stop: 'not-yours',
      open: 'not-yours'
    });
  });

  it.each(STATUSES)('permit nothing on a Classic space (%s)', status => {
    expect(actionsOf(situation({ status, classic: true }))).toEqual({
      run: 'classic',
      stop: 'classic',
      open: 'classic'
    });
  });

  it('permit nothing on an app type that is not known', () => {
    expect(actionsOf(situation({ knownApp: false })).run).toBe('app-type');
  });

  it('do not run a space that failed itself', () => {
    const failed = situation({ status: 'Failed', spaceFailed: true });
    expect(actionsOf(failed).run).toBe('space-failed');
  });

  it('do not open the space that one is in, but stop it', () => {
    const here = actionsOf(situation({ status: 'Running', isThis: true }));
    expect(here.open).toBe('here-already');
    expect(here.stop).toBeNull();
  });
});
