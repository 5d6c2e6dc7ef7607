import { afterJob, statusWithJob } from '../afterJob';
import { isWorkedWith, Ownership, ownershipOf } from '../ownership';
import { detailsKey, imageOf, instanceTypeOf, isClassic } from '../space';
import { statusOf } from '../status';
import { makeApp, makeDetails, makeJob, makeSpace } from './factories';

describe('instanceTypeOf and imageOf', () => {
  const details = makeDetails({ instanceType: 'ml.c5.large' });

  it('are those of the running app, whatever the space is set to', () => {
    const space = makeSpace({ apps: [makeApp()], details });
    expect(instanceTypeOf(space)).toBe('ml.t3.medium');
    expect(imageOf(space)?.version).toBe('4.4.0');
  });

  it('are the setting of a stopped space, whatever ran before', () => {
    const space = makeSpace({
      apps: [makeApp({ status: 'Deleted' })],
      details
    });
    expect(instanceTypeOf(space)).toBe('ml.c5.large');
    expect(imageOf(space)?.version).toBe('3.9.0');
  });

  it('are those of the former app until the setting is known', () => {
    const space = makeSpace({ apps: [makeApp({ status: 'Deleted' })] });
    expect(instanceTypeOf(space)).toBe('ml.t3.medium');
  });

  it('are null when nothing is known', () => {
    expect(instanceTypeOf(makeSpace())).toBeNull();
    expect(imageOf(makeSpace())).toBeNull();
  });
});

describe('isClassic', () => {
  it('is a space without an app type that has apps of Studio Classic', () => {
    const apps = [makeApp({ type: 'JupyterServer' })];
    expect(isClassic(makeSpace({ appType: null, apps }))).toBe(true);
    expect(isClassic(makeSpace({ appType: 'KernelGateway' }))).toBe(true);
    expect(isClassic(makeSpace())).toBe(false);
  });
});

describe('detailsKey', () => {
  it('changes when the space changes and when another app fails', () => {
    const space = makeSpace();
    const changed = makeSpace({ modified: new Date(0) });
    const failed = makeSpace({ apps: [makeApp({ status: 'Failed' })] });
    const keys = [space, changed, failed].map(detailsKey);
    expect(new Set(keys).size).toBe(3);
    expect(detailsKey(makeSpace({ apps: [makeApp()] }))).toBe(
      detailsKey(space)
    );
  });
});

describe('ownershipOf', () => {
  it('compares names without case', () => {
    expect(ownershipOf(makeSpace({ owner: 'Ana' }), 'ana')).toBe('yours');
  });

  it('is unknown for private spaces when no name is known', () => {
    expect(ownershipOf(makeSpace(), null)).toBe('unknown');
  });

  it.each<[Ownership, boolean, boolean]>([
    ['yours', false, true],
    ['shared', false, true],
    ['unknown', false, false],
    ['unknown', true, true],
    ['others', false, false],
    ['others', true, false]
  ])(
    'is what one works with: %s, where other people’s may be shown: %p',
    (ownership, permitted, shown) => {
      expect(isWorkedWith(ownership, permitted)).toBe(shown);
    }
  );
});

describe('a job', () => {
  const stopped = makeSpace({ details: makeDetails() });
  const running = makeSpace({ apps: [makeApp()] });

  it('under way says more than the last list', () => {
    expect(statusWithJob(stopped, makeJob())).toBe('Starting');
    expect(statusWithJob(running, makeJob({ kind: 'stop' }))).toBe('Stopping');
    const created = makeJob({ kind: 'create' });
    expect(statusWithJob(stopped, created)).toBe('Updating');
    const step = { ...created.step, name: 'wait-in-service' as const };
    expect(statusWithJob(stopped, { ...created, step })).toBe('Starting');
    expect(statusWithJob(running, makeJob({ state: 'failed' }))).toBe(
      'Running'
    );
  });

  it('that is done leaves the space as it will be listed next', () => {
    const run = afterJob(stopped, makeJob({ state: 'done' }));
    expect(statusOf(run)).toBe('Running');
    expect(instanceTypeOf(run)).toBe('ml.m5.large');
    const stop = afterJob(running, makeJob({ kind: 'stop', state: 'done' }));
    expect(statusOf(stop)).toBe('Stopped');
  });

  it('that failed changes nothing', () => {
    expect(afterJob(stopped, makeJob({ state: 'failed' }))).toBe(stopped);
  });
});
