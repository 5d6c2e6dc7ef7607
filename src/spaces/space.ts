import type { IProblem } from '../server/problem';

/**
 * A space and its apps, as the panel knows them.
 *
 * Every enumeration of AWS's is kept as the text that came: a value that this
 * version does not know is shown as it is.
 */

/** SpaceStorageSettings and CustomFileSystems of a space. */
export interface IFileSystem {
  /** `EFS`, `FSx for Lustre`, `S3`, or AWS's own member name when unknown. */
  readonly kind: string;
  /** File system id or S3 URI; empty where AWS names none. */
  readonly id: string;
}

/** The image that an app runs or a space would run. */
export interface IImage {
  /** Last part of the image's ARN, e.g. `sagemaker-distribution-cpu`. */
  readonly name: string;
  /** Version alias (`4.4.0`) or number (`12`); null when AWS names none. */
  readonly version: string | null;
  /** The image's ARN, without a version; null when AWS names none. */
  readonly arn: string | null;
}

/** One app of a space: AppDetails of ListApps. */
export interface IApp {
  readonly name: string;
  /** AppType: `JupyterLab`, `CodeEditor`, ... */
  readonly type: string;
  /** AppStatus: Deleted, Deleting, Failed, InService, Pending, or an unknown text. */
  readonly status: string;
  readonly instanceType: string | null;
  readonly image: IImage | null;
  readonly created: Date | null;
}

/** The app that one is in, as DescribeApp tells it at a glance. */
export interface IHereApp {
  readonly instanceType: string | null;
  /** When it was created, if it runs; null when that is not known. */
  readonly since: Date | null;
  /** RecoveryMode: it was started with the least that lets one put right what keeps it from starting. */
  readonly recoveryMode: boolean;
}

/** An app of a user profile that belongs to no space: Canvas, RStudio, TensorBoard, Studio Classic. */
export interface IProfileApp extends IApp {
  /** UserProfileName. */
  readonly user: string;
}

/** What only DescribeSpace and DescribeApp tell. */
export interface ISpaceDetails {
  /** The {@link detailsKey} that these were read for: another key means that they are out of date. */
  readonly key: string;
  readonly instanceType: string | null;
  readonly image: IImage | null;
  /** Minutes without activity until AWS stops the app; null when not set. */
  readonly idleMinutes: number | null;
  /** Of the lifecycle script; null when the space names none. */
  readonly lifecycleConfigArn: string | null;
  readonly fileSystems: readonly IFileSystem[];
  /** The address at which Studio opens the space for whoever signs in; null where AWS gives none. */
  readonly url: string | null;
  /** FailureReason of the space or of its newest app. */
  readonly failure: string | null;
}

/** One space: SpaceDetails of ListSpaces, joined with its apps. */
export interface ISpace {
  readonly name: string;
  readonly displayName: string | null;
  /** SharingType: Private, Shared, or an unknown text; null when AWS gives none (Studio Classic). */
  readonly sharing: string | null;
  readonly owner: string | null;
  /** AppType of the space's settings; null in Studio Classic. */
  readonly appType: string | null;
  /** SpaceStatus as AWS says it. */
  readonly spaceStatus: string;
  /** EbsVolumeSizeInGb; null where the home is not an EBS volume. */
  readonly volumeGb: number | null;
  readonly created: Date | null;
  readonly modified: Date | null;
  /** Newest first. */
  readonly apps: readonly IApp[];
  /** False while further pages of ListApps are on their way: there may be an app that is not known yet. */
  readonly appsRead: boolean;
  /** Null until described. */
  readonly details: ISpaceDetails | null;
  /** Why the details could not be read; null when they could, or were not asked for yet. */
  readonly detailsProblem: IProblem | null;
}

/** App types of Studio Classic, where a space has several apps and its home on EFS. */
const CLASSIC_APPS: ReadonlySet<string> = new Set([
  'JupyterServer',
  'KernelGateway'
]);

/** What people call the space: its display name, else its name. */
export function titleOf(space: ISpace): string {
  return space.displayName ?? space.name;
}

/** The title with the name that AWS knows the space by, where that is another. */
export function fullTitleOf({ name, displayName }: ISpace): string {
  return displayName === null || displayName === name
    ? name
    : `${displayName} (${name})`;
}

/** Whether this is a space of Studio Classic: opened and run in Studio only. */
export function isClassic(space: ISpace): boolean {
  return space.appType === null
    ? space.apps.some(app => CLASSIC_APPS.has(app.type))
    : CLASSIC_APPS.has(space.appType);
}

/** The app that counts: the newest of those that the space is for; null when there is no record. */
export function mainApp(space: ISpace): IApp | null {
  const mine = space.apps.filter(
    app => space.appType === null || app.type === space.appType
  );
  const live = mine.find(app => app.status !== 'Deleted');
  return live ?? mine[0] ?? null;
}

/** Instance type of the running app, else of the space's settings, else of its former app; null when not known. */
export function instanceTypeOf(space: ISpace): string | null {
  const app = mainApp(space);
  const live = app !== null && app.status !== 'Deleted';
  return live
    ? (app.instanceType ?? space.details?.instanceType ?? null)
    : (space.details?.instanceType ?? app?.instanceType ?? null);
}

/** Image of the running app, else of the space's settings, else of its former app. */
export function imageOf(space: ISpace): IImage | null {
  const app = mainApp(space);
  const live = app !== null && app.status !== 'Deleted';
  return live
    ? (app.image ?? space.details?.image ?? null)
    : (space.details?.image ?? app?.image ?? null);
}

/** Names compare without case: AWS may return another case than was given (reported). */
export function sameName(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
}

/** Changes when the details of a space have to be read anew: it was changed, or another app of it failed. */
export function detailsKey(space: ISpace): string {
  const app = mainApp(space);
  const failed = app?.status === 'Failed' ? (app.created?.getTime() ?? 0) : '';
  return `${space.spaceStatus} ${space.modified?.getTime() ?? ''} ${failed}`;
}
