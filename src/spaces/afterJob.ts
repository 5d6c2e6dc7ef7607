import { IJob, isWaitingStop, JobKind } from '../jobs/job';
import { IApp, ISpace, mainApp } from './space';
import { SpaceStatus, statusOf } from './status';

/** The status to show: a job under way says more than the last list. */
export function statusWithJob(space: ISpace, job: IJob | null): SpaceStatus {
  const status = statusOf(space);
  if (job?.state !== 'running' || isWaitingStop(job)) {
    return status;
  }
  const starts =
    job.step.name === 'create-app' || job.step.name === 'wait-in-service';
  return job.kind === 'create' && starts ? 'Starting' : DOING[job.kind];
}

/** What a space is doing while a job of that kind is under way. */
const DOING: Readonly<Record<JobKind, SpaceStatus>> = {
  run: 'Starting',
  stop: 'Stopping',
  create: 'Updating',
  change: 'Updating',
  delete: 'Deleting'
};

/** The space as a job that has just succeeded left it, until the next list says so itself. */
export function afterJob(space: ISpace, job: IJob): ISpace {
  if (job.state !== 'done') {
    return space;
  }
  switch (job.kind) {
    case 'run':
      return statusOf(space) === 'Running'
        ? space
        : { ...space, apps: [startedApp(space, job), ...space.apps] };
    case 'stop':
      return {
        ...space,
        apps: space.apps.map(app => ({ ...app, status: 'Deleted' }))
      };
    case 'delete':
      return { ...space, spaceStatus: 'Deleting' };
    case 'create':
    case 'change':
      // What it is now only the next list can say.
      return space;
  }
}

function startedApp(space: ISpace, job: IJob): IApp {
  return {
    name: 'default',
    type: space.appType ?? mainApp(space)?.type ?? '',
    status: 'InService',
    instanceType: space.details?.instanceType ?? null,
    image: space.details?.image ?? null,
    created: new Date(job.created)
  };
}
