import type { IProblem, ProblemKind } from '../server/problem';
import type { StepName } from './job';

/** What a failure is at heart, whichever way it was told: as a refusal, or later as a FailureReason. */
export type FailureKind =
  | Exclude<ProblemKind, 'aws'>
  /** AWS has no such instance to give now. */
  | 'capacity'
  /** A quota of the account is reached. */
  | 'quota'
  /** The volume was changed too short a time ago to be changed again. */
  | 'cooldown'
  /** The volume is not yet ready after it was made or grown. */
  | 'storage-busy'
  | 'lifecycle-script'
  | 'script-missing'
  | 'image-missing'
  /** The clocks of this machine and of AWS differ by too much. */
  | 'clock'
  /** AWS failed, and says no more. */
  | 'internal'
  /** What was to be changed cannot be while an app runs. */
  | 'space-running'
  /** An app keeps the space from being deleted. */
  | 'space-has-app'
  | 'space-busy'
  | 'space-gone'
  | 'name-taken'
  /** The space is still being created. */
  | 'too-early'
  /** The app that was to be stopped had ended before. */
  | 'app-gone'
  /** AWS does not accept a value that was asked for. */
  | 'invalid'
  | 'create-failed'
  | 'update-failed'
  | 'delete-failed'
  /** The app did not start or died, for a reason of its own. */
  | 'app-failed'
  /** The status of the space forbids it. */
  | 'cannot-do'
  /** The administrator of this server forbids it. */
  | 'not-permitted'
  /** AWS does not change this very space so while it runs. */
  | 'here-refused'
  /** Somebody stopped the space while it was starting. */
  | 'stopped'
  /** Somebody started the space while it was being stopped for something else. */
  | 'started'
  /** What a stop was to wait for was not done within its limit. */
  | 'still-busy'
  /** What the kernels put out could not be written, so the space was not stopped. */
  | 'outputs-not-saved'
  | 'job-timed-out'
  | 'not-supported'
  | 'no-such-job'
  /** A mistake in the server part. */
  | 'fault'
  | 'unknown';

/**
 * What tells each kind, in `type: text` without the names in it; the first that fits decides. A reason of AWS's comes before the
 * errors that wrap it (ours, and the status of a space), and a particular wording before its general type.
 *
 * Wordings: reported, or the local domain's where AWS's are not known.
 */
const RULES: readonly (readonly [FailureKind, RegExp])[] = [
  [
    'access-denied',
    /not authorized to perform|\bAccessDenied|\bUnauthorizedOperation\b/
  ],
  [
    'quota',
    /\bResourceLimitExceeded|service limit|\b(Vcpu|Instance)LimitExceeded\b|\bLimitExceededException\b/
  ],
  // SageMaker's name, and EC2's own: InsufficientInstanceCapacity, InsufficientHostCapacity, ...
  ['capacity', /Insufficient\w*Capacity|\bUnfulfillableCapacity\b/i],
  ['cooldown', /\bVolumeModificationRateExceeded\b/],
  ['storage-busy', /storage is not in Available status/],
  [
    'lifecycle-script',
    /\bLife ?cycle ?Config(uration)?\b.*\b(failed|timed out)\b/i
  ],
  ['script-missing', /LifecycleConfig \[\] does not exist/],
  [
    'image-missing',
    /Image ARN is required|\bImage( Version)? \[\].* (does not exist|is not a version)|\bimage \S+.* (not found|cannot be used)|\b(CannotPull|ImageNotFound|RepositoryNotFound)\w*/i
  ],
  ['app-gone', /automatically deleted|has already been deleted/],
  ['too-early', /\bRecordNotFound\b/],
  ['here-refused', /^SpacesChangeHereRefused\b/],
  ['space-running', /\binservice app\b/i],
  ['space-has-app', /App\(s\) are associated/],
  ['throttled', /\bThrottling|\bRate exceeded|\bTooManyRequests/],
  ['credentials-expired', /\bExpiredToken/],
  ['no-such-job', /^SpacesNoSuchJob\b/],
  ['stopped', /^SpacesStopped\b/],
  ['started', /^SpacesStarted\b/],
  ['still-busy', /^SpacesStillBusy\b/],
  ['outputs-not-saved', /^SpacesOutputsNotSaved\b/],
  ['job-timed-out', /^SpacesJobTimedOut\b/],
  ['not-supported', /^Spaces(NotSupported|NoOwner)\b/],
  ['not-permitted', /^SpacesNotPermitted\b/],
  ['name-taken', /^SpacesNameTaken\b/],
  ['fault', /^SpacesInternalError\b/],
  ['internal', /\bInternal(Failure|Error|Server\w*)\b|\bServiceUnavailable/],
  ['space-busy', /^(ResourceInUse|ConflictException)\b/],
  ['space-gone', /^(ResourceNotFound|SpacesGone\b)/],
  [
    'invalid',
    /^(Validation(Exception|Error)|SpacesVolumeShrinks|SpacesNoImageVersion)\b/
  ],
  ['cannot-do', /^SpacesCannot(Run|Change)\b/],
  ['update-failed', /^(Update_Failed|SpacesUpdateFailed|SpacesNotChanged)\b/],
  ['delete-failed', /^(Delete_Failed|SpacesDeleteFailed|SpacesNotDeleted)\b/],
  ['create-failed', /^(Failed|SpacesCreateFailed)\b/],
  ['app-failed', /^SpacesAppFailed\b/]
];

/** AWS accepts a signature for five minutes before and after its own time. */
const CLOCK = /Signature expired|Signature not yet current|TimeTooSkewed/;

/**
 * The kind of a failure.
 *
 * @param step - the step of the job that failed, if it was one
 */
export function failureKindOf(
  problem: IProblem,
  step: StepName | null = null
): FailureKind {
  const { kind, type, text, tried } = problem;
  if (kind === 'credentials-invalid' && CLOCK.test(text)) {
    return 'clock';
  }
  if (kind !== 'aws') {
    return kind;
  }
  const said = withoutNames(type ? `${type}: ${text}` : text);
  const found = RULES.find(([, pattern]) => pattern.test(said))?.[0];
  if (found === 'space-busy' && step === 'create-space') {
    return 'name-taken';
  }
  return found ?? (tried === 'DescribeApp' ? 'app-failed' : 'unknown');
}

/** AWS puts names into brackets, or says them as ARNs: people may have named a thing after an error. */
function withoutNames(text: string): string {
  return text.replace(/\[[^\]]*\]/g, '[]').replace(/\barn:\S+/g, 'arn');
}
