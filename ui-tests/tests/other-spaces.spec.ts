import { DescribeAppCommand } from '@aws-sdk/client-sagemaker';
import { makePrivate, makeRunning } from '../support/aws.js';
import { answerFor } from '../support/faults.js';
import { expect, test } from '../support/fixtures.js';
import { openChange, openDetails } from '../support/forms.js';
import { labReady } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';
import { runInside } from '../support/shell.js';

/** Ana's own space, in which she is. */
const DESK = 'desk';
const SLOW = { timeout: 60_000 };
const GIB = 2 ** 30;

// Several starts and stops of JupyterLab in a test.
test.describe.configure({ timeout: 180_000 });

test.beforeEach(({ domain }) => makePrivate(domain, DESK));

test('a volume that was grown is larger inside the space', async ({
  visit,
  domain
}) => {
  test.skip(
    domain.volumes === 'directory',
    'Volumes are directories on this machine: they have no size of their own.'
  );
  const grown = 'grown';
  await makePrivate(domain, grown);
  await makeRunning(domain, grown);
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await panel.open();

  const size = async () => {
    const opened = page.context().waitForEvent('page');
    await panel.action('Open', grown).click();
    const tab = await opened;
    await labReady(tab);
    const told = await runInside(tab, 'df -B1 --output=size ~');
    await tab.close();
    return Number(/^\s*(\d{6,})\s*$/m.exec(told)?.[1]) / GIB;
  };
  // A file system needs some of its volume for itself.
  const before = await size();
  expect(before).toBeGreaterThan(17);
  expect(before).toBeLessThanOrEqual(20);

  const form = await openChange(page, grown);
  await form.getByLabel('EBS volume, GB').fill('30');
  await form.getByRole('button', { name: 'Stop, change and run' }).click();
  await expect(panel.row(grown)).toContainText('being changed');
  await expect(panel.action('Open', grown)).toBeEnabled(SLOW);
  await expect(panel.row(grown)).toContainText('30 GB');
  const after = await size();
  expect(after).toBeGreaterThan(26);
  expect(after).toBeLessThanOrEqual(30);
});

test('a Code Editor space is listed, run, opened and stopped', async ({
  visit,
  domain
}) => {
  const status = async () => {
    const app = await domain.client('ana').send(
      new DescribeAppCommand({
        DomainId: domain.domainId,
        SpaceName: 'pipelines',
        AppType: 'CodeEditor',
        AppName: 'default'
      })
    );
    return app.Status;
  };
  const page = await visit({ user: 'ana', space: DESK });
  const panel = new SpacesPanel(page);
  await panel.open();
  await panel.search.fill('pipelines');
  await openDetails(page, 'pipelines');
  const row = panel.row('pipelines');
  await expect(row).toContainText('Nightly pipelines');
  await expect(row).toContainText('Code Editor');
  const button = (verb: string) =>
    row.getByRole('button', { name: `${verb} Nightly pipelines`, exact: true });

  await button('Run').click();
  await expect(button('Open')).toBeEnabled(SLOW);
  expect(await status()).toBe('InService');

  // The local domain has no program behind it: as far as its door.
  const opened = page.context().waitForEvent('page');
  await button('Open').click();
  const tab = await opened;
  await tab.waitForURL(url => url.hostname === 'pipelines--ana.localhost');
  await tab.close();

  await button('Stop').click();
  await panel.confirmStop();
  await expect(button('Run')).toBeEnabled(SLOW);
  expect(await status()).toBe('Deleted');
});

test('a space of Studio Classic is only opened in Studio', async ({
  visit
}) => {
  const page = await visit({
    user: 'ana',
    space: DESK,
    prepare: page =>
      answerFor(page, 'ListSpaces', () => ({
        body: {
          Spaces: [
            {
              SpaceName: 'old-studio',
              Status: 'InService',
              SpaceSettingsSummary: { AppType: 'JupyterServer' },
              SpaceSharingSettingsSummary: { SharingType: 'Shared' }
            }
          ]
        }
      }))
  });
  const panel = new SpacesPanel(page);
  await panel.open();
  const row = panel.row('old-studio');
  await expect(
    row.getByRole('button', { name: 'Open old-studio in Studio' })
  ).toBeEnabled();
  await openDetails(page, 'old-studio');
  const verbs = { name: /^(Run|Stop|Change|Delete)\b/ };
  await expect(
    row.getByRole('button', { ...verbs, disabled: false })
  ).toHaveCount(0);
});
