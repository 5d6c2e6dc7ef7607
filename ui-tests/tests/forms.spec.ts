import { DescribeAppCommand } from '@aws-sdk/client-sagemaker';
import { cutOff, faultsInEachTheme } from '../support/accessibility.js';
import {
  appReaches,
  appStatus,
  describeSpace,
  makePrivate,
  makeRunning,
  makeStopped
} from '../support/aws.js';
import type { LocalDomain } from '../support/domain.js';
import { expect, test } from '../support/fixtures.js';
import {
  chooseInstance,
  openChange,
  openCreate,
  openDetails,
  tabTo
} from '../support/forms.js';
import { labReady, THEMES } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

/** Ana's own space, in which she is, and another of hers. */
const DESK = 'desk';
const OTHER = 'other';

/** A refusal of AWS's, as the control API of the local domain takes it. */
const DENIED = {
  fault: 'error',
  code: 'AccessDeniedException',
  message: 'User is not authorized to perform this action'
};

test.beforeEach(async ({ domain }) => {
  await makePrivate(domain, DESK);
});

test.afterEach(({ domain }) => domain.clearFaults());

/** The instance type of a space's app. */
async function instanceOf(domain: LocalDomain, space: string) {
  const app = await domain.client('ana').send(
    new DescribeAppCommand({
      DomainId: domain.domainId,
      SpaceName: space,
      AppType: 'JupyterLab',
      AppName: 'default'
    })
  );
  return app.ResourceSpec?.InstanceType;
}

test('creates a space, runs it, and deletes it with its name typed', async ({
  visit,
  domain
}) => {
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);

  await test.step('create and run', async () => {
    const form = await openCreate(page);
    await form.getByLabel('Name').fill('Churn-Team');
    await expect(form).toContainText('There is a space churn-team already.');
    await form.getByLabel('Name').fill('fresh');
    await form.getByLabel('EBS volume, GB').fill('7');
    await chooseInstance(page, form, 'ml.m5.large');
    await form.getByLabel('Lifecycle script').selectOption('git-identity');
    await form.getByRole('button', { name: 'Create and run' }).click();
    await expect(form).toHaveCount(0);
    await expect(panel.toggle('fresh')).toHaveAttribute(
      'aria-expanded',
      'true'
    );
    await expect(panel.action('Open', 'fresh')).toBeEnabled({
      timeout: 60_000
    });
    const space = await describeSpace(domain, 'fresh');
    expect(space).toMatchObject({
      SpaceSharingSettings: { SharingType: 'Private' },
      OwnershipSettings: { OwnerUserProfileName: 'ana' },
      SpaceSettings: {
        AppType: 'JupyterLab',
        SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: 7 } },
        JupyterLabAppSettings: {
          DefaultResourceSpec: {
            InstanceType: 'ml.m5.large',
            SageMakerImageVersionAlias: '4.4.0',
            LifecycleConfigArn: expect.stringContaining('git-identity')
          }
        }
      }
    });
    expect(await instanceOf(domain, 'fresh')).toBe('ml.m5.large');
  });

  await test.step('delete', async () => {
    await panel
      .row('fresh')
      .getByRole('button', { name: 'Delete fresh…' })
      .click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('EBS volume of 7 GB goes for good');
    await expect(dialog).toContainText('it is stopped first');
    const confirm = dialog.getByRole('button', { name: 'Delete' });
    await dialog.getByRole('textbox').pressSequentially('fres');
    await expect(confirm).toBeDisabled();
    await dialog.getByRole('textbox').pressSequentially('h');
    await confirm.click();
    await expect(panel.row('fresh')).toHaveCount(0, { timeout: 60_000 });
    expect(await describeSpace(domain, 'fresh')).toBeNull();
  });
});

test('shows what AWS refuses in the form, which stays filled', async ({
  visit,
  domain
}) => {
  const page = await visit({ user: 'ana', space: DESK });
  const form = await openCreate(page);
  await domain.fault({
    ...DENIED,
    operations: ['CreateSpace'],
    times: 1
  });
  await form.getByLabel('Name').fill('second-try');
  const create = form.getByRole('button', { name: 'Create', exact: true });
  await create.click();
  await expect(form.getByRole('alert')).toContainText('You may not do this');
  await expect(form.getByLabel('Name')).toHaveValue('second-try');
  expect(await describeSpace(domain, 'second-try')).toBeNull();
  await create.click();
  await expect(form).toHaveCount(0);
  await expect(new SpacesPanel(page).row('second-try')).toBeVisible();
});

test('offers what is known where AWS does not let the rest be read', async ({
  visit,
  domain
}) => {
  const page = await visit({ user: 'ana', space: DESK });
  await domain.fault({
    ...DENIED,
    operations: ['DescribeDomain', 'ListImages', 'ListStudioLifecycleConfigs']
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.root.getByRole('button', { name: 'New Space…' }).click();
  const form = page.getByRole('form', { name: 'New space' });
  await expect(form.getByText(/Not all is known/)).toHaveCount(3);
  await domain.clearFaults();
  await form.getByLabel('Name').fill('in-the-dark');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(form).toHaveCount(0);
  await expect(panel.row('in-the-dark')).toBeVisible();
});

test('changes the instance of a running space, and the new JupyterLab is there', async ({
  visit,
  domain
}) => {
  await makePrivate(domain, OTHER);
  await makeRunning(domain, OTHER);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  const form = await openChange(page, OTHER);
  await expect(
    form.getByRole('button', { name: 'Change', exact: true })
  ).toHaveAttribute('title', 'Nothing is changed yet.');
  await chooseInstance(page, form, 'ml.m5.large');
  await expect(form).toContainText('4.4.0 is out; this space has 3.9.0.');
  const preflight = form.getByRole('region', { name: 'What will happen' });
  await expect(preflight).toContainText('ml.t3.medium → ml.m5.large');
  await expect(preflight).toContainText('$0.05/h → $0.115/h');
  await expect(preflight).toContainText(
    'It is stopped for this, and run again'
  );
  await form.getByRole('button', { name: 'Stop, change and run' }).click();
  await expect(form).toHaveCount(0);
  await expect(panel.row(OTHER)).toContainText('being changed');
  await expect(panel.action('Open', OTHER)).toBeEnabled({ timeout: 60_000 });
  await expect(panel.row(OTHER)).toContainText('ml.m5.large');
  expect(await instanceOf(domain, OTHER)).toBe('ml.m5.large');

  const opened = page.context().waitForEvent('page');
  await panel.action('Open', OTHER).click();
  const tab = await opened;
  await labReady(tab);
  await expect(new SpacesPanel(tab).statusItem).toContainText(
    `${OTHER} · ml.m5.large`
  );
});

test('grows a volume, and says that it never shrinks', async ({
  visit,
  domain
}) => {
  await makePrivate(domain, OTHER);
  await makeStopped(domain, OTHER);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  const form = await openChange(page, OTHER);
  const size = form.getByLabel('EBS volume, GB');
  await size.fill('19');
  await expect(form).toContainText('A volume only grows: at least 20.');
  await size.fill('30');
  await expect(form).toContainText('$2.24/month → $3.36/month');
  await expect(form).toContainText('once more for 6 hours');
  await form.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(form).toHaveCount(0);
  await expect(panel.row(OTHER)).toContainText('EBS 30 GB', {
    timeout: 30_000
  });
  const space = await describeSpace(domain, OTHER);
  expect(
    space?.SpaceSettings?.SpaceStorageSettings?.EbsStorageSettings
  ).toEqual({ EbsVolumeSizeInGb: 30 });
  expect(await appStatus(domain, OTHER)).toBe('Deleted');
});

test('does not delete the space that one is in, and says why', async ({
  visit
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  await openDetails(page, 'churn-team');
  const button = new SpacesPanel(page)
    .row('churn-team')
    .getByRole('button', { name: 'Delete churn-team…' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAttribute('title', /You are in this space/);
  await button.click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('stops all of one’s own spaces but the one that one is in', async ({
  visit,
  domain
}) => {
  await makePrivate(domain, OTHER);
  await makeRunning(domain, OTHER);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.action('Open', OTHER)).toBeVisible();
  await panel.root.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Stop All My Spaces…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: /^other/ })).toBeChecked();
  await expect(
    dialog.getByRole('checkbox', { name: /^desk/ })
  ).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('1 space stopped')).toBeVisible({
    timeout: 60_000
  });
  await appReaches(domain, OTHER, 'Deleted');
  expect(await appStatus(domain, DESK)).toBe('InService');
});

test('creates a space by keyboard alone', async ({ visit, domain }) => {
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await panel.open();
  const add = panel.root.getByRole('button', { name: 'New Space…' });
  await add.focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'New space' });
  await expect(form.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('by-keys');
  await page.keyboard.press('Tab');
  await expect(form.getByLabel('Private')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(form.getByLabel('Shared')).toBeChecked();
  await expect(form.getByLabel('EBS volume, GB')).toHaveValue('5');
  const create = form.getByRole('button', { name: 'Create', exact: true });
  await tabTo(page, create);
  await page.keyboard.press('Enter');
  await expect(form).toHaveCount(0);
  await expect(panel.row('by-keys')).toBeVisible();
  await expect(add).toBeFocused();
  await expect
    .poll(async () => (await describeSpace(domain, 'by-keys'))?.Status)
    .toBe('InService');
  expect(await describeSpace(domain, 'by-keys')).toMatchObject({
    SpaceSharingSettings: { SharingType: 'Shared' }
  });
});

test('changes and deletes a space by keyboard alone', async ({
  visit,
  domain
}) => {
  const SPACE = 'keyed';
  await makePrivate(domain, SPACE);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.toggle(SPACE).focus();
  await page.keyboard.press('Enter');

  await test.step('change', async () => {
    const button = panel
      .row(SPACE)
      .getByRole('button', { name: `Change ${SPACE}…` });
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: `Change ${SPACE}` });
    const size = form.getByLabel('EBS volume, GB');
    await expect(size).toHaveValue('20');
    await tabTo(page, size);
    await page.keyboard.type('31');
    await tabTo(page, form.getByRole('button', { name: 'Cancel' }));
    await page.keyboard.press('Enter');
    await expect(form).toHaveCount(0);
    await expect(button).toBeFocused();

    await page.keyboard.press('Enter');
    await expect(size).toHaveValue('20');
    await tabTo(page, size);
    await page.keyboard.type('31');
    await tabTo(
      page,
      form.getByRole('button', { name: 'Change', exact: true })
    );
    await page.keyboard.press('Enter');
    await expect(form).toHaveCount(0);
    await expect(panel.row(SPACE)).toContainText('EBS 31 GB', {
      timeout: 30_000
    });
    await expect(button).toBeFocused();
  });

  await test.step('delete', async () => {
    await panel.toggle(SPACE).focus();
    const button = panel
      .row(SPACE)
      .getByRole('button', { name: `Delete ${SPACE}…` });
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await page.keyboard.type('key');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    await page.keyboard.type('ed');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    const next = await panel
      .row(SPACE)
      .evaluate(row => row.nextElementSibling?.getAttribute('data-space'));
    expect(next, 'the space below it').toBeTruthy();
    await expect(panel.row(SPACE)).toHaveCount(0, { timeout: 60_000 });
    await expect(panel.toggle(next!)).toBeFocused();
  });
  expect(await describeSpace(domain, SPACE)).toBeNull();
});

test('stops all of one’s own spaces by keyboard alone', async ({
  visit,
  domain
}) => {
  await makePrivate(domain, OTHER);
  await makeRunning(domain, OTHER);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.action('Open', OTHER)).toBeVisible();
  await panel.root.getByRole('button', { name: 'More' }).focus();
  await page.keyboard.press('Enter');
  const item = page.locator('.lm-Menu-item.lm-mod-active');
  await expect(page.getByRole('menu').last()).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(item).toContainText('Stop All My Spaces…', { timeout: 500 });
  }).toPass();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: /^other/ })).toBeFocused();
  await tabTo(page, dialog.getByRole('button', { name: 'Stop', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 space stopped')).toBeVisible({
    timeout: 60_000
  });
  expect(await appStatus(domain, OTHER)).toBe('Deleted');
});

test('works for everybody, wide and narrow, in each theme', async ({
  visit,
  picture
}) => {
  test.setTimeout(180_000);
  const page = await visit({
    user: 'ana',
    space: 'churn-team',
    theme: THEMES.light
  });
  const create = await openCreate(page);
  await create.getByRole('button', { name: 'Create and run' }).click();
  await expect(create).toContainText('Type a name.');
  await create.getByRole('button', { name: /^Instance/ }).click();
  await create.getByRole('button', { name: 'GPU only' }).click();
  expect(
    await faultsInEachTheme(page, '#jp-spaces-create', name =>
      picture(page, `create-${name}`)
    )
  ).toEqual([]);

  const change = await openChange(page, 'forecasting');
  await change.getByLabel('EBS volume, GB').fill('80');
  expect(
    await faultsInEachTheme(page, '#jp-spaces-change-forecasting', name =>
      picture(page, `change-${name}`)
    )
  ).toEqual([]);

  const here = await openChange(page, 'churn-team');
  await chooseInstance(page, here, 'ml.m5.large');
  await expect(here).toContainText('this page ceases to work');
  expect(
    await faultsInEachTheme(page, '#jp-spaces-change-churn-team', name =>
      picture(page, `change-here-${name}`)
    )
  ).toEqual([]);
  await page.getByRole('tab', { name: 'Change forecasting' }).click();

  await page.setViewportSize({ width: 560, height: 800 });
  await picture(page, 'change-narrow');
  expect(await cutOff(change), 'cut off at the right').toEqual([]);
});

test('the panel and its dialogs work for everybody, in each theme', async ({
  visit,
  domain,
  picture
}) => {
  test.setTimeout(180_000);
  const page = await visit({
    user: 'ana',
    space: DESK,
    theme: THEMES.light
  });
  // In a workspace of its own, so that no other test finds the filter.
  await page.goto(`${domain.labUrl(DESK, 'ana')}/workspaces/axe`);
  await labReady(page);
  const panel = new SpacesPanel(page);
  await openDetails(page, 'big-model');
  await panel.viewOptions.click();
  await panel.root.getByRole('button', { name: 'shared', exact: true }).click();
  await expect(panel.section('Running now')).toContainText(DESK);
  await panel.toggleHistory();
  await expect(panel.section('History')).toBeVisible();
  expect(
    await faultsInEachTheme(page, '#jp-spaces-panel', name =>
      picture(page, `panel-axe-${name}`)
    )
  ).toEqual([]);

  const dialog = page.getByRole('dialog');
  const expectWell = async (what: string) =>
    expect(
      await faultsInEachTheme(page, '.jp-Dialog', name =>
        picture(page, `${what}-${name}`)
      )
    ).toEqual([]);
  await openDetails(page, 'forecasting');
  const remove = panel
    .row('forecasting')
    .getByRole('button', { name: /^Delete/ });
  await remove.click();
  await dialog.getByRole('textbox').fill('forecasting');
  await expectWell('delete');
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();

  const more = panel.root.getByRole('button', { name: 'More' });
  await more.click();
  await page.getByRole('menuitem', { name: 'Stop All My Spaces…' }).click();
  await expect(dialog.getByRole('checkbox', { name: /^desk/ })).toBeVisible();
  await expectWell('stop-all');
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();
});
