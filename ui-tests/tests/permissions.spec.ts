import { makePrivate, makeRunning, makeStopped } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { openDetails } from '../support/forms.js';
import { configureServer } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

/** A space of ana's whose server has traits of its own. */
const SEALED = { user: 'ana', space: 'sealed' };

test('does only what the administrator lets be done, and says so', async ({
  visit,
  domain
}) => {
  test.slow(); // The space starts three times.
  await makeStopped(domain, 'forecasting');
  await makePrivate(domain, SEALED.space);
  const restart = async (traits: string) => {
    const page = await visit(SEALED);
    await configureServer(page, traits);
    await page.context().close();
    await makeStopped(domain, SEALED.space);
    await makeRunning(domain, SEALED.space);
  };
  const open = async () => {
    const page = await visit(SEALED);
    const panel = new SpacesPanel(page);
    await openDetails(page, 'forecasting');
    return {
      // The reason is in its name, as its tooltip is.
      create: (reason: RegExp) =>
        panel.root
          .getByRole('button', { name: /^New Space/ })
          .and(panel.root.getByRole('button', { name: reason })),
      row: (name: RegExp) =>
        panel.row('forecasting').getByRole('button', { name })
    };
  };

  await restart('c.SpacesExtension.allow_create = False');
  const some = await open();
  await expect(some.create(/\(allow_create\)/)).toBeDisabled();
  await expect(some.row(/^Change/)).toBeEnabled();

  await restart('c.SpacesExtension.read_only = True');
  const none = await open();
  for (const name of [/^Run/, /^Change/, /^Delete/]) {
    await expect(none.row(name)).toHaveAttribute('aria-disabled', 'true');
    await expect(none.row(name)).toHaveAttribute('title', /\(read_only\)/);
  }
  await expect(none.create(/\(read_only\)/)).toBeDisabled();
});
