import { makeRunning, makeStopped } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';
import { namesSeenBy, Rooms } from '../support/presence.js';

test('who loses the connection keeps those who were known, and is gone for the others', async ({
  visit,
  picture
}) => {
  let rooms!: Rooms;
  const ana = await visit({
    user: 'ana',
    space: 'churn-team',
    prepare: async page => {
      rooms = await Rooms.of(page);
    }
  });
  const ben = await visit({
    user: 'ben',
    space: 'churn-team'
  });
  await expect.poll(() => namesSeenBy(ben)).toEqual(['ben', 'ana']);
  const panel = new SpacesPanel(ana);
  await panel.open();
  const people = panel.section('People');
  await expect(people.getByRole('listitem')).toHaveCount(2);

  await rooms.cut();
  await expect(people.getByRole('status')).toContainText('Reconnecting');
  await expect(people.getByRole('listitem')).toHaveCount(2);
  await picture(ana, 'reconnecting');
  await expect
    .poll(() => namesSeenBy(ben), { timeout: 35_000 })
    .toEqual(['ben']);
  await expect(people.getByRole('listitem')).toHaveCount(2);

  rooms.mend();
  await expect
    .poll(() => namesSeenBy(ben), { timeout: 35_000 })
    .toEqual(['ben', 'ana']);
  await expect(people.getByText('Reconnecting')).toHaveCount(0);
  await expect(people.getByRole('listitem')).toHaveCount(2);
});

test('a restart of the server brings everybody back', async ({
  visit,
  domain
}) => {
  const come = (user: string) => visit({ user, space: 'forecasting' });
  const ana = await come('ana');
  const ben = await come('ben');
  await expect.poll(() => namesSeenBy(ana)).toEqual(['ana', 'ben']);
  await makeStopped(domain, 'forecasting');
  await expect
    .poll(() => namesSeenBy(ana), { timeout: 10_000 })
    .toEqual(['ana', 'ben']);
  await makeRunning(domain, 'forecasting');
  for (const [page, names] of [
    [ana, ['ana', 'ben']],
    [ben, ['ben', 'ana']]
  ] as const) {
    await expect
      .poll(() => namesSeenBy(page), { timeout: 60_000 })
      .toEqual(names);
  }
});
