import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';

/** How many spaces the domain has; `benchmarks/list` takes more. */
const SPACES = Number(process.env.SPACES_IN_DOMAIN ?? 2_000);

/** The most rows in the page, whatever the number of spaces. */
const MOST_ROWS = 60;

// A trace takes pictures meanwhile, which is what would be measured.
test.use({ seed: String(SPACES), trace: 'off' });

/** The server asks AWS twice a second, a hundred spaces at a time. */
test.setTimeout(90_000 + SPACES * 20);

/** A space of ana's own. */
const ANA = { user: 'ana', space: 'space-00003' };

const nameOf = (number: number) => `space-${String(number).padStart(5, '0')}`;

/** Open the panel with the whole domain, and wait until all of it is read. */
const openAll = async (page: Page) => {
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.wholeDomain.check();
  await expect(panel.section('All spaces')).toContainText(
    SPACES.toLocaleString('en-US'),
    { timeout: SPACES * 20 }
  );
  return panel;
};

test('a large domain shows its first rows after one page', async ({
  visit
}) => {
  let goOn: () => void = () => undefined;
  const wait = new Promise<void>(resolve => (goOn = resolve));
  const page = await visit({
    ...ANA,
    prepare: page =>
      page.route(/\/sagemaker-spaces\/aws\b/, async route => {
        if (route.request().postDataJSON()?.NextToken) {
          await wait;
        }
        await route.fallback();
      })
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.wholeDomain.check();
  await expect(panel.rows.first()).toBeVisible();
  // Whether it runs is not known before all apps are read.
  await expect(panel.root).toContainText('reading…');
  const note = panel.section('All spaces').getByRole('button').first();
  await expect(note).toContainText(/100$/);
  goOn();
  await expect(note).toContainText(/[2-9]00$/);
});

test('a large domain is shown by what is in view, and walked through by keys', async ({
  visit,
  picture
}) => {
  const page = await visit(ANA);
  const panel = await openAll(page);
  expect(await panel.rows.count()).toBeLessThanOrEqual(MOST_ROWS);
  await expect(panel.row(nameOf(0))).toHaveAttribute(
    'aria-setsize',
    String(SPACES)
  );

  await panel.toggle(nameOf(0)).focus();
  const last = nameOf(SPACES - 1);
  await page.keyboard.press('End');
  await expect(panel.toggle(last)).toBeFocused();
  await expect(panel.toggle(last)).toBeInViewport({ ratio: 0.95 });
  await expect(panel.row(last)).toHaveAttribute(
    'aria-posinset',
    String(SPACES)
  );
  await page.keyboard.press('ArrowUp');
  await expect(panel.toggle(nameOf(SPACES - 2))).toBeFocused();
  for (let times = 0; times < 5; times++) {
    await page.keyboard.press('PageUp');
  }
  const focused = page.locator('.jp-Spaces-rowMain:focus');
  await expect(focused).toBeInViewport({ ratio: 0.95 });
  const name = await focused.locator('.jp-Spaces-name').innerText();
  await picture(page, 'large-domain');
  expect(await panel.rows.count()).toBeLessThanOrEqual(MOST_ROWS);

  // A refresh leaves focus and place as they are.
  await panel.refresh();
  await panel.toggle(name).focus();
  await page.keyboard.press('ArrowDown');
  const next = nameOf(Number(name.slice(-5)) + 1);
  await expect(panel.toggle(next)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.row(next)).toContainText('Modified');
  await expect(panel.toggle(next)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(panel.toggle(nameOf(Number(name.slice(-5)) + 2))).toBeInViewport(
    { ratio: 0.95 }
  );

  await page.keyboard.press('Home');
  await expect(panel.toggle(nameOf(0))).toBeFocused();
  await expect(panel.toggle(nameOf(0))).toBeInViewport({ ratio: 0.95 });
});

test('a large domain is filtered at once, and scrolls smoothly', async ({
  visit
}) => {
  const page = await visit(ANA);
  const panel = await openAll(page);

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
  expect(scroll.rows).toBeLessThanOrEqual(MOST_ROWS);
  expect(filter.median).toBeLessThan(50);
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
