import { appReaches, makeRunning, makeStopped } from '../support/aws.js';
import { answerFor, answerHere } from '../support/faults.js';
import { expect, test } from '../support/fixtures.js';
import { labReady } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

const ANA = { user: 'ana', space: 'churn-team' };

for (const [what, type, text] of [
  [
    'a refused list',
    'AccessDeniedException',
    'You may not do this: ListSpaces'
  ],
  ['expired credentials', 'ExpiredTokenException', 'credentials have expired'],
  ['missing credentials', 'SpacesNoCredentials', 'No AWS credentials'],
  ['throttling', 'ThrottlingException', 'AWS asks to slow down'],
  [
    'an endpoint that is down',
    'SpacesEndpointUnreachable',
    'SageMaker cannot be reached'
  ],
  ['an answer that is not JSON', null, 'could not be understood']
] as const) {
  test(`keeps its last list on ${what}, and says when it tries again`, async ({
    visit
  }) => {
    let broken = false;
    const page = await visit({
      ...ANA,
      prepare: page =>
        answerFor(page, 'ListSpaces', () => {
          if (!broken) {
            return null;
          }
          return type === null
            ? { body: '<html>Sign in</html>' }
            : { status: 400, body: { __type: type, message: 'so said AWS' } };
        })
    });
    const panel = new SpacesPanel(page);
    await panel.open();
    await expect(panel.row('forecasting')).toBeVisible();

    broken = true;
    await panel.refresh();
    await expect(panel.root).toContainText(text);
    await expect(panel.root).toContainText(/Next try at/);
    await expect(panel.row('forecasting')).toBeVisible();

    broken = false;
    await panel.root.getByRole('button', { name: 'Try now' }).click();
    await expect(panel.root).not.toContainText(text);
    await expect(panel.row('forecasting')).toBeVisible();
  });
}

test('the status bar names the instance as soon as AWS tells it', async ({
  visit
}) => {
  const throttled = {
    status: 400,
    body: { __type: 'ThrottlingException', message: 'Rate exceeded' }
  };
  let asked = 0;
  const page = await visit({
    ...ANA,
    prepare: async page => {
      // The panel may be open from before: its list must not be what names the instance.
      await answerFor(page, 'ListSpaces', () => throttled);
      await answerFor(page, 'DescribeApp', () =>
        ++asked > 2 ? null : throttled
      );
    }
  });
  const { statusItem } = new SpacesPanel(page);
  await expect(statusItem).toContainText('churn-team · ml.g5.xlarge');
  expect(asked).toBe(3);
});

test('outside Studio it says what to do', async ({ visit }) => {
  const page = await visit({
    ...ANA,
    prepare: page => answerHere(page, { place: 'outside' })
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.root).toContainText('does not run in SageMaker Studio');
  await expect(panel.root).toContainText('c.SpacesExtension.domain_id');
  await expect(panel.statusItem).toBeHidden();
});

test.describe('without its server part', () => {
  test.use({ allowedConsole: [/404 \(Not Found\)/] });

  test('it says so', async ({ visit }) => {
    const page = await visit({
      ...ANA,
      prepare: page =>
        page.route(/\/sagemaker-spaces\//, route =>
          route.fulfill({ status: 404, body: '<html>404</html>' })
        )
    });
    const panel = new SpacesPanel(page);
    await panel.open();
    await expect(panel.root).toContainText(
      'The server part of Spaces is missing'
    );
  });
});

test('it says when the server part is older', async ({ visit }) => {
  const page = await visit({
    ...ANA,
    prepare: page => answerHere(page, { version: '0.0.9' })
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.root).toContainText('older than this page');
});

test('names, owners and unknown values are text', async ({ visit }) => {
  const evil = '<img src=x onerror="document.title=\'owned\'">';
  const page = await visit({
    ...ANA,
    prepare: page =>
      answerFor(page, 'ListSpaces', () => ({
        body: {
          Spaces: [
            {
              SpaceName: 'evil',
              SpaceDisplayName: evil,
              Status: 'Hibernating',
              SpaceSettingsSummary: { AppType: 'Holodeck' },
              SpaceSharingSettingsSummary: { SharingType: 'Shared' },
              OwnershipSettingsSummary: { OwnerUserProfileName: evil }
            }
          ]
        }
      }))
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.toggle('evil').click();
  await expect(panel.row('evil')).toContainText(evil);
  await expect(panel.row('evil')).toContainText('Hibernating');
  await expect(panel.row('evil')).toContainText('Holodeck');
  await expect(panel.root.locator('img')).toHaveCount(0);
  expect(await page.title()).not.toBe('owned');
});

test('a job goes on while the page is loaded again', async ({
  visit,
  domain
}) => {
  await makeStopped(domain, 'forecasting');
  const page = await visit(ANA);
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.action('Run', 'forecasting').click();
  await expect(panel.row('forecasting')).toContainText('starting');
  await page.reload();
  await labReady(page);
  await panel.open();
  await expect(panel.action('Open', 'forecasting')).toBeEnabled({
    timeout: 60_000
  });
});

test('a JupyterLab that dies makes its space failed, with a reason', async ({
  visit,
  domain
}) => {
  await makeRunning(domain, 'forecasting');
  const page = await visit(ANA);
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.action('Open', 'forecasting')).toBeVisible();

  process.kill(await domain.jupyterOf('forecasting'), 'SIGKILL');
  await appReaches(domain, 'forecasting', 'Failed');
  await expect(async () => {
    // The server answers the same read for two seconds with what it knows.
    await panel.refresh();
    await panel.action('Why?', 'forecasting').click({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await expect(panel.row('forecasting')).toContainText('SIGKILL');

  await panel.act('Run again', 'forecasting').click();
  await expect(panel.action('Open', 'forecasting')).toBeEnabled({
    timeout: 60_000
  });
});

test('what a shared space may not run says so, and the rest goes on', async ({
  visit
}) => {
  // The role of a shared space is nobody's: it may not run a private space, whoever asks.
  const page = await visit(ANA);
  const panel = new SpacesPanel(page);
  await panel.open();
  const row = panel.row('pipelines');
  await row.getByRole('button', { name: 'Run Nightly pipelines' }).click();
  await expect(row).toContainText('you may not run it from here');
  await panel.toggle('pipelines').click();
  await expect(row).toContainText(
    'not authorized to perform: sagemaker:CreateApp'
  );
});
