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

/** Write a notebook with these cells. */
export async function writeNotebook(
  page: Page,
  path: string,
  sources: readonly string[]
): Promise<void> {
  await page.evaluate(
    ([path, sources]) =>
      (window as any).jupyterapp.serviceManager.contents.save(path, {
        type: 'notebook',
        format: 'json',
        content: {
          nbformat: 4,
          nbformat_minor: 5,
          metadata: {
            kernelspec: { name: 'python3', display_name: 'Python 3' }
          },
          cells: sources.map((source, index) => ({
            cell_type: 'code',
            id: `cell-${index + 1}`,
            metadata: {},
            source,
            outputs: [],
            execution_count: null
          }))
        }
      }),
    [path, sources] as const
  );
}

/** The texts below the cells of a notebook, as it lies on disk. */
export async function outputsOnDisk(
  page: Page,
  path: string
): Promise<readonly string[]> {
  return page.evaluate(async path => {
    const { contents } = (window as any).jupyterapp.serviceManager;
    const { content } = await contents.get(path, {
      type: 'notebook',
      content: true
    });
    return content.cells.map((cell: { outputs: { text?: string }[] }) =>
      cell.outputs.map(({ text }) => text ?? '').join('')
    );
  }, path);
}

/** The text of a file on disk. */
export async function textOnDisk(page: Page, path: string): Promise<string> {
  return page.evaluate(async path => {
    const { contents } = (window as any).jupyterapp.serviceManager;
    const { content } = await contents.get(path, {
      type: 'file',
      format: 'text',
      content: true
    });
    return content;
  }, path);
}

/** Run all cells of the notebook in front, and do not wait for them. */
export async function runAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { commands, shell } = (window as any).jupyterapp;
    const { sessionContext } = shell.currentWidget;
    await sessionContext.ready;
    await sessionContext.session.kernel.info;
    void commands.execute('notebook:run-all-cells');
  });
}
