import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';

/** How many spaces the domain has. */
const SPACES = 2_000;

/** The most rows in the page, whatever the number of spaces. */
const MOST_ROWS = 60;

test.use({ seed: String(SPACES) });

/** The server asks AWS twice a second, a hundred spaces at a time. */
test.setTimeout(90_000 + SPACES * 20);

/** A space of ana's own. */
const ANA = { user: 'ana', space: 'space-00003' };

const nameOf = (number: number) => `space-${String(number).padStart(5, '0')}`;

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
  await expect(note).toContainText(/100\+$/);
  goOn();
  await expect(note).toContainText(/[2-9]00\+$/);
});

test('a large domain is shown by what is in view, and walked through by keys', async ({
  visit,
  picture
}) => {
  const page = await visit(ANA);
  const panel = new SpacesPanel(page);
  await panel.openWholeDomain(SPACES);
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
