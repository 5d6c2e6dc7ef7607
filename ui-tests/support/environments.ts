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
import { PYTHON } from './domain.js';

/** Where the project's own JupyterLab extension is; in a source install a link. */
const EXTENSION = 'share/jupyter/labextensions/jupyterlab-sagemaker-spaces';

/**
 * The Python environment of the tests without the packages and extensions whose names fit: hard links, which cost
 * no time and no space. Its Python, and what removes it.
 */
export async function environmentWithout(
  names: RegExp
): Promise<{ python: string; remove: () => Promise<void> }> {
  const whole = dirname(dirname(PYTHON));
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

/** A link that was copied leads nowhere if it begins where it lay. */
async function absolute(from: string, to: string, path: string): Promise<void> {
  if ((await lstat(join(to, path))).isSymbolicLink()) {
    await rm(join(to, path));
    await symlink(await realpath(join(from, path)), join(to, path));
  }
}
