import type {
  CodeEditorAppSettings,
  DefaultSpaceSettings,
  DescribeDomainResponse,
  JupyterLabAppSettings,
  UserSettings
} from '@aws-sdk/client-sagemaker';
import {
  IAppDefaults,
  IDomainSettings,
  ISpaceDefaults
} from '../spaces/domainSettings';
import { named, toImage } from './translate';

/** What DescribeDomain tells of spaces. */
export function toDomainSettings(
  domain: DescribeDomainResponse
): IDomainSettings {
  // arn:<partition>:sagemaker:<region>:<account>:domain/<id>
  const arn = /^(arn:[^:]+:sagemaker:[^:]+:\d+:)domain\//.exec(
    domain.DomainArn ?? ''
  );
  return {
    imageArnPrefix: arn ? `${arn[1]}image/` : null,
    url: domain.Url ?? null,
    people: toSpaceDefaults(domain.DefaultUserSettings),
    shared: toSpaceDefaults(domain.DefaultSpaceSettings)
  };
}

/** What the settings of a domain or a user profile give to spaces. DefaultSpaceSettings know no Code Editor. */
export function toSpaceDefaults(
  settings: UserSettings | DefaultSpaceSettings | undefined
): ISpaceDefaults {
  const storage = settings?.SpaceStorageSettings?.DefaultEbsStorageSettings;
  return {
    apps: {
      JupyterLab: toAppDefaults(settings?.JupyterLabAppSettings),
      CodeEditor: toAppDefaults(
        (settings as UserSettings | undefined)?.CodeEditorAppSettings
      )
    },
    volumeGb: storage?.DefaultEbsVolumeSizeInGb ?? null,
    mostVolumeGb: storage?.MaximumEbsVolumeSizeInGb ?? null
  };
}

function toAppDefaults(
  settings: JupyterLabAppSettings | CodeEditorAppSettings | undefined
): IAppDefaults {
  const spec = settings?.DefaultResourceSpec;
  const idle = settings?.AppLifecycleManagement?.IdleSettings;
  return {
    instanceType: spec?.InstanceType ?? null,
    image: toImage(spec),
    lifecycleConfigArn: named(spec?.LifecycleConfigArn),
    lifecycleConfigArns: settings?.LifecycleConfigArns ?? [],
    customImages: (settings?.CustomImages ?? []).map(image => ({
      name: image.ImageName ?? '',
      version: image.ImageVersionNumber ?? null
    })),
    idle: {
      enabled: idle?.LifecycleManagement
        ? idle.LifecycleManagement === 'ENABLED'
        : null,
      minutes: idle?.IdleTimeoutInMinutes ?? null,
      least: idle?.MinIdleTimeoutInMinutes ?? null,
      most: idle?.MaxIdleTimeoutInMinutes ?? null
    }
  };
}
