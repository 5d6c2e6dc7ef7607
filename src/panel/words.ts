import type { TranslationBundle } from '@jupyterlab/translation';
import type { IJob } from '../jobs/job';
import { awaitedWord } from '../jobs/words';
import type { Ownership } from '../spaces/ownership';
import { ISpace } from '../spaces/space';
import { rawStatus, SpaceStatus } from '../spaces/status';

/** A status in one word; AWS's own text where this version does not know it. */
export function statusWord(
  status: SpaceStatus,
  space: ISpace,
  trans: TranslationBundle
): string {
  switch (status) {
    case 'Stopped':
      return trans.__('stopped');
    case 'Starting':
      return trans.__('starting');
    case 'Running':
      return trans.__('running');
    case 'Stopping':
      return trans.__('stopping');
    case 'Updating':
      return space.spaceStatus === 'Pending'
        ? trans.__('being created')
        : trans.__('being changed');
    case 'Deleting':
      return trans.__('being deleted');
    case 'Failed':
      return trans.__('failed');
    case 'Unknown':
      return space.appsRead
        ? rawStatus(space) || trans.__('unknown')
        : trans.__('reading…');
  }
}

/** Private or shared, as AWS says it. */
export function sharingWord(space: ISpace, trans: TranslationBundle): string {
  switch (space.sharing) {
    case 'Private':
      return trans.__('private');
    case 'Shared':
    case null:
      return trans.__('shared');
    default:
      return space.sharing;
  }
}

/** Whose it is; empty for a shared space without an owner. */
export function ownerWord(
  space: ISpace,
  ownership: Ownership,
  trans: TranslationBundle
): string {
  return ownership === 'yours' ? trans.__('yours') : (space.owner ?? '');
}

/** Name of an app type as Studio shows it. */
export function appWord(type: string | null, trans: TranslationBundle): string {
  switch (type) {
    case 'JupyterLab':
      return 'JupyterLab';
    case 'CodeEditor':
      return 'Code Editor';
    case 'RStudioServerPro':
      return 'RStudio';
    case 'RSessionGateway':
      return trans.__('RStudio session');
    case null:
    case 'JupyterServer':
    case 'KernelGateway':
      return trans.__('Studio Classic');
    default:
      return type;
  }
}

/** For what the stop of a running space waits: `Stops when train.ipynb is done.` */
export function waitingWords(job: IJob, trans: TranslationBundle): string {
  if (job.step.name === 'announce') {
    return trans.__('Stops within a minute.');
  }
  const awaited = awaitedWord(job, trans);
  return awaited
    ? trans.__('Stops when %1 is done.', awaited)
    : trans.__('Stops: outputs are being saved.');
}
