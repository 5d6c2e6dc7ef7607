import { sameName } from '../spaces/space';

/** What is wrong with the text of a field; the words are in `checkWords`. */
export type Fault =
  | { readonly kind: 'empty' }
  /** Something else than letters, digits and hyphens. */
  | { readonly kind: 'characters'; readonly found: string }
  /** It begins or ends with a hyphen. */
  | { readonly kind: 'hyphen-outside' }
  | { readonly kind: 'too-long'; readonly most: number }
  /** A space of that name is there; `other` is how it writes itself. */
  | { readonly kind: 'taken'; readonly other: string }
  | { readonly kind: 'no-whole-number' }
  | { readonly kind: 'too-small'; readonly least: number }
  | { readonly kind: 'too-large'; readonly most: number }
  /** A volume never shrinks. */
  | { readonly kind: 'shrinks'; readonly present: number }
  /** A timeout that a space has can be changed, but not taken away. */
  | { readonly kind: 'cannot-be-unset' }
  /** AWS would keep the version of the space's present image. */
  | { readonly kind: 'version-needed'; readonly kept: string }
  | { readonly kind: 'no-image-arn' }
  | { readonly kind: 'no-script-arn' };

/** SpaceName is at most this long. */
const NAME_LENGTH = 63;

/** SpaceDisplayName is at most this long. */
const DISPLAY_NAME_LENGTH = 64;

/** What is wrong with a name for a new space: AWS's pattern `[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}` in parts. */
export function checkName(
  name: string,
  existing: readonly string[]
): Fault | null {
  if (name === '') {
    return { kind: 'empty' };
  }
  const strange = /[^a-zA-Z0-9-]/u.exec(name);
  if (strange) {
    return { kind: 'characters', found: strange[0] };
  }
  if (name.startsWith('-') || name.endsWith('-')) {
    return { kind: 'hyphen-outside' };
  }
  if (name.length > NAME_LENGTH) {
    return { kind: 'too-long', most: NAME_LENGTH };
  }
  const other = existing.find(known => sameName(known, name));
  return other === undefined ? null : { kind: 'taken', other };
}

/** A display name may be absent. */
export function checkDisplayName(name: string): Fault | null {
  return name.length > DISPLAY_NAME_LENGTH
    ? { kind: 'too-long', most: DISPLAY_NAME_LENGTH }
    : null;
}

/**
 * What is wrong with the size of a volume in GB.
 *
 * @param present - of the space that is changed; null for a new one
 */
export function checkVolume(
  text: string,
  limits: { readonly least: number; readonly most: number },
  present: number | null
): Fault | null {
  if (present !== null) {
    const size = wholeNumber(text);
    if (size === present) {
      return null;
    }
    if (size !== null && size < present) {
      return { kind: 'shrinks', present };
    }
  }
  return text.trim() === '' && present === null
    ? null
    : checkNumber(text, limits);
}

/**
 * What is wrong with an idle timeout in minutes; without one the domain's holds.
 *
 * @param present - of the space that is changed; null where it has none
 */
export function checkIdle(
  text: string,
  limits: { readonly least: number; readonly most: number },
  present: number | null
): Fault | null {
  if (text.trim() === '') {
    return present === null ? null : { kind: 'cannot-be-unset' };
  }
  return present !== null && wholeNumber(text) === present
    ? null
    : checkNumber(text, limits);
}

/** What is wrong with the ARN of an image, or of a version of one. */
export function checkImageArn(text: string): Fault | null {
  return /^arn:aws(-\w+)*:sagemaker:[^:]+:\d{12}:(image\/[a-zA-Z0-9]([-.]?[a-zA-Z0-9])*|image-version\/[a-z0-9]([-.]?[a-z0-9])*\/\d+)$/.test(
    text.trim()
  )
    ? null
    : { kind: 'no-image-arn' };
}

/** What is wrong with the ARN of a lifecycle script. */
export function checkScriptArn(text: string): Fault | null {
  return /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:\d{12}:studio-lifecycle-config\/.+$/.test(
    text.trim()
  )
    ? null
    : { kind: 'no-script-arn' };
}

/** The number that a text is; null when it is no whole number. */
export function wholeNumber(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}

function checkNumber(
  text: string,
  limits: { readonly least: number; readonly most: number }
): Fault | null {
  const number = wholeNumber(text);
  if (number === null) {
    return { kind: 'no-whole-number' };
  }
  if (number < limits.least) {
    return { kind: 'too-small', least: limits.least };
  }
  return number > limits.most ? { kind: 'too-large', most: limits.most } : null;
}
