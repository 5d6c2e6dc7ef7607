import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog in which one leaves, and the page that stays behind. */
export class LeaveDialog {
  constructor(private readonly _page: Page) {
    this.root = _page.locator('.jp-Spaces-leaveDialog');
    this.stay = this.root.getByRole('button', { name: 'Stay' });
    this.now = this.root.getByRole('button', { name: 'Stop now' });
    this.whenDone = this.root.getByRole('button', { name: 'Stop when done' });
    this.after = _page.locator('.jp-Spaces-after');
  }

  readonly root: Locator;
  readonly stay: Locator;
  readonly now: Locator;
  readonly whenDone: Locator;
  readonly after: Locator;

  /** What it says of one kind of thing, by its name on the left. */
  row(label: string): Locator {
    return this.root.locator(`dt:text-is("${label}") + dd`);
  }

  /** Open it by the File menu, and wait until all looks have ended. */
  async open(): Promise<void> {
    await this._page.getByRole('menuitem', { name: 'File' }).click();
    await this._page
      .locator('.lm-Menu-item', { hasText: 'Leave This Space' })
      .click();
    await this.looked();
  }

  async looked(): Promise<void> {
    await expect(this.root).toBeVisible();
    await expect(this.root.getByText('Looking…')).toHaveCount(0);
    await expect(this.now).toBeEnabled();
  }
}
