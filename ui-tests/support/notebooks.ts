import type { Page } from '@playwright/test';

/** Write a notebook with these cells, with a kernel of its own: nobody is asked for one. */
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

/** Code that prints `count` numbers, but after ten of them waits until it is let go: for a file of this name. */
export const printing = (count: number, file: string) =>
  [
    'import os, time',
    `for i in range(${count}):`,
    '    print(i, flush=True)',
    `    while i == 9 and not os.path.exists(${JSON.stringify(file)}):`,
    '        time.sleep(0.1)',
    '    time.sleep(0.1)'
  ].join('\n');

/** Let a cell go that waits for a file of this name. */
export async function letGo(page: Page, file: string): Promise<void> {
  await page.evaluate(
    file =>
      (window as any).jupyterapp.serviceManager.contents.save(file, {
        type: 'file',
        format: 'text',
        content: ''
      }),
    file
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
