import type { IJob, IJobError } from '../../jobs/job';
import type { IApp, IHereApp, IImage, ISpace, ISpaceDetails } from '../space';

/** A stopped private JupyterLab space of ana's, changed as asked. */
export function makeSpace(overrides: Partial<ISpace> = {}): ISpace {
  return {
    name: 'scratch',
    displayName: null,
    sharing: 'Private',
    owner: 'ana',
    appType: 'JupyterLab',
    spaceStatus: 'InService',
    volumeGb: 20,
    created: new Date('2026-11-01T08:00:00Z'),
    modified: new Date('2026-11-02T08:00:00Z'),
    apps: [],
    appsRead: true,
    details: null,
    detailsProblem: null,
    ...overrides
  };
}

/** AWS's distribution for CPU in a version. */
export function makeImage(version: string | null = '4.4.0'): IImage {
  return {
    name: 'sagemaker-distribution-cpu',
    version,
    arn: 'arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-cpu'
  };
}

/** A running JupyterLab app, changed as asked. */
export function makeApp(overrides: Partial<IApp> = {}): IApp {
  return {
    name: 'default',
    type: 'JupyterLab',
    status: 'InService',
    instanceType: 'ml.t3.medium',
    image: makeImage(),
    created: new Date('2026-11-24T09:00:00Z'),
    ...overrides
  };
}

export function makeDetails(
  overrides: Partial<ISpaceDetails> = {}
): ISpaceDetails {
  return {
    key: '',
    instanceType: 'ml.m5.large',
    image: makeImage('3.9.0'),
    idleMinutes: 60,
    lifecycleConfigArn: null,
    fileSystems: [],
    url: null,
    failure: null,
    ...overrides
  };
}

/** A job that runs a space, at its first step, changed as asked. */
export function makeJob(overrides: Partial<IJob> = {}): IJob {
  return {
    id: 'j1',
    kind: 'run',
    space: 'scratch',
    choices: null,
    creation: null,
    by: { name: 'ana', verified: false },
    state: 'running',
    created: '2026-11-24T10:00:00Z',
    ended: null,
    step: {
      name: 'look',
      index: 1,
      total: 3,
      since: '2026-11-24T10:00:00Z',
      slow: false
    },
    message: null,
    error: null,
    left: null,
    request_id: null,
    ...overrides
  };
}

/** The error of a job whose start was throttled, changed as asked. */
export function makeError(overrides: Partial<IJobError> = {}): IJobError {
  return {
    type: 'ThrottlingException',
    message: '',
    step: 'create-app',
    request_id: null,
    failed: 'run',
    runs: null,
    restored: null,
    ...overrides
  };
}

/** The app that one is in, on ml.g5.xlarge since two hours, changed as asked. */
export function makeHereApp(overrides: Partial<IHereApp> = {}): IHereApp {
  return {
    instanceType: 'ml.g5.xlarge',
    since: new Date(Date.now() - 2 * 3600_000),
    recoveryMode: false,
    ...overrides
  };
}
