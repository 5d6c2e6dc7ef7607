import { plainSpace } from '../support/environments.js';
import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';
import { seenBy } from '../support/presence.js';

const SPACE = 'no-collaboration';

test('in an image without collaboration it is said so, and nothing fails @alone', async ({
  domain,
  visit,
  picture
}) => {
  const remove = await plainSpace(domain, SPACE, 'Shared');
  try {
    const page = await visit({ user: 'ana', space: SPACE });
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
    // What it asks while its server ends would not be answered.
    await page.close();
  } finally {
    await remove();
  }
});
