import { faults } from '../support/accessibility.js';
import { appStatus } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { THEMES, toast, useSettings } from '../support/lab.js';
import { LeaveDialog } from '../support/leave.js';
import {
  letGo,
  outputsOnDisk,
  printing,
  runAll,
  writeNotebook
} from '../support/notebooks.js';
import { SpacesPanel } from '../support/panel.js';
import { openDocument } from '../support/presence.js';

/** Where people work together. */
const SPACE = 'churn-team';

// A server that is gone.
test.use({ allowedConsole: [/Failed to load resource: .*(50[23]|net::)/] });

test('what has run for long is reminded of, once a day', async ({ visit }) => {
  const page = await visit({
    user: 'ana',
    space: SPACE,
    prepare: async page => {
      await page.clock.install();
      await useSettings(page, 'jupyterlab-sagemaker-spaces:leaving', {
        remindAfterHours: 1
      });
    }
  });
  await page.clock.fastForward(61_000);
  const reminder = toast(page, /^churn-team has run for .+\$1\.41\/h/);
  await expect(reminder).toBeVisible();
  await reminder.getByRole('button', { name: 'Leave…' }).click();
  const dialog = new LeaveDialog(page);
  await dialog.looked();
  await expect(dialog.root).toContainText(
    /Left running it costs ≈\s\$\d+\.\d\d until .+ 8:00/
  );
  await expect(dialog.row('When idle')).toContainText(
    /Stops by itself .+idle limit|Will not stop by itself/
  );
  await dialog.stay.click();
  await page.clock.fastForward('01:00:00');
  await expect(reminder).toHaveCount(0);
  await page.clock.fastForward('24:00:00');
  await expect(reminder).toBeVisible();
});

test('who is present is told, and keeps the space running @together', async ({
  domain,
  visit,
  picture
}) => {
  const ana = await visit({ user: 'ana', space: SPACE });
  const ben = await visit({ user: 'ben', space: SPACE });
  await writeNotebook(ben, 'ben.ipynb', ['1']);
  await openDocument(ben, 'ben.ipynb');
  const dialog = new LeaveDialog(ana);
  await dialog.open();
  await expect(dialog.row('People')).toContainText('ben, on ben.ipynb');
  await dialog.now.click();
  for (const page of [ana, ben]) {
    await expect(
      toast(page, /This space stops in \d+ s: ana \(unverified\) asked for it/)
    ).toBeVisible();
  }
  await expect(toast(ben, /This space stops in (4\d|50) s/)).toBeVisible();
  const panel = new SpacesPanel(ben);
  await panel.open();
  await expect(panel.section('This space')).toContainText(
    'Stops within a minute.'
  );
  await picture(ben, 'leave-countdown');
  await panel
    .section('This space')
    .getByRole('button', { name: `Keep ${SPACE} running` })
    .press('Enter');
  for (const page of [ana, ben]) {
    await expect(
      toast(
        page,
        'This space keeps running: ben asked to keep the space running.'
      )
    ).toBeVisible();
  }
  // The button is gone: the next one has the focus.
  await expect(
    panel.section('This space').getByRole('button', { name: 'Leave…' })
  ).toBeFocused();
  expect(await appStatus(domain, SPACE)).toBe('InService');
});

test('with nobody’s objection it stops when done, and outputs are in the shared notebook @together', async ({
  domain,
  visit,
  picture
}) => {
  test.setTimeout(300_000);
  const ana = await visit({ user: 'ana', space: SPACE });
  const path = `shared-${Date.now()}.ipynb`;
  await writeNotebook(ana, path, [
    printing(30, `${path}.go`),
    'time.sleep(1); print("second")'
  ]);
  await openDocument(ana, path);
  const ben = await visit({
    user: 'ben',
    space: SPACE,
    theme: THEMES.dark
  });
  await openDocument(ben, path);
  await runAll(ana);
  await expect(ana.locator('.jp-OutputArea-output').first()).toContainText('3');
  const dialog = new LeaveDialog(ana);
  await dialog.open();
  await dialog.whenDone.click();
  await expect(toast(ana, `This space stops when ${path}`)).toBeVisible();
  await letGo(ana, `${path}.go`);
  await ana.context().close();

  // The other sees what came after its author had left, before anything stops.
  await expect(
    ben.locator('.jp-Cell').nth(1).locator('.jp-OutputArea-output')
  ).toContainText('second', { timeout: 60_000 });
  await expect(toast(ben, /This space stops in \d+ s/)).toBeVisible({
    timeout: 60_000
  });
  expect(await appStatus(domain, SPACE)).toBe('InService');
  await expect
    .poll(() => appStatus(domain, SPACE), { timeout: 90_000 })
    .toBe('Deleted');
  const { after } = new LeaveDialog(ben);
  await expect(after).toContainText(`${SPACE} has been stopped`);
  await expect(after).toContainText(`Done: ${path}.`);
  await expect(after).toContainText('EBS 20 GB');
  await expect(
    after.getByRole('link', { name: 'Go to SageMaker Studio' })
  ).toBeVisible();
  await picture(ben, 'after-page-shared');
  expect(await faults(ben, '.jp-Spaces-after')).toEqual([]);

  const again = await visit({ user: 'ana', space: SPACE });
  const numbers = Array.from({ length: 30 }, (_, i) => `${i}\n`).join('');
  expect(await outputsOnDisk(again, path)).toEqual([numbers, 'second\n']);
});
