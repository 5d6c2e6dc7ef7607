import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { labReady, signIn } from '../support/lab.js';
import { expect, test } from '../support/fixtures.js';
import { SpacesPanel } from '../support/panel.js';

/** Bytes in gzip; JupyterLab does not compress static files, so this compares, it is not what travels. */
const BUDGET = { beforeFirstUse: 25_000, afterStart: 19_500, all: 175_000 };

/** What is loaded once JupyterLab has started, for toolbars, launcher, warnings and presence: it holds up nothing. */
const AFTER_START = /^(after-start|presence)\./;

const STATIC = resolve(
  import.meta.dirname,
  '../../jupyterlab_sagemaker_spaces/labextension/static'
);

test('loads little JavaScript before its first use', async ({
  browser,
  domain
}) => {
  const page = await browser.newPage();
  const loaded = new Set<string>();
  page.on('request', request => {
    const name =
      /\/extensions\/jupyterlab-sagemaker-spaces\/static\/([^?]+\.js)(?:\?|$)/.exec(
        request.url()
      );
    if (name) {
      loaded.add(name[1]);
    }
  });
  const sizes = new Map<string, number>();
  for (const name of await readdir(STATIC)) {
    if (name.endsWith('.js')) {
      sizes.set(name, gzipSync(await readFile(join(STATIC, name))).length);
    }
  }
  const sum = (names: Iterable<string>) =>
    Array.from(names).reduce(
      (total, name) => total + (sizes.get(name) ?? 0),
      0
    );

  await signIn(page, domain, 'ana', 'churn-team');
  // Another visit may have left the panel open in the workspace: begin with a new one.
  loaded.clear();
  await page.goto(`${domain.labUrl('churn-team', 'ana')}/workspaces/bundle`);
  await labReady(page);
  const panel = new SpacesPanel(page);
  // The price is the last that is loaded by itself.
  await expect(panel.statusItem).toContainText('/h');
  const beforeFirstUse = sum(
    Array.from(loaded).filter(name => !AFTER_START.test(name))
  );
  const afterStart = sum(
    Array.from(sizes.keys()).filter(name => AFTER_START.test(name))
  );

  await panel.open();
  await panel.toggle('forecasting').click();
  await expect(panel.row('forecasting')).toContainText('vCPU');
  const used = sum(loaded);
  await page.close();

  console.table(
    Object.fromEntries(
      Array.from(loaded, name => [name, { 'bytes gzip': sizes.get(name) }])
    )
  );
  console.table({
    'before first use': { 'bytes gzip': beforeFirstUse },
    'after the start': { 'bytes gzip': afterStart },
    'after list and details': { 'bytes gzip': used },
    'all that is built': { 'bytes gzip': sum(sizes.keys()) }
  });
  expect(beforeFirstUse).toBeGreaterThan(0);
  expect(beforeFirstUse).toBeLessThan(BUDGET.beforeFirstUse);
  expect(afterStart).toBeGreaterThan(0);
  expect(afterStart).toBeLessThan(BUDGET.afterStart);
  expect(sum(sizes.keys())).toBeLessThan(BUDGET.all);
});
