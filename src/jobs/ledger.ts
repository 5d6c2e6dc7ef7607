import { IJob, IJobEvent, IJobList } from './job';

/** The jobs as this page knows them, and up to which event. */
export interface ILedger {
  readonly boot: string | null;
  readonly sequence: number;
  readonly jobs: readonly IJob[];
}

export const EMPTY: ILedger = { boot: null, sequence: 0, jobs: [] };

/** The ledger after a full list; a list that is older than the events already seen is ignored. */
export function afterList(ledger: ILedger, list: IJobList): ILedger {
  return list.boot === ledger.boot && list.sequence < ledger.sequence
    ? ledger
    : { boot: list.boot, sequence: list.sequence, jobs: list.jobs };
}

/**
 * The ledger after an event, or `gap` when events were missed and the list must be read anew
 * (another start of the server, or a number left out). An event that the list already had is ignored.
 */
export function afterEvent(ledger: ILedger, event: IJobEvent): ILedger | 'gap' {
  if (event.boot !== ledger.boot) {
    return 'gap';
  }
  if (event.sequence <= ledger.sequence) {
    return ledger;
  }
  return event.sequence === ledger.sequence + 1
    ? {
        ...withJob(ledger, event.job),
        sequence: event.sequence
      }
    : 'gap';
}

/** The ledger with one job put in or replaced. */
export function withJob(ledger: ILedger, job: IJob): ILedger {
  const known = ledger.jobs.some(other => other.id === job.id);
  return {
    ...ledger,
    jobs: known
      ? ledger.jobs.map(other => (other.id === job.id ? job : other))
      : [job, ...ledger.jobs]
  };
}

/** The newest job of each space, by its name in lower case. */
export function latestJobs(jobs: readonly IJob[]): ReadonlyMap<string, IJob> {
  const latest = new Map<string, IJob>();
  for (const job of jobs) {
    const key = job.space.toLowerCase();
    if (!latest.has(key)) {
      latest.set(key, job);
    }
  }
  return latest;
}
