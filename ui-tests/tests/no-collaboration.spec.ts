import {
  CreateAppCommand,
  CreateSpaceCommand
} from '@aws-sdk/client-sagemaker';
import { appReaches, removeSpace } from '../support/aws.js';
import { environmentWithout } from '../support/environments.js';
import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';
import { exposeApp, seenBy } from '../support/presence.js';

const SPACE = 'no-collaboration';

test('in an image without collaboration it is said so, and nothing fails', async ({
  domain,
  visit,
  picture
}) => {
  const { python, remove } = await environmentWithout(
    /collaboration|docprovider|jupyter_server_ydoc/
  );
  try {
    const image = await domain.addImage('plain', python);
    const client = domain.client('ana');
    const names = { DomainId: domain.domainId, SpaceName: SPACE };
    await client.send(
      new CreateSpaceCommand({
        ...names,
        OwnershipSettings: { OwnerUserProfileName: 'ana' },
        SpaceSharingSettings: { SharingType: 'Shared' },
        SpaceSettings: { AppType: 'JupyterLab' }
      })
    );
    const create = new CreateAppCommand({
      ...names,
      AppType: 'JupyterLab',
      AppName: 'default',
      ResourceSpec: {
        InstanceType: 'ml.t3.medium',
        SageMakerImageArn: image,
        SageMakerImageVersionAlias: '1.0.0'
      }
    });
    // The volume of a new space is available some time after the space itself.
    await expect(() => client.send(create)).toPass({ timeout: 60_000 });
    await appReaches(domain, SPACE, 'InService');

    const page = await visit({ user: 'ana', space: SPACE, prepare: exposeApp });
    await expect(page.locator('.jp-Spaces-launcherNote')).toContainText(
      'real-time collaboration off, jupyter-collaboration is not installed.'
    );
    expect(await seenBy(page)).toEqual({ kind: 'off' });
    const panel = new SpacesPanel(page);
    await panel.open();
    await panel
      .section('This space')
      .getByRole('button', { name: 'RTC off' })
      .click();
    await expect(panel.section('This space')).toContainText(
      'pip install jupyter-collaboration'
    );
    await expect(panel.section('Storage')).toBeVisible();
    await expect(panel.section('People')).toHaveCount(0);
    await picture(page, 'no-collaboration');
  } finally {
    await removeSpace(domain, SPACE);
    await remove();
  }
});
