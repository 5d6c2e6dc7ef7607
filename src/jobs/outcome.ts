import type { IJob, JobKind } from './job';

/** What of a job failed. */
export interface IFailedPart {
  /** What the job had done before; null: nothing that stays. */
  readonly done: 'create' | 'change' | null;
  readonly failed: JobKind;
}

/** The steps of a create that come when the space is there. */
const AFTER_CREATE: ReadonlySet<string> = new Set([
  'wait-gone',
  'create-app',
  'wait-in-service'
]);

/**
 * What of a job that failed was done, and what was not.
 *
 * What of a change stays stands in the server's sentences only (`jobs/left.py`, `jobs/change_here.py`).
 */
export function failedPart(job: IJob): IFailedPart {
  const { kind, error } = job;
  const { step = '', message = '' } = error ?? {};
  if (kind === 'create' && AFTER_CREATE.has(step)) {
    return { done: 'create', failed: 'run' };
  }
  if (kind === 'change' && CHANGED.test(message)) {
    return { done: 'change', failed: 'run' };
  }
  if (kind === 'change' && CHANGED_HERE.test(message)) {
    return { done: 'change', failed: 'stop' };
  }
  return { done: null, failed: kind };
}

const CHANGED = / The settings had been changed\./;
const CHANGED_HERE = /^The settings of the space \S+ were changed and hold/;

/** How a failed change left the space. */
export interface IOutcome {
  /** In the server's words; empty where nothing was taken back. */
  readonly text: string;
  /** Whether it runs again; null where that was not tried. */
  readonly runs: boolean | null;
  /** Whether it has its former settings. */
  readonly restored: boolean;
}

/** Where the server begins to tell of the outcome, behind the reason (`jobs/change.py`, `jobs/left.py`). */
const OUTCOME =
  / (The former (instance type|image|lifecycle script|settings) |The space runs again as before\.|It was already (running|starting)\.$|It could not be run again: |The space had already been created|The settings had been changed|The change had failed|AWS had already been asked to|It had been stopped for that)/;

/** What a job tells of a failure: why, and how the space is left. The server puts both into one text. */
export function splitOutcome(text: string): readonly [string, IOutcome] {
  const begin = text.search(OUTCOME);
  const told = begin < 0 ? '' : text.slice(begin + 1);
  const runs = told.includes('It could not be run again: ')
    ? false
    : /(runs again as before|It was already (running|starting))\.$/.test(
        told
      ) || null;
  return [
    begin < 0 ? text : text.slice(0, begin),
    {
      text: told,
      runs,
      restored: !told.includes('settings could not be restored: ')
    }
  ];
}
