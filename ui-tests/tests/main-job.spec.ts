import { appReaches, appStatus, makeStopped } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { labReady } from '../support/lab.js';
import { LeaveDialog } from '../support/leave.js';
import { SpacesPanel } from '../support/panel.js';

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
  await panel.open();

  await panel.toggle('forecasting').click();
  await expect(panel.toggle('forecasting')).toHaveAttribute(
    'aria-expanded',
    'true'
  );
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

test('runs a space by keyboard, and keeps the focus in its row', async ({
  visit,
  domain
}) => {
  await makeStopped(domain, 'forecasting');
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.toggle('forecasting').focus();
  await page.keyboard.press('Tab');
  await expect(panel.action('Run', 'forecasting')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.row('forecasting')).toContainText('starting');
  await expect(panel.toggle('forecasting')).toBeFocused();
  // The next test finds no job under way.
  await expect(panel.action('Open', 'forecasting')).toBeEnabled({
    timeout: 60_000
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
