import { compareVersions } from '../server/here';
import { IImage, ISpace } from './space';

/** Versions of AWS's distribution that were supported in August 2026; by two numbers, the newest patch is meant. */
const KNOWN_VERSIONS: readonly string[] = ['4.4', '4.0', '3.9', '2.14'];

/** ARN of AWS's distribution, in the variant for instances with or without GPUs. */
export const DISTRIBUTION = /:image\/sagemaker-distribution-(cpu|gpu)$/;

/** A version that one may choose. */
export interface IVersionOffer {
  /** Alias of a version, or its ARN. */
  readonly id: string;
  readonly label: string;
}

/**
 * Versions of AWS's distribution, newest first: those that spaces of the domain use, and the known ones.
 *
 * AWS lists only the account's own images, and these belong to AWS.
 */
export function distributionVersions(
  spaces: readonly ISpace[],
  present: IImage | null
): readonly IVersionOffer[] {
  const used = [...imagesOf(spaces), present]
    .filter(image => image !== null && DISTRIBUTION.test(image.arn ?? ''))
    .map(image => image?.version ?? '')
    .filter(version => /^\d+\.\d+(\.\d+)?$/.test(version));
  const known = KNOWN_VERSIONS.filter(
    version => !used.some(other => release(other) === version)
  );
  return [...new Set([...used, ...known])]
    .sort((a, b) => compareVersions(b, a))
    .map(version => ({ id: version, label: version }));
}

/** The newest of these versions, if that is a newer release than the one in use; else null. */
export function newerVersion(
  inUse: string | null,
  versions: readonly IVersionOffer[]
): string | null {
  const newest = versions[0]?.label;
  return inUse !== null &&
    newest !== undefined &&
    compareVersions(release(newest), release(inUse)) > 0
    ? newest
    : null;
}

/**
 * The version of AWS's distribution that is out, where an image of a space is an older release of it; else null.
 *
 * @param spaces - all of the domain: what they use is known to be out
 */
export function newerDistribution(
  image: IImage | null,
  spaces: readonly ISpace[]
): string | null {
  return image && DISTRIBUTION.test(image.arn ?? '')
    ? newerVersion(image.version, distributionVersions(spaces, image))
    : null;
}

/** The images that spaces run or would run. */
export function imagesOf(spaces: readonly ISpace[]): readonly IImage[] {
  return spaces
    .flatMap(space => [
      ...space.apps.map(app => app.image),
      space.details?.image ?? null
    ])
    .filter(image => image !== null);
}

/** The first two numbers of a version: `4.4` of `4.4.0`; a plain number stays. */
function release(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
