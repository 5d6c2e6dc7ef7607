import type { IImageRequest } from '../jobs/request';
import {
  IAccountImage,
  ICustomImage,
  IImageVersion
} from '../spaces/domainSettings';
import { DISTRIBUTION, imagesOf, IVersionOffer } from '../spaces/imageVersions';
import type { IInstance } from '../spaces/instances';
import type { IImage, ISpace } from '../spaces/space';

/** Accounts that own AWS's distribution, as far as they are reported: each region has another. */
const KNOWN_ACCOUNTS: Readonly<Record<string, string>> = {
  'us-east-1': '885854791233',
  'us-west-2': '542918446943'
};

/** Id of the offer of AWS's distribution, whose variant follows the instance. */
export const DISTRIBUTION_ID = 'distribution';

/** Each of AWS's images comes for instances with and without GPUs. */
export type Variant = 'cpu' | 'gpu';

/** An image that one may choose. */
export interface IImageOffer {
  /** `distribution`, or the image's ARN. */
  readonly id: string;
  /** Null for AWS's distribution. */
  readonly title: string | null;
  /** `attached`: by an administrator to this domain. `account`: of the account, perhaps not attached. `present`: what the space has. */
  readonly kind: 'distribution' | 'attached' | 'account' | 'present';
  /** ARN for each variant of the instance. */
  readonly arn: Readonly<Record<Variant, string>>;
  /** ImageName, by which the versions are listed; null for AWS's distribution. */
  readonly name: string | null;
  /** The version that an administrator chose; null: the newest. */
  readonly version: number | null;
}

interface IOffersInput {
  readonly spaces: readonly ISpace[];
  /** Image of the space that is changed, or the domain's default. */
  readonly present: IImage | null;
  readonly attached: readonly ICustomImage[];
  /** See IDomainSettings.imageArnPrefix. */
  readonly imageArnPrefix: string | null;
  /** Images of the account; empty while they are not known. */
  readonly account: readonly IAccountImage[];
  readonly region: string | null;
}

/** The images that one may choose: AWS's distribution, those attached to the domain, the others of the account. */
export function imageOffers(input: IOffersInput): readonly IImageOffer[] {
  const { present, attached, account, imageArnPrefix } = input;
  const distribution = distributionArn(input);
  const offers: IImageOffer[] = [];
  if (distribution) {
    offers.push({
      id: DISTRIBUTION_ID,
      title: null,
      kind: 'distribution',
      arn: {
        cpu: asVariant(distribution, 'cpu'),
        gpu: asVariant(distribution, 'gpu')
      },
      name: null,
      version: null
    });
  }
  const add = (
    kind: IImageOffer['kind'],
    arn: string,
    name: string,
    title: string | null,
    version: number | null
  ) => {
    if (!offers.some(offer => offer.id === arn) && !DISTRIBUTION.test(arn)) {
      const both = { cpu: arn, gpu: arn };
      offers.push({
        id: arn,
        title: title ?? name,
        kind,
        arn: both,
        name,
        version
      });
    }
  };
  for (const image of attached) {
    const known = account.find(other => other.name === image.name);
    const arn = known?.arn ?? (imageArnPrefix && imageArnPrefix + image.name);
    if (arn) {
      add(
        'attached',
        arn,
        image.name,
        known?.displayName ?? null,
        image.version
      );
    }
  }
  for (const image of account) {
    add('account', image.arn, image.name, image.displayName, null);
  }
  if (present?.arn) {
    add('present', present.arn, present.name, null, null);
  }
  return offers;
}

/** The offer that an image is of. */
export function offerOf(
  image: Pick<IImage, 'arn'> | null,
  offers: readonly IImageOffer[]
): IImageOffer | null {
  const { arn } = image ?? {};
  return (
    offers.find(offer => arn && Object.values(offer.arn).includes(arn)) ?? null
  );
}

/** Versions of an image of the account, as they are offered. */
export function accountVersions(
  versions: readonly IImageVersion[]
): readonly IVersionOffer[] {
  return versions.map(version => ({
    id: version.arn,
    label: String(version.number)
  }));
}

/**
 * Which variant an instance type needs.
 *
 * @param instance - its data; null or undefined when not known: then the families with GPUs are told by their names
 */
export function variantFor(
  type: string | null,
  instance: IInstance | null | undefined
): Variant {
  const gpu = instance ? instance.gpu !== null : /^ml\.[gp]\d/.test(type ?? '');
  return gpu ? 'gpu' : 'cpu';
}

/**
 * What to ask the server for.
 *
 * @param version - id of a version offer; null: the newest
 */
export function imageRequest(
  arn: string,
  version: string | null
): IImageRequest {
  if (version === null) {
    return { image_arn: arn };
  }
  return version.startsWith('arn:')
    ? { image_arn: arn, version_arn: version }
    : { image_arn: arn, version_alias: version };
}

/** What to ask for where somebody typed the ARN of an image, or of a version of one. */
export function typedImageRequest(arn: string): IImageRequest {
  const version = /^(arn:.*):image-version\/(.*)\/\d+$/.exec(arn);
  return version
    ? { image_arn: `${version[1]}:image/${version[2]}`, version_arn: arn }
    : { image_arn: arn };
}

/** ARN of AWS's distribution as this domain uses it, else where it is known for the region; null otherwise. */
function distributionArn(input: IOffersInput): string | null {
  const used = [input.present, ...imagesOf(input.spaces)]
    .map(image => image?.arn ?? null)
    .find(arn => arn !== null && DISTRIBUTION.test(arn));
  if (used) {
    return used;
  }
  const region = input.region ?? '';
  return Object.hasOwn(KNOWN_ACCOUNTS, region)
    ? `arn:aws:sagemaker:${region}:${KNOWN_ACCOUNTS[region]}:image/sagemaker-distribution-cpu`
    : null;
}

function asVariant(arn: string, variant: Variant): string {
  return arn.replace(/(cpu|gpu)$/, variant);
}
