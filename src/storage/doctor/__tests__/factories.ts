import { GB } from '../../__tests__/factories';
import { IHog, IResult, IUsage } from '../usage';

export const HOME_PATH = '/home/sagemaker-user';

/** A whole scan of the home, of 10 GB. */
export function makeResult(part: Partial<IResult> = {}): IResult {
  return {
    where: 'home',
    path: HOME_PATH,
    state: 'done',
    error: null,
    started: '2026-11-26T07:00:00Z',
    ended: '2026-11-26T07:01:00Z',
    cleared_since: null,
    bytes: 10 * GB,
    files: 1200,
    folders: 1,
    largest_folders: [],
    largest_files: [],
    owners: [{ uid: 1000, bytes: 10 * GB, files: 1200 }],
    hogs: {},
    unread: { count: 0, examples: [] },
    vanished: 0,
    other_file_systems: [],
    ...part
  };
}

export const PIP: IHog = {
  id: 'pip',
  name: 'pip’s cache',
  paths: [`${HOME_PATH}/.cache/pip`],
  safe: true,
  why: 'pip gets them again.'
};

export const MODELS: IHog = {
  id: 'models',
  name: 'Models',
  paths: [`${HOME_PATH}/.cache/models`],
  safe: false,
  why: 'They may be gated.'
};

export function makeUsage(part: Partial<IUsage> = {}): IUsage {
  return {
    where: [{ id: 'home', path: HOME_PATH }],
    results: {},
    running: {},
    failed: {},
    hogs: [PIP, MODELS],
    days_until_full: null,
    ...part
  };
}
