import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.js';
import { openChange } from '../support/forms.js';
import { useSettings } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

/** Name a file of one's own as the instance catalogue, with this text in it. */
async function useCatalogue(page: Page, content: string): Promise<void> {
  await useSettings(page, 'jupyterlab-sagemaker-spaces:spaces', {
    instanceCatalogue: 'prices.json'
  });
  await page.route(/\/api\/contents\/prices\.json/, route =>
    route.fulfill({
      json: {
        ...{ name: 'prices.json', path: 'prices.json', type: 'file' },
        ...{ format: 'text', mimetype: 'application/json', content },
        ...{ writable: true, size: content.length },
        created: '2026-11-01T00:00:00Z',
        last_modified: '2026-11-01T00:00:00Z'
      }
    })
  );
}

test('says what a space costs, of when the price is, and what its volume costs', async ({
  visit
}) => {
  const page = await visit({ user: 'ana', space: 'churn-team' });
  const panel = new SpacesPanel(page);
  await panel.open();
  const card = panel.section('This space');
  await expect(card).toContainText('so far · $1.41/h');
  await expect(card.getByTitle(/An estimate/)).toHaveAttribute(
    'title',
    /Prices in us-east-1 as of .* 2026: AWS Price List/
  );
  await expect(panel.row('churn-team')).toContainText('ml.g5.xlarge · $1.41/h');
  await panel.toggle('ana-private').click();
  await expect(panel.row('ana-private')).toContainText(
    'EBS 20 GB · $2.24/month'
  );
});

test("takes prices from a file of the user's", async ({ visit }) => {
  const own = {
    source: 'our contract',
    regions: {
      'us-east-1': {
        date: '2026-11-01',
        instances: { 'ml.g5.xlarge': 9.99 }
      }
    }
  };
  const page = await visit({
    user: 'ana',
    space: 'churn-team',
    prepare: page => useCatalogue(page, JSON.stringify({ prices: own }))
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.row('churn-team')).toContainText('$9.99/h');
  await panel.toggle('ana-private').click();
  const details = panel.row('ana-private').getByRole('group');
  await expect(details).toContainText(/4.GiB\s· price.unknown/);
  await expect(details).toContainText(/EBS 20 GB\s· price.unknown/);
});

test('says what is wrong with that file, and keeps its own prices', async ({
  visit
}) => {
  const page = await visit({
    user: 'ana',
    space: 'churn-team',
    prepare: page => useCatalogue(page, '{"price": {}}')
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  await expect(panel.row('churn-team')).toContainText('$1.41/h');
  const notification = page.getByRole('alert').filter({
    hasText: 'prices.json cannot be used: the built-in instance catalogue stays'
  });
  await notification.getByRole('button', { name: 'Why?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(
    'price: one of instances, prices is expected, not "price".'
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(notification).toHaveCount(0);
});

test('shows no costs where they are not wanted, and loses nothing else', async ({
  visit,
  picture
}) => {
  const page = await visit({
    user: 'ana',
    space: 'churn-team',
    prepare: page =>
      useSettings(page, 'jupyterlab-sagemaker-spaces:spaces', {
        showCosts: false
      })
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  const status = page.locator('.jp-Spaces-status');
  await expect(status).toContainText('4 vCPU');
  await expect(panel.row('churn-team')).toContainText('ml.g5.xlarge');
  await panel.toggle('ana-private').click();
  await expect(panel.row('ana-private')).toContainText('EBS 20 GB');
  const shown = () => page.locator('body').innerText();
  expect(await shown()).not.toMatch(/\$|price|cost|free/i);
  await picture(page, 'without-costs');

  const form = await openChange(page, 'ana-private');
  await form.getByRole('button', { name: /^Instance/ }).click();
  await expect(
    form.getByRole('columnheader', { name: 'Memory' }).first()
  ).toBeVisible();
  await expect(form.getByRole('columnheader', { name: 'Price' })).toHaveCount(
    0
  );
  expect(await form.innerText()).not.toMatch(/\$|price/i);
  await picture(page, 'without-costs-form');
});
