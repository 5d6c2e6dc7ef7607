import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';
import {
  execute,
  goToCell,
  makeNotebook,
  namesSeenBy,
  openDocument,
  seenBy
} from '../support/presence.js';

test('two people see each other come, and go @presence', async ({ visit }) => {
  const ana = await visit({
    user: 'ana',
    space: 'churn-team'
  });
  await expect.poll(() => namesSeenBy(ana)).toEqual(['ana']);
  const ben = await visit({
    user: 'ben',
    space: 'churn-team'
  });

  // From when his page is ready; she may see him before.
  await Promise.all([
    expect
      .poll(() => namesSeenBy(ben), { timeout: 2000, intervals: [50] })
      .toEqual(['ben', 'ana']),
    expect
      .poll(() => namesSeenBy(ana), { timeout: 2000, intervals: [50] })
      .toEqual(['ana', 'ben'])
  ]);
  expect(await seenBy(ana)).toMatchObject({
    kind: 'on',
    connected: true,
    people: [
      { isMe: true, status: 'active' },
      { isMe: false, status: 'active' }
    ]
  });

  // What jupyter-collaboration itself shows of them is as it was.
  await ana.getByRole('tab', { name: 'Collaboration' }).click();
  const panel = ana.locator('#jp-collaboration-panel');
  await expect(panel.locator('.jp-Collaborator')).toHaveCount(1);
  await expect(panel.locator('.jp-Collaborator')).toContainText('ben');

  await ben.close();
  await expect
    .poll(() => namesSeenBy(ana), { timeout: 5000, intervals: [50] })
    .toEqual(['ana']);
  await expect(panel.locator('.jp-Collaborator')).toHaveCount(0);
});

test('in a notebook they see the cell in which each other is @together', async ({
  visit,
  picture
}) => {
  const ana = await visit({
    user: 'ana',
    space: 'churn-team'
  });
  const path = 'together.ipynb';
  await makeNotebook(ana, path, 2);
  await openDocument(ana, path);
  await goToCell(ana, 1);
  const ben = await visit({
    user: 'ben',
    space: 'churn-team'
  });
  await openDocument(ben, path);
  const whereIsAna = async () =>
    (await seenBy(ben)).people?.find(({ isMe }) => !isMe)?.at ?? null;
  await expect.poll(whereIsAna).toMatchObject({
    path,
    cell: { id: expect.any(String) }
  });
  const before = (await whereIsAna())?.cell?.id;
  await execute(ana, 'notebook:move-cursor-up');
  await expect
    .poll(async () => (await whereIsAna())?.cell?.id ?? before)
    .not.toBe(before);

  await test.step('a circle says so in the margin of the cell', async () => {
    const cells = ben.locator('.jp-NotebookPanel .jp-Cell');
    const circle = ben.getByRole('img', { name: 'In this cell: ana' });
    await expect(cells.nth(0).locator(circle)).toBeVisible();
    await expect(circle).toHaveCount(1);
    await execute(ana, 'notebook:move-cursor-down');
    await expect(cells.nth(1).locator(circle)).toBeVisible();
    await execute(ana, 'notebook:move-cursor-up');
    await expect(cells.nth(0).locator(circle)).toBeVisible();
    await expect(circle).toHaveCount(1);
  });

  await test.step('the panel says so, and leads there', async () => {
    const panel = new SpacesPanel(ben);
    await panel.open();
    const people = panel.section('People');
    await expect(people.getByRole('listitem')).toHaveCount(2);
    await expect(people.getByRole('listitem').first()).toContainText(
      'ben (you)'
    );
    const row = people.getByRole('button', { name: /^ana/ });
    await expect(row).toContainText(`${path} · cell 1`);
    await execute(ben, 'launcher:create');
    await row.click();
    await expect(
      ben.getByRole('tab', { name: path, selected: true })
    ).toBeVisible();
    await picture(ben, 'people');
  });
});

test('sees nobody else in a private space', async ({ visit }) => {
  const page = await visit({
    user: 'ana',
    space: 'ana-private'
  });
  await expect
    .poll(() => namesSeenBy(page).then(names => names.join()))
    .toMatch(/^(ana)?$/);
});
