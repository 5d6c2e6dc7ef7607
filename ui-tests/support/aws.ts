import {
  CreateAppCommand,
  CreateSpaceCommand,
  DeleteAppCommand,
  DeleteSpaceCommand,
  DescribeAppCommand,
  DescribeSpaceCommand,
  type DescribeSpaceCommandOutput,
  paginateListApps,
  paginateListSpaces,
  ResourceNotFound
} from '@aws-sdk/client-sagemaker';
import { expect } from '@playwright/test';
import type { LocalDomain } from './domain.js';

const START_LIMIT = 60_000;

function key(domain: LocalDomain, space: string) {
  return {
    DomainId: domain.domainId,
    SpaceName: space,
    AppType: 'JupyterLab',
    AppName: 'default'
  } as const;
}

/** Status of a space's app as the API tells it; `Deleted` also where there is no record of one. */
export async function appStatus(
  domain: LocalDomain,
  space: string
): Promise<string> {
  try {
    const answer = await domain
      .client('ana')
      .send(new DescribeAppCommand(key(domain, space)));
    return answer.Status ?? 'unknown';
  } catch (error) {
    if (error instanceof ResourceNotFound) {
      return 'Deleted';
    }
    throw error;
  }
}

/** Wait until a space's app has this status. */
export async function appReaches(
  domain: LocalDomain,
  space: string,
  status: string
): Promise<void> {
  await expect
    .poll(() => appStatus(domain, space), { timeout: START_LIMIT })
    .toBe(status);
}

/** Bring a space to `running` without the extension, so that each test starts from a known state. */
export async function makeRunning(
  domain: LocalDomain,
  space: string
): Promise<void> {
  const status = await appStatus(domain, space);
  if (status !== 'InService' && status !== 'Pending') {
    const client = domain.client('ana');
    const { SpaceSettings } = await client.send(
      new DescribeSpaceCommand({
        DomainId: domain.domainId,
        SpaceName: space
      })
    );
    const create = new CreateAppCommand({
      ...key(domain, space),
      ResourceSpec: SpaceSettings?.JupyterLabAppSettings?.DefaultResourceSpec
    });
    // The volume of a new space is available some time after the space itself.
    await expect(() => client.send(create)).toPass({ timeout: START_LIMIT });
  }
  await appReaches(domain, space, 'InService');
}

/** Bring a space to `stopped` without the extension. */
export async function makeStopped(
  domain: LocalDomain,
  space: string
): Promise<void> {
  const status = await appStatus(domain, space);
  if (status === 'Failed') {
    // Its record would stay for a day of AWS's.
    await makeRunning(domain, space);
  }
  if (status !== 'Deleted' && status !== 'Deleting') {
    await appReaches(domain, space, 'InService');
    await domain.client('ana').send(new DeleteAppCommand(key(domain, space)));
  }
  await appReaches(domain, space, 'Deleted');
}

/** What the API says of a space; null where there is none. */
export async function describeSpace(
  domain: LocalDomain,
  space: string
): Promise<DescribeSpaceCommandOutput | null> {
  try {
    return await domain.client('ana').send(
      new DescribeSpaceCommand({
        DomainId: domain.domainId,
        SpaceName: space
      })
    );
  } catch (error) {
    if (error instanceof ResourceNotFound) {
      return null;
    }
    throw error;
  }
}

/**
 * Have a private space of ana's, unless it is there already: from a shared space, AWS's own policy does not let
 * spaces of others be changed. It has no idle timeout of its own, which a fast domain would reach within a test.
 */
export async function makePrivate(
  domain: LocalDomain,
  space: string
): Promise<void> {
  if (!(await describeSpace(domain, space))) {
    const model = await describeSpace(domain, 'ana-private');
    await domain.client('ana').send(
      new CreateSpaceCommand({
        DomainId: domain.domainId,
        SpaceName: space,
        SpaceSettings: {
          AppType: 'JupyterLab',
          JupyterLabAppSettings: {
            DefaultResourceSpec:
              model?.SpaceSettings?.JupyterLabAppSettings?.DefaultResourceSpec
          },
          SpaceStorageSettings: {
            EbsStorageSettings: { EbsVolumeSizeInGb: 20 }
          }
        },
        SpaceSharingSettings: { SharingType: 'Private' },
        OwnershipSettings: { OwnerUserProfileName: 'ana' }
      })
    );
  }
  await expect
    .poll(async () => (await describeSpace(domain, space))?.Status)
    .toBe('InService');
}

/** Names of all spaces of the domain, and of those of which a JupyterLab runs. */
export interface ISpaceNames {
  readonly all: ReadonlySet<string>;
  readonly running: ReadonlySet<string>;
}

/** The spaces that there are. */
export async function spaceNames(domain: LocalDomain): Promise<ISpaceNames> {
  const client = domain.client('ana');
  const all = new Set<string>();
  const running = new Set<string>();
  const settings = { client, pageSize: 100 };
  // A paginator writes its place into what it is given: each gets its own.
  const scope = () => ({ DomainIdEquals: domain.domainId });
  for await (const { Spaces } of paginateListSpaces(settings, scope())) {
    Spaces?.forEach(({ SpaceName }) => all.add(SpaceName ?? ''));
  }
  for await (const { Apps } of paginateListApps(settings, scope())) {
    Apps?.filter(
      ({ AppType, Status }) => AppType === 'JupyterLab' && Status !== 'Deleted'
    ).forEach(({ SpaceName }) => running.add(SpaceName ?? ''));
  }
  return { all, running };
}

/** Delete a space of ana's, and wait until it is gone. */
export async function removeSpace(
  domain: LocalDomain,
  space: string
): Promise<void> {
  await makeStopped(domain, space);
  await domain.client('ana').send(
    new DeleteSpaceCommand({
      DomainId: domain.domainId,
      SpaceName: space
    })
  );
  await expect
    .poll(() => describeSpace(domain, space), { timeout: START_LIMIT })
    .toBeNull();
}
