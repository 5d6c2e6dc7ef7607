import {
  IAppDefaults,
  IDomainSettings,
  ISpaceDefaults
} from '../domainSettings';

/** Defaults of one app type that say nothing, changed as asked. */
export function makeAppDefaults(
  overrides: Partial<IAppDefaults> = {}
): IAppDefaults {
  return {
    instanceType: null,
    image: null,
    lifecycleConfigArn: null,
    lifecycleConfigArns: [],
    customImages: [],
    idle: { enabled: null, minutes: null, least: null, most: null },
    ...overrides
  };
}

/** Defaults that say nothing but what is given for JupyterLab, changed as asked. */
export function makeDefaults(
  jupyterLab: Partial<IAppDefaults> = {},
  overrides: Partial<ISpaceDefaults> = {}
): ISpaceDefaults {
  return {
    apps: {
      JupyterLab: makeAppDefaults(jupyterLab),
      CodeEditor: makeAppDefaults()
    },
    volumeGb: null,
    mostVolumeGb: null,
    ...overrides
  };
}

/** A domain that stops idle apps and has volumes of 5 to 500 GB, changed as asked. */
export function makeDomain(
  overrides: Partial<IDomainSettings> = {}
): IDomainSettings {
  return {
    imageArnPrefix: 'arn:aws:sagemaker:us-east-1:111122223333:image/',
    url: null,
    people: makeDefaults(
      {
        instanceType: 'ml.t3.medium',
        idle: { enabled: true, minutes: 120, least: 60, most: 600 }
      },
      { volumeGb: 5, mostVolumeGb: 500 }
    ),
    shared: makeDefaults(),
    ...overrides
  };
}
