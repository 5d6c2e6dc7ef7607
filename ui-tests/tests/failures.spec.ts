import { makeStopped } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { labReady } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

const ANA = { user: 'ana', space: 'churn-team' };
const SPACE = 'forecasting';
const STREAM = `log-events/d-[a-z0-9]+\\$252F${SPACE}\\$252FJupyterLab\\$252Fdefault`;

test.beforeEach(({ domain }) => makeStopped(domain, SPACE));
test.afterEach(({ domain }) => domain.clearFaults());

for (const [what, fault, short, button, title, log, links] of [
  [
    'no capacity',
    { fault: 'fail', reason: 'capacity' },
    /no capacity for ml\.\S+ now/,
    'Why?',
    /^AWS has no ml\.\S+ to give now$/,
    STREAM,
    []
  ],
  [
    'a quota that is told at once',
    { fault: 'quota' },
    /could not be run: quota reached for ml\.\S+/,
    'Run',
    /^The quota for ml\.\S+ is reached$/,
    null,
    ['Service Quotas']
  ],
  [
    'a lifecycle script that fails',
    { fault: 'fail', reason: 'lifecycle-config' },
    /its lifecycle script failed/,
    'Why?',
    /^The lifecycle script of the space failed$/,
    `${STREAM}\\$252FLifecycleConfigOnStart`,
    []
  ]
] as const) {
  test(`says plainly what ${what} means, and goes on from there`, async ({
    visit,
    domain
  }) => {
    await domain.fault({ ...fault, space: SPACE, times: 1 });
    const page = await visit(ANA);
    const panel = new SpacesPanel(page);
    await panel.open();
    await panel.action('Run', SPACE).click();
    const row = panel.row(SPACE);
    await expect(row.locator('.jp-Spaces-row')).toContainText(short, {
      timeout: 60_000
    });
    // A failed app has its own button; what was refused beforehand leaves the space stopped.
    await expect(panel.action(button, SPACE)).toBeVisible({ timeout: 30_000 });
    await panel.toggle(SPACE).click();
    await expect(row.getByText(title)).toBeVisible();
    for (const name of links) {
      await expect(row.getByRole('link', { name })).toHaveAttribute(
        'href',
        /^https:\/\/us-east-1\.console\.aws\.amazon\.com\/servicequotas\//
      );
    }
    const link = row.getByRole('link', { name: 'Log in CloudWatch' });
    if (log) {
      await expect(link).toHaveAttribute('href', new RegExp(`${log}$`));
    } else {
      await expect(link).toHaveCount(0);
    }

    await panel.act('Run again', SPACE).click();
    await expect(panel.action('Open', SPACE)).toBeEnabled({ timeout: 60_000 });
  });
}

test('a job is told of in one notification, which leads to the whole failure', async ({
  visit,
  domain
}) => {
  await domain.fault({ fault: 'fail', reason: 'capacity', space: SPACE });
  // A notification comes a second after its job has begun: the end must not be there by then.
  await domain.fault({
    ...{ fault: 'delay', seconds: 4, times: 1 },
    ...{ operations: ['CreateApp'], space: SPACE }
  });
  const page = await visit(ANA);
  const other = await visit({ ...ANA, user: 'ben' });
  const panel = new SpacesPanel(page);
  await panel.open();
  await new SpacesPanel(other).open();
  await panel.action('Run', SPACE).click();
  const toasts = page.locator('.Toastify__toast');
  await expect(toasts).toHaveText(/Starting forecasting/);
  await expect(toasts).toHaveText(/forecasting could not be run: no capacity/, {
    timeout: 60_000
  });
  // Who did not ask sees it in the row only.
  await expect(new SpacesPanel(other).action('Why?', SPACE)).toBeVisible();
  await expect(other.locator('.Toastify__toast')).toHaveCount(0);

  await toasts.getByRole('button', { name: 'Why?' }).click();
  const history = panel.section('History');
  const entry = history.getByRole('group', { name: `Run ${SPACE}` });
  await expect(entry).toContainText('EC2InsufficientCapacityError');
  await expect(entry).toContainText('ana (unverified');
  await expect(history.locator('[data-job]').first()).toContainText('ana');

  await panel.toggleHistory();
  await expect(history).toHaveCount(0);
});

test('a reload in the middle of a run keeps its progress and its notification', async ({
  visit,
  domain
}) => {
  await domain.fault({ fault: 'stuck', space: SPACE });
  const page = await visit(ANA);
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.action('Run', SPACE).click();
  await expect(panel.row(SPACE)).toContainText('step 3/3', { timeout: 30_000 });

  await page.reload();
  await labReady(page);
  await panel.open();
  await expect(panel.row(SPACE)).toContainText('step 3/3');
  const toasts = page.locator('.Toastify__toast');
  await expect(toasts).toHaveText(
    /Starting forecasting: waiting until it runs/
  );
  await panel.toggleHistory();
  const newest = panel.section('History').locator('[data-job]').first();
  await expect(newest).toContainText(`Run ${SPACE}`);
  await expect(newest).toContainText('step 3/3');

  await domain.clearFaults();
  await expect(newest).toContainText('done', { timeout: 60_000 });
  await expect(toasts).toHaveText(/forecasting runs/);
  await expect(panel.action('Open', SPACE)).toBeEnabled();
});
