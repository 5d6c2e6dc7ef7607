import type { Toolbar } from '@jupyterlab/ui-components';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { IHereState } from './server/here';
import type { IJob } from './jobs/job';
import type { IChoices, ICreateRequest } from './jobs/request';
import type { IProblem } from './server/problem';
import type { Action } from './spaces/actions';
import type { Denied } from './spaces/denied';
import type {
  AppType,
  IAccountImage,
  IDomainSettings,
  IImageVersion,
  ILifecycleConfig,
  ISpaceDefaults
} from './spaces/domainSettings';
import type { IBilled } from './spaces/billed';
import type { Price } from './spaces/cost';
import type { IInstance, IPriceList } from './spaces/instances';
import type { IHereApp, IProfileApp, ISpace } from './spaces/space';
import type { IFolder, IMounts } from './storage/mounts';

/** Where this JupyterLab runs: which space, whose, in which domain. */
export interface IHere {
  readonly state: IHereState;
  readonly stateChanged: ISignal<IHere, void>;
  /** Ask the server part again. Never rejects: a failure is a state. */
  refresh(): Promise<void>;
}

export const IHere = new Token<IHere>(
  'jupyterlab-sagemaker-spaces:IHere',
  'Where this JupyterLab runs: space, domain, region.'
);

/** The list of spaces, as far as it is known. */
export type SpacesState =
  | { readonly kind: 'loading' }
  /** There is no list to be had here: {@link IHere} knows in which other place JupyterLab runs. */
  | { readonly kind: 'outside' }
  /** Nothing could be read yet; `retryAt` is when it is tried again (ms since 1970). */
  | {
      readonly kind: 'failed';
      readonly problem: IProblem;
      readonly retryAt: number | null;
    }
  | {
      readonly kind: 'ready';
      /** Every space of the domain that was read, by name. */
      readonly spaces: readonly ISpace[];
      /** Apps of user profiles that belong to no space. */
      readonly profileApps: readonly IProfileApp[];
      /** False while further pages are on their way. */
      readonly complete: boolean;
      /** The name that decides which spaces are one's own; null when not known. */
      readonly me: string | null;
      /** Why the last refresh failed: the list is older then. */
      readonly problem: IProblem | null;
      readonly retryAt: number | null;
    };

/** The spaces of the domain, and which one is selected. */
export interface ISpaces {
  readonly state: SpacesState;
  readonly stateChanged: ISignal<ISpaces, void>;
  /** Name of the selected space; null for none. Details of it are read first. */
  readonly selected: string | null;
  select(name: string | null): void;
  /** The space of that name, if it is known. */
  find(name: string): ISpace | null;
  /** The app that one is in, as far as it is known. */
  readonly hereApp: IHereApp;
  /** Ask for {@link hereApp} alone, which costs little. Never rejects: a failure shows when the list is read. */
  glance(): Promise<void>;
  /** The space that one is in with its details, without reading the list; null in none. Rejects with ProblemError. */
  readHere(): Promise<ISpace | null>;
  /** Whether somebody looks: the list is refreshed only then. */
  isActive: boolean;
  /** Names of the spaces that are in view: their details are read. */
  shown: readonly string[];
  /** Actions that AWS refused since the page was loaded. */
  readonly denied: Denied;
  /** Remember how AWS answered an action on a space that was no job; jobs are followed anyway. */
  learn(action: Action, name: string, denied: boolean): void;
  /** Read the list now, to its end. Never rejects: a failure is a state. */
  refresh(): Promise<void>;
}

export const ISpaces = new Token<ISpaces>(
  'jupyterlab-sagemaker-spaces:ISpaces',
  'The spaces of the domain and the selected one.'
);

/** What spaces can be made of. Each thing is read when it is first asked for, and once; all reject with ProblemError. */
export interface IAccountReads {
  /** The domain's settings for spaces. */
  domain(): Promise<IDomainSettings>;
  /** What a user profile overrides of them. */
  profile(name: string): Promise<ISpaceDefaults>;
  /** The account's own images, by name; AWS's distribution is not among them. */
  images(): Promise<readonly IAccountImage[]>;
  /** The versions of one of these, newest first. */
  imageVersions(image: string): Promise<readonly IImageVersion[]>;
  /** The account's scripts for apps of one type, by name. */
  lifecycleConfigs(appType: AppType): Promise<readonly ILifecycleConfig[]>;
  /**
   * Names of the user profiles that have these uids on the domain's EFS file system, by uid; those that are found.
   *
   * @param onFound - called with those that are known by then, each time that there is another
   */
  profilesByUid(
    uids: readonly number[],
    onFound: (known: ReadonlyMap<number, string>) => void
  ): Promise<ReadonlyMap<number, string>>;
  /** What else of this account and region is billed now, by kind: each kind alone may be refused. Never rejects once connected. */
  billed(): Promise<readonly IBilled[]>;
}

/**
 * What holds for the whole account or region, rather than for one space.
 *
 * Everything is undefined until the catalogue of instance types is loaded, which the first question starts,
 * and null where it is not known: a price that is not known is never 0, nor another region's. Prices stay undefined where
 * people do not want to see costs: whoever shows them leaves out what is undefined.
 */
export interface IAccount {
  /** Begin to read what spaces can be made of; what an earlier reader knows may be out of date. */
  read(): Promise<IAccountReads>;
  /** All instance types with data, by name. */
  readonly instances: ReadonlyMap<string, IInstance> | undefined;
  /** Data of an instance type. */
  instance(type: string): IInstance | null | undefined;
  /** Price of a running JupyterLab app on that type in the domain's region, USD an hour. */
  price(type: string): Price;
  /** Price of the EBS volumes (gp3) of spaces in the domain's region, USD a GB-month. */
  readonly volumePrice: Price;
  /** Of when and whose the prices are; null when none is known for the domain's region. */
  readonly priceList: IPriceList | null | undefined;
  /** Emitted when the catalogue has come, or the region. */
  readonly changed: ISignal<IAccount, void>;
}

export const IAccount = new Token<IAccount>(
  'jupyterlab-sagemaker-spaces:IAccount',
  'What an instance type has, its price in the region, and what spaces can be made of.'
);

/** Changes of spaces, held by the server: they outlive this page. */
export interface IJobs {
  /** Newest first. */
  readonly jobs: readonly IJob[];
  readonly changed: ISignal<IJobs, void>;
  /** The newest job of a space. */
  latest(space: string): IJob | null;
  /** The jobs that this tab asked for (also before a reload), until their end was {@link told}. */
  readonly asked: readonly IJob[];
  /** The person was told how a job ended. */
  told(id: string): void;
  /** Start a space, or join the job that does so. Rejects with ProblemError. */
  run(space: string): Promise<IJob>;
  /** Stop a space, or join the job that does so; `quietly` where whoever asks tells how it ends. Rejects with ProblemError. */
  stop(space: string, quietly?: boolean): Promise<IJob>;
  /** Create a space, and run it if that is asked for. Rejects with ProblemError. */
  create(request: ICreateRequest): Promise<IJob>;
  /** Change a space's settings; one that runs is stopped for it and run again. Rejects with ProblemError. */
  change(space: string, choices: IChoices): Promise<IJob>;
  /** Delete a space with its volume and all files on it. Rejects with ProblemError. */
  delete(space: string): Promise<IJob>;
  /** The address that opens a space; used once and never kept. Rejects with ProblemError. */
  open(space: string): Promise<string>;
}

export const IJobs = new Token<IJobs>(
  'jupyterlab-sagemaker-spaces:IJobs',
  'Create, change, run, stop, open and delete spaces; the jobs under way.'
);

/** The file systems of this machine, as far as they are known. */
export type StorageState =
  | { readonly kind: 'loading' }
  /** Nothing could be read yet; `retryAt` is when it is tried again (ms since 1970). */
  | {
      readonly kind: 'failed';
      readonly problem: IProblem;
      readonly retryAt: number | null;
    }
  | {
      readonly kind: 'ready';
      readonly mounts: IMounts;
      /** Why the last look failed: what is known is older then. */
      readonly problem: IProblem | null;
      readonly retryAt: number | null;
    };

/** What lies where on this machine, and how full it is. */
export interface IStorage {
  readonly state: StorageState;
  readonly stateChanged: ISignal<IStorage, void>;
  /** Whether somebody sees it: it is kept up to date to the minute. */
  isSeen: boolean;
  /** Whether it is looked at from time to time, for warnings. */
  isWatched: boolean;
  /** Look now. Never rejects: a failure is a state. */
  refresh(): Promise<void>;
  /** On which file system a folder lies, by its path in the file browser (without a drive). Rejects with ProblemError. */
  folder(path: string): Promise<IFolder>;
}

/** Its code is loaded when it is first asked for: resolve it when it is needed, do not require it at the start. */
export const IStorage = new Token<IStorage>(
  'jupyterlab-sagemaker-spaces:IStorage',
  'The file systems of this machine.'
);

/** Where somebody is. */
export interface IWhereabouts {
  /** Path as the file browser has it, without a drive's name. */
  readonly path: string;
  readonly kind: 'notebook' | 'editor' | 'terminal' | 'other';
  /** The cell of a notebook; null where it is not known, or was deleted. */
  readonly cell: { readonly id: string } | null;
  /** Text was changed there by them in the last seconds. */
  readonly typing: boolean;
}

/** One person, however many tabs. Names are what the browsers say: not verified, and nothing is permitted by them. */
export interface IPerson {
  readonly username: string;
  readonly name: string;
  readonly initials: string;
  /** A CSS colour; made from the username where none is told. */
  readonly color: string;
  readonly avatarUrl: string | null;
  readonly isMe: boolean;
  readonly status: 'active' | 'idle' | 'away';
  /** Of the newest tab; null where nothing is open. */
  readonly at: IWhereabouts | null;
  /** Every document that they have open. */
  readonly documents: readonly string[];
}

export type PresenceState =
  /** No awareness here: jupyter-collaboration is not there, or is off. */
  | { readonly kind: 'off' }
  | {
      readonly kind: 'on';
      /** One's own connection stands: else the people are the last that were known. */
      readonly connected: boolean;
      /** Oneself first, then by name. */
      readonly people: readonly IPerson[];
    };

/** Who is here, on what, right now. */
export interface IPresence {
  readonly state: PresenceState;
  readonly changed: ISignal<IPresence, void>;
  /** Those who are in a document, oneself left out, with their cell. */
  inDocument(path: string): readonly IPerson[];
}

/** Its code is loaded when it is first asked for: resolve it when it is needed, do not require it at the start. */
export const IPresence = new Token<IPresence>(
  'jupyterlab-sagemaker-spaces:IPresence',
  'Who is here, on which document and cell.'
);

/** One section of the Spaces panel. */
export interface ISection {
  /** Kept with the section's open or closed state. */
  readonly id: string;
  /** Translated title. */
  readonly title: string;
  /** Sections are ordered by rank, smallest first. */
  readonly rank: number;
  /** The content; shown below the title. The panel disposes it. */
  readonly widget: Widget;
  /** A short note beside the title, e.g. a count. Emits when it changes. */
  readonly note?: {
    readonly text: () => string;
    readonly changed: ISignal<unknown, unknown>;
  };
}

/** The panel in the sidebar; any extension may put a section into it. */
export interface IPanel {
  /** Add a section; disposing the result takes it out again. */
  addSection(section: ISection): IDisposable;
  /** Emitted when somebody begins (true) or ceases to see the panel: its sections are made when it is first seen. */
  readonly seen: ISignal<IPanel, boolean>;
  /** The buttons beside the panel's title. */
  readonly toolbar: Toolbar;
}

export const IPanel = new Token<IPanel>(
  'jupyterlab-sagemaker-spaces:IPanel',
  'The Spaces panel: add sections to it.'
);
