import * as React from 'react';
import type { IProblem } from '../server/problem';
import { AppType, ILifecycleConfig } from '../spaces/domainSettings';
import { ILimits, limitsOf } from '../spaces/limits';
import type { IImage, ISpace } from '../spaces/space';
import { IAccountReads } from '../tokens';
import {
  accountVersions,
  DISTRIBUTION_ID,
  IImageOffer,
  imageOffers
} from './images';
import { problemOfRead, useRead, valueOf } from '../ui/useRead';
import { distributionVersions, IVersionOffer } from '../spaces/imageVersions';

/** All that the fields of a form offer, as far as it is known by now. */
export interface IKnown {
  readonly limits: ILimits;
  readonly offers: readonly IImageOffer[];
  /** Versions of AWS's distribution. */
  readonly distribution: readonly IVersionOffer[];
  /** The scripts of the account; those attached to the domain where these may not be listed. */
  readonly scripts: readonly ILifecycleConfig[];
  /** The limits are still being read. */
  readonly loading: boolean;
  /** What could not be read, and why. */
  readonly problems: {
    readonly limits: IProblem | null;
    readonly images: IProblem | null;
    readonly scripts: IProblem | null;
  };
}

interface IQuestion {
  readonly reads: IAccountReads;
  readonly spaces: readonly ISpace[];
  readonly region: string | null;
  readonly sharing: 'Private' | 'Shared';
  readonly app: AppType;
  /** User profile whose settings hold in a private space; null when not known. */
  readonly owner: string | null;
  /** Image of the space that is changed; null for a new one. */
  readonly present: IImage | null;
}

/** What a space may be made of. Each part is read alone, and a part that fails leaves the others as they are. */
export function useKnown(question: IQuestion): IKnown {
  const { reads, spaces, region, sharing, app, owner, present } = question;
  const domain = useRead(() => reads.domain(), 'DescribeDomain', [reads]);
  const asksProfile = sharing === 'Private' && owner !== null;
  const profile = useRead(
    asksProfile ? () => reads.profile(owner) : null,
    'DescribeUserProfile',
    [reads, asksProfile, owner]
  );
  const images = useRead(() => reads.images(), 'ListImages', [reads]);
  const scripts = useRead(
    () => reads.lifecycleConfigs(app),
    'ListStudioLifecycleConfigs',
    [reads, app]
  );
  return React.useMemo(() => {
    const settings = valueOf(domain);
    const limits = limitsOf(
      settings,
      asksProfile ? valueOf(profile) : null,
      sharing,
      app
    );
    return {
      limits,
      offers: imageOffers({
        spaces,
        present: present ?? limits.image,
        attached: limits.customImages,
        imageArnPrefix: settings?.imageArnPrefix ?? null,
        account: valueOf(images) ?? [],
        region
      }),
      distribution: distributionVersions(spaces, present ?? limits.image),
      scripts: valueOf(scripts) ?? limits.lifecycle.attached.map(toScript),
      loading:
        domain.kind === 'loading' ||
        (asksProfile && profile.kind === 'loading'),
      problems: {
        limits:
          problemOfRead(domain) ??
          (asksProfile ? problemOfRead(profile) : null),
        images: problemOfRead(images),
        scripts: problemOfRead(scripts)
      }
    };
  }, [
    domain,
    profile,
    images,
    scripts,
    spaces,
    region,
    sharing,
    app,
    asksProfile,
    present
  ]);
}

/** The versions of one image, newest first. */
export function useVersions(
  reads: IAccountReads,
  offer: IImageOffer | null,
  distribution: readonly IVersionOffer[]
): { versions: readonly IVersionOffer[]; problem: IProblem | null } {
  const name = offer?.name ?? null;
  const listed = useRead(
    name === null ? null : () => reads.imageVersions(name),
    'ListImageVersions',
    [reads, name]
  );
  if (offer?.id === DISTRIBUTION_ID) {
    return { versions: distribution, problem: null };
  }
  return {
    versions: accountVersions(valueOf(listed) ?? []),
    problem: problemOfRead(listed)
  };
}

/** A script of which only the ARN is known. */
export function toScript(arn: string): ILifecycleConfig {
  return { arn, name: arn.split('/').pop() ?? arn };
}
