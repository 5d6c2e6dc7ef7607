import type { IJob } from '../jobs/job';
import type { IChoices } from '../jobs/request';
import { APP_TYPES, AppType } from '../spaces/domainSettings';
import type { ISpace } from '../spaces/space';
import { draftOfChoices, IDraft, presentDraft } from './draft';
import type { IImageOffer } from './images';

/** What the form for a new space begins with, instead of what the domain gives. */
export interface ITemplate {
  readonly name: string;
  readonly sharing: 'Private' | 'Shared';
  readonly app: AppType;
  /** User profile that it was to belong to; empty where that was not asked for. */
  readonly owner: string;
  /** The settings, by the images that are offered. */
  readonly settings: (offers: readonly IImageOffer[]) => Partial<IDraft>;
}

/** The members of a job that say which space was to be created: JSON, for arguments of commands. */
export type CreateJob = Pick<IJob, 'space' | 'choices' | 'creation'>;

/** What a job was to create. */
export function templateOfJob(job: CreateJob): ITemplate {
  const { space, creation } = job;
  const choices: IChoices = job.choices ?? {};
  return {
    name: space,
    sharing: creation?.sharing ?? 'Private',
    app: creation?.app_type ?? 'JupyterLab',
    owner: creation?.owner ?? '',
    settings: offers => draftOfChoices(choices, offers)
  };
}

/**
 * Another space like this one: its settings, as far as they are known, but neither its name nor its files.
 *
 * @param taken - whether there is a space of a name
 */
export function templateOfSpace(
  space: ISpace,
  taken: (name: string) => boolean
): ITemplate {
  return {
    name: freeName(space.name, taken),
    sharing: space.sharing === 'Private' ? 'Private' : 'Shared',
    app: appTypeOf(space),
    owner: space.owner ?? '',
    settings: offers =>
      space.details ? { ...presentDraft(space, offers), displayName: '' } : {}
  };
}

/** The app that the forms take a space for. */
export function appTypeOf(space: ISpace): AppType {
  return APP_TYPES.find(type => type === space.appType) ?? 'JupyterLab';
}

/** `train-2`, or the first number that is free; what stands there already is counted on. At most 63 characters. */
function freeName(name: string, taken: (name: string) => boolean): string {
  const stem = name.replace(/-\d+$/, '');
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const free = stem.slice(0, 63 - ending.length).replace(/-+$/, '') + ending;
    if (!taken(free)) {
      return free;
    }
  }
}
