import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { IJob } from '../../jobs/job';
import type { IChoices, ICreateRequest } from '../../jobs/request';
import { ProblemError } from '../../server/problem';
import type { IHereAnswer } from '../../server/here';
import { makeDomain } from '../../spaces/__tests__/domainSettings';
import { makeJob } from '../../spaces/__tests__/factories';
import { FakeHere, HERE } from '../../spaces/__tests__/fakeHere';
import { NOTHING_DENIED } from '../../spaces/denied';
import type { IInstance } from '../../spaces/instances';
import { ISpace, sameName } from '../../spaces/space';
import { IAccount, IAccountReads, IJobs, ISpaces } from '../../tokens';

export const SCRIPT =
  'arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/git';

const gpu = { count: 1, model: 'A10G', memoryGiB: 22 };
const INSTANCES = new Map<string, IInstance>([
  ['ml.t3.medium', { vcpu: 2, memoryGiB: 4, gpu: null, fastLaunch: true }],
  ['ml.m5.large', { vcpu: 2, memoryGiB: 8, gpu: null, fastLaunch: true }],
  ['ml.g5.xlarge', { vcpu: 4, memoryGiB: 16, gpu, fastLaunch: false }]
]);
const PRICES = new Map([
  ['ml.t3.medium', 0.05],
  ['ml.m5.large', 0.115]
]);

/** What AWS refuses to whoever may not ask. */
export function denied(tried: string): () => Promise<never> {
  return async () => {
    throw new ProblemError({
      kind: 'access-denied',
      tried,
      type: 'AccessDeniedException',
      text: `not authorized: ${tried}`
    });
  };
}

/** Takes every request, and does nothing by itself. */
class FakeJobs {
  jobs: readonly IJob[] = [];
  readonly changed = new Signal<any, void>({});
  readonly create = jest.fn(async ({ space }: ICreateRequest) =>
    this.put(makeJob({ id: 'c1', kind: 'create', space }))
  );
  readonly change = jest.fn(async (space: string, _: IChoices) =>
    this.put(makeJob({ id: 'h1', kind: 'change', space }))
  );
  readonly stop = jest.fn(async (space: string, _?: boolean) =>
    this.put(makeJob({ id: `s-${space}`, kind: 'stop', space }))
  );
  readonly delete = jest.fn(async (space: string) =>
    this.put(makeJob({ id: 'd1', kind: 'delete', space }))
  );

  latest(space: string): IJob | null {
    return this.jobs.find(job => sameName(job.space, space)) ?? null;
  }

  /** Have a job be as it is now. */
  put(job: IJob): IJob {
    this.jobs = [job, ...this.jobs.filter(other => other.id !== job.id)];
    this.changed.emit();
    return job;
  }
}

/** All models that forms use: ana in a private space of hers, where everything may be read. */
export function makeWorld(
  list: readonly ISpace[],
  reads: Partial<IAccountReads> = {},
  here: Partial<IHereAnswer> = {}
) {
  const changed = new Signal<any, void>({});
  const jobs = new FakeJobs();
  const spaces = {
    state: {
      kind: 'ready' as const,
      spaces: list,
      profileApps: [],
      complete: true,
      me: 'ana',
      problem: null,
      retryAt: null
    },
    denied: NOTHING_DENIED,
    stateChanged: new Signal<any, void>({}),
    selected: null as string | null,
    select: jest.fn(),
    refresh: jest.fn(async () => {}),
    find: (name: string) =>
      list.find(space => sameName(space.name, name)) ?? null
  };
  const account = {
    changed,
    instances: INSTANCES,
    instance: (type: string) => INSTANCES.get(type) ?? null,
    price: (type: string) => PRICES.get(type) ?? null,
    volumePrice: 0.1,
    priceList: null
  };
  const allReads: IAccountReads = {
    domain: async () => makeDomain(),
    profile: async () => makeDomain().shared,
    images: async () => [],
    imageVersions: async () => [],
    lifecycleConfigs: async () => [{ name: 'git', arn: SCRIPT }],
    profilesByUid: async () => new Map(),
    billed: async () => [],
    ...reads
  };
  return {
    here: new FakeHere({
      kind: 'ready',
      here: { ...HERE, space: 'home', sharing: 'Private', ...here },
      mismatch: null
    }),
    spaces: spaces as unknown as ISpaces,
    jobs: jobs as unknown as IJobs,
    account: account as unknown as IAccount,
    reads: allReads,
    trans: nullTranslator.load(''),
    /** The same as what they are: for a test to steer and to ask. */
    fake: { jobs, spaces }
  };
}
