import type { Page } from '@playwright/test';
import { faultsInEachTheme } from '../support/accessibility.js';
import { expect, test } from '../support/fixtures.js';
import { THEMES, useSettings } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';
import {
  execute,
  goToCell,
  makeNotebook,
  openDocument,
  seenBy,
  sourcesOf
} from '../support/presence.js';

const PATH = 'team.ipynb';

/** The circle in a cell (from 1) that stands for somebody. */
const circle = (page: Page, cell: number, name: string) =>
  page
    .locator('.jp-NotebookPanel:visible .jp-Cell')
    .nth(cell - 1)
    .getByRole('img', { name: new RegExp(`^In this cell: .*${name}`) });

test.describe('in one notebook', () => {
  let ana: Page;
  let ben: Page;
  let path: string;
  let people: ReturnType<SpacesPanel['section']>;

  test.beforeEach(async ({ visit }, { title }) => {
    // A document of its own: the room of one that was open before is kept for a while.
    path = `${title.replace(/\W+/g, '-').slice(0, 20)}.ipynb`;
    ana = await visit({ user: 'ana', space: 'churn-team' });
    await makeNotebook(ana, path, 6);
    await openDocument(ana, path);
    ben = await visit({ user: 'ben', space: 'churn-team' });
    await openDocument(ben, path);
    const panel = new SpacesPanel(ana);
    await panel.open();
    people = panel.section('People');
    await expect(people.getByRole('button', { name: /^ben/ })).toContainText(
      path
    );
  });

  test('one sees the other move by keyboard in command mode, and by mouse', async () => {
    await goToCell(ben, 0);
    await ben.locator('.jp-NotebookPanel .jp-Cell').first().click();
    await ben.keyboard.press('Escape');
    await expect(circle(ana, 1, 'ben')).toBeVisible();
    await ben.keyboard.press('ArrowDown');
    await expect(circle(ana, 2, 'ben')).toBeVisible();
    await expect(circle(ana, 1, 'ben')).toHaveCount(0);
    await ben.locator('.jp-NotebookPanel .jp-Cell').nth(4).click();
    await expect(circle(ana, 5, 'ben')).toBeVisible();
    await expect(people).toContainText(`${path} · cell 5`);
  });

  test('one sees the other type, and cease to', async ({ picture }) => {
    const editor = ben.locator('.jp-NotebookPanel .jp-Cell .cm-content').nth(1);
    await editor.click();
    await ben.keyboard.type('print("hello")', { delay: 30 });
    await expect(people).toContainText(`${path} · cell 2 · typing`);
    await picture(ana, 'typing');
    await expect(people).not.toContainText('typing', { timeout: 8000 });
  });

  test('a cell that is deleted takes nobody with it', async () => {
    await goToCell(ben, 2);
    await expect(circle(ana, 3, 'ben')).toBeVisible();
    await goToCell(ana, 2);
    await execute(ana, 'notebook:delete-cell');
    await expect
      .poll(async () => (await sourcesOf(ben)).join())
      .toBe('Cell 1,Cell 2,Cell 4,Cell 5,Cell 6');
    await expect(people.getByRole('button', { name: /^ben/ })).toContainText(
      path
    );
    await goToCell(ben, 0);
    await expect(circle(ana, 1, 'ben')).toBeVisible();
    await expect(ana.getByRole('img', { name: /ben$/ })).toHaveCount(1);
  });

  test('two tabs are one person, in the cell of the newer', async () => {
    await goToCell(ben, 0);
    await expect(circle(ana, 1, 'ben')).toBeVisible();
    const second = await ben.context().newPage();
    // In a workspace of its own: the other tab has the one by name.
    await second.goto(ben.url().replace(/\/lab.*/, '/lab/workspaces/second'));
    await expect(second.locator('#jp-main-dock-panel')).toBeVisible();
    await expect(second.locator('#jupyterlab-splash')).toHaveCount(0);
    await openDocument(second, path);
    await goToCell(second, 3);
    await expect(circle(ana, 4, 'ben')).toBeVisible();
    await expect(circle(ana, 1, 'ben')).toHaveCount(0);
    await expect(people.getByRole('listitem')).toHaveCount(2);
    await second.close();
    await expect(circle(ana, 1, 'ben')).toBeVisible();
  });

  test('what both write is the same for both, and jupyter-collaboration’s own marks stay', async () => {
    const write = async (who: Page, cell: number, text: string) => {
      await goToCell(who, cell - 1);
      await execute(who, 'notebook:enter-edit-mode');
      await who.keyboard.press('End');
      await who.keyboard.type(text, { delay: 20 });
    };
    await Promise.all([
      write(ana, 1, ' by ana'),
      write(ben, 1, ' by ben'),
      write(ben, 3, ' by ben')
    ]);
    await expect
      .poll(async () => (await sourcesOf(ana)).join('|').length)
      .toBe(
        'Cell 1 by ana by ben|Cell 2|Cell 3 by ben|Cell 4|Cell 5|Cell 6'.length
      );
    await expect
      .poll(async () => (await sourcesOf(ben)).join('|'))
      .toBe((await sourcesOf(ana)).join('|'));
    await expect(
      ana.locator('.jp-NotebookPanel .jp-remote-cursor, .jp-remote-userInfo')
    ).not.toHaveCount(0);
    await ana.getByRole('tab', { name: 'Collaboration' }).click();
    await expect(
      ana.locator('#jp-collaboration-panel .jp-Collaborator')
    ).toHaveCount(1);
  });
});

test('three people, of whom two are in one cell', async ({
  visit,
  picture
}) => {
  const come = (user: string) =>
    visit({
      user,
      space: 'churn-team',
      theme: THEMES.light
    });
  const ana = await come('ana');
  await makeNotebook(ana, PATH, 3);
  await openDocument(ana, PATH);
  for (const user of ['ben', 'chen']) {
    const page = await come(user);
    await openDocument(page, PATH);
    await goToCell(page, 1);
  }
  await expect(
    ana.getByRole('img', { name: 'In this cell: ben, chen' })
  ).toHaveText('BC');
  await expect(
    ana.locator('.jp-Spaces-toolbarPeople').getByRole('button')
  ).toHaveCount(2);
  const panel = new SpacesPanel(ana);
  await panel.open();
  await expect(panel.section('People').getByRole('listitem')).toHaveCount(3);
  await picture(ana, 'three-people');
  for (const circles of ['people', 'toolbarPeople', 'cellPeople']) {
    expect(
      await faultsInEachTheme(ana, `.jp-Spaces-${circles}`, name =>
        picture(ana, `${circles}-${name}`)
      )
    ).toEqual([]);
  }
});

test('in a text file, too, and Enter goes there', async ({ visit }) => {
  const ana = await visit({
    user: 'ana',
    space: 'churn-team'
  });
  await ana.evaluate(() =>
    (window as any).jupyterapp.serviceManager.contents.save('notes.txt', {
      type: 'file',
      format: 'text',
      content: 'one\ntwo\n'
    })
  );
  const ben = await visit({
    user: 'ben',
    space: 'churn-team'
  });
  await openDocument(ben, 'notes.txt');
  const panel = new SpacesPanel(ana);
  await panel.open();
  const row = panel.section('People').getByRole('button', { name: /^ben/ });
  await expect(row).toContainText('notes.txt');
  await row.press('Enter');
  await expect(
    ana.getByRole('tab', { name: 'notes.txt', selected: true })
  ).toBeVisible();
  await ben.locator('.jp-FileEditor .cm-content').click();
  await ben.keyboard.type('three', { delay: 20 });
  await expect(row).toContainText('notes.txt · typing');
});

for (const windowingMode of ['full', 'defer', 'none']) {
  test(`circles stand in their cells, windowing ${windowingMode}`, async ({
    visit
  }) => {
    const ana = await visit({
      user: 'ana',
      space: 'churn-team',
      prepare: page =>
        useSettings(page, '@jupyterlab/notebook-extension:tracker', {
          windowingMode
        })
    });
    await makeNotebook(ana, 'windows.ipynb', 80);
    await openDocument(ana, 'windows.ipynb');
    const ben = await visit({
      user: 'ben',
      space: 'churn-team'
    });
    await openDocument(ben, 'windows.ipynb');
    await goToCell(ben, 74);
    const toBen = ana
      .locator('.jp-Spaces-toolbarPeople')
      .getByRole('button', { name: /cell 75$/ });
    await toBen.click();
    const seen = ana.getByRole('img', { name: 'In this cell: ben' });
    await expect(seen).toBeInViewport();
    // In its own cell, beside the prompt, and not over the cell's toolbar.
    expect(
      await seen.evaluate(node => {
        const cell = node.closest('.jp-Cell')!;
        const [own, of] = [node, cell].map(one => one.getBoundingClientRect());
        return {
          text: cell.querySelector('.cm-content, .jp-InputArea')?.textContent,
          isInside: own.top >= of.top && own.bottom <= of.bottom,
          isLeft: own.right < of.left + 64
        };
      })
    ).toMatchObject({
      text: expect.stringContaining('Cell 75'),
      isInside: true,
      isLeft: true
    });
  });
}

test('settings switch the circles off, and say after what time one is idle', async ({
  visit
}) => {
  const ana = await visit({
    user: 'ana',
    space: 'churn-team',
    prepare: page =>
      useSettings(page, 'jupyterlab-sagemaker-spaces:presence', {
        cellCircles: false,
        toolbarCircles: false
      })
  });
  await makeNotebook(ana, 'settings.ipynb', 3);
  await openDocument(ana, 'settings.ipynb');
  const ben = await visit({
    user: 'ben',
    space: 'churn-team',
    prepare: page =>
      useSettings(page, 'jupyterlab-sagemaker-spaces:presence', {
        idleMinutes: 0.1
      })
  });
  await openDocument(ben, 'settings.ipynb');
  const statusOfBen = async () =>
    (await seenBy(ana)).people?.find(({ isMe }) => !isMe)?.status;
  await expect.poll(statusOfBen, { timeout: 15_000 }).toBe('idle');
  await ben.mouse.move(200, 200);
  await ben.mouse.move(210, 210);
  await expect.poll(statusOfBen).toBe('active');
  await expect(ana.locator('.jp-Spaces-cellPeople')).toHaveCount(0);
  await expect(ana.locator('.jp-Spaces-toolbarPeople')).toBeHidden();
  // It is known nevertheless.
  expect((await seenBy(ana)).people?.[1].at?.path).toBe('settings.ipynb');
});
