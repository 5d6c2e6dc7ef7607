import { expect, type Locator, type Page } from '@playwright/test';

type Verb = 'Run' | 'Open' | 'Stop' | 'Why?';

/** The Spaces panel as a person sees it: by roles and names. */
export class SpacesPanel {
  constructor(private readonly _page: Page) {
    this.root = _page.locator('#jp-spaces-panel');
    this.statusItem = _page.locator('.jp-Spaces-status');
  }

  readonly root: Locator;

  /** The status bar's word on which space this is. */
  readonly statusItem: Locator;

  /** Show the panel; JupyterLab may have restored it already. */
  async open(): Promise<void> {
    if (!(await this.root.isVisible())) {
      await this._page
        .getByRole('tab', { name: 'Spaces', exact: true })
        .click();
    }
    await expect(this.root).toBeVisible();
  }

  /** Open it with the whole domain, and wait until all of it is read: the server asks AWS for a hundred spaces at a time, twice a second. */
  async openWholeDomain(spaces: number): Promise<void> {
    await this.open();
    await this.wholeDomain.check();
    await expect(this.section('All spaces')).toContainText(
      spaces.toLocaleString('en-US'),
      { timeout: spaces * 20 }
    );
  }

  section(
    name:
      | 'This space'
      | 'People'
      | 'Storage'
      | 'Running now'
      | 'All spaces'
      | 'History'
  ): Locator {
    // The heading's button may have a note after the title, such as a count.
    const title = this._page.getByRole('heading', {
      name: new RegExp(`^${name}`)
    });
    return this.root.locator('section').filter({ has: title });
  }

  get search(): Locator {
    return this.root.getByPlaceholder('Search name, owner, instance…');
  }

  /** Show other people's private spaces too, or not. */
  get wholeDomain(): Locator {
    return this.root.getByRole('checkbox', { name: 'Whole domain' });
  }

  /** Opens and closes what the list is filtered and sorted by. */
  get viewOptions(): Locator {
    return this.root.getByRole('button', { name: /^Filter and sort/ });
  }

  /** Names of the spaces whose rows are in the page, from top to bottom. */
  async names(): Promise<(string | null)[]> {
    return this.rows.evaluateAll(rows =>
      rows.map(row => row.getAttribute('data-space'))
    );
  }

  get rows(): Locator {
    return this.root.locator('li[data-space]');
  }

  row(space: string): Locator {
    return this.root.locator(`li[data-space="${space}"]`);
  }

  /** The row's main button: shows and hides the details below it. */
  toggle(space: string): Locator {
    return this.row(space).getByRole('button').first();
  }

  /** A row's button, by its name for screen readers. */
  action(verb: Verb, space: string): Locator {
    return this.row(space).getByRole('button', {
      name: `${verb} ${space}`,
      exact: true
    });
  }

  /** A button among those of a failure. */
  act(label: string, space: string): Locator {
    return this.root.getByRole('button', {
      name: `${label} (${space})`,
      exact: true
    });
  }

  /** Show or hide the history, by the panel's menu. */
  async toggleHistory(): Promise<void> {
    await this.root.getByRole('button', { name: 'More' }).click();
    await this._page.locator('.lm-Menu-item', { hasText: 'History' }).click();
  }

  /** Read the list now. */
  async refresh(): Promise<void> {
    await this.root.getByRole('button', { name: 'Refresh Spaces' }).click();
  }

  /** Answer the dialog that Stop shows. */
  async confirmStop(): Promise<void> {
    await this._page
      .getByRole('dialog')
      .getByRole('button', { name: 'Stop', exact: true })
      .click();
  }
}
