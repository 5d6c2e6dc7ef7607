import { nullTranslator } from '@jupyterlab/translation';
import { makeApp, makeJob, makeSpace } from '../../spaces/__tests__/factories';
import { HERE } from '../../spaces/__tests__/fakeHere';
import type { IHereState, IPermissions } from '../../server/here';
import type { ISpace } from '../../spaces/space';
import { createRefusal, refusal } from '../refusal';
import { makeWorld } from './world';

const trans = nullTranslator.load('');

/** In the space `home`, with these permissions. */
const at = (permissions: Partial<IPermissions> = {}): IHereState => ({
  kind: 'ready',
  here: {
    ...HERE,
    space: 'home',
    permissions: { ...HERE.permissions, ...permissions }
  },
  mismatch: null
});

describe('createRefusal', () => {
  it.each<[Partial<IPermissions>, boolean]>([
    [{}, false],
    [{ delete: false }, false],
    [{ create: false }, true],
    [{ read_only: true }, true]
  ])('%j: %s', (permissions, refused) => {
    expect(createRefusal(at(permissions), trans) !== null).toBe(refused);
  });

  it('is none while it is not known', () => {
    expect(createRefusal({ kind: 'loading' }, trans)).toBeNull();
  });
});

describe('refusal', () => {
  const words = (
    action: 'change' | 'delete',
    space: ISpace,
    permissions: Partial<IPermissions> = {},
    busy = false
  ) => {
    const { fake } = makeWorld([space]);
    if (busy) {
      fake.jobs.put(makeJob({ kind: 'change', space: space.name }));
    }
    return (
      refusal(
        action,
        space,
        fake.spaces.state,
        at(permissions),
        fake.jobs,
        trans
      ) ?? ''
    );
  };

  it.each<[string, Partial<ISpace>, RegExp, RegExp]>([
    ['a stopped space', {}, /^$/, /^$/],
    ['a running space', { apps: [makeApp()] }, /^$/, /^$/],
    ['a shared space', { sharing: 'Shared', owner: 'ben' }, /^$/, /^$/],
    ['somebody’s private space', { owner: 'ben' }, /private/, /private/],
    ['this space', { name: 'HOME' }, /^$/, /You are in this space/],
    ['Classic', { appType: 'JupyterServer' }, /Classic/, /Classic/],
    ['another app', { appType: 'Canvas' }, /does not know/, /does not know/],
    [
      'a starting space',
      { apps: [makeApp({ status: 'Pending' })] },
      /starting/,
      /starting/
    ],
    [
      'a space that is deleted',
      { spaceStatus: 'Deleting' },
      /deleted/,
      /deleted/
    ],
    ['a space that failed', { spaceStatus: 'Failed' }, /only be deleted/, /^$/],
    ['a failed app', { apps: [makeApp({ status: 'Failed' })] }, /^$/, /^$/],
    ['a new status', { spaceStatus: 'Frozen' }, /status/, /status/]
  ])('%s', (_, overrides, change, remove) => {
    const space = makeSpace(overrides);
    expect(words('change', space)).toMatch(change);
    expect(words('delete', space)).toMatch(remove);
  });

  it('heeds what the administrator permits, and jobs under way', () => {
    const space = makeSpace();
    expect(words('change', space, { delete: false })).toBe('');
    expect(words('delete', space, { delete: false })).toMatch(/administrator/);
    expect(words('change', space, { read_only: true })).toMatch(
      /administrator/
    );
    expect(words('delete', space, {}, true)).toMatch(/being changed/);
  });
});
