import type { IJob } from '../jobs/job';

/** Tells which jobs have ended since the last look; one that had ended before the first look is no news. */
export class EndedJobs {
  /** The jobs that were running at the last look and run no more. */
  since(jobs: readonly IJob[]): readonly IJob[] {
    const ended = jobs.filter(
      job => job.state !== 'running' && this._running.has(job.id)
    );
    this._running = new Set(
      jobs.filter(job => job.state === 'running').map(job => job.id)
    );
    return ended;
  }

  private _running: ReadonlySet<string> = new Set();
}
