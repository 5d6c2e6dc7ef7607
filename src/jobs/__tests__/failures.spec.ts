import { nullTranslator } from '@jupyterlab/translation';
import { IProblem } from '../../server/problem';
import { kindOfType } from '../../server/request';
import { makeError, makeJob } from '../../spaces/__tests__/factories';
import { FailureKind, failureKindOf } from '../failureKind';
import { ABOUT_NOTHING, failureOf, IAbout, IFailure } from '../failures';
import { IJob, IJobError, JobKind } from '../job';
import { notDoneWord } from '../words';

const trans = nullTranslator.load('');

const QUOTA =
  "The account-level service limit 'Studio JupyterLab Apps running on ml.g5.xlarge instances' is 0 Apps, with current utilization of 0 Apps and a request delta of 1 Apps.";
const CAPACITY =
  "EC2InsufficientCapacityError: Instance type 'ml.p4d.24xlarge' is temporarily unavailable in supported availability zones [use1-az4].";
const DENIED =
  'User: arn:aws:sts::111122223333:assumed-role/StudioRole/SageMaker is not authorized to perform: sagemaker:CreateApp on resource: arn:aws:sagemaker:us-east-1:111122223333:app/d-1/lab/JupyterLab/default because no identity-based policy allows the sagemaker:CreateApp action';
const COOLDOWN =
  'We encountered an internal error when trying to update your volume size. We apologize for the inconvenience. Wait at least 6 hours before trying to update the volume size again.';
const STORAGE =
  'Unable to create app [arn:aws:sagemaker:us-east-1:1:app/d-1/lab/JupyterLab/default] because storage is not in Available status.';
const SCRIPT =
  'Lifecycle Config execution failed with exit code 1. See the CloudWatch log group /aws/sagemaker/studio, stream d-1/lab/JupyterLab/default/LifecycleConfigOnStart.';
const IMAGE = 'arn:aws:sagemaker:us-east-1:1:image/ours';

/** A refusal, as type and text; a FailureReason of an app has no type. */
const refusal = (type: string, text: string): IProblem => ({
  kind: kindOfType(type),
  tried: 'run lab',
  type,
  text
});
const reason = (text: string): IProblem => ({
  kind: 'aws',
  tried: 'DescribeApp',
  text
});
const edge = (kind: IProblem['kind']): IProblem => ({
  kind,
  tried: 'ListSpaces',
  text: 'as it came'
});

/** Each kind with all that is known to tell it. The compiler refuses the table when a kind is missing. */
const TABLE: Record<FailureKind, readonly IProblem[]> = {
  capacity: [
    reason(CAPACITY),
    refusal('SpacesAppFailed', `${CAPACITY}`),
    reason('InsufficientInstanceCapacity: We have not enough of them.'),
    reason('Server.InsufficientInstanceCapacity'),
    reason('InsufficientHostCapacity'),
    reason('InsufficientCapacity'),
    reason('UnfulfillableCapacity')
  ],
  quota: [
    refusal('ResourceLimitExceeded', QUOTA),
    reason(`ResourceLimitExceeded: ${QUOTA}`),
    refusal('SpacesAppFailed', `ResourceLimitExceeded: ${QUOTA}`),
    reason('VcpuLimitExceeded: more than your limit'),
    reason('InstanceLimitExceeded')
  ],
  cooldown: [
    refusal('VolumeModificationRateExceeded', COOLDOWN),
    refusal('Update_Failed', `VolumeModificationRateExceeded: ${COOLDOWN}`)
  ],
  'storage-busy': [refusal('ResourceInUse', STORAGE)],
  'lifecycle-script': [
    reason(SCRIPT),
    refusal('SpacesAppFailed', `${SCRIPT}`),
    reason('LifecycleConfig timed out'),
    reason('The lifecycle configuration script failed')
  ],
  'script-missing': [
    refusal(
      'ValidationException',
      'StudioLifecycleConfig [arn:aws:sagemaker:us-east-1:1:studio-lifecycle-config/x] does not exist for apps of type [JupyterLab].'
    )
  ],
  'image-missing': [
    refusal(
      'ValidationException',
      'SageMaker Image ARN is required for App with type [JupyterLab]'
    ),
    refusal(
      'ValidationException',
      `SageMaker Image [${IMAGE}] does not exist.`
    ),
    refusal(
      'ValidationException',
      `SageMaker Image Version [9.9] of SageMaker Image [${IMAGE}] does not exist.`
    ),
    refusal(
      'ValidationException',
      `SageMaker Image Version [${IMAGE}/3] is not a version of SageMaker Image [${IMAGE}].`
    ),
    reason('The image ours 1.0.0 cannot be used: there is no interpreter'),
    reason('CannotPullContainerError: no such manifest')
  ],
  'access-denied': [
    refusal('AccessDeniedException', DENIED),
    refusal('AccessDenied', 'no'),
    refusal('UnauthorizedOperation', 'no'),
    reason(DENIED)
  ],
  'credentials-expired': [
    refusal(
      'ExpiredTokenException',
      'The security token included in the request is expired'
    ),
    refusal('ExpiredToken', ''),
    reason('ExpiredTokenException')
  ],
  'credentials-invalid': [
    refusal(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.'
    ),
    refusal('InvalidClientTokenId', ''),
    refusal('MissingAuthenticationTokenException', ''),
    refusal('IncompleteSignatureException', ''),
    refusal(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.'
    )
  ],
  clock: [
    refusal(
      'InvalidSignatureException',
      'Signature expired: 20261124T100000Z is now earlier than 20261124T101000Z (20261124T101500Z - 5 min.)'
    ),
    refusal(
      'InvalidSignatureException',
      'Signature not yet current: 20261124T103000Z is still later than 20261124T102000Z (20261124T101500Z + 5 min.)'
    )
  ],
  throttled: [
    refusal('ThrottlingException', 'Rate exceeded'),
    refusal('Throttling', 'Rate exceeded'),
    refusal('TooManyRequestsException', ''),
    refusal('RequestLimitExceeded', ''),
    reason('ThrottlingException: Rate exceeded')
  ],
  internal: [
    reason('InternalFailure'),
    refusal('InternalFailure', 'The request processing has failed.'),
    refusal('InternalServerException', ''),
    refusal('ServiceUnavailable', ''),
    refusal('SpacesAppFailed', 'InternalFailure'),
    refusal('Delete_Failed', 'InternalFailure')
  ],
  'space-busy': [
    refusal('ResourceInUse', 'Space [lab] is [Updating]. Wait.'),
    refusal('ResourceInUse', 'App [arn] already exists.')
  ],
  'space-has-app': [
    refusal(
      'ResourceInUse',
      'Unable to delete Space [arn] because App(s) are associated with it.'
    )
  ],
  'space-running': [
    refusal(
      'ValidationException',
      'Cannot update CustomFileSystems of Space [lab] with an inservice app.'
    )
  ],
  'space-gone': [
    refusal('ResourceNotFound', 'Space [arn] does not exist.'),
    refusal('ResourceNotFoundException', ''),
    refusal('SpacesGone', 'The space lab was deleted while it was created.')
  ],
  'name-taken': [
    refusal('SpacesNameTaken', 'There is already a space named lab.')
  ],
  'too-early': [
    refusal(
      'ValidationException',
      'RecordNotFound: Space [arn] is being created. Retry once it is InService.'
    )
  ],
  'app-gone': [
    refusal(
      'ValidationException',
      'App [default] previously failed and was automatically deleted.'
    ),
    refusal('ValidationException', 'App [default] has already been deleted.')
  ],
  invalid: [
    refusal(
      'ValidationException',
      'EbsVolumeSizeInGb [900] exceeds the maximum [100] of the Domain.'
    ),
    refusal(
      'ValidationException',
      'Updating AppType for Space is not supported.'
    ),
    refusal('SpacesVolumeShrinks', 'It can grow, but never become smaller.'),
    refusal('SpacesNoImageVersion', 'Choose a version of the image.')
  ],
  'here-refused': [
    refusal(
      'SpacesChangeHereRefused',
      'AWS does not change the space lab like this while it runs: Cannot update DefaultResourceSpec of Space [lab] with an inservice app. It was not stopped.'
    )
  ],
  'not-permitted': [refusal('SpacesNotPermitted', 'Only to look at.')],
  started: [refusal('SpacesStarted', 'It was started by somebody.')],
  'create-failed': [
    refusal('Failed', ''),
    refusal('Failed', 'No subnet'),
    refusal('SpacesCreateFailed', 'AWS gives no reason.')
  ],
  'update-failed': [
    refusal('Update_Failed', ''),
    refusal('Update_Failed', 'x'),
    refusal('SpacesUpdateFailed', 'It is Update_Failed. AWS gives no reason.'),
    refusal('SpacesNotChanged', 'AWS took the change of lab, but made none.')
  ],
  'delete-failed': [
    refusal('Delete_Failed', ''),
    refusal('Delete_Failed', 'x'),
    refusal('SpacesDeleteFailed', 'no.'),
    refusal('SpacesNotDeleted', 'AWS took it, but it is InService.')
  ],
  'app-failed': [
    reason(''),
    reason('JupyterLab was killed by SIGKILL.'),
    refusal('SpacesAppFailed', 'AWS gives no reason.')
  ],
  'cannot-do': [
    refusal('SpacesCannotRun', 'The space lab cannot be run, it is Deleting.'),
    refusal(
      'SpacesCannotChange',
      'The space lab cannot be changed, it is Failed.'
    )
  ],
  stopped: [
    refusal(
      'SpacesStopped',
      'The space lab was stopped by somebody while it was starting.'
    )
  ],
  'still-busy': [
    refusal(
      'SpacesStillBusy',
      'After 8 h it was not done yet: train.ipynb. The space keeps running. Stop it now, or ask again with a longer limit.'
    )
  ],
  'outputs-not-saved': [
    refusal(
      'SpacesOutputsNotSaved',
      'What the kernels put out could not be saved: train.ipynb: the disk is full. The space keeps running.'
    )
  ],
  'job-timed-out': [
    refusal(
      'SpacesJobTimedOut',
      'The space lab is still Pending after 30 minutes.'
    )
  ],
  'not-supported': [
    refusal(
      'SpacesNotSupported',
      'The space lab is not one that runs JupyterLab'
    ),
    refusal('SpacesNoOwner', 'Who it is to belong to is not known.')
  ],
  'no-such-job': [refusal('SpacesNoSuchJob', "There is no job 'x'.")],
  fault: [
    refusal('SpacesInternalError', 'KeyError. The server’s log says more.')
  ],
  'no-credentials': [refusal('SpacesNoCredentials', 'none')],
  'no-region': [refusal('SpacesNoRegion', 'none')],
  'no-domain': [refusal('SpacesNoDomain', 'none')],
  'endpoint-unreachable': [refusal('SpacesEndpointUnreachable', 'refused')],
  'timed-out': [refusal('SpacesTimedOut', 'after 60 s')],
  'not-allowed': [
    refusal('SpacesNotAllowed', 'only reads'),
    refusal('SpacesBadRequest', 'no'),
    refusal('SpacesBodyTooLarge', 'no')
  ],
  conflict: [refusal('SpacesJobConflict', 'It is being stopped.')],
  'cannot-open': [refusal('SpacesCannotOpen', 'It is private.')],
  'server-missing': [edge('server-missing')],
  'server-older': [edge('server-older')],
  'page-older': [edge('page-older')],
  'server-unreachable': [edge('server-unreachable')],
  'server-refused': [edge('server-refused')],
  'bad-answer': [edge('bad-answer')],
  unknown: [
    refusal('SomethingNewException', 'Never seen'),
    refusal('SomethingNewException', ''),
    refusal('Unknown', '')
  ]
};

const CASES = Object.entries(TABLE).flatMap(([kind, problems]) =>
  problems.map(
    problem =>
      [
        kind as FailureKind,
        `${problem.type ?? 'FailureReason'}: ${problem.text}`,
        problem
      ] as const
  )
);
const KINDS: readonly JobKind[] = ['run', 'stop', 'create', 'change', 'delete'];

const ABOUT: IAbout = {
  ...ABOUT_NOTHING,
  space: 'lab',
  appType: 'JupyterLab',
  instanceType: 'ml.m5.large',
  domain: 'd-1',
  region: 'eu-west-1'
};

/** The failure of a job that ended with this refusal. */
function ofJob(
  type: string,
  message: string,
  kind: JobKind = 'run',
  told: Partial<IJobError & Pick<IJob, 'left'>> = {}
): IFailure {
  const { left = null, ...error } = told;
  const job = makeJob({
    kind,
    state: 'failed',
    ended: '2026-11-24T10:00:00Z',
    error: makeError({
      type,
      message,
      failed: kind,
      request_id: 'r-1',
      ...error
    }),
    left
  });
  return failureOf(refusal(type, message), { ...ABOUT, job }, trans);
}

describe('failureKindOf', () => {
  it.each(CASES)('is %s for %s', (kind, _, problem) => {
    expect(failureKindOf(problem)).toBe(kind);
  });

  it('is a taken name where AWS refuses a new space as in use', () => {
    const taken = refusal('ResourceInUse', 'Space [arn] already exists.');
    expect(failureKindOf(taken, 'create-space')).toBe('name-taken');
    expect(failureKindOf(taken, 'update-space')).toBe('space-busy');
  });

  it.each([
    ['a space with a telling name', 'space/d-1/InternalFailure-lab'],
    ['another one', 'space/d-1/lifecycle-config-failed']
  ])('does not take %s for a reason', (_, name) => {
    const gone = refusal('ResourceNotFound', `Space [${name}] does not exist.`);
    expect(failureKindOf(gone)).toBe('space-gone');
  });
});

describe('failureOf', () => {
  it.each(CASES)(
    'says of %s what happened and why or what to do, for every job: %s',
    (_, __, problem) => {
      for (const kind of [null, ...KINDS]) {
        const job = kind && makeJob({ kind, state: 'failed' });
        for (const about of [ABOUT_NOTHING, ABOUT]) {
          const failure = failureOf(problem, { ...about, job }, trans);
          expect(failure.title).toMatch(/\S/);
          expect(failure.short).toMatch(/\S/);
          expect(failure.why + failure.todo).toMatch(/\S/);
          expect(JSON.stringify(failure)).not.toMatch(
            /%\d|undefined|: null[^,}]|NaN/
          );
          // What came is to be had whole.
          expect(failure.raw).toContain(problem.text);
        }
      }
    }
  );

  it('has a title of its own for every kind', () => {
    const titles = new Map(
      Object.values(TABLE).flatMap(([first]) =>
        first ? [[failureOf(first, ABOUT, trans).title, first.type]] : []
      )
    );
    expect(titles.size).toBe(Object.keys(TABLE).length);
  });

  it('names the instance type of the text before that of the space', () => {
    expect(failureOf(reason(CAPACITY), ABOUT, trans).short).toBe(
      'no capacity for ml.p4d.24xlarge now'
    );
    expect(
      failureOf(reason('InsufficientInstanceCapacity'), ABOUT, trans).short
    ).toBe('no capacity for ml.m5.large now');
  });

  it('names the type that was asked for before that of the space', () => {
    const job = makeJob({
      kind: 'change',
      choices: { instance_type: 'ml.g5.xlarge' }
    });
    const about = { ...ABOUT, job };
    expect(
      failureOf(reason('InsufficientInstanceCapacity'), about, trans).short
    ).toBe('no capacity for ml.g5.xlarge now');
  });

  it.each<[string, string, JobKind, string[]]>([
    ['ResourceLimitExceeded', QUOTA, 'run', ['change', 'run']],
    ['SpacesAppFailed', CAPACITY, 'run', ['run', 'change']],
    // The form is one, with what was asked for.
    ['SpacesAppFailed', CAPACITY, 'change', ['change']],
    ['SpacesAppFailed', CAPACITY, 'create', ['create', 'change']],
    ['VolumeModificationRateExceeded', COOLDOWN, 'change', ['change']],
    ['ThrottlingException', 'Rate exceeded', 'stop', ['stop']],
    ['InternalFailure', '', 'delete', ['delete']],
    ['ResourceNotFound', 'Space [x] does not exist.', 'run', ['refresh']],
    ['AccessDeniedException', DENIED, 'run', []],
    ['Whatever', '', 'create', ['create']]
  ])('offers after %s (%s) of a job %s: %j', (type, text, kind, acts) => {
    const failure = ofJob(type, text, kind, { step: 'look' });
    expect(failure.acts.map(({ act }) => act)).toEqual(acts);
  });

  it('offers to run a new space that was created, but did not start', () => {
    const created =
      'The space had already been created: delete it if it is not wanted.';
    const failure = ofJob('SpacesAppFailed', CAPACITY, 'create', {
      failed: 'run',
      left: created
    });
    expect(failure.acts.map(({ act }) => act)).toEqual(['run', 'change']);
    expect(failure.left).toBe(created);
    expect(failure.raw).toContain(created);
    const before = ofJob('ThrottlingException', '', 'create');
    expect(before.acts.map(({ act }) => act)).toEqual(['create']);
  });

  it('says what a quota is and where it is raised', () => {
    const none = ofJob('ResourceLimitExceeded', QUOTA);
    expect(none.short).toBe('quota reached for ml.g5.xlarge');
    expect(none.why).toContain(
      '“Studio JupyterLab Apps running on ml.g5.xlarge instances” is 0'
    );
    expect(none.quotas).toBe(
      'https://eu-west-1.console.aws.amazon.com/servicequotas/home/services/sagemaker/quotas'
    );
    const used = QUOTA.replace('is 0 Apps', 'is 2 Apps').replace(
      'utilization of 0',
      'utilization of 2'
    );
    expect(ofJob('ResourceLimitExceeded', used).why).toContain(
      'is 2, and 2 are in use'
    );
  });

  it('does not speak of instances where another quota is reached', () => {
    const spaces = "The account-level service limit 'Number of spaces' is 5";
    const { title, acts } = ofJob('ResourceLimitExceeded', spaces, 'create', {
      step: 'create-space'
    });
    expect(title).toBe('A quota of the AWS account is reached');
    expect(acts).toEqual([]);
  });

  it.each([
    [DENIED, 'The permission sagemaker:CreateApp is missing for StudioRole.'],
    [
      'User: arn:aws:iam::1:user/ana is not authorized to perform: sagemaker:DeleteSpace on resource: x with an explicit deny in a service control policy',
      'A policy (service control policy) forbids it to arn:aws:iam::1:user/ana expressly.'
    ],
    [
      'User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: sagemaker:CreateApp because no permissions boundary allows the sagemaker:CreateApp action',
      'The permissions boundary does not permit it to r.'
    ],
    ['no', 'The permission run lab is missing for the role of this space.']
  ])('says who lacks which permission: %s', (text, why) => {
    expect(ofJob('AccessDeniedException', text).why).toBe(why);
  });

  it('says from when a volume can grow again', () => {
    const text = COOLDOWN.replace('6', '4');
    const { retryFrom } = ofJob('VolumeModificationRateExceeded', text);
    expect(retryFrom?.toISOString()).toBe('2026-11-24T14:00:00.000Z');
    expect(ofJob('ThrottlingException', '').retryFrom).toBeNull();
  });

  it('leads to the log of what AWS began to start, and to no other', () => {
    expect(failureOf(reason('InternalFailure'), ABOUT, trans).log?.stream).toBe(
      'd-1/lab/JupyterLab/default'
    );
    expect(ofJob('SpacesAppFailed', CAPACITY).log?.stream).toBe(
      'd-1/lab/JupyterLab/default'
    );
    expect(failureOf(reason(SCRIPT), ABOUT, trans).log?.stream).toBe(
      'd-1/lab/JupyterLab/default/LifecycleConfigOnStart'
    );
    expect(ofJob('ResourceLimitExceeded', QUOTA).log).toBeNull();
    expect(failureOf(reason(SCRIPT), ABOUT_NOTHING, trans).log).toBeNull();
  });

  it.each<[boolean | null, string]>([
    [true, '; it runs again as before'],
    [false, '; it could not be run again'],
    [null, '']
  ])('says whether the space runs again after a change: %s', (runs, words) => {
    const left = 'The former image was restored.';
    const failure = ofJob('SpacesAppFailed', CAPACITY, 'change', {
      left,
      runs
    });
    expect(failure.short).toBe(`no capacity for ml.p4d.24xlarge now${words}`);
    expect(failure.left).toBe(left);
  });

  it.each<[boolean | null, string]>([
    [true, 'Run as before'],
    [null, 'Run as before'],
    [false, 'Run']
  ])(
    'runs a space that a change left stopped, its settings restored: %s',
    (restored, label) => {
      const { acts } = ofJob('ResourceLimitExceeded', QUOTA, 'change', {
        runs: false,
        restored
      });
      expect(acts.map(each => [each.act, each.label])).toEqual([
        ['run', label],
        ['change', 'Choose another instance…']
      ]);
    }
  );

  it.each<[JobKind, JobKind, string]>([
    ['run', 'run', 'could not be run'],
    ['stop', 'stop', 'could not be stopped'],
    ['create', 'create', 'could not be created'],
    ['create', 'run', 'was created, but could not be run'],
    ['change', 'change', 'could not be changed'],
    ['change', 'run', 'was changed, but could not be run'],
    ['change', 'stop', 'was changed, but could not be stopped'],
    ['delete', 'delete', 'could not be deleted']
  ])('says what of a job %s whose %s failed was not done: %s', (...given) => {
    const [kind, failed, words] = given;
    const error = makeError({ failed });
    expect(notDoneWord(makeJob({ kind, state: 'failed', error }), trans)).toBe(
      words
    );
  });

  it('offers to run or to stop what was made before, not to make it again', () => {
    const again = (kind: JobKind, failed: JobKind) =>
      ofJob('InternalFailure', '', kind, { failed }).acts[0].label;
    expect(again('create', 'create')).toBe('Create again…');
    expect(again('create', 'run')).toBe('Run again');
    expect(again('change', 'run')).toBe('Run again');
    expect(again('change', 'stop')).toBe('Stop again…');
    const denied = ofJob('AccessDeniedException', DENIED, 'create', {
      failed: 'run'
    });
    expect(denied.short).toBe('you may not run it from here');
  });

  it('gives AWS’s reason as it is', () => {
    const failure = ofJob('SpacesCreateFailed', 'No subnet', 'create');
    expect([failure.short, failure.why]).toEqual([
      'failed: No subnet',
      'No subnet'
    ]);
  });

  it('keeps the step and AWS’s id of the request', () => {
    const failure = ofJob('InternalFailure', 'so said AWS');
    expect(failure.step).toBe('create-app');
    expect(failure.raw).toBe('InternalFailure: so said AWS\nRequest id: r-1');
  });
});
