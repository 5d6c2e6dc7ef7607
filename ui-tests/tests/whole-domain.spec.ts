import type { Page } from '@playwright/test';
import { answerFor } from '../support/faults.js';
import { expect, test } from '../support/fixtures.js';
import { labReady } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

const ANA = { user: 'ana', space: 'churn-team' };

const open = async (page: Page) => {
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.row('churn-team')).toBeVisible();
  return panel;
};

test('shows the whole domain on wish, searched, filtered and sorted, and keeps that', async ({
  visit,
  domain
}) => {
  const page = await visit(ANA);
  // In a workspace of its own, so that no other test finds what is kept.
  await page.goto(
    `${domain.labUrl(ANA.space, ANA.user)}/workspaces/whole-domain`
  );
  await labReady(page);
  const panel = await open(page);
  await expect(panel.row('ben-private')).toHaveCount(0);
  await panel.wholeDomain.check();
  await expect(panel.row('ben-private')).toContainText('private · ben');
  await expect(panel.action('Run', 'ben-private')).toHaveCount(0);
  await expect(panel.toggle('ben-private')).toHaveAttribute(
    'title',
    'Only ben can do this: the space is private.'
  );

  await panel.viewOptions.click();
  await panel.root
    .getByRole('combobox', { name: 'Order' })
    .selectOption('by owner');
  const owners = panel.rows.locator('.jp-Spaces-sub');
  await expect(owners.first()).toContainText(/yours|ana/);
  await expect(owners.last()).toContainText('chen');

  await panel.root.getByRole('button', { name: 'failed', exact: true }).click();
  await expect.poll(() => panel.names()).toEqual(['big-model']);
  await panel.root.getByRole('button', { name: 'failed', exact: true }).click();

  const kept = page.waitForRequest(
    request =>
      request.method() === 'PUT' &&
      /\/api\/workspaces/.test(request.url()) &&
      (request.postData() ?? '').includes('private BEN')
  );
  await panel.search.fill('private BEN');
  await expect.poll(() => panel.names()).toEqual(['ben-private']);
  await expect(panel.section('All spaces')).toContainText('1 of 7');

  // JupyterLab keeps its state a moment later.
  await kept;
  await page.reload();
  await labReady(page);
  await panel.open();
  await expect(panel.search).toHaveValue('private BEN');
  await expect(panel.wholeDomain).toBeChecked();
  await expect.poll(() => panel.names()).toEqual(['ben-private']);
  await panel.search.press('Escape');
  await expect(owners.last()).toContainText('chen');
});

test('shows what runs, also what belongs to no space', async ({ visit }) => {
  const hoursAgo = (hours: number) => Date.now() / 1000 - hours * 3600;
  const classic = (name: string, type: string, instance: string) => ({
    UserProfileName: 'chen',
    AppName: name,
    AppType: type,
    Status: 'InService',
    CreationTime: hoursAgo(3),
    ResourceSpec: { InstanceType: instance }
  });
  let apps: unknown[] = [
    classic('default', 'JupyterServer', 'system'),
    classic('kernel-1', 'KernelGateway', 'ml.t3.medium'),
    classic('kernel-2', 'KernelGateway', 'ml.t3.medium'),
    classic('default', 'Canvas', 'system'),
    {
      ...classic('default', 'JupyterLab', 'ml.g5.xlarge'),
      SpaceName: 'churn-team'
    }
  ];
  const page = await visit({
    ...ANA,
    prepare: page =>
      answerFor(page, 'ListApps', () => ({ body: { Apps: apps } }))
  });
  const panel = await open(page);
  const section = panel.section('Running now');
  const entries = section.getByRole('listitem');
  await expect(section.getByRole('button').first()).toContainText('4');
  await expect(entries).toHaveCount(4);
  await expect(entries.filter({ hasText: 'Studio Classic' })).toHaveCount(2);
  const kernels = entries.filter({ hasText: 'kernel-1 and 1 more' });
  await expect(kernels).toContainText('chen · ml.t3.medium');
  await expect(entries.filter({ hasText: 'free' })).toContainText('3 h');
  await expect(entries.filter({ hasText: 'churn-team' })).toContainText(
    'JupyterLab · ana · ml.g5.xlarge'
  );
  apps = [];
  await expect(async () => {
    // The server answers the same read for two seconds with what it knows.
    await panel.refresh();
    await expect(section).toContainText('Nothing runs.', { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
});

test('says beforehand what AWS has refused', async ({ visit }) => {
  const page = await visit(ANA);
  const panel = await open(page);
  await panel.action('Run', 'ana-private').click();
  await expect(panel.row('ana-private')).toContainText('could not be run', {
    timeout: 30_000
  });
  // Another of ana's own, which was not tried.
  const run = panel.row('pipelines').getByRole('button', { name: /^Run/ });
  await expect(run).toHaveAttribute('aria-disabled', 'true');
  await expect(run).toHaveAttribute('title', /AWS refused this before/);
  await expect(panel.action('Run', 'forecasting')).toBeEnabled();
});
