import { DescribeAppCommand } from '@aws-sdk/client-sagemaker';
import {
  appReaches,
  appStatus,
  describeSpace,
  makePrivate,
  makeRunning,
  makeStopped
} from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import {
  chooseInstance,
  openChange,
  openCreate,
  openDetails
} from '../support/forms.js';
import { labReady } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

/** Ana's own space, in which she is, and another of hers. */
const DESK = 'desk';
const OTHER = 'other';
const SLOW = { timeout: 60_000 };

// Several starts and stops of JupyterLab in a test.
test.describe.configure({ timeout: 180_000 });

/** Show one space alone: only rows in view are in the page, and other tests make spaces, and keep a search, too. */
async function find(panel: SpacesPanel, name = OTHER): Promise<void> {
  await panel.open();
  await panel.search.fill(name);
}

test.beforeEach(async ({ domain }) => {
  await makePrivate(domain, DESK);
  await makePrivate(domain, OTHER);
});

test.afterEach(({ domain }) => domain.clearFaults());

test('a change that finds no capacity is taken back, and another one is made', async ({
  visit,
  domain
}) => {
  await makeRunning(domain, OTHER);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await domain.fault({
    fault: 'fail',
    reason: 'capacity',
    instance_type: 'ml.m5.large'
  });
  await find(panel);
  const form = await openChange(page, OTHER);
  await chooseInstance(page, form, 'ml.m5.large');
  await form.getByRole('button', { name: 'Stop, change and run' }).click();
  const row = panel.row(OTHER);
  await expect(row).toContainText('AWS has no ml.m5.large to give now', SLOW);
  await expect(row).toContainText(
    'The former instance type ml.t3.medium was restored. The space runs again as before.'
  );
  await expect(panel.action('Open', OTHER)).toBeEnabled();
  expect(await appStatus(domain, OTHER)).toBe('InService');
  expect(
    (await describeSpace(domain, OTHER))?.SpaceSettings?.JupyterLabAppSettings
      ?.DefaultResourceSpec?.InstanceType
  ).toBe('ml.t3.medium');

  await panel.act('Change again…', OTHER).click();
  const again = page.getByRole('form', { name: `Change ${OTHER}` });
  await chooseInstance(page, again, 'ml.c5.large');
  await again.getByRole('button', { name: 'Stop, change and run' }).click();
  await expect(row).toContainText('being changed');
  await expect(panel.action('Open', OTHER)).toBeEnabled(SLOW);
  await expect(row).toContainText('ml.c5.large');
  await expect(row).not.toContainText('AWS has no ml.m5.large');
});

for (const when of ['before', 'after', 'middle']) {
  test(`a create whose answers are cut (${when}) makes one space, which runs`, async ({
    visit,
    domain
  }) => {
    const name = `cut-${when}`;
    const page = await visit({ user: 'ana', space: DESK });
    const panel = new SpacesPanel(page);
    for (const operation of ['CreateSpace', 'CreateApp']) {
      const operations = [operation];
      await domain.fault({ fault: 'cut', when, operations, times: 1 });
    }
    const form = await openCreate(page);
    await form.getByLabel('Name').fill(name);
    await form.getByRole('button', { name: 'Create and run' }).click();
    await expect(form).toHaveCount(0);
    await find(panel, name);
    await expect(panel.action('Open', name)).toBeEnabled(SLOW);
    await expect(panel.row(name)).toHaveCount(1);
    expect(await domain.hits()).toBe(2);
    expect(await appStatus(domain, name)).toBe('InService');
  });
}

test('a new space that does not start is there, and is run from its failure', async ({
  visit,
  domain
}) => {
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await domain.fault({ fault: 'quota', space: 'unlucky' });
  const form = await openCreate(page);
  await form.getByLabel('Name').fill('unlucky');
  await form.getByRole('button', { name: 'Create and run' }).click();
  await expect(page.locator('.Toastify__toast')).toHaveText(
    /unlucky was created, but could not be run: quota reached/,
    SLOW
  );
  await find(panel, 'unlucky');
  const row = panel.row('unlucky');
  await expect(row).toContainText('The quota for', SLOW);
  await expect(row).toContainText('The space had already been created');
  expect((await describeSpace(domain, 'unlucky'))?.Status).toBe('InService');

  await domain.clearFaults();
  await panel.act('Run again', 'unlucky').click();
  await expect(panel.action('Open', 'unlucky')).toBeEnabled(SLOW);
});

test('a delete that AWS fails leaves the space stopped, says so, and is done again', async ({
  visit,
  domain
}) => {
  await makeRunning(domain, OTHER);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await domain.fault({
    fault: 'error',
    code: 'InternalFailure',
    operations: ['DeleteSpace']
  });
  await find(panel);
  await openDetails(page, OTHER);
  const row = panel.row(OTHER);
  const dialog = page.getByRole('dialog');
  const confirm = async () => {
    await dialog.getByRole('textbox').fill(OTHER);
    await dialog.getByRole('button', { name: 'Delete' }).click();
  };
  await row.getByRole('button', { name: `Delete ${OTHER}…` }).click();
  await confirm();
  await expect(row).toContainText('AWS failed, and gives no reason', SLOW);
  await expect(row).toContainText('It had been stopped for that.');
  await expect(panel.action('Run', OTHER)).toBeVisible();
  expect(await appStatus(domain, OTHER)).toBe('Deleted');
  expect((await describeSpace(domain, OTHER))?.Status).toBe('InService');

  await domain.clearFaults();
  await panel.act('Delete again…', OTHER).click();
  await confirm();
  await expect(row).toHaveCount(0, SLOW);
  expect(await describeSpace(domain, OTHER)).toBeNull();
});

test('two tabs that start the same space at once make one app', async ({
  visit,
  domain
}) => {
  await makeStopped(domain, OTHER);
  const first = await visit({ user: 'ana', space: DESK });
  const second = await first.context().newPage();
  await second.goto(domain.labUrl(DESK, 'ana'));
  await labReady(second);
  const panels = [new SpacesPanel(first), new SpacesPanel(second)];
  for (const panel of panels) {
    await find(panel);
    await expect(panel.action('Run', OTHER)).toBeEnabled();
  }
  /** How many jobs have run it. CreateApp may be sent more than once for one of them: a new volume is awaited so. */
  const runs = () =>
    first.evaluate(async space => {
      const answer = await fetch('/jupyterlab/default/sagemaker-spaces/jobs');
      const { jobs } = await answer.json();
      return jobs.filter(
        (job: { kind: string; space: string }) =>
          job.kind === 'run' && job.space === space
      ).length;
    }, OTHER);
  const before = await runs();
  // At once: a tab in the background hears of the other's job before a person could click.
  await Promise.all(
    panels.map(panel => panel.action('Run', OTHER).dispatchEvent('click'))
  );
  for (const panel of panels) {
    await expect(panel.action('Open', OTHER)).toBeEnabled(SLOW);
    await expect(panel.row(OTHER)).not.toContainText('failed');
  }
  expect((await runs()) - before).toBe(1);
});

test('a reload in the middle of a change keeps its progress, and the change is made once', async ({
  visit,
  domain
}) => {
  await makeRunning(domain, OTHER);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await domain.fault({ fault: 'stuck', space: OTHER });
  await find(panel);
  const form = await openChange(page, OTHER);
  await chooseInstance(page, form, 'ml.m5.xlarge');
  await form.getByRole('button', { name: 'Stop, change and run' }).click();
  await expect(panel.row(OTHER)).toContainText('step 7/7', SLOW);

  await page.reload();
  await labReady(page);
  await panel.open();
  await expect(panel.row(OTHER)).toContainText('being changed');
  await expect(panel.row(OTHER)).toContainText('step 7/7');
  const before = await appOf();
  expect(before.Status).toBe('Pending');

  await domain.clearFaults();
  await expect(panel.action('Open', OTHER)).toBeEnabled(SLOW);
  await expect(panel.row(OTHER)).toContainText('ml.m5.xlarge');
  const after = await appOf();
  expect(after.CreationTime).toEqual(before.CreationTime);
  expect(after.ResourceSpec?.InstanceType).toBe('ml.m5.xlarge');

  function appOf() {
    return domain.client('ana').send(
      new DescribeAppCommand({
        DomainId: domain.domainId,
        SpaceName: OTHER,
        AppType: 'JupyterLab',
        AppName: 'default'
      })
    );
  }
});

test.describe('the space that one is in', () => {
  // It ends, and its page asks once more.
  test.use({
    allowedConsole: [/50[23] \((Bad Gateway|Service Unavailable)\)/]
  });

  test('a change of this space is made, and its stop is the last act', async ({
    visit,
    domain
  }) => {
    await makePrivate(domain, 'leaving');
    const page = await visit({ user: 'ana', space: 'leaving' });
    await find(new SpacesPanel(page), 'leaving');
    const form = await openChange(page, 'leaving');
    await chooseInstance(page, form, 'ml.m5.large');
    await form.getByRole('button', { name: 'Change and stop…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Change and Stop' })
      .click();
    await appReaches(domain, 'leaving', 'Deleted');
    expect(
      (await describeSpace(domain, 'leaving'))?.SpaceSettings
        ?.JupyterLabAppSettings?.DefaultResourceSpec?.InstanceType
    ).toBe('ml.m5.large');
  });
});
