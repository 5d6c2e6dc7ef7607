import {
  CreateAppCommand,
  CreateSpaceCommand
} from '@aws-sdk/client-sagemaker';
import { expect } from '@playwright/test';
import { execFile } from 'node:child_process';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rm,
  symlink
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { appReaches, removeSpace } from './aws.js';
import { IMAGE_PYTHON, LocalDomain } from './domain.js';

/** Where the project's own JupyterLab extension is; in a source install a link. */
const EXTENSION = 'share/jupyter/labextensions/jupyterlab-sagemaker-spaces';

/**
 * The Python environment of the spaces without the packages and extensions whose names fit: hard links, which cost
 * no time and no space. Its Python, and what removes it.
 */
async function environmentWithout(
  names: RegExp
): Promise<{ python: string; remove: () => Promise<void> }> {
  const whole = dirname(dirname(IMAGE_PYTHON));
  const local = resolve(import.meta.dirname, '../../.local');
  await mkdir(local, { recursive: true });
  const folder = await mkdtemp(join(local, 'without-'));
  await promisify(execFile)('cp', ['-al', `${whole}/.`, folder]);
  await absolute(whole, folder, EXTENSION);
  const surplus = (await readdir(folder, { recursive: true })).filter(
    path =>
      /(site-packages|labextensions(\/@\w+)?|jupyter_server_config\.d)\/[^/]+$/.test(
        path
      ) && names.test(path.split('/').pop()!)
  );
  await Promise.all(
    surplus.map(path => rm(join(folder, path), { recursive: true }))
  );
  return {
    python: join(folder, 'bin', 'python'),
    remove: () => rm(folder, { recursive: true })
  };
}

/** A new space of ana's that runs an image without jupyter-collaboration; what removes both. */
export async function plainSpace(
  domain: LocalDomain,
  space: string,
  sharing: 'Private' | 'Shared'
): Promise<() => Promise<void>> {
  const { python, remove } = await environmentWithout(
    /collaboration|docprovider|jupyter_server_ydoc/
  );
  const image = await domain.addImage(`plain-${space}`, python);
  const client = domain.client('ana');
  const names = { DomainId: domain.domainId, SpaceName: space };
  const spec = {
    InstanceType: 'ml.t3.medium',
    SageMakerImageArn: image,
    SageMakerImageVersionAlias: '1.0.0'
  } as const;
  await client.send(
    new CreateSpaceCommand({
      ...names,
      OwnershipSettings: { OwnerUserProfileName: 'ana' },
      SpaceSharingSettings: { SharingType: sharing },
      SpaceSettings: {
        AppType: 'JupyterLab',
        JupyterLabAppSettings: { DefaultResourceSpec: spec }
      }
    })
  );
  const create = new CreateAppCommand({
    ...names,
    AppType: 'JupyterLab',
    AppName: 'default',
    ResourceSpec: spec
  });
  // The volume of a new space is available some time after the space itself.
  await expect(() => client.send(create)).toPass({ timeout: 60_000 });
  await appReaches(domain, space, 'InService');
  return async () => {
    await removeSpace(domain, space);
    await remove();
  };
}

/** A link that was copied leads nowhere if it begins where it lay. */
async function absolute(from: string, to: string, path: string): Promise<void> {
  if ((await lstat(join(to, path))).isSymbolicLink()) {
    await rm(join(to, path));
    await symlink(await realpath(join(from, path)), join(to, path));
  }
}
