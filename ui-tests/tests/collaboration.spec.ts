import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.js';
import { labReady, setSidebarWidth, THEMES } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';
import { goToCell, makeNotebook, openDocument } from '../support/presence.js';

/** What the launcher says of working together. */
const onLauncher = (page: Page) => page.locator('.jp-Spaces-launcherNote');

test('a shared space says that people work together in it', async ({
  visit,
  picture
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  await expect(onLauncher(page)).toContainText(
    'Shared space: real-time collaboration on.'
  );
  // All of it is in view, also where the window is narrow.
  const cut = () =>
    onLauncher(page).evaluate(
      node => node.scrollHeight - node.closest('.lm-BoxPanel')!.clientHeight
    );
  await expect.poll(cut).toBeLessThanOrEqual(0);
  const panel = new SpacesPanel(page);
  await panel.open();
  const here = panel.section('This space');
  const tag = here.getByRole('button', { name: 'RTC on' });
  await expect(tag).toHaveAttribute('aria-expanded', 'false');
  await tag.focus();
  await page.keyboard.press('Enter');
  await expect(here).toContainText('edits it together with you');
  await picture(page, 'collaboration-on');
  await setSidebarWidth(page, 180);
  await picture(page, 'collaboration-narrow');
  await page.keyboard.press('Enter');
  await expect(here).not.toContainText('edits it together with you');

  await test.step('and once that its settings are everybody’s', async () => {
    const notice = here.getByText('Settings are shared, too.');
    await expect(notice).toBeVisible();
    await page.reload();
    await labReady(page);
    await panel.open();
    await expect(notice).toBeVisible();
    await here.getByTitle('Do not show this again').click();
    await expect(notice).toHaveCount(0);
    await page.reload();
    await labReady(page);
    await panel.open();
    await expect(here).toContainText('churn-team');
    await expect(notice).toHaveCount(0);
  });
});

test('a private space says that nobody else comes in', async ({
  visit,
  picture
}) => {
  const page = await visit({
    user: 'ana',
    space: 'ana-private',
    theme: THEMES.dark
  });
  await expect(onLauncher(page)).toContainText(
    'Private space: only you can open it. To work with others, create a shared space.'
  );
  const panel = new SpacesPanel(page);
  await panel.open();
  const here = panel.section('This space');
  await here.getByRole('button', { name: 'private', exact: true }).click();
  await expect(here).toContainText('Private space: only you can open it.');
  await expect(here.getByText('Settings are shared, too.')).toHaveCount(0);
  await expect(panel.section('Storage')).toBeVisible();
  await expect(panel.section('People')).toHaveCount(0);
  await picture(page, 'collaboration-private');
});

test('a page without collaboration says why, and what to do', async ({
  visit,
  picture
}) => {
  const page = await visit({
    user: 'ana',
    space: 'churn-team',
    without: [
      '@jupyter/collaboration-extension',
      '@jupyter/docprovider-extension'
    ]
  });
  await expect(onLauncher(page)).toContainText(
    'real-time collaboration off, its JupyterLab extension is not enabled.'
  );
  await expect(onLauncher(page)).toContainText('Extension Manager');
  const panel = new SpacesPanel(page);
  await panel.open();
  const tag = panel
    .section('This space')
    .getByRole('button', { name: 'RTC off' });
  await tag.click();
  await expect(panel.section('This space')).toContainText(
    'a copy of their own of an open document'
  );
  await expect(panel.section('People')).toHaveCount(0);
  await picture(page, 'collaboration-off');
});

test('the toolbar of a notebook shows who else is in it, and leads to them', async ({
  visit,
  picture
}) => {
  const come = (user: string) => visit({ user, space: 'churn-team' });
  const ana = await come('ana');
  await makeNotebook(ana, 'long.ipynb', 60);
  await openDocument(ana, 'long.ipynb');
  const ben = await come('ben');
  await openDocument(ben, 'long.ipynb');
  const toolbar = (page: Page) =>
    page.locator('.jp-NotebookPanel-toolbar .jp-Spaces-toolbarPeople');
  await expect(toolbar(ana).getByRole('button')).toHaveCount(1);
  await goToCell(ben, 55);
  const toBen = toolbar(ana).getByRole('button', {
    name: 'Go to ben: long.ipynb · cell 56'
  });
  await expect(toBen).toBeVisible();
  await toBen.click();
  await expect(
    ana.getByRole('img', { name: 'In this cell: ben' })
  ).toBeInViewport();
  await picture(ana, 'toolbar-people');

  await ben.close();
  await expect(toolbar(ana).getByRole('button')).toHaveCount(0);
});
