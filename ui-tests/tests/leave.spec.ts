import type { Page } from '@playwright/test';
import { faults, faultsInEachTheme } from '../support/accessibility.js';
import { appReaches, appStatus } from '../support/aws.js';
import { plainSpace } from '../support/environments.js';
import { expect, test } from '../support/fixtures.js';
import { tabTo } from '../support/forms.js';
import { THEMES, toast, useSettings } from '../support/lab.js';
import { LeaveDialog } from '../support/leave.js';
import {
  letGo,
  outputsOnDisk,
  printing,
  runAll,
  textOnDisk,
  writeNotebook
} from '../support/notebooks.js';
import { SpacesPanel } from '../support/panel.js';
import { openDocument } from '../support/presence.js';

/** The plugin that has the settings. */
const LEAVING_PLUGIN = 'jupyterlab-sagemaker-spaces:leaving';

/** A private space without collaboration: what is not saved is in the browser only. */
const SPACE = 'pricing';
const ANA = { user: 'ana', space: SPACE };

// A server that is gone, or broken on purpose.
test.use({
  allowedConsole: [
    /Failed to load resource: .*(50[023]|net::)|^warning: Showing error/
  ]
});

let remove: (() => Promise<void>) | null = null;

// Once, when what other files of tests left has been cleared away.
test.beforeEach(async ({ domain, seedOnly: _ }) => {
  remove ??= await plainSpace(domain, SPACE, 'Private');
});

test.afterAll(() => remove?.());

/** Write a text file, open it, and change it without saving. */
async function changeText(page: Page, path: string): Promise<void> {
  await page.evaluate(async path => {
    const { serviceManager, commands } = (window as any).jupyterapp;
    await serviceManager.contents.save(path, {
      type: 'file',
      format: 'text',
      content: 'old'
    });
    const widget = await commands.execute('docmanager:open', {
      path,
      factory: 'Editor'
    });
    await widget.context.ready;
  }, path);
  const editor = page.locator('.jp-FileEditor:visible .cm-content');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('new');
}

/** Run code that does not end by itself, and have the space stopped when it is done. */
async function stopWhenDone(page: Page, path: string): Promise<void> {
  await writeNotebook(page, path, [
    'import time\nprint("begun", flush=True)\ntime.sleep(600)'
  ]);
  await openDocument(page, path);
  await runAll(page);
  await expect(page.locator('.jp-OutputArea-output')).toContainText('begun');
  const dialog = new LeaveDialog(page);
  await dialog.open();
  await dialog.whenDone.click();
}

const prompt = (page: Page, cell: number) =>
  page
    .locator('.jp-Cell')
    .nth(cell - 1)
    .locator('.jp-InputPrompt');

test('says what would be lost, what stays, and what goes on being billed', async ({
  visit,
  picture
}) => {
  test.setTimeout(180_000);
  const page = await visit({ ...ANA, theme: THEMES.light });
  const dialog = new LeaveDialog(page);
  await writeNotebook(page, 'busy.ipynb', [
    '1',
    'import time; time.sleep(600)',
    '2'
  ]);
  await openDocument(page, 'busy.ipynb');
  await runAll(page);
  await expect(prompt(page, 1)).toHaveText('[1]:');
  await changeText(page, 'draft.py');
  await dialog.open();
  await expect(dialog.row('Not saved')).toContainText('busy.ipynb, draft.py');
  await expect(dialog.row('Running code')).toContainText(
    /busy\.ipynb, cell 2, 1 cell more, for \d+\ss/
  );
  await expect(dialog.row('Stays')).toContainText(/EBS \d+ GB/);
  const billed = dialog.row('Still billed');
  await expect(billed).toContainText(/EBS volume: \$\d/);
  await expect(billed).toContainText('churn-scoring');
  await expect(billed).toContainText('old-experiments');
  await expect(billed).toContainText('churn-xgboost-0047');
  await expect(billed).not.toContainText('forecast-preview');
  await expect(billed).toContainText('EMR');
  await expect(
    billed.getByRole('link', { name: 'churn-scoring' })
  ).toHaveAttribute('href', /console\.aws\.amazon\.com.*churn-scoring$/);
  await expect(dialog.stay).toBeFocused();
  expect(
    await faultsInEachTheme(page, '.jp-Spaces-leaveDialog', name =>
      picture(page, `leave-${name}`)
    )
  ).toEqual([]);
  await page.setViewportSize({ width: 400, height: 700 });
  await picture(page, 'leave-narrow');
  await page.keyboard.press('Escape');
  await expect(dialog.root).toHaveCount(0);
});

test('saves what is open, stops the space, and says so without a server @image', async ({
  domain,
  visit,
  picture
}) => {
  // A stop and a start.
  test.setTimeout(180_000);
  const page = await visit({ ...ANA, theme: THEMES.contrast });
  const dialog = new LeaveDialog(page);
  await changeText(page, 'draft.py');
  const panel = new SpacesPanel(page);
  await panel.open();
  // By keyboard alone.
  const leave = panel
    .section('This space')
    .getByRole('button', { name: 'Leave…' });
  await leave.focus();
  await page.keyboard.press('Enter');
  await dialog.looked();
  await tabTo(page, dialog.now);
  await page.keyboard.press('Enter');
  await expect(dialog.after).toContainText('pricing has been stopped');
  await appReaches(domain, SPACE, 'Deleted');
  await expect(dialog.after).toContainText(/EBS \d+ GB/);
  await expect(
    dialog.after.getByRole('link', { name: 'Go to SageMaker Studio' })
  ).toHaveAttribute('href', /^http/);
  // JupyterLab's own dialog that the server is gone would hold the focus.
  await expect(page.locator('.jp-Dialog')).toHaveCount(0);
  await tabTo(page, dialog.after.getByRole('button', { name: 'Load anew' }));
  expect(await faults(page, '.jp-Spaces-after')).toEqual([]);
  await picture(page, 'after-page');

  const again = await visit(ANA);
  expect(await textOnDisk(again, 'draft.py')).toBe('new');
});

test('what cannot be saved keeps the space running, and is said', async ({
  domain,
  visit,
  picture
}) => {
  const page = await visit(ANA);
  const dialog = new LeaveDialog(page);
  await changeText(page, 'locked.py');
  await page.route(/\/api\/contents\/locked\.py/, route =>
    route.request().method() === 'PUT'
      ? route.fulfill({
          status: 403,
          json: { message: 'Permission denied: locked.py' }
        })
      : route.continue()
  );
  await dialog.open();
  await dialog.now.click();
  // JupyterLab tells of it itself, too.
  await page
    .getByRole('dialog')
    .filter({ hasText: 'File Save Error' })
    .getByRole('button')
    .click();
  await expect(dialog.root.getByRole('alert')).toContainText(
    /Nothing was stopped, because this could not be saved: locked\.py \(.+\)/
  );
  await picture(page, 'leave-not-saved');
  await dialog.stay.click();
  expect(await appStatus(domain, SPACE)).toBe('InService');
});

test('a look that fails is told, and hides no other', async ({
  visit,
  picture
}) => {
  const page = await visit({ ...ANA, theme: THEMES.dark });
  await page.route(/sagemaker-spaces\/leaving/, route =>
    route.fulfill({ status: 500, json: { message: 'broken' } })
  );
  const dialog = new LeaveDialog(page);
  await dialog.open();
  await expect(dialog.row('Running code')).toContainText('Could not look:');
  await expect(dialog.row('Still billed')).toContainText('churn-scoring');
  await expect(dialog.whenDone).toBeHidden();
  await picture(page, 'leave-dark-failed');
  await dialog.stay.click();
});

test('stops when the cells that are queued are done, with their outputs, and not before @image', async ({
  domain,
  visit,
  picture
}) => {
  test.setTimeout(180_000);
  const page = await visit(ANA);
  const path = 'night.ipynb';
  const dawn = `dawn-${Date.now()}`;
  await writeNotebook(page, path, [
    printing(40, dawn),
    'time.sleep(2); print("second")',
    'print("third")'
  ]);
  await openDocument(page, path);
  await runAll(page);
  await expect(page.locator('.jp-OutputArea-output').first()).toContainText(
    '3'
  );
  const dialog = new LeaveDialog(page);
  await dialog.open();
  await dialog.whenDone.click();
  await expect(toast(page, 'This space stops when night.ipynb')).toBeVisible();
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.section('This space')).toContainText(
    'Stops when night.ipynb is done.'
  );
  await picture(page, 'leave-when-done');
  await letGo(page, dawn);
  await page.context().close();

  expect(await appStatus(domain, SPACE)).toBe('InService');
  await expect
    .poll(() => appStatus(domain, SPACE), { timeout: 90_000 })
    .toBe('Deleted');

  const again = await visit(ANA);
  const numbers = Array.from({ length: 40 }, (_, i) => `${i}\n`).join('');
  expect(await outputsOnDisk(again, path)).toEqual([
    numbers,
    'second\n',
    'third\n'
  ]);
  await expect(
    toast(again, /This space was stopped on .+\. Done: night\.ipynb\./)
  ).toBeVisible();
  await picture(again, 'leave-next-visit');
});

test('stops some time after the last tab was closed, with what was put out since', async ({
  domain,
  visit
}) => {
  test.setTimeout(240_000);
  const settings = { stopAfterLastTab: 1 };
  const visitor = {
    ...ANA,
    prepare: (page: Page) => useSettings(page, LEAVING_PLUGIN, settings)
  };
  const second = await visit(visitor);
  const first = await visit(visitor);
  const path = 'closed.ipynb';
  await writeNotebook(first, path, [
    'import time\nfor i in range(200):\n    print(i, flush=True)\n    time.sleep(0.1)',
    'print("second")'
  ]);
  await openDocument(first, path);
  await runAll(first);
  // Some seconds: by then the server knows what runs.
  await expect(first.locator('.jp-OutputArea-output')).toContainText('50');
  await first.context().close();
  const closed = Date.now();
  await second.context().close();

  await expect
    .poll(() => appStatus(domain, SPACE), { timeout: 120_000 })
    .not.toBe('InService');
  expect(Date.now() - closed).toBeGreaterThan(60_000);
  await appReaches(domain, SPACE, 'Deleted');

  const again = await visit(ANA);
  const numbers = Array.from({ length: 200 }, (_, i) => `${i}\n`).join('');
  expect(await outputsOnDisk(again, path)).toEqual([numbers, 'second\n']);
  await expect(
    toast(
      again,
      /This space was stopped on .+\. JupyterLab had not been open for 1 min\. Done: closed\.ipynb\./
    )
  ).toBeVisible();
});

test('waiting is seen in every page, and cancelled from any', async ({
  domain,
  visit
}) => {
  const page = await visit(ANA);
  const path = 'long.ipynb';
  await stopWhenDone(page, path);
  const other = await visit(ANA);
  const notice = toast(other, 'This space stops when long.ipynb is done');
  await notice.getByRole('button', { name: 'Keep It Running' }).click();
  for (const each of [page, other]) {
    await expect(toast(each, 'This space keeps running')).toBeVisible();
  }
  expect(await appStatus(domain, SPACE)).toBe('InService');
  // What was put out so far was kept.
  expect(await outputsOnDisk(other, path)).toEqual(['begun\n']);
});

test('a server that is killed while it waits ends the waiting, and the next one stops nothing', async ({
  domain,
  visit
}) => {
  const page = await visit(ANA);
  await stopWhenDone(page, 'killed.ipynb');
  await expect(toast(page, 'This space stops when killed.ipynb')).toBeVisible();
  await page.context().close();
  process.kill(await domain.jupyterOf(SPACE), 'SIGKILL');
  await appReaches(domain, SPACE, 'Failed');

  const again = await visit(ANA);
  await expect(
    toast(
      again,
      'This space ended by other means while it waited for killed.ipynb'
    )
  ).toBeVisible();
  expect(await appStatus(domain, SPACE)).toBe('InService');
});
