import { IJob } from '../../jobs/job';
import { SpaceAction } from '../actions';
import {
  afterOutcome,
  Denied,
  deniedOn,
  isCreateDenied,
  NOTHING_DENIED,
  outcomeOf
} from '../denied';
import { policyKindOf } from '../ownership';
import { ISpace } from '../space';
import { makeError, makeJob, makeSpace } from './factories';

const ME = 'ana';
const shared = (name: string, owner: string | null) =>
  makeSpace({ name, sharing: 'Shared', owner });

/** Two of each kind that policies tell apart. */
const SPACES = [
  makeSpace({ name: 'mine-1' }),
  makeSpace({ name: 'mine-2', owner: 'Ana' }),
  makeSpace({ name: 'bens-1', owner: 'ben' }),
  makeSpace({ name: 'bens-2', owner: 'ben' }),
  shared('nobodys-1', null),
  shared('nobodys-2', null),
  shared('my-shared-1', 'ana'),
  shared('my-shared-2', 'ana'),
  shared('bens-shared-1', 'ben'),
  shared('chens-shared-2', 'chen')
];
const find = (name: string) => SPACES.find(space => space.name === name)!;

const after = (
  action: SpaceAction | 'create',
  space: ISpace,
  denied: boolean,
  before: Denied = NOTHING_DENIED,
  me: string | null = ME
) =>
  afterOutcome(before, {
    action,
    space: space.name,
    kind: policyKindOf(space, me),
    denied
  });

/** Every action that is denied, and the spaces. */
const list = (denied: Denied, me: string | null = ME) =>
  SPACES.flatMap(space =>
    [...deniedOn(denied, space, me)].map(action => `${action} ${space.name}`)
  );

describe.each<SpaceAction>(['run', 'stop', 'open', 'change', 'delete'])(
  'a refusal to %s',
  action => {
    it.each([
      ['mine-1', 'mine-2'],
      ['bens-1', 'bens-2'],
      ['nobodys-1', 'nobodys-2'],
      ['my-shared-1', 'my-shared-2'],
      ['bens-shared-1', 'chens-shared-2']
    ])('of %s is one of %s too, and of no other', (name, alike) => {
      const denied = after(action, find(name), true);
      expect(list(denied)).toEqual([`${action} ${name}`, `${action} ${alike}`]);
    });

    it('stays with its space when the other one’s succeeds', () => {
      let denied = after(action, find('nobodys-1'), true);
      denied = after(action, find('nobodys-2'), false, denied);
      expect(list(denied)).toEqual([`${action} nobodys-1`]);
      // What one was refused says nothing of the others any more.
      denied = after(action, find('nobodys-1'), true, denied);
      expect(list(denied)).toEqual([`${action} nobodys-1`]);
      denied = after(action, find('nobodys-1'), false, denied);
      expect(list(denied)).toEqual([]);
    });
  }
);

it('a refusal is of its space alone where nobody knows who one is', () => {
  const space = find('bens-shared-1');
  expect(list(after('run', space, true, NOTHING_DENIED, null), null)).toEqual([
    'run bens-shared-1'
  ]);
});

it('a refusal is known by the name whatever its case', () => {
  const denied = after('run', find('mine-1'), true);
  const same = makeSpace({ name: 'MINE-1' });
  expect(list(after('run', same, false, denied))).toEqual([]);
});

it('what was refused to run may run once it is changed', () => {
  const space = find('mine-1');
  const denied = after('run', space, true);
  expect(list(after('change', space, true, denied))).toContain('run mine-1');
  expect(list(after('change', space, false, denied))).toEqual([]);
});

it('a refusal to create is one whoever the space is for', () => {
  const denied = after('create', find('mine-1'), true);
  expect(list(denied)).toEqual([]);
  expect(isCreateDenied(denied)).toBe(true);
  const done = after('create', find('nobodys-1'), false, denied);
  expect(isCreateDenied(done)).toBe(false);
});

it('what is known already changes nothing', () => {
  const denied = after('run', find('mine-1'), true);
  expect(after('run', find('mine-1'), true, denied)).toBe(denied);
});

/** As AWS words it. */
const lacks = (operation: string) =>
  `User: arn:aws:sts::111122223333:assumed-role/StudioRole/SageMaker is not authorized to perform: sagemaker:${operation} on resource: arn:aws:sagemaker:us-east-1:111122223333:space/d-1/scratch because no identity-based policy allows the sagemaker:${operation} action`;
const forbids = (operation: string) =>
  `User: arn:aws:sts::111122223333:assumed-role/StudioRole/SageMaker is not authorized to perform: sagemaker:${operation} on resource: arn:aws:sagemaker:us-east-1:111122223333:app/d-1/scratch with an explicit deny in an identity-based policy`;

describe('outcomeOf', () => {
  const failed = (
    kind: IJob['kind'],
    step: string,
    message: string,
    type = 'AccessDeniedException'
  ): Partial<IJob> => ({
    kind,
    state: 'failed',
    error: makeError({ type, message, step, failed: kind })
  });
  it.each<[string, Partial<IJob>, string | null, boolean]>([
    ['under way', { state: 'running' }, null, false],
    ['cancelled', { state: 'cancelled' }, null, false],
    ['done', { kind: 'change', state: 'done' }, 'change', false],
    [
      'a change without UpdateSpace',
      failed('change', 'update-space', lacks('UpdateSpace')),
      'change',
      true
    ],
    [
      // The server asks before it stops anything.
      'a change that may not be made, at the first look',
      failed('change', 'look', lacks('UpdateSpace')),
      'change',
      true
    ],
    [
      'a change that may not stop it',
      failed('change', 'delete-app', lacks('DeleteApp')),
      'stop',
      true
    ],
    [
      'a change that may not run it',
      failed('change', 'create-app', lacks('CreateApp')),
      'run',
      true
    ],
    [
      'a create that may not run it',
      failed('create', 'create-app', lacks('CreateApp')),
      'run',
      true
    ],
    [
      'a delete that may not stop it, without a text',
      failed('delete', 'delete-app', '', 'AccessDenied'),
      'stop',
      true
    ],
    [
      'a wait',
      failed('run', 'wait-in-service', lacks('DescribeApp')),
      null,
      true
    ],
    [
      'tags that it may not set',
      failed('create', 'create-space', lacks('AddTags')),
      null,
      true
    ],
    [
      'an instance type that is forbidden',
      failed('run', 'create-app', forbids('CreateApp')),
      null,
      true
    ],
    [
      'a stop that is forbidden',
      failed('stop', 'delete-app', forbids('DeleteApp')),
      'stop',
      true
    ],
    ['throttled', failed('run', 'look', '', 'ThrottlingException'), null, true],
    ['without an error', { state: 'failed', error: null }, null, true]
  ])('of a job that is %s', (_, job, action, denied) => {
    expect(outcomeOf(makeJob(job), 'Shared of nobody')).toEqual(
      action && { action, space: 'scratch', kind: 'Shared of nobody', denied }
    );
  });
});
