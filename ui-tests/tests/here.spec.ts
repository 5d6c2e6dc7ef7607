import type { Page } from '@playwright/test';
import { faults, faultsInEachTheme } from '../support/accessibility.js';
import { answerFor, answerHere } from '../support/faults.js';
import { expect, test } from '../support/fixtures.js';
import { tabTo } from '../support/forms.js';
import { labReady, setSidebarWidth, THEMES } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

const ANA = { user: 'ana', space: 'churn-team' };

const card = (page: Page) =>
  page.getByRole('dialog', { name: 'Where you are' });

const statusButton = (page: Page) =>
  new SpacesPanel(page).statusItem.getByRole('button');

/** A value of the card, with its notes. */
const value = (page: Page, id: string) =>
  card(page).locator(`[data-row="${id}"]`);

/** Open the card with the mouse, and wait until all of it is there. */
async function openCard(page: Page): Promise<void> {
  await statusButton(page).click();
  await expect(card(page)).toBeVisible();
  await expect(card(page).getByText('Reading the rest…')).toHaveCount(0);
}

test('the status item says on what one works, for how much and since when', async ({
  visit
}) => {
  const page = await visit(ANA);
  const { statusItem } = new SpacesPanel(page);
  await expect(statusItem).toHaveText(
    /^churn-team · ml\.g5\.xlarge · 4\svCPU · 16\sGiB · \$1\.41\/h · \d+\s(s|min|h|d)/
  );
  // The later parts make room for others.
  for (const [width, seen, gone] of [
    [1000, '/h', 'since'],
    [900, 'GiB', 'price'],
    [700, 'ml.g5.xlarge', 'size'],
    [600, 'churn-team', 'instance']
  ] as const) {
    await page.setViewportSize({ width, height: 700 });
    await expect(statusItem.locator(`.jp-Spaces-status-${gone}`)).toBeHidden();
    await expect(statusItem.getByText(seen).first()).toBeVisible();
  }
});

test('the card tells where one is, each value with its source', async ({
  visit,
  domain,
  picture
}) => {
  const page = await visit({
    ...ANA,
    theme: THEMES.light
  });
  await openCard(page);
  for (const [id, text, source] of [
    ['space', 'churn-team', 'resource-metadata.json'],
    ['domain', domain.domainId, 'resource-metadata.json'],
    ['region', 'us-east-1', 'ARN of the app'],
    ['account', '123456789012', 'ARN of the app'],
    ['profile', 'ana', 'identity of the visitor'],
    ['role', 'AmazonSageMaker-ExecutionRole-spaces', 'resource-metadata.json'],
    ['instance', 'ml.g5.xlarge', 'DescribeApp'],
    ['hardware', '1 × A10G', 'instance catalogue'],
    ['price', '$1.41/h', 'instance catalogue'],
    ['image', 'Distribution 4.4.0 GPU', /ListApps|DescribeSpace/.source],
    ['home', 'EBS 20 GB', 'DescribeSpace'],
    ['sharing', 'shared', 'DescribeSpace'],
    ['idle', 'after', 'DescribeDomain'],
    ['collaboration', 'on', 'this page and its Jupyter server']
  ] as const) {
    const shown = value(page, id).getByTitle(/^Source: /);
    await expect(shown).toContainText(text);
    await expect(shown).toHaveAttribute('title', new RegExp(source));
  }
  await expect(value(page, 'role')).toContainText(
    'Everybody in a shared space acts as this role.'
  );
  await expect(value(page, 'profile')).toContainText('not verified');
  await picture(page, 'card-light');

  await expect(card(page).getByText('SageMaker API, DescribeApp')).toHaveCount(
    0
  );
  await card(page).getByRole('button', { name: 'Sources' }).click();
  await expect(value(page, 'instance')).toContainText(
    'SageMaker API, DescribeApp'
  );
  await picture(page, 'card-sources');
  expect(await faultsInEachTheme(page, '.jp-Spaces-card')).toEqual([]);
  // While its card is open, it stands out.
  expect(await faultsInEachTheme(page, '.jp-Spaces-status')).toEqual([]);

  const link = card(page).getByRole('link', { name: 'Open in Studio' });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expect(link).toHaveAttribute('href', /^http/);
  await card(page).getByRole('button', { name: 'Close' }).click();
  expect(await faultsInEachTheme(page, '.jp-Spaces-status')).toEqual([]);
});

test('the card opens, copies and closes by keyboard alone', async ({
  visit
}) => {
  const page = await visit(ANA);
  const button = statusButton(page);
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(card(page)).toBeFocused();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(value(page, 'role')).toBeVisible();

  const copy = card(page).getByRole('button', { name: 'Copy Execution role' });
  await tabTo(page, copy);
  await page.keyboard.press('Enter');
  await expect(value(page, 'role').getByRole('status')).toHaveText('copied');

  // Round and round: behind the card is the end of the page.
  const close = card(page).getByRole('button', { name: 'Close' });
  await tabTo(page, close);
  await page.keyboard.press('Shift+Tab');
  await expect(
    card(page).getByRole('button', { name: 'Sources' })
  ).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute('aria-expanded', 'false');

  // What was copied is pasted where one can see it.
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.search.focus();
  await page.keyboard.press('Control+v');
  await expect(panel.search).toHaveValue(
    /^arn:aws:iam::123456789012:role\/.*ExecutionRole-spaces$/
  );
});

test('the card closes with a click beside it, and leads to the panel', async ({
  visit
}) => {
  const page = await visit(ANA);
  await openCard(page);
  await page
    .locator('#jp-main-dock-panel')
    .click({ position: { x: 500, y: 60 } });
  await expect(card(page)).toHaveCount(0);
  await openCard(page);
  await statusButton(page).click();
  await expect(card(page)).toHaveCount(0);
  await openCard(page);
  await card(page).getByRole('button', { name: 'Show Spaces' }).click();
  await expect(card(page)).toHaveCount(0);
  await expect(new SpacesPanel(page).root).toBeVisible();
});

test('the card is whole in the dark, in a narrow window and with long names', async ({
  visit,
  domain,
  picture
}) => {
  const long = 'a-very-long-name-of-a-space-that-somebody-gave-to-it-in-2026';
  const page = await visit({
    ...ANA,
    theme: THEMES.dark,
    prepare: page =>
      answerFor(page, 'DescribeSpace', () => ({
        body: {
          SpaceName: 'churn-team',
          SpaceDisplayName: long,
          Status: 'InService',
          SpaceSharingSettings: { SharingType: 'Shared' },
          SpaceSettings: {
            AppType: 'JupyterLab',
            SpaceStorageSettings: {
              EbsStorageSettings: { EbsVolumeSizeInGb: 500 }
            },
            CustomFileSystems: [
              { EFSFileSystem: { FileSystemId: 'fs-0a1b2c3d4e5f60718' } },
              { S3FileSystem: { S3Uri: 's3://features-of-all-teams/2026' } }
            ]
          },
          Url: 'https://d-1.studio.us-east-1.sagemaker.aws/spaces/churn-team'
        }
      }))
  });
  // Where the panel was never open, nothing but DescribeSpace tells of the space.
  await page.goto(`${domain.labUrl(ANA.space, ANA.user)}/workspaces/long`);
  await labReady(page);
  await openCard(page);
  await expect(card(page).getByRole('heading')).toHaveText(long);
  await expect(value(page, 'home')).toContainText(
    'EBS 500 GB + EFS fs-0a1b2c3d4e5f60718 + S3 s3://features-of-all-teams/2026'
  );
  await expect(
    card(page).getByRole('link', { name: 'Open in Studio' })
  ).toHaveAttribute('href', /^https:\/\/d-1\.studio/);
  await picture(page, 'card-dark');
  expect(await faults(page, '.jp-Spaces-card')).toEqual([]);

  await page.setViewportSize({ width: 360, height: 480 });
  await picture(page, 'card-narrow');
  const box = await card(page).boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width).toBeLessThanOrEqual(360);
  expect(box!.y).toBeGreaterThanOrEqual(0);
  // What does not fit is scrolled to; the buttons stay.
  await expect(
    card(page).getByRole('button', { name: 'Show Spaces' })
  ).toBeInViewport();
  await value(page, 'collaboration').scrollIntoViewIfNeeded();
  await expect(value(page, 'collaboration')).toBeInViewport();
});

test('the card says what could not be read, and shows the rest', async ({
  visit
}) => {
  const refused = {
    status: 400,
    body: { __type: 'AccessDeniedException', message: 'no' }
  };
  const page = await visit({
    ...ANA,
    prepare: async page => {
      await answerFor(page, 'DescribeSpace', () => refused);
      await answerFor(page, 'DescribeDomain', () => refused);
    }
  });
  await openCard(page);
  await expect(card(page)).toContainText(
    /The rest could not be read: You may not do this/
  );
  await expect(value(page, 'domain')).toContainText('d-');
  await expect(value(page, 'sharing')).toContainText('shared');
  await expect(value(page, 'home')).toHaveCount(0);
});

test('tells of recovery mode', async ({ visit, picture }) => {
  const page = await visit({
    ...ANA,
    prepare: page =>
      answerFor(page, 'DescribeApp', () => ({
        body: {
          Status: 'InService',
          CreationTime: Date.now() / 1000 - 600,
          RecoveryMode: true,
          ResourceSpec: { InstanceType: 'ml.g5.xlarge' }
        }
      }))
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.section('This space')).toContainText(
    /Recovery mode\..*run it again without recovery mode/
  );
  await openCard(page);
  await expect(value(page, 'recovery')).toContainText('on');
  await picture(page, 'recovery');
});

for (const [name, here, inThis, inAll, status] of [
  [
    'outside Studio',
    { place: 'outside' },
    'This JupyterLab is not in a space.',
    'jupyter spaces try',
    null
  ],
  [
    'in a project of Unified Studio',
    {
      place: 'unified-studio',
      space: 'churn-team',
      project: { id: 'p-4711', domain_id: 'dzd-1', region: 'us-east-1' },
      sources: { space: 'metadata', project: 'metadata' }
    },
    'churn-team',
    'Its spaces are run, changed and deleted in SageMaker Unified Studio',
    'churn-team'
  ],
  [
    'where Studio’s file is damaged',
    { place: 'unreadable', trouble: '/opt/x.json cannot be read: no JSON' },
    'Not known: see below.',
    '/opt/x.json cannot be read: no JSON',
    null
  ]
] as const) {
  test(`says where one is and the way on, ${name}`, async ({
    visit,
    domain,
    picture
  }) => {
    const page = await visit({
      ...ANA,
      // Only in a project a domain is known; there the space is one of it.
      prepare: page =>
        answerHere(page, {
          domain_id: status === null ? null : domain.domainId,
          ...here
        })
    });
    const panel = new SpacesPanel(page);
    await panel.open();
    await expect(panel.section('This space')).toContainText(inThis);
    await expect(panel.section('All spaces')).toContainText(inAll);
    if (status === null) {
      await expect(panel.statusItem).toBeHidden();
    } else {
      await expect(panel.statusItem).toContainText(status);
      await openCard(page);
      await expect(card(page)).toContainText(inAll);
      await expect(value(page, 'project')).toContainText('p-4711');
    }
    await picture(page, `here-${here.place}`);
  });
}

test('says so in an app of Studio Classic, and lists the spaces', async ({
  visit,
  domain,
  picture
}) => {
  const page = await visit({
    ...ANA,
    prepare: page =>
      answerHere(page, {
        place: 'classic',
        domain_id: domain.domainId,
        app_type: 'JupyterServer',
        sharing: null,
        user: null,
        user_profile: 'ana',
        sources: {
          domain_id: 'metadata',
          app_type: 'metadata',
          user_profile: 'metadata'
        }
      })
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.section('This space')).toContainText(
    'Your home is that of ana on the domain’s EFS file system.'
  );
  await expect(panel.row('churn-team')).toBeVisible();
  await expect(panel.statusItem).toHaveText('Studio Classic');
  await openCard(page);
  await expect(value(page, 'home')).toContainText('EFS (Studio Classic)');
  await expect(value(page, 'profile')).toContainText('ana');
  await picture(page, 'here-classic');
});

test('the list says what each home is and what is mounted', async ({
  visit,
  domain,
  picture
}) => {
  const page = await visit(ANA);
  await page.goto(`${domain.labUrl(ANA.space, ANA.user)}/workspaces/homes`);
  await labReady(page);
  const panel = new SpacesPanel(page);
  await panel.open();
  const home = panel.row('forecasting').getByTitle(/^EBS 50 GB/);
  await expect(home).toHaveAttribute(
    'title',
    'EBS 50 GB + EFS fs-0a1b2c3d4e5f60718'
  );
  await panel.toggle('forecasting').click();
  await expect(panel.row('forecasting')).toContainText(
    'EBS 50 GB + EFS fs-0a1b2c3d4e5f60718'
  );
  await picture(page, 'homes');
  // Where there is room, it is in the row.
  const inRow = panel.row('ana-private').locator('.jp-Spaces-rowHome');
  await expect(inRow).toBeHidden();
  await setSidebarWidth(page, 420);
  await expect(inRow).toHaveText(' · EBS 20 GB');
  await picture(page, 'homes-wide');
});
