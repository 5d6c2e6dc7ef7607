import { makeStopped } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';

test('two people in one shared space see the same job', async ({
  visit,
  domain
}) => {
  await makeStopped(domain, 'forecasting');
  const anasPage = await visit({ user: 'ana', space: 'churn-team' });
  const bensPage = await visit({ user: 'ben', space: 'churn-team' });

  for (const [page, name] of [
    [anasPage, 'ana'],
    [bensPage, 'ben']
  ] as const) {
    const me = await page.evaluate(async () =>
      (await fetch('/jupyterlab/default/api/me')).json()
    );
    expect(me.identity.username).toBe(name);
  }

  const ana = new SpacesPanel(anasPage);
  const ben = new SpacesPanel(bensPage);
  await ana.open();
  await ben.open();
  await expect(ana.row('ana-private')).toBeVisible();
  await expect(ana.row('ben-private')).toHaveCount(0);
  await expect(ben.row('ben-private')).toBeVisible();
  await expect(ben.row('ana-private')).toHaveCount(0);

  await ben.action('Run', 'forecasting').click();
  await expect(ana.row('forecasting')).toContainText('starting', {
    timeout: 3_000
  });
  for (const panel of [ana, ben]) {
    await expect(panel.action('Open', 'forecasting')).toBeEnabled({
      timeout: 60_000
    });
  }

  await ana.action('Stop', 'forecasting').click();
  await ana.confirmStop();
  for (const panel of [ana, ben]) {
    await expect(panel.action('Run', 'forecasting')).toBeEnabled({
      timeout: 60_000
    });
  }
});
