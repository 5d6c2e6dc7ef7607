import type { IJob } from '../jobs/job';
import { IApp, ISpace, mainApp } from './space';
import { SpaceStatus, statusOf } from './status';

/** The status to show: a job under way says more than the last list. */
export function statusWithJob(space: ISpace, job: IJob | null): SpaceStatus {
  const status = statusOf(space);
  if (job?.state !== 'running') {
    return status;
  }
  return job.kind === 'run' ? 'Starting' : 'Stopping';
}

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
