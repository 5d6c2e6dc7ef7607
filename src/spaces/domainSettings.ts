import type { IImage } from './space';

/** App types that a space can be created for. */
export const APP_TYPES = ['JupyterLab', 'CodeEditor'] as const;
export type AppType = (typeof APP_TYPES)[number];

/** IdleSettings of a domain or a user profile; null where it says nothing. */
export interface IIdleDefaults {
  /** LifecycleManagement: whether idle apps are stopped. */
  readonly enabled: boolean | null;
  /** IdleTimeoutInMinutes of a space that names none. */
  readonly minutes: number | null;
  /** Bounds of what a space may name, in minutes. */
  readonly least: number | null;
  readonly most: number | null;
}

/** A custom image that an administrator attached. */
export interface ICustomImage {
  /** ImageName. */
  readonly name: string;
  /** ImageVersionNumber; null: the newest. */
  readonly version: number | null;
}

/** What a domain or a user profile gives to the apps of one type; null where it says nothing. */
export interface IAppDefaults {
  readonly instanceType: string | null;
  readonly image: IImage | null;
  /** The script that runs where a space names none. */
  readonly lifecycleConfigArn: string | null;
  /** The scripts that an administrator attached. */
  readonly lifecycleConfigArns: readonly string[];
  readonly customImages: readonly ICustomImage[];
  readonly idle: IIdleDefaults;
}

/** What a domain or a user profile gives to spaces. */
export interface ISpaceDefaults {
  readonly apps: Readonly<Record<AppType, IAppDefaults>>;
  /** Size of a new EBS volume, and the most that a space may ask for, in GB. */
  readonly volumeGb: number | null;
  readonly mostVolumeGb: number | null;
}

/** What DescribeDomain tells of the spaces of a domain. */
export interface IDomainSettings {
  /** Start of the ARN of every image of the domain's account, up to `image/`. */
  readonly imageArnPrefix: string | null;
  /** Address of the domain's Studio; null where AWS gives none. */
  readonly url: string | null;
  /** DefaultUserSettings. */
  readonly people: ISpaceDefaults;
  /** DefaultSpaceSettings, which come before those for people in a shared space. */
  readonly shared: ISpaceDefaults;
}

/** An image of the account. */
export interface IAccountImage {
  readonly name: string;
  readonly displayName: string | null;
  readonly arn: string;
}

/** A version of an image of the account. */
export interface IImageVersion {
  readonly number: number;
  readonly arn: string;
}

/** A lifecycle script of the account. */
export interface ILifecycleConfig {
  readonly name: string;
  readonly arn: string;
}
