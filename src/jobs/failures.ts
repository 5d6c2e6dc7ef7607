import type { TranslationBundle } from '@jupyterlab/translation';
import type { IProblem } from '../server/problem';
import { ILog, logOf, quotasUrl } from './console';
import { FailureKind, failureKindOf } from './failureKind';
import { IActWords, wordsOf } from './failureWords';
import type { IJob, IJobError, StepName } from './job';
import { hoursIn, instanceIn } from './reasons';

/** What a failure is about, as far as it is known. */
export interface IAbout {
  /** The job that failed; null when none did. */
  readonly job: IJob | null;
  readonly space: string | null;
  readonly instanceType: string | null;
  readonly appType: string | null;
  readonly domain: string | null;
  readonly region: string | null;
}

/** A failure that is not about one space. */
export const ABOUT_NOTHING: IAbout = {
  job: null,
  space: null,
  instanceType: null,
  appType: null,
  domain: null,
  region: null
};

/** A failure in plain words, with what one can do about it. */
export interface IFailure {
  readonly kind: FailureKind;
  /** A few words, for a row. */
  readonly short: string;
  /** What happened, in one line. */
  readonly title: string;
  /** Why; may be empty. */
  readonly why: string;
  /** How a job that failed left the space, in the server's words; empty where it says nothing. */
  readonly left: string;
  /** What one can do now; may be empty. */
  readonly todo: string;
  /** Buttons, the best first. */
  readonly acts: readonly IActWords[];
  /** When it makes sense to try again, at the latest; null where that is not known. */
  readonly retryFrom: Date | null;
  /** Page where quotas are raised; null where that is no help. */
  readonly quotas: string | null;
  /** The log of what failed; null where nothing had begun. */
  readonly log: ILog | null;
  /** The step of the job in which it failed; null when it was none. */
  readonly step: StepName | null;
  /** Exactly what was answered, for whoever helps. */
  readonly raw: string;
}

/** What a problem means, and what to do about it. */
export function failureOf(
  problem: IProblem,
  about: IAbout,
  trans: TranslationBundle
): IFailure {
  const { tried, text } = problem;
  const type = problem.type ?? null;
  const { job } = about;
  const error = job?.error ?? null;
  const step = (error?.step ?? null) as StepName | null;
  const kind = failureKindOf(problem, step);
  const instanceType =
    instanceIn(text) ?? job?.choices?.instance_type ?? about.instanceType;
  const words = wordsOf(
    kind,
    {
      tried,
      text,
      type,
      job: error?.failed ?? job?.kind ?? null,
      step,
      instanceType
    },
    trans
  );
  return {
    kind,
    short: shortWith(error, words.short ?? words.title, trans),
    title: words.title,
    why: words.why,
    left: job?.left ?? '',
    todo: words.todo,
    acts: actsAfter(error, words.acts ?? [], trans),
    retryFrom:
      kind === 'cooldown' && job?.ended
        ? new Date(Date.parse(job.ended) + hoursIn(text) * 3_600_000)
        : null,
    quotas: kind === 'quota' ? quotasUrl(about.region) : null,
    log: logFor(kind, problem, about),
    step,
    raw: rawText(problem, job, trans)
  };
}

/** The few words, with whether the space runs again. */
function shortWith(
  error: IJobError | null,
  short: string,
  trans: TranslationBundle
): string {
  switch (error?.runs ?? null) {
    case true:
      return trans.__('%1; it runs again as before', short);
    case false:
      return trans.__('%1; it could not be run again', short);
    case null:
      return short;
  }
}

/** One button an act; a space that a change left stopped can be run as it was. */
function actsAfter(
  error: IJobError | null,
  acts: readonly IActWords[],
  trans: TranslationBundle
): readonly IActWords[] {
  const label =
    error?.restored === false ? trans.__('Run') : trans.__('Run as before');
  const all: readonly IActWords[] =
    error?.runs === false ? [{ act: 'run', label }, ...acts] : acts;
  return all.filter(
    ({ act }, at) => all.findIndex(other => other.act === act) === at
  );
}

/** Only an app that AWS began to start has a log. */
function logFor(
  kind: FailureKind,
  problem: IProblem,
  about: IAbout
): ILog | null {
  const { domain, space, appType, region } = about;
  const script = kind === 'lifecycle-script';
  const begun =
    script ||
    problem.type === 'SpacesAppFailed' ||
    problem.tried === 'DescribeApp';
  return begun && domain && space && appType
    ? logOf({ domain, space, appType, region }, script ? 'lifecycle' : 'app')
    : null;
}

function rawText(
  problem: IProblem,
  job: IJob | null,
  trans: TranslationBundle
): string {
  const id = job?.error?.request_id;
  return [
    [problem.type, problem.text].filter(Boolean).join(': '),
    job?.left,
    id ? trans.__('Request id: %1', id) : ''
  ]
    .filter(Boolean)
    .join('\n');
}
