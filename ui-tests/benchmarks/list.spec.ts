import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';

const SPACES = Number(process.env.SPACES_IN_DOMAIN ?? 10_000);

// A trace takes pictures meanwhile, which is what would be measured.
test.use({ seed: String(SPACES), trace: 'off' });

/** The server asks AWS twice a second, a hundred spaces at a time. */
test.setTimeout(90_000 + SPACES * 20);

/** A space of ana's own. */
const ANA = { user: 'ana', space: 'space-00003' };

test('filter and scroll a large domain', async ({ visit }) => {
  const page = await visit(ANA);
  const panel = new SpacesPanel(page);
  await panel.openWholeDomain(SPACES);

  await panel.viewOptions.click();
  await panel.root
    .getByRole('combobox', { name: 'Order' })
    .selectOption('by owner');
  await expect.poll(async () => (await panel.names())[1]).toBe(ANA.space);
  const filter = await typingTimes(page, [
    'c',
    'ch',
    'che',
    'chen',
    'chen 7',
    'chen 77',
    'chen 7',
    'chen',
    ''
  ]);
  await expect(panel.section('All spaces')).toContainText(
    SPACES.toLocaleString('en-US')
  );
  const scroll = await scrollFrames(page);
  console.table({
    [`${SPACES} spaces`]: {},
    'filter, key to screen': filter,
    'frame while scrolling': scroll
  });
});

interface ITimes {
  /** Milliseconds. */
  median: number;
  p95: number;
  longest: number;
}

/** How long each text typed into the search keeps the page busy, to the next frame painted. */
async function typingTimes(page: Page, texts: string[]): Promise<ITimes> {
  const times = await page.evaluate(async texts => {
    const input = document.querySelector<HTMLInputElement>(
      '#jp-spaces-panel input[type="search"]'
    )!;
    const setValue = Object.getOwnPropertyDescriptor(
      HTMLInputElement.prototype,
      'value'
    )!.set!;
    const times: number[] = [];
    for (const text of texts) {
      await new Promise(resolve => requestAnimationFrame(resolve));
      const started = performance.now();
      setValue.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      // What a frame has to do is done when the task after it begins.
      await new Promise<void>(resolve =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(null);
        })
      );
      times.push(performance.now() - started);
    }
    return times;
  }, texts);
  return statistics(times);
}

/** Frames while the list is scrolled by two rows a frame for three seconds, and the most rows in the page. */
async function scrollFrames(page: Page): Promise<ITimes & { rows: number }> {
  const { frames, rows } = await page.evaluate(async () => {
    const scroller = document.querySelector('.jp-Spaces-content')!;
    const frames: number[] = [];
    let rows = 0;
    let last = await new Promise<number>(requestAnimationFrame);
    const end = last + 3_000;
    while (last < end) {
      scroller.scrollTop += 88;
      const now = await new Promise<number>(requestAnimationFrame);
      frames.push(now - last);
      last = now;
      rows = Math.max(rows, scroller.querySelectorAll('li[data-space]').length);
    }
    return { frames, rows };
  });
  return { ...statistics(frames), rows };
}

function statistics(times: number[]): ITimes {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) =>
    Math.round(sorted[Math.floor((sorted.length - 1) * part)] * 10) / 10;
  return { median: at(0.5), p95: at(0.95), longest: at(1) };
}
