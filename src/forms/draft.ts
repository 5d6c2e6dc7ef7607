import type { IChoices, IImageRequest } from '../jobs/request';
import type { ILimits } from '../spaces/limits';
import { IImage, ISpace, mainApp } from '../spaces/space';
import { wholeNumber } from './check';
import {
  DISTRIBUTION_ID,
  IImageOffer,
  imageRequest,
  offerOf,
  typedImageRequest,
  Variant
} from './images';
import { IVersionOffer } from '../spaces/imageVersions';

/** Stands in a list for an ARN that is typed. */
export const TYPED = 'typed';

/** The image is left to the server part and AWS. */
export const NO_IMAGE = '';

/** The script: the domain's, none, or (any other text) the ARN of one. */
export const DEFAULT_SCRIPT = 'default';
export const NO_SCRIPT = 'none';

/** What a form holds of a space's settings: as chosen, or as typed. */
export interface IDraft {
  readonly displayName: string;
  readonly instance: string | null;
  /** Id of an image offer, `TYPED` or `NO_IMAGE`. */
  readonly image: string;
  readonly imageArn: string;
  /** Id of a version offer; null: the newest. */
  readonly version: string | null;
  /** GB. */
  readonly volume: string;
  /** Minutes; empty: as the domain says. */
  readonly idle: string;
  /** `DEFAULT_SCRIPT`, `NO_SCRIPT`, `TYPED`, or an ARN. */
  readonly script: string;
  readonly scriptArn: string;
}

const EMPTY: IDraft = {
  displayName: '',
  instance: null,
  image: NO_IMAGE,
  imageArn: '',
  version: null,
  volume: '',
  idle: '',
  script: DEFAULT_SCRIPT,
  scriptArn: ''
};

/** The draft of a new space: what the domain gives, and the newest version of its image or of AWS's. */
export function newDraft(
  limits: ILimits,
  offers: readonly IImageOffer[],
  versions: readonly IVersionOffer[]
): IDraft {
  const offer =
    offerOf(limits.image, offers) ??
    offers.find(other => other.id === DISTRIBUTION_ID);
  return {
    ...EMPTY,
    instance: limits.instanceType,
    image: offer?.id ?? NO_IMAGE,
    version:
      limits.image?.version ?? (offer ? firstVersion(offer, versions) : null),
    volume: limits.volume.initial === null ? '' : String(limits.volume.initial)
  };
}

/** The draft of a space as it is. */
export function presentDraft(
  space: ISpace,
  offers: readonly IImageOffer[]
): IDraft {
  const { details } = space;
  const image = imageOfSettings(space);
  return {
    ...EMPTY,
    displayName: space.displayName ?? '',
    instance: instanceOfSettings(space),
    image: offerOf(image, offers)?.id ?? NO_IMAGE,
    version: image && versionIdOf(image),
    volume: space.volumeGb === null ? '' : String(space.volumeGb),
    idle: details?.idleMinutes ? String(details.idleMinutes) : '',
    script: details?.lifecycleConfigArn ?? DEFAULT_SCRIPT
  };
}

/** The fields that such choices fill. An image that is not offered is typed, by its ARN. */
export function draftOfChoices(
  choices: IChoices,
  offers: readonly IImageOffer[]
): Partial<IDraft> {
  const { display_name, instance_type, image, volume_gb, idle_minutes } =
    choices;
  const script = choices.lifecycle_config_arn;
  return {
    ...(display_name !== undefined && { displayName: display_name }),
    ...(instance_type !== undefined && { instance: instance_type }),
    ...(image && draftOfImage(image, offers)),
    ...(volume_gb !== undefined && { volume: String(volume_gb) }),
    ...(idle_minutes !== undefined && { idle: String(idle_minutes) }),
    ...(script !== undefined && { script: script ?? NO_SCRIPT })
  };
}

/** The version to begin with when an image is chosen. */
export function firstVersion(
  offer: IImageOffer,
  distribution: readonly IVersionOffer[]
): string | null {
  if (offer.kind === 'distribution') {
    return distribution[0]?.id ?? null;
  }
  return offer.version === null
    ? null
    : versionArn(offer.arn.cpu, offer.version);
}

/** What the draft asks for, all of it. What is left to AWS is absent. */
export function choicesOf(
  draft: IDraft,
  offers: readonly IImageOffer[],
  variant: Variant
): IChoices {
  const volume = wholeNumber(draft.volume);
  const idle = wholeNumber(draft.idle);
  const image = imageOfDraft(draft, offers, variant);
  return {
    ...(draft.displayName.trim() && {
      display_name: draft.displayName.trim()
    }),
    ...(draft.instance && { instance_type: draft.instance }),
    ...(image && { image }),
    ...(volume !== null && { volume_gb: volume }),
    ...(idle !== null && { idle_minutes: idle }),
    ...scriptOfDraft(draft)
  };
}

/** What of these choices is not so already: all that a change has to send. */
export function differences(space: ISpace, wanted: IChoices): IChoices {
  const { details } = space;
  const changed: { -readonly [name in keyof IChoices]: IChoices[name] } = {};
  // A display name cannot be taken away; one like the name is none.
  const title = wanted.display_name ?? space.name;
  if (title !== (space.displayName ?? space.name)) {
    changed.display_name = title;
  }
  if (
    wanted.instance_type !== undefined &&
    wanted.instance_type !== instanceOfSettings(space)
  ) {
    changed.instance_type = wanted.instance_type;
  }
  if (wanted.image && !isSameImage(wanted.image, imageOfSettings(space))) {
    changed.image = wanted.image;
  }
  if (wanted.volume_gb !== undefined && wanted.volume_gb !== space.volumeGb) {
    changed.volume_gb = wanted.volume_gb;
  }
  if (
    wanted.idle_minutes !== undefined &&
    wanted.idle_minutes !== details?.idleMinutes
  ) {
    changed.idle_minutes = wanted.idle_minutes;
  }
  if (
    wanted.lifecycle_config_arn !== undefined &&
    wanted.lifecycle_config_arn !== (details?.lifecycleConfigArn ?? undefined)
  ) {
    changed.lifecycle_config_arn = wanted.lifecycle_config_arn;
  }
  return changed;
}

/** Instance type of the space's settings, on which it is run next; else that of its app. */
export function instanceOfSettings(space: ISpace): string | null {
  return space.details?.instanceType ?? mainApp(space)?.instanceType ?? null;
}

/** Image of the space's settings; else that of its app. */
export function imageOfSettings(space: ISpace): IImage | null {
  return space.details?.image ?? mainApp(space)?.image ?? null;
}

/** The alias of a version that AWS keeps unless a change names another version; null where there is none. */
export function keptVersion(space: ISpace): string | null {
  const version = space.details?.image?.version ?? null;
  return version !== null && /^\d+$/.test(version) ? null : version;
}

function imageOfDraft(
  draft: IDraft,
  offers: readonly IImageOffer[],
  variant: Variant
): IImageRequest | null {
  if (draft.image === TYPED) {
    return typedImageRequest(draft.imageArn.trim());
  }
  const offer = offers.find(other => other.id === draft.image);
  return offer ? imageRequest(offer.arn[variant], draft.version) : null;
}

function draftOfImage(
  image: IImageRequest,
  offers: readonly IImageOffer[]
): Partial<IDraft> {
  const { image_arn, version_arn, version_alias } = image;
  const offer = offerOf({ arn: image_arn }, offers);
  return offer
    ? { image: offer.id, version: version_arn ?? version_alias ?? null }
    : { image: TYPED, imageArn: version_arn ?? image_arn };
}

function scriptOfDraft(draft: IDraft): Pick<IChoices, 'lifecycle_config_arn'> {
  switch (draft.script) {
    case DEFAULT_SCRIPT:
      return {};
    case NO_SCRIPT:
      return { lifecycle_config_arn: null };
    case TYPED:
      return { lifecycle_config_arn: draft.scriptArn.trim() };
    default:
      return { lifecycle_config_arn: draft.script };
  }
}

function isSameImage(request: IImageRequest, image: IImage | null): boolean {
  if (image?.arn !== request.image_arn) {
    return false;
  }
  if (request.version_arn !== undefined) {
    return request.version_arn.endsWith(`/${image.version}`);
  }
  return (request.version_alias ?? null) === image.version;
}

/** The id of the version offer that an image is of. */
function versionIdOf(image: IImage): string | null {
  return image.arn && image.version && /^\d+$/.test(image.version)
    ? versionArn(image.arn, Number(image.version))
    : image.version;
}

function versionArn(imageArn: string, version: number): string {
  return `${imageArn.replace(':image/', ':image-version/')}/${version}`;
}
