import { expect, test } from '../support/fixtures.js';
import { setSidebarWidth } from '../support/lab.js';
import { SpacesPanel } from '../support/panel.js';

for (const [name, theme] of [
  ['light', 'JupyterLab Light'],
  ['dark', 'JupyterLab Dark']
] as const) {
  for (const width of [180, 300, 500]) {
    test(`fits a sidebar of ${width} px, ${name}`, async ({
      visit,
      picture
    }) => {
      const page = await visit({ user: 'ana', space: 'churn-team', theme });
      await expect(page.locator('body')).toHaveAttribute(
        'data-jp-theme-name',
        theme
      );
      const panel = new SpacesPanel(page);
      await panel.open();
      await setSidebarWidth(page, width);
      await panel.toggle('big-model').click();
      await expect(panel.toggle('big-model')).toHaveAttribute(
        'aria-expanded',
        'true'
      );
      await picture(page, `panel-${name}-${width}`);
      await panel.toggleHistory();
      await expect(panel.section('History')).toBeVisible();
      await picture(page, `history-${name}-${width}`);

      const overflow = await panel.root.evaluate(root => {
        const limit = root.getBoundingClientRect().right + 1;
        return Array.from(root.querySelectorAll('button, input, a'))
          .filter(element => element.getBoundingClientRect().right > limit)
          .map(element => element.textContent || element.tagName);
      });
      expect(overflow, 'controls cut off at the right').toEqual([]);

      const cut = await panel.root.evaluate(root =>
        Array.from(root.querySelectorAll('*'))
          .filter(element => getComputedStyle(element).overflowX !== 'visible')
          .filter(element => element.scrollWidth > element.clientWidth + 1)
          .filter(
            element => element.clientWidth > 1 && !element.closest('[title]')
          )
          .map(element => element.textContent)
      );
      expect(cut, 'texts cut off without a tooltip').toEqual([]);
    });
  }
}
