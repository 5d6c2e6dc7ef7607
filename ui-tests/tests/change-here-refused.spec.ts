import { appStatus, describeSpace, makePrivate } from '../support/aws.js';
import { expect, test } from '../support/fixtures.js';
import { chooseInstance, openChange } from '../support/forms.js';
import { SpacesPanel } from '../support/panel.js';

/** Ana's own space, in which she is. */
const DESK = 'desk';

// It is not known which way AWS answers; the other one is in `trouble.spec.ts`.
test.use({ switches: ['--assume=instance-change-while-running=refused'] });

test('a change of this space that AWS refuses while it runs is told, and the space runs on', async ({
  visit,
  domain
}) => {
  await makePrivate(domain, DESK);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  const form = await openChange(page, DESK);
  await chooseInstance(page, form, 'ml.m5.large');
  await form.getByRole('button', { name: 'Change and stop…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Change and Stop' })
    .click();
  const row = panel.row(DESK);
  await expect(row).toContainText(
    'This space cannot be changed so from within',
    { timeout: 30_000 }
  );
  await expect(row).toContainText('It was not stopped.');
  await expect(panel.statusItem).toContainText(`${DESK} · ml.t3.medium`);
  expect(await appStatus(domain, DESK)).toBe('InService');
  expect(
    (await describeSpace(domain, DESK))?.SpaceSettings?.JupyterLabAppSettings
      ?.DefaultResourceSpec?.InstanceType
  ).toBe('ml.t3.medium');
});
