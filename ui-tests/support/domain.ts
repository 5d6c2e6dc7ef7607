import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** Python of the environment in which the domain runs. */
const PYTHON = resolve(import.meta.dirname, '../../.venv/bin/python');
/** Python of the environment in which the JupyterLab of its spaces runs. */
export const IMAGE_PYTHON = process.env.SPACES_IMAGE ?? PYTHON;
/** Whether spaces run another environment than the project's own. */
export const IN_IMAGE = IMAGE_PYTHON !== PYTHON;
/** How long the local domain may take to start or to end, in milliseconds. */
const PATIENCE = 60_000;
/** The file that tells an app where it is. */
const METADATA = 'resource-metadata.json';

interface ICredentials {
  access_key_id: string;
  secret_access_key: string;
  session_token: string;
}

/** The line that the local domain prints at its start. */
interface IAnnouncement {
  endpoint_url: string;
  region: string;
  domain_id: string;
  users: Record<string, ICredentials>;
  studio: Record<string, string>;
  control: { url: string; token: string };
  /** What new volumes are: `ext4` and `xfs` have the size that they are said to have. */
  volumes: 'directory' | 'ext4' | 'xfs';
}

export interface IDomainOptions {
  /** `try`, `empty`, or a number of spaces. */
  seed: string;
  /** 1 = AWS's own times; 0.01 = an app starts in about a second. */
  timeScale: number;
  /** Further switches, such as `--assume=NAME=VALUE`. */
  switches: readonly string[];
}

/** Make a Python environment a version of an image; the image's ARN. */
async function addImage(
  directory: string,
  name: string,
  version: string,
  python: string
): Promise<string> {
  const { stdout } = await promisify(execFile)(PYTHON, [
    ...['-m', 'sagemaker_local_domain', 'add-image'],
    ...['--directory', directory, '--name', name],
    ...['--version', version, '--python', python]
  ]);
  return stdout.split(',')[0];
}

/** SageMaker Studio on this machine: a process of its own, in a directory that is removed with it. */
export class LocalDomain {
  private constructor(
    private readonly _process: ChildProcess,
    private readonly _directory: string,
    private readonly _announcement: IAnnouncement,
    private readonly _output: string[]
  ) {}

  static async start(options: IDomainOptions): Promise<LocalDomain> {
    const directory = await mkdtemp(join(tmpdir(), 'spaces-'));
    if (IN_IMAGE) {
      // The version that spaces run when nothing else is said.
      for (const kind of ['cpu', 'gpu']) {
        const name = `sagemaker-distribution-${kind}`;
        await addImage(directory, name, '4.4.0', IMAGE_PYTHON);
      }
    }
    const child = spawn(
      PYTHON,
      [
        ...['-m', 'sagemaker_local_domain', '--port', '0'],
        ...['--directory', directory, '--seed', options.seed],
        ...['--time-scale', String(options.timeScale)],
        ...options.switches
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] }
    );
    const output: string[] = [];
    child.stderr.on('data', chunk => output.push(String(chunk)));
    const lines = createInterface(child.stdout);
    const started = new AbortController();
    const timer = setTimeout(() => started.abort(), PATIENCE);
    try {
      const [line] = (await Promise.race([
        once(lines, 'line', { signal: started.signal }),
        once(child, 'error', { signal: started.signal }).then(([error]) => {
          throw error;
        }),
        once(child, 'exit', { signal: started.signal }).then(([code]) => {
          throw new Error(`it ended with exit code ${code}`);
        })
      ])) as [string];
      const announcement = JSON.parse(line) as IAnnouncement;
      return new LocalDomain(child, directory, announcement, output);
    } catch (error) {
      if (child.pid && child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      await rm(directory, { recursive: true, force: true });
      throw new Error(
        `The local domain (${PYTHON}) did not start: ${error}\n${output.join('')}`
      );
    } finally {
      clearTimeout(timer);
      started.abort();
    }
  }

  /** Make a Python environment an image of the account's own; its ARN. */
  async addImage(name: string, python: string): Promise<string> {
    return addImage(this._directory, name, '1.0.0', python);
  }

  /** All that it wrote to its error output so far. */
  get output(): string {
    return this._output.join('');
  }

  get volumes(): IAnnouncement['volumes'] {
    return this._announcement.volumes;
  }

  get domainId(): string {
    return this._announcement.domain_id;
  }

  /** The port of its front door. */
  get port(): string {
    return new URL(this._announcement.endpoint_url).port;
  }

  /** Signs a person in to Studio, which then opens the space. */
  signInUrl(user: string, space: string): string {
    const url = new URL(this._announcement.studio[user]);
    url.searchParams.set('space', space);
    return url.href;
  }

  /** Where a person reaches the JupyterLab of a space. */
  labUrl(space: string, user: string): string {
    return `http://${space}--${user}.localhost:${this.port}/jupyterlab/default/lab`;
  }

  /** The API as that person, beside the browser: what AWS would say. */
  client(user: string): SageMakerClient {
    const keys = this._announcement.users[user];
    return new SageMakerClient({
      endpoint: this._announcement.endpoint_url,
      region: this._announcement.region,
      credentials: {
        accessKeyId: keys.access_key_id,
        secretAccessKey: keys.secret_access_key,
        sessionToken: keys.session_token
      }
    });
  }

  /** Put a rule for trouble in force, as the control API takes it. */
  async fault(rule: object): Promise<void> {
    await this._control('POST', rule);
  }

  /** Take all rules for trouble out of force. */
  async clearFaults(): Promise<void> {
    await this._control('DELETE', {});
  }

  /** How often the rules for trouble hit, in all. */
  async hits(): Promise<number> {
    const { faults } = await this._control('GET');
    return faults.reduce((sum, { hits }) => sum + hits, 0);
  }

  private async _control(
    method: string,
    body?: object
  ): Promise<{ faults: { hits: number }[] }> {
    const { url, token } = this._announcement.control;
    const response = await fetch(`${url}/faults`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      body: body && JSON.stringify(body)
    });
    if (!response.ok) {
      throw new Error(`${method} ${url}/faults: ${await response.text()}`);
    }
    return response.json();
  }

  /** Process id of the JupyterLab that runs in a space. */
  async jupyterOf(space: string): Promise<number> {
    for (const pid of await readdir('/proc')) {
      const [command, environment] = await Promise.all(
        ['cmdline', 'environ'].map(file =>
          // No process, one of somebody else's, or one that has just ended.
          readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
        )
      );
      const app = /(?:^|\0)SAGEMAKER_LOCAL_DOMAIN_APP=\w+\/(\w+)/.exec(
        environment
      );
      if (app && command.split('\0').includes('jupyterlab')) {
        const file = join(this._directory, 'apps', app[1], METADATA);
        // Another domain's app has no such file here.
        const metadata = await readFile(file, 'utf8').catch(() => '{}');
        if (JSON.parse(metadata).SpaceName === space) {
          return Number(pid);
        }
      }
    }
    throw new Error(`No JupyterLab runs in ${space}.`);
  }

  /** End it as Ctrl-C would, and remove its directory. */
  async stop(): Promise<void> {
    if (this._process.exitCode === null && this._process.signalCode === null) {
      const ended = once(this._process, 'exit');
      const timer = setTimeout(() => this._process.kill('SIGKILL'), PATIENCE);
      this._process.kill('SIGTERM');
      const [code, signal] = await ended;
      clearTimeout(timer);
      if (signal === 'SIGKILL') {
        throw new Error(`The local domain did not end within ${PATIENCE} ms.`);
      }
      if (code !== 0) {
        throw new Error(
          `The local domain ended with exit code ${code}.\n${this.output}`
        );
      }
    }
    await rm(this._directory, { recursive: true, force: true });
  }
}
