import { announcementsOf } from '../support/announcements.js';
import { appReaches, appStatus, makeStopped } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { openDetails, tabTo } from '../support/forms.js';
import { labReady, toast } from '../support/lab.js';
import { LeaveDialog } from '../support/leave.js';
import { SpacesPanel } from '../support/panel.js';
import { execute } from '../support/presence.js';

test('lists the spaces that this person may see, with status and action @image', async ({
  visit
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const panel = new SpacesPanel(page);
  await panel.open();

  await expect(
    panel.section('This space').getByTitle('churn-team')
  ).toBeVisible();
  await expect(panel.row('churn-team')).toContainText('ml.g5.xlarge');
  await expect(panel.action('Stop', 'churn-team')).toBeVisible();
  await expect(panel.action('Run', 'ana-private')).toBeVisible();
  await expect(panel.action('Why?', 'big-model')).toBeVisible();
  await expect(panel.row('big-model')).toContainText('no capacity');
  await expect(panel.row('ben-private')).toHaveCount(0);
  await expect(panel.statusItem).toContainText('churn-team · ml.g5.xlarge');

  await panel.search.fill('forecast');
  await expect(panel.rows).toHaveCount(1);
  await expect(panel.row('forecasting')).toBeVisible();
});

test('shows details below the row', async ({ visit }) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const panel = new SpacesPanel(page);
  await openDetails(page, 'forecasting');
  const row = panel.row('forecasting');
  for (const text of ['ml.m5.xlarge', '4 vCPU', '16 GiB', '50 GB', 'ben']) {
    await expect(row).toContainText(text);
  }

  await panel.toggle('big-model').click();
  await expect(panel.row('big-model')).toContainText(
    'EC2InsufficientCapacityError'
  );
});

test('runs, opens and stops a space @image', async ({ visit, domain }) => {
  await makeStopped(domain, 'forecasting');
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const panel = new SpacesPanel(page);
  await panel.open();

  await test.step('run', async () => {
    await panel.action('Run', 'forecasting').click();
    await expect(panel.row('forecasting')).toContainText('starting');
    await expect(panel.action('Open', 'forecasting')).toBeEnabled({
      timeout: 60_000
    });
    expect(await appStatus(domain, 'forecasting')).toBe('InService');
  });

  await test.step('open', async () => {
    const opened = page.context().waitForEvent('page');
    await panel.action('Open', 'forecasting').click();
    const tab = await opened;
    await tab.waitForURL(url =>
      url.href.startsWith(domain.labUrl('forecasting', 'ana'))
    );
    await labReady(tab);
    await expect(new SpacesPanel(tab).statusItem).toContainText(
      'forecasting · ml.m5.xlarge'
    );
    // A kernel of its own answers: it is a JupyterLab, not a page that looks like one.
    const kernel = await tab.evaluate(async () => {
      const xsrf = /_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
      const answer = await fetch('/jupyterlab/default/api/kernels', {
        method: 'POST',
        headers: { 'X-XSRFToken': decodeURIComponent(xsrf) },
        body: '{}'
      });
      return answer.status;
    });
    expect(kernel).toBe(201);
    await tab.close();
  });

  await test.step('stop', async () => {
    await panel.action('Stop', 'forecasting').click();
    await panel.confirmStop();
    await expect(panel.action('Run', 'forecasting')).toBeEnabled({
      timeout: 60_000
    });
    await appReaches(domain, 'forecasting', 'Deleted');
  });
});

test('runs, opens and stops a space by keyboard, with the focus kept and each change told once, in a pause', async ({
  visit,
  domain
}) => {
  test.setTimeout(180_000);
  await makeStopped(domain, 'forecasting');
  const page = await visit({
    user: 'ana',
    space: 'churn-team'
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  const run = panel.action('Run', 'forecasting');
  const open = panel.action('Open', 'forecasting');
  await expect(run).toBeVisible();
  const announcements = await announcementsOf(page);
  await panel.toggle('forecasting').focus();
  await page.keyboard.press('Tab');
  await expect(run).toBeFocused();

  await test.step('a refresh takes no focus, and says nothing', async () => {
    for (let times = 0; times < 3; times++) {
      const read = page.waitForResponse(
        response =>
          response.request().headers()['x-amz-target'] === 'SageMaker.ListApps'
      );
      await execute(page, 'spaces:refresh');
      await read;
    }
    await expect(run).toBeFocused();
    expect(await announcements()).toEqual([]);
  });

  await test.step('run', async () => {
    await page.keyboard.press('Enter');
    await expect(panel.row('forecasting')).toContainText('starting');
    await expect(panel.toggle('forecasting')).toBeFocused();
    await expect(open).toBeEnabled({ timeout: 60_000 });
    await expect(panel.toggle('forecasting')).toBeFocused();
    await expect(toast(page, 'forecasting runs')).toBeVisible();
  });

  await test.step('open', async () => {
    const opened = page.context().waitForEvent('page');
    await tabTo(page, open);
    await page.keyboard.press('Enter');
    await (await opened).close();
    await page.bringToFront();
    await expect(open).toBeFocused();
  });

  await test.step('stop', async () => {
    const stop = panel.action('Stop', 'forecasting');
    await page.keyboard.press('Shift+Tab');
    await expect(stop).toBeFocused();
    const dialog = page.getByRole('dialog');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(stop).toBeFocused();
    await page.keyboard.press('Enter');
    const confirm = dialog.getByRole('button', { name: 'Stop', exact: true });
    await tabTo(page, confirm);
    await page.keyboard.press('Enter');
    await expect(run).toBeEnabled({ timeout: 60_000 });
    await expect(panel.toggle('forecasting')).toBeFocused();
    await expect(toast(page, 'forecasting is stopped')).toBeVisible();
  });

  const said = await announcements();
  expect(said.filter(({ live }) => live !== 'polite')).toEqual([]);
  const texts = said.map(({ text }) => text);
  expect(texts).toContainEqual(expect.stringContaining('forecasting runs'));
  expect(texts).toContainEqual(
    expect.stringContaining('forecasting is stopped')
  );
  expect(new Set(texts).size).toBe(texts.length);
});

test('reaches the menus, the filters and the history by keyboard, and comes back', async ({
  visit
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.toggle('forecasting')).toBeVisible();

  await test.step('the menu above the sections', async () => {
    const more = panel.root.getByRole('button', { name: 'More' });
    await panel.root.getByRole('button', { name: 'New Space…' }).focus();
    // A toolbar is walked through by the arrow keys.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('.lm-Menu')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(
      panel.section('History').getByRole('button').first()
    ).toBeFocused();
    // Where it was is the section below it.
    await panel.toggleHistory();
    await expect(panel.section('History')).toHaveCount(0);
    await expect(more).toBeFocused();
  });

  await test.step('what the list is filtered and sorted by', async () => {
    await panel.search.focus();
    await page.keyboard.press('Tab');
    await expect(panel.viewOptions).toBeFocused();
    await page.keyboard.press('Enter');
    await tabTo(
      page,
      panel.root.getByRole('button', { name: 'stopped', exact: true })
    );
    await page.keyboard.press('Space');
    await expect(panel.row('churn-team')).toHaveCount(0);
    await tabTo(page, panel.root.getByLabel('Order'));
    await page.keyboard.type('by owner');
    await expect(panel.root.getByLabel('Order')).toHaveValue('owner');
    await tabTo(page, panel.wholeDomain);
    await page.keyboard.press('Space');
    await expect(panel.row('ben-private')).toBeVisible();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await expect(panel.toggle('ana-private')).toBeFocused();
  });

  await test.step('the menu of a row', async () => {
    await page.keyboard.press('ContextMenu');
    await expect(
      page.getByRole('menuitem', { name: 'Copy Name' })
    ).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel.toggle('ana-private')).toBeFocused();
  });

  await test.step('what is closed is gone, and the focus goes on from there', async () => {
    const here = panel.section('This space');
    await tabTo(page, here.getByRole('button', { name: 'Close' }));
    await page.keyboard.press('Enter');
    await expect(here.getByText('Settings are shared, too.')).toHaveCount(0);
    await expect(here.getByRole('button', { name: 'Leave…' })).toBeFocused();
  });
});

test('gives the focus back to the row whose context menu is closed', async ({
  visit
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.toggle('forecasting').click({ button: 'right' });
  await expect(page.locator('.lm-Menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.lm-Menu')).toHaveCount(0);
  await expect(panel.toggle('forecasting')).toBeFocused();
});

test('leaves a space alone when its stop is not confirmed', async ({
  visit,
  domain
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.action('Stop', 'churn-team').click();
  // The space that one is in.
  const dialog = new LeaveDialog(page);
  await dialog.looked();
  await dialog.stay.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await appStatus(domain, 'churn-team')).toBe('InService');
});
