import {
  AppType,
  IAppDefaults,
  ICustomImage,
  IDomainSettings,
  ISpaceDefaults
} from './domainSettings';
import type { IImage } from './space';

/** The API's own bounds of EbsVolumeSizeInGb. */
const VOLUME_GB = { least: 5, most: 16384 };

/** The API's own bounds of IdleTimeoutInMinutes. */
const IDLE_MINUTES = { least: 60, most: 525600 };

/** What a space may be made of, and what it gets where it says nothing (null: AWS decides). */
export interface ILimits {
  readonly instanceType: string | null;
  readonly image: IImage | null;
  readonly customImages: readonly ICustomImage[];
  readonly volume: {
    readonly initial: number | null;
    readonly least: number;
    readonly most: number;
  };
  readonly idle: {
    /** Whether AWS stops idle apps of such a space; null when that is not known. */
    readonly enabled: boolean | null;
    readonly minutes: number | null;
    readonly least: number;
    readonly most: number;
  };
  readonly lifecycle: {
    readonly arn: string | null;
    /** Those that an administrator attached. */
    readonly attached: readonly string[];
  };
}

/**
 * What holds for a space: the nearest of the settings that says something.
 *
 * For a private space the owner's profile comes before the domain's DefaultUserSettings (known), for a shared
 * one DefaultSpaceSettings do (assumed). Without any, the bounds are those of the API.
 *
 * @param domain - null when it could not be read
 * @param profile - what the owner's profile overrides; null when that is not known
 */
export function limitsOf(
  domain: IDomainSettings | null,
  profile: ISpaceDefaults | null,
  sharing: 'Private' | 'Shared',
  app: AppType
): ILimits {
  const nearer = sharing === 'Private' ? profile : domain?.shared;
  const layers = [nearer, domain?.people].filter(
    (layer): layer is ISpaceDefaults => !!layer
  );
  const nearest = <T>(pick: (settings: ISpaceDefaults) => T | null) =>
    layers.map(pick).find(value => value !== null) ?? null;
  const ofApp = <T>(pick: (settings: IAppDefaults) => T | null) =>
    nearest(settings => pick(settings.apps[app]));
  const list = <T>(pick: (settings: IAppDefaults) => readonly T[]) =>
    ofApp(settings => (pick(settings).length > 0 ? pick(settings) : null)) ??
    [];
  return {
    instanceType: ofApp(settings => settings.instanceType),
    image: ofApp(settings => settings.image),
    customImages: list(settings => settings.customImages),
    volume: {
      initial: nearest(settings => settings.volumeGb),
      least: VOLUME_GB.least,
      most: nearest(settings => settings.mostVolumeGb) ?? VOLUME_GB.most
    },
    idle: {
      // Idle shutdown is off unless an administrator switches it on (known).
      enabled: ofApp(settings => settings.idle.enabled) ?? (domain && false),
      minutes: ofApp(settings => settings.idle.minutes),
      least: ofApp(settings => settings.idle.least) ?? IDLE_MINUTES.least,
      most: ofApp(settings => settings.idle.most) ?? IDLE_MINUTES.most
    },
    lifecycle: {
      arn: ofApp(settings => settings.lifecycleConfigArn),
      attached: list(settings => settings.lifecycleConfigArns)
    }
  };
}
