import {
  CreateAppCommand,
  DeleteAppCommand,
  DescribeAppCommand,
  DescribeSpaceCommand,
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
    await client.send(
      new CreateAppCommand({
        ...key(domain, space),
        ResourceSpec: SpaceSettings?.JupyterLabAppSettings?.DefaultResourceSpec
      })
    );
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
