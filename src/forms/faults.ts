import type { IChoices } from '../jobs/request';
import type { ILimits } from '../spaces/limits';
import type { ISpace } from '../spaces/space';
import {
  checkDisplayName,
  checkIdle,
  checkImageArn,
  checkScriptArn,
  checkVolume,
  Fault
} from './check';
import { IDraft, keptVersion, NO_IMAGE, TYPED } from './draft';
import { typedImageRequest } from './images';

/** The fields of a form with something wrong, by their name in the draft. */
export type Faults = Readonly<Partial<Record<keyof IDraft, Fault>>>;

/**
 * What is wrong with a draft.
 *
 * @param space - the space that is changed; null for a new one
 */
export function faultsOf(
  draft: IDraft,
  limits: ILimits,
  space: ISpace | null
): Faults {
  const kept = space && keptVersion(space);
  const checks: Partial<Record<keyof IDraft, Fault | null>> = {
    displayName: checkDisplayName(draft.displayName.trim()),
    imageArn: draft.image === TYPED ? checkTypedImage(draft, kept) : null,
    version:
      kept !== null &&
      draft.version === null &&
      draft.image !== TYPED &&
      draft.image !== NO_IMAGE
        ? { kind: 'version-needed', kept }
        : null,
    // A space whose home is no EBS volume has no size.
    volume:
      space && space.volumeGb === null
        ? null
        : checkVolume(draft.volume, limits.volume, space?.volumeGb ?? null),
    idle: isIdleOffered(limits)
      ? checkIdle(draft.idle, limits.idle, space?.details?.idleMinutes ?? null)
      : null,
    scriptArn: draft.script === TYPED ? checkScriptArn(draft.scriptArn) : null
  };
  return Object.fromEntries(
    Object.entries(checks).filter(([, fault]) => fault !== null)
  ) as Faults;
}

/** The choice that a field decides on. */
const CHOICE_OF: Readonly<Record<keyof IDraft, keyof IChoices>> = {
  displayName: 'display_name',
  instance: 'instance_type',
  image: 'image',
  imageArn: 'image',
  version: 'image',
  volume: 'volume_gb',
  idle: 'idle_minutes',
  script: 'lifecycle_config_arn',
  scriptArn: 'lifecycle_config_arn'
};

/** The choices without those that something is wrong with, which nobody can plan on. */
export function soundChoices(choices: IChoices, faults: Faults): IChoices {
  const sound: { -readonly [name in keyof IChoices]: IChoices[name] } = {
    ...choices
  };
  for (const field of Object.keys(faults) as (keyof IDraft)[]) {
    delete sound[CHOICE_OF[field]];
  }
  return sound;
}

function checkTypedImage(draft: IDraft, kept: string | null): Fault | null {
  const arn = draft.imageArn.trim();
  const fault = checkImageArn(arn);
  return !fault && kept !== null && !typedImageRequest(arn).version_arn
    ? { kind: 'version-needed', kept }
    : fault;
}

/** Whether one may choose an idle timeout; where that is not known, AWS says no if need be. */
export function isIdleOffered(limits: ILimits): boolean {
  const { enabled, least, most } = limits.idle;
  return enabled !== false && least < most;
}
