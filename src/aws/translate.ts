import type {
  AppDetails,
  CustomFileSystem,
  DescribeAppResponse,
  DescribeSpaceResponse,
  ResourceSpec,
  SpaceDetails
} from '@aws-sdk/client-sagemaker';
import {
  detailsKey,
  IApp,
  IFileSystem,
  IImage,
  IProfileApp,
  ISpace,
  ISpaceDetails
} from '../spaces/space';

/** What a list has told: spaces by name, each with its apps, and the apps that belong to no space. */
export interface IList {
  readonly spaces: readonly ISpace[];
  readonly profileApps: readonly IProfileApp[];
}

/**
 * Join spaces with what ListApps told.
 *
 * @param spaces - the spaces, in the order in which they are wanted
 * @param apps - of all spaces and user profiles
 * @param appsRead - whether these are all apps
 */
export function joinApps(
  spaces: readonly ISpace[],
  apps: readonly AppDetails[],
  appsRead: boolean
): IList {
  const bySpace = new Map<string, IApp[]>();
  const profileApps: IProfileApp[] = [];
  for (const app of apps) {
    if (app.SpaceName) {
      const key = app.SpaceName.toLowerCase();
      const list = bySpace.get(key) ?? [];
      list.push(toApp(app));
      bySpace.set(key, list);
    } else if (app.UserProfileName) {
      profileApps.push({ ...toApp(app), user: app.UserProfileName });
    }
  }
  for (const list of bySpace.values()) {
    list.sort(
      (a, b) => (b.created?.getTime() ?? 0) - (a.created?.getTime() ?? 0)
    );
  }
  return {
    spaces: spaces.map(space => ({
      ...space,
      apps: bySpace.get(space.name.toLowerCase()) ?? [],
      appsRead
    })),
    profileApps
  };
}

/** Spaces by name, where each of `changed` takes the place of the one of its name. */
export function mergeSpaces(
  spaces: readonly ISpace[],
  changed: readonly ISpace[]
): readonly ISpace[] {
  const names = new Set(changed.map(space => space.name.toLowerCase()));
  // What is sorted already costs a sort little.
  return [
    ...spaces.filter(space => !names.has(space.name.toLowerCase())),
    ...changed
  ].sort((a, b) => BY_NAME.compare(a.name, b.name));
}

const BY_NAME = new Intl.Collator(undefined, { numeric: true });

/** One space of ListSpaces; its apps are not known yet. */
export function toSpace(space: SpaceDetails): ISpace {
  const settings = space.SpaceSettingsSummary;
  return {
    name: space.SpaceName ?? '',
    displayName:
      space.SpaceDisplayName && space.SpaceDisplayName !== space.SpaceName
        ? space.SpaceDisplayName
        : null,
    sharing: space.SpaceSharingSettingsSummary?.SharingType ?? null,
    owner: space.OwnershipSettingsSummary?.OwnerUserProfileName ?? null,
    appType: settings?.AppType ?? null,
    spaceStatus: space.Status ?? '',
    volumeGb:
      settings?.SpaceStorageSettings?.EbsStorageSettings?.EbsVolumeSizeInGb ??
      null,
    created: space.CreationTime ?? null,
    modified: space.LastModifiedTime ?? null,
    apps: [],
    appsRead: false,
    details: null,
    detailsProblem: null
  };
}

/** A space of which DescribeSpace alone tells: its apps are not known. */
export function toDescribedSpace(described: DescribeSpaceResponse): ISpace {
  const space = toSpace({
    ...described,
    SpaceSettingsSummary: described.SpaceSettings,
    SpaceSharingSettingsSummary: described.SpaceSharingSettings,
    OwnershipSettingsSummary: described.OwnershipSettings
  });
  return { ...space, details: toDetails(detailsKey(space), described, null) };
}

function toApp(app: AppDetails): IApp {
  return {
    name: app.AppName ?? '',
    type: app.AppType ?? '',
    status: app.Status ?? '',
    instanceType: app.ResourceSpec?.InstanceType ?? null,
    image: toImage(app.ResourceSpec),
    created: app.CreationTime ?? null
  };
}

/** What DescribeSpace tells beyond the list; `key` is the space's detailsKey, `app` is DescribeApp's answer where the app failed. */
export function toDetails(
  key: string,
  space: DescribeSpaceResponse,
  app: DescribeAppResponse | null
): ISpaceDetails {
  const settings = space.SpaceSettings;
  const appSettings =
    settings?.JupyterLabAppSettings ?? settings?.CodeEditorAppSettings;
  return {
    key,
    instanceType: appSettings?.DefaultResourceSpec?.InstanceType ?? null,
    image: toImage(appSettings?.DefaultResourceSpec),
    idleMinutes:
      appSettings?.AppLifecycleManagement?.IdleSettings?.IdleTimeoutInMinutes ??
      null,
    lifecycleConfigArn: named(
      appSettings?.DefaultResourceSpec?.LifecycleConfigArn
    ),
    fileSystems: (settings?.CustomFileSystems ?? []).map(toFileSystem),
    url: space.Url ?? null,
    failure: app?.FailureReason || space.FailureReason || null
  };
}

function toFileSystem(system: CustomFileSystem): IFileSystem {
  if (system.EFSFileSystem) {
    return { kind: 'EFS', id: system.EFSFileSystem.FileSystemId ?? '' };
  }
  if (system.FSxLustreFileSystem) {
    return {
      kind: 'FSx for Lustre',
      id: system.FSxLustreFileSystem.FileSystemId ?? ''
    };
  }
  if (system.S3FileSystem) {
    return { kind: 'S3', id: system.S3FileSystem.S3Uri ?? '' };
  }
  return { kind: Object.keys(system)[0] ?? '', id: '' };
}

/** The image that a ResourceSpec names; null when it names none. */
export function toImage(spec: ResourceSpec | undefined): IImage | null {
  const versionArn = named(spec?.SageMakerImageVersionArn)?.split('/') ?? [];
  const arn =
    named(spec?.SageMakerImageArn) ??
    versionArn.slice(0, 2).join('/').replace(':image-version/', ':image/');
  const name = arn.split('/')[1];
  return name
    ? {
        name,
        version:
          named(spec?.SageMakerImageVersionAlias) ?? versionArn[2] ?? null,
        arn
      }
    : null;
}

/** The word `None` stands for nothing, as the API's patterns allow. */
export function named(value: string | undefined): string | null {
  return value && value !== 'None' ? value : null;
}
