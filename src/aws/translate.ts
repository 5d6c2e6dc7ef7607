import type {
  AppDetails,
  CustomFileSystem,
  DescribeAppResponse,
  DescribeSpaceResponse,
  ResourceSpec,
  SpaceDetails
} from '@aws-sdk/client-sagemaker';
import {
  IApp,
  IFileSystem,
  IImage,
  ISpace,
  ISpaceDetails
} from '../spaces/space';

/** Join one ListSpaces with one ListApps, sorted by name. Apps that belong to no space (of user profiles) are left out. */
export function joinSpaces(
  spaces: readonly SpaceDetails[],
  apps: readonly AppDetails[]
): ISpace[] {
  const bySpace = new Map<string, IApp[]>();
  for (const app of apps) {
    if (app.SpaceName) {
      const key = app.SpaceName.toLowerCase();
      const list = bySpace.get(key) ?? [];
      list.push(toApp(app));
      bySpace.set(key, list);
    }
  }
  const collator = new Intl.Collator(undefined, { numeric: true });
  return spaces
    .map(space =>
      toSpace(space, bySpace.get((space.SpaceName ?? '').toLowerCase()) ?? [])
    )
    .sort((a, b) => collator.compare(a.name, b.name));
}

function toSpace(space: SpaceDetails, apps: readonly IApp[]): ISpace {
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
    apps: [...apps].sort(
      (a, b) => (b.created?.getTime() ?? 0) - (a.created?.getTime() ?? 0)
    ),
    details: null,
    detailsProblem: null
  };
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
