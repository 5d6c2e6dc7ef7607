import { CreatePresignedDomainUrlCommand } from '@aws-sdk/client-sagemaker';
import type { CDPSession, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalDomain } from '../support/domain.js';
import { expect, test } from '../support/fixtures.js';
import {
  makeNotebook,
  namesSeenBy,
  openDocument
} from '../support/presence.js';

const MINUTES = Number(process.env.MINUTES ?? 10);
const PEOPLE = Number(process.env.PEOPLE ?? 100);
const CELLS = 300;
const SPACE = 'churn-team';
const PATH = 'crowd.ipynb';
/** How long messages at rest are counted, ms. */
const REST_MS = 60_000;

// A trace takes pictures meanwhile, which is what would be measured.
test.use({ trace: 'off' });
test.setTimeout(MINUTES * 60_000 * 2 + 600_000);

/** What tells of people; jupyter-collaboration stays. */
const PRESENCE = ['jupyterlab-sagemaker-spaces:presence'];

/** People who come to the notebook, and move when they are told to. */
class Crowd {
  static async come(domain: LocalDomain, people: number): Promise<Crowd> {
    const { AuthorizedUrl } = await domain.client('ben').send(
      new CreatePresignedDomainUrlCommand({
        DomainId: domain.domainId,
        UserProfileName: 'ben',
        SpaceName: SPACE
      })
    );
    const root = resolve(import.meta.dirname, '../..');
    const child = spawn(
      resolve(root, '.venv/bin/python'),
      [
        resolve(root, 'benchmarks/crowd.py'),
        ...[AuthorizedUrl!, PATH, String(CELLS), String(people)]
      ],
      { stdio: ['pipe', 'pipe', 'inherit'], cwd: root }
    );
    const crowd = new Crowd(child);
    const lines = createInterface(child.stdout);
    const [line] = await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(([code]) => [`it ended with ${code}`])
    ]);
    expect(line).toBe('here');
    lines.on('line', text => crowd.moves.push(JSON.parse(text)));
    return crowd;
  }

  private constructor(private readonly _process: ReturnType<typeof spawn>) {}

  /** Of the first of them: when, ms since 1970, and to which cell. */
  readonly moves: { at: number; cell: string }[] = [];

  move(): void {
    this._process.stdin!.write('go\n');
  }

  async leave(): Promise<void> {
    const ended = once(this._process, 'exit');
    this._process.stdin!.end();
    await ended;
  }
}

/** Share of a core that the main thread works, and memory after a collection, minute by minute. */
async function watch(page: Page, minutes: number) {
  const session = await page.context().newCDPSession(page);
  // Counts from here on.
  await session.send('Performance.enable');
  const work = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const memory = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return round(
      (await session.send('Runtime.getHeapUsage')).usedSize / 2 ** 20
    );
  };
  const memories = [await memory()];
  let worked = 0;
  for (let i = 0; i < minutes; i++) {
    // The collections are not part of what is measured.
    const before = await work();
    await page.waitForTimeout(60_000);
    worked += (await work()) - before;
    memories.push(await memory());
  }
  const own = await ownShare(session);
  await session.detach();
  return {
    'main thread, % of a core': round((worked / (minutes * 60)) * 100),
    'of it this extension, %': round(own * 100),
    'memory, MB': memories.join(' ')
  };
}

/** Share of a core that goes into functions of this extension and what they call, by samples of 20 s. */
async function ownShare(session: CDPSession): Promise<number> {
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  await new Promise(resolve => setTimeout(resolve, 20_000));
  const { profile } = await session.send('Profiler.stop');
  const own = new Set<number>();
  const visit = (id: number, isOwn: boolean) => {
    const node = nodes.get(id)!;
    const now =
      isOwn || node.callFrame.url.includes('jupyterlab-sagemaker-spaces');
    if (now) {
      own.add(id);
    }
    node.children?.forEach(child => visit(child, now));
  };
  const nodes = new Map(profile.nodes.map(node => [node.id, node]));
  visit(profile.nodes[0].id, false);
  const spent = (profile.samples ?? []).reduce(
    (sum, id, i) => sum + (own.has(id) ? (profile.timeDeltas?.[i] ?? 0) : 0),
    0
  );
  return spent / (profile.endTime - profile.startTime);
}

/** When the page saw the first of the crowd in which cell. */
async function record(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const app = (window as any).jupyterapp;
    const { provides } = app.info.availablePlugins.find(
      ({ id }: { id: string }) =>
        id === 'jupyterlab-sagemaker-spaces:presence-model'
    );
    const presence = await app.resolveRequiredService(provides);
    const seen: { at: number; cell: string }[] = [];
    (window as any).seen = seen;
    presence.changed.connect(() => {
      const cell = presence.state.people.find(
        ({ username }: { username: string }) => username === 'person-0'
      )?.at?.cell?.id;
      if (cell && seen[seen.length - 1]?.cell !== cell) {
        seen.push({ at: Date.now(), cell });
      }
    });
  });
}

test('a crowd that moves', async ({ visit, domain }) => {
  const rows: Record<string, object> = {};
  const seen: Record<string, object> = {};
  for (const [people, isOn, minutes] of [
    [5, false, 1],
    [5, true, 1],
    [PEOPLE, false, 1],
    [PEOPLE, true, MINUTES]
  ] as const) {
    const page = await visit({
      user: 'ana',
      space: SPACE,
      without: isOn ? [] : PRESENCE
    });
    if (Object.keys(rows).length === 0) {
      await makeNotebook(page, PATH, CELLS);
    }
    await openDocument(page, PATH);
    const crowd = await Crowd.come(domain, people);
    if (isOn) {
      await expect
        .poll(async () => (await namesSeenBy(page)).length, { timeout: 60_000 })
        .toBe(people + 1);
      await record(page);
    }
    crowd.move();
    rows[`${people} people, ${isOn ? 'with' : 'without'}`] = await watch(
      page,
      minutes
    );
    if (isOn) {
      seen[`${people} people`] = await latencies(page, crowd);
    }
    await crowd.leave();
    await page.close();
  }
  console.table(rows);
  console.table(seen);
});

/** From a move of the first of the crowd to when the page knew it. */
async function latencies(page: Page, { moves }: Crowd) {
  const seen: { at: number; cell: string }[] = await page.evaluate(
    () => (window as any).seen
  );
  const times = moves
    .flatMap(({ at, cell }) => {
      const found = seen.find(one => one.cell === cell && one.at >= at);
      return found && found.at - at < 1000 ? [found.at - at] : [];
    })
    .sort((a, b) => a - b);
  const share = (part: number) => round(times[Math.floor(times.length * part)]);
  return {
    moves: moves.length,
    'seen within 1 s': times.length,
    'median, ms': share(0.5),
    'p95, ms': share(0.95)
  };
}

test('messages of two people at rest', async ({ visit }) => {
  const rows: Record<string, object> = {};
  for (const isOn of [false, true]) {
    const counts = { sent: 0, received: 0 };
    const without = isOn ? [] : PRESENCE;
    const prepare = async (page: Page) => {
      page.on('websocket', socket => {
        if (socket.url().includes('/collaboration/room/')) {
          socket.on('framesent', () => counts.sent++);
          socket.on('framereceived', () => counts.received++);
        }
      });
    };
    const ana = await visit({ user: 'ana', space: SPACE, without, prepare });
    const ben = await visit({ user: 'ben', space: SPACE, without, prepare });
    if (!isOn) {
      await makeNotebook(ana, 'rest.ipynb', 10);
    }
    await openDocument(ana, 'rest.ipynb');
    await openDocument(ben, 'rest.ipynb');
    await ana.waitForTimeout(5000);
    const before = { ...counts };
    await ana.waitForTimeout(REST_MS);
    rows[isOn ? 'with' : 'without'] = {
      'sent a minute': counts.sent - before.sent,
      'received a minute': counts.received - before.received
    };
    await ana.close();
    await ben.close();
  }
  console.table(rows);
});

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
