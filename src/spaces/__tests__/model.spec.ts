import { signalToPromise } from '@jupyterlab/testing';
import { Signal } from '@lumino/signaling';
import type { IGlance } from '../../aws/glance';
import type { IList } from '../../aws/translate';
import { IHereAnswer } from '../../server/here';
import { IJob } from '../../jobs/job';
import { ProblemError } from '../../server/problem';
import { IJobs } from '../../tokens';
import { deniedOn } from '../denied';
import { SpacesModel } from '../model';
import { ISource } from '../source';
import { IHereApp, ISpace } from '../space';
import { statusOf } from '../status';
import { FakeHere, HERE } from './fakeHere';
import {
  makeApp,
  makeDetails,
  makeError,
  makeHereApp,
  makeJob,
  makeSpace
} from './factories';

class FakeJobs {
  jobs: IJob[] = [];
  changed: Signal<IJobs, void> = new Signal<IJobs, void>(
    this as unknown as IJobs
  );
  set(...jobs: IJob[]): void {
    this.jobs = jobs;
    this.changed.emit();
  }
}

const refusal = (kind: 'throttled' | 'access-denied') =>
  new ProblemError({ kind, tried: 'ListSpaces', text: '' });

describe('SpacesModel', () => {
  let spaces: ISpace[];
  let fail: ProblemError | null;
  let described: string[];
  let describeFails: ProblemError | null;
  let lists: number;
  let wholes: boolean[];
  let jobs: FakeJobs;
  let model: SpacesModel;

  const source: ISource = {
    list: async (_, whole) => {
      lists++;
      if (fail) {
        throw fail;
      }
      wholes.push(whole);
      return { spaces, profileApps: [] };
    },
    describe: async space => {
      described.push(space.name);
      if (describeFails) {
        throw describeFails;
      }
      return makeDetails({ key: '' });
    },
    read: async name => {
      described.push(name);
      return makeSpace({ name, details: makeDetails() });
    }
  };

  const glance = jest.fn(async (app: IGlance): Promise<IHereApp | null> =>
    makeHereApp({ instanceType: `ml.of.${app.SpaceName}` })
  );

  const makeModel = (here: Partial<IHereAnswer> = {}) =>
    new SpacesModel({
      here: new FakeHere({
        kind: 'ready',
        here: { ...HERE, ...here },
        mismatch: null
      }),
      jobs: jobs as unknown as IJobs,
      createSource: async () => source,
      glance
    });

  const ready = () => {
    if (model.state.kind !== 'ready') {
      throw new Error(`state is ${model.state.kind}`);
    }
    return model.state;
  };

  const until = async (condition: () => boolean) => {
    while (!condition()) {
      await signalToPromise(model.stateChanged);
    }
  };

  beforeEach(() => {
    spaces = [
      makeSpace({ name: 'ana-private' }),
      makeSpace({ name: 'ben-private', owner: 'ben' }),
      makeSpace({ name: 'churn-team', sharing: 'Shared', owner: 'ben' })
    ];
    fail = null;
    describeFails = null;
    described = [];
    lists = 0;
    wholes = [];
    jobs = new FakeJobs();
    model = makeModel();
  });

  afterEach(() => model.dispose());

  it('reads nothing until somebody asks or looks', async () => {
    await Promise.resolve();
    expect(lists).toBe(0);
    model.isActive = true;
    await until(() => model.state.kind === 'ready');
    expect(lists).toBe(1);
  });

  it('knows the instance of this space at a glance, and from then on by the list', async () => {
    await model.glance();
    expect(model.hereApp.instanceType).toBe('ml.of.churn-team');
    expect(lists).toBe(0);
    spaces = [makeSpace({ name: 'churn-team', apps: [makeApp()] })];
    await model.refresh();
    expect(model.hereApp.instanceType).toBe('ml.t3.medium');
  });

  it('knows the instance by the glance where the list does not name it', async () => {
    describeFails = refusal('access-denied');
    await model.glance();
    await model.refresh();
    expect(model.find('churn-team')?.apps).toEqual([]);
    expect(model.hereApp.instanceType).toBe('ml.of.churn-team');
  });

  it('reads the space that one is in alone, until the list has its details', async () => {
    expect((await model.readHere())?.details?.idleMinutes).toBe(60);
    expect([described, lists]).toEqual([['churn-team'], 0]);
    await model.refresh();
    await until(() => model.find('churn-team')?.details !== null);
    expect(await model.readHere()).toBe(model.find('churn-team'));
    expect(described).toEqual(['churn-team', 'churn-team']);
  });

  it('reads the own space of a project, but no list', async () => {
    model = makeModel({ place: 'unified-studio' });
    await model.refresh();
    expect([model.state.kind, lists]).toEqual(['outside', 0]);
    expect((await model.readHere())?.name).toBe('churn-team');
  });

  it('has no space of its own to read outside of one', async () => {
    model = makeModel({ space: null });
    expect(await model.readHere()).toBeNull();
  });

  it('knows one by the name that Jupyter has in a shared space', async () => {
    await model.refresh();
    expect(ready().me).toBe('ana');
  });

  it('knows one as the owner of the private space that one is in', async () => {
    model.dispose();
    model = makeModel({ space: 'Ben-Private', sharing: 'Private', user: null });
    await model.refresh();
    expect(ready().me).toBe('ben');
  });

  it('describes only this space while nobody looks', async () => {
    await model.refresh();
    await until(() => model.find('churn-team')?.details !== null);
    expect(described).toEqual(['churn-team']);
  });

  it('describes what one sees, the selected first, once for each change', async () => {
    model.select('ben-private');
    model.shown = ['ana-private', 'churn-team'];
    model.isActive = true;
    await until(
      () =>
        model.state.kind === 'ready' &&
        model.state.spaces.every(space => space.details !== null)
    );
    expect(described).toEqual(['churn-team', 'ben-private', 'ana-private']);
    described = [];
    await model.refresh();
    expect(described).toEqual([]);
    spaces = [
      makeSpace({ name: 'ana-private', modified: new Date() }),
      ...spaces.slice(1)
    ];
    await model.refresh();
    expect(described).toEqual(['ana-private']);
  });

  it('describes what is in view of a long list only, the failed first', async () => {
    spaces = Array.from({ length: 100 }, (_, number) =>
      makeSpace({
        name: `s${number}`,
        spaceStatus: number === 90 ? 'Failed' : 'InService'
      })
    );
    model.shown = ['s80', 's90'];
    model.isActive = true;
    await until(() => Boolean(model.find('s80')?.details));
    model.shown = ['s80', 's81'];
    await until(() => Boolean(model.find('s81')?.details));
    expect(described).toEqual(['s90', 's80', 's81']);
  });

  it('changes no other space when one is described', async () => {
    await model.refresh();
    const before = model.find('ben-private');
    await until(() => model.find('churn-team')?.details !== null);
    expect(model.find('ben-private')).toBe(before);
  });

  it('finds a space whatever the case of its name, also after the next list', async () => {
    await model.refresh();
    expect(model.find('CHURN-team')?.name).toBe('churn-team');
    spaces = [makeSpace({ name: 'other' })];
    await model.refresh();
    expect(model.find('churn-team')).toBeNull();
    expect(model.find('other')).not.toBeNull();
  });

  it('reads the whole list when that is asked for, or a space was deleted', async () => {
    model.isActive = true;
    await until(() => wholes.length === 1);
    await model.refresh();
    expect(wholes).toEqual([true, true]);
    const job = makeJob({ kind: 'delete', space: 'ana-private' });
    jobs.set(job);
    jobs.set({ ...job, state: 'done' });
    await until(() => wholes.length === 3);
    expect(wholes[2]).toBe(true);
  });

  it('learns what AWS refuses, and forgets it when it is done after all', async () => {
    await model.refresh();
    const run = makeJob({ space: 'ana-private' });
    const error = makeError({
      type: 'AccessDeniedException',
      message: '',
      step: 'create-app',
      failed: 'run'
    });
    jobs.set(run);
    jobs.set({ ...run, state: 'failed', error });
    const denied = (name: string) => [
      ...deniedOn(model.denied, model.find(name)!, 'ana')
    ];
    expect(denied('ana-private')).toEqual(['run']);
    expect(denied('churn-team')).toEqual([]);
    jobs.set({ ...run, id: 'j2' });
    jobs.set({ ...run, id: 'j2', state: 'done' });
    expect(denied('ana-private')).toEqual([]);
    model.learn('open', 'churn-team', true);
    expect(denied('churn-team')).toEqual(['open']);
  });

  it('does not ask again for details that are refused', async () => {
    describeFails = refusal('access-denied');
    await model.refresh();
    await until(() => model.find('churn-team')?.detailsProblem !== null);
    await model.refresh();
    expect(described).toEqual(['churn-team']);
  });

  it('asks again for details when AWS was busy, but not at once', async () => {
    describeFails = refusal('throttled');
    await model.refresh();
    await until(() => model.find('churn-team')?.detailsProblem !== null);
    expect(described).toEqual(['churn-team']);
    describeFails = null;
    await model.refresh();
    await until(() => model.find('churn-team')?.details !== null);
    expect(model.find('churn-team')?.detailsProblem).toBeNull();
  });

  it('keeps the last list when a refresh fails, and says when it tries again', async () => {
    await model.refresh();
    fail = refusal('throttled');
    const before = Date.now();
    await model.refresh();
    expect(ready().spaces).toHaveLength(3);
    expect(ready().problem?.kind).toBe('throttled');
    expect(ready().retryAt).toBeGreaterThan(before);
    fail = null;
    await model.refresh();
    expect(ready().problem).toBeNull();
  });

  it('is failed when nothing could be read yet, and says when it tries again', async () => {
    fail = refusal('access-denied');
    await model.refresh();
    expect(model.state).toMatchObject({
      kind: 'failed',
      problem: { kind: 'access-denied' },
      retryAt: expect.any(Number)
    });
  });

  it('is outside where there is no domain', async () => {
    model.dispose();
    model = makeModel({ domain_id: null, space: null, place: 'outside' });
    await model.refresh();
    expect(model.state.kind).toBe('outside');
    expect(lists).toBe(0);
  });

  it('asks again where it is when that failed, and tells the problem', async () => {
    model.dispose();
    const problem = {
      kind: 'server-missing',
      tried: 'here',
      text: ''
    } as const;
    const here = new FakeHere({ kind: 'failed', problem });
    model = new SpacesModel({
      here,
      jobs: jobs as unknown as IJobs,
      createSource: async () => source,
      glance
    });
    await model.refresh();
    expect(here.refreshed).toBe(1);
    expect(model.state).toMatchObject({ kind: 'failed', problem });
  });

  it('follows a job that ends, at once and without waiting for the list', async () => {
    model.isActive = true;
    await until(() => model.state.kind === 'ready');
    const job = makeJob({ space: 'ana-private' });
    jobs.set(job);
    const before = lists;
    spaces = [makeSpace({ name: 'ana-private', apps: [makeApp()] })];
    jobs.set({ ...job, state: 'done' });
    expect(statusOf(model.find('ana-private')!)).toBe('Running');
    await until(() => lists > before && ready().spaces.length === 1);
  });

  it('does not take jobs that had ended before for news', async () => {
    await model.refresh();
    jobs.set(makeJob({ space: 'ana-private', state: 'done' }));
    expect(statusOf(model.find('ana-private')!)).toBe('Stopped');
  });

  it('shows the first page of a large domain before the last has come', async () => {
    model.dispose();
    let begin: () => void = () => {};
    const listing = new Promise<void>(resolve => (begin = resolve));
    let tell: ((list: IList) => void) | null = null;
    let finish: (all: IList) => void = () => {};
    model = new SpacesModel({
      here: new FakeHere({ kind: 'ready', here: HERE, mismatch: null }),
      jobs: jobs as unknown as IJobs,
      glance,
      createSource: async () => ({
        ...source,
        list: (_, __, onPage) => {
          tell = onPage!;
          begin();
          return new Promise(resolve => (finish = resolve));
        }
      })
    });
    const refreshed = model.refresh();
    await listing;
    for (const count of [1, 2]) {
      tell!({ spaces: spaces.slice(0, count), profileApps: [] });
      expect(ready().spaces).toHaveLength(count);
      expect(ready().complete).toBe(false);
    }
    finish({ spaces, profileApps: [] });
    await refreshed;
    expect(ready().complete).toBe(true);
    expect(ready().spaces).toHaveLength(3);
  });
});
