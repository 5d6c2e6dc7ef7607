import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';
import {
  execute,
  goToCell,
  makeNotebook,
  openDocument,
  sourcesOf
} from '../support/presence.js';

const OURS = 'jupyterlab-sagemaker-spaces';
/** JupyterLab's version in the image, and plugins that must be started in it. */
const { SPACES_JUPYTERLAB, SPACES_PLUGINS } = process.env;
const PLUGINS = SPACES_PLUGINS!.split(' ');

/** What others brought to the page: the plugins that were started, and what is to be seen of them. */
async function others(page: Page) {
  if (PLUGINS.some(id => id.startsWith('@amzn/'))) {
    // They come late: who is where, and how much of the instance is used.
    await expect(page.getByText(/^Unknown User \/ churn-team$/)).toBeVisible();
    await expect(page.getByText('Instance MEM')).toBeVisible();
  }
  return page.evaluate(ours => {
    const app = (window as any).jupyterapp;
    const titles = (area: string) =>
      Array.from(app.shell.widgets(area), (widget: any) => widget.title.caption)
        .filter(caption => caption && caption !== 'Spaces')
        .sort();
    return {
      started: app
        .listPlugins()
        .filter((id: string) => !id.startsWith(ours))
        .filter((id: string) => app.isPluginActivated(id))
        .sort(),
      left: titles('left'),
      right: titles('right'),
      menus: Array.from(
        document.querySelectorAll('#jp-MainMenu .lm-MenuBar-itemLabel'),
        label => label.textContent
      ),
      status: document.querySelectorAll(
        '.jp-StatusBar-Item:not(.jp-Spaces-status)'
      ).length
    };
  }, OURS);
}

test('takes nothing away of what others show beside it @image', async ({
  visit
}) => {
  const user = { user: 'ana', space: 'churn-team' };
  const alone = await visit({ ...user, without: [OURS] });
  // Some come late: until nothing more does.
  let before = await others(alone);
  await expect
    .poll(async () => {
      const last = JSON.stringify(before);
      before = await others(alone);
      return JSON.stringify(before) === last;
    })
    .toBe(true);
  const { version } = await alone.evaluate(() => (window as any).jupyterapp);
  expect(version).toBe(SPACES_JUPYTERLAB);
  expect(before.started).toEqual(expect.arrayContaining(PLUGINS));

  const page = await visit(user);
  await expect(new SpacesPanel(page).statusItem).toContainText('churn-team');
  await expect.poll(() => others(page)).toEqual(before);
});

test('says that no document is shared, and why @unshared', async ({
  visit
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  await expect(page.locator('.jp-Spaces-launcherNote')).toContainText(
    'jupyter-collaboration is too old for this JupyterLab'
  );
  const panel = new SpacesPanel(page);
  await panel.open();
  const here = panel.section('This space');
  await here.getByRole('button', { name: 'RTC off' }).click();
  await expect(here).toContainText('a copy of their own of an open document');
});

test('what two people write is the same for both @together', async ({
  visit
}) => {
  const come = (user: string) => visit({ user, space: 'churn-team' });
  const ana = await come('ana');
  await makeNotebook(ana, 'both.ipynb', 3);
  await openDocument(ana, 'both.ipynb');
  const ben = await come('ben');
  await openDocument(ben, 'both.ipynb');
  const write = async (who: Page, cell: number, text: string) => {
    await goToCell(who, cell - 1);
    await execute(who, 'notebook:enter-edit-mode');
    await who.keyboard.press('End');
    await who.keyboard.type(text);
  };
  await write(ana, 1, ' by ana');
  await write(ben, 3, ' by ben');
  const both = ['Cell 1 by ana', 'Cell 2', 'Cell 3 by ben'];
  await expect.poll(() => sourcesOf(ana)).toEqual(both);
  await expect.poll(() => sourcesOf(ben)).toEqual(both);
  await ana.getByRole('tab', { name: 'Collaboration' }).click();
  await expect(
    ana.locator('#jp-collaboration-panel .jp-Collaborator')
  ).toHaveCount(1);
});
