import {
  type BrowserContext,
  expect,
  type Locator,
  type Page
} from '@playwright/test';
import { makeRunning } from './aws.js';
import type { LocalDomain } from './domain.js';

/** Wait until JupyterLab is there, its plugins are started, and the main area has got the focus. */
export async function labReady(page: Page): Promise<void> {
  await expect(page.locator('#jp-main-dock-panel')).toBeVisible({
    timeout: 60_000
  });
  await expect(page.locator('#jupyterlab-splash')).toHaveCount(0);
  // The last thing that it does at its start: whatever a test focuses before would lose the focus again.
  await expect
    .poll(() =>
      page.evaluate(() =>
        document
          .querySelector('#jp-main-dock-panel')
          ?.contains(document.activeElement)
      )
    )
    .toBe(true);
}

/**
 * Sign in as that person, by way of Studio, and land in the JupyterLab of the (then running) space, in which
 * nothing is left of what other tests opened or searched for.
 */
export async function signIn(
  page: Page,
  domain: LocalDomain,
  user: string,
  space: string
): Promise<void> {
  await makeRunning(domain, space);
  const lab = domain.labUrl(space, user);
  await page.goto(domain.signInUrl(user, space), { waitUntil: 'commit' });
  await page.waitForURL(url => url.href.startsWith(lab), {
    waitUntil: 'commit'
  });
  await page.goto(`${lab}?reset`);
  await labReady(page);
}

/**
 * Let the pages of a browser give their JupyterLab to the test, as `window.jupyterapp`, and leave out extensions and
 * plugins: by the page's configuration, as settings of the server would.
 */
export async function configure(
  context: BrowserContext,
  without: readonly string[]
): Promise<void> {
  await context.addInitScript(without => {
    // The page's configuration is read from this element once its scripts run.
    document.addEventListener('readystatechange', () => {
      const element = document.getElementById('jupyter-config-data');
      if (element?.textContent) {
        const data = JSON.parse(element.textContent);
        element.textContent = JSON.stringify({
          ...data,
          exposeAppInBrowser: true,
          disabledExtensions: [...(data.disabledExtensions ?? []), ...without]
        });
      }
    });
  }, without);
}

/** JupyterLab's own themes, by the words that pictures are named with. */
export const THEMES = {
  light: 'JupyterLab Light',
  dark: 'JupyterLab Dark',
  contrast: 'JupyterLab Dark High Contrast'
} as const;

export type ThemeName = keyof typeof THEMES;
export type Theme = (typeof THEMES)[ThemeName];

const THEMES_PLUGIN = '@jupyterlab/apputils-extension:themes';

/** What `useTheme` lets a page read as its settings. */
const themeSettings = new WeakMap<Page, { theme: Theme }>();

/** Load JupyterLab with a theme, without changing what the space keeps as settings. Call it before `signIn`. */
export async function useTheme(page: Page, theme: Theme): Promise<void> {
  const settings = { theme };
  themeSettings.set(page, settings);
  await useSettings(page, THEMES_PLUGIN, settings);
  // A change of the theme is of this page alone, too.
  await page.route(new RegExp(`/lab/api/settings/${THEMES_PLUGIN}`), route =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 204 })
      : route.fallback()
  );
}

/** Look at a page in light, dark and high contrast, one after the other. Its visit was with a theme. */
export async function inEachTheme(
  page: Page,
  look: (name: ThemeName) => Promise<unknown>
): Promise<void> {
  const settings = themeSettings.get(page);
  if (!settings) {
    throw new Error('The visit was without a theme.');
  }
  const before = settings.theme;
  const use = async (theme: Theme) => {
    settings.theme = theme;
    await page.evaluate(
      theme =>
        (window as any).jupyterapp.commands.execute('apputils:change-theme', {
          theme
        }),
      theme
    );
    await expect(page.locator('body')).toHaveAttribute(
      'data-jp-theme-name',
      theme
    );
    await expect(page.locator('#jupyterlab-splash')).toHaveCount(0);
  };
  for (const name of Object.keys(THEMES) as ThemeName[]) {
    await use(THEMES[name]);
    await look(name);
  }
  await use(before);
}

/** Load JupyterLab with these settings of a plugin, without changing what the space keeps. Call it before `signIn`. */
export async function useSettings(
  page: Page,
  id: string,
  settings: Record<string, unknown>
): Promise<void> {
  const change = (plugin: { id: string }) =>
    plugin.id === id
      ? { ...plugin, raw: JSON.stringify(settings), settings }
      : plugin;
  await page.route(/\/lab\/api\/settings/, async route => {
    if (route.request().method() !== 'GET') {
      return route.continue();
    }
    // This process, unlike the browser, does not know that every name below localhost is this machine.
    const url = new URL(route.request().url());
    const { host } = url;
    url.hostname = '127.0.0.1';
    const response = await route.fetch({
      url: url.href,
      headers: { ...(await route.request().allHeaders()), host }
    });
    const body = await response.json();
    await route.fulfill({
      response,
      json: Array.isArray(body.settings)
        ? { ...body, settings: body.settings.map(change) }
        : change(body)
    });
  });
}

/**
 * Have it not be the first visit of a space for AWS's extension, which opens a chat then: that takes the focus at
 * some time after the start. Call it before `signIn`.
 */
export async function notTheFirstVisit(page: Page): Promise<void> {
  const path = '.jupyter/.default-chat-opened';
  await page.route(`**/api/contents/${path}?*`, route =>
    route.fulfill({
      json: {
        ...{ name: '.default-chat-opened', path, type: 'file', writable: true },
        ...{ created: '2026-01-01T00:00:00Z', content: null, format: null },
        ...{ last_modified: '2026-01-01T00:00:00Z', mimetype: null }
      }
    })
  );
}

/** Let sidebars be narrower than JupyterLab's 250 px, as some themes do. Call it before `signIn`. */
export async function allowNarrowSidebars(page: Page): Promise<void> {
  await page.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () =>
      document.body.style.setProperty('--jp-sidebar-min-width', '180px')
    )
  );
}

/** Drag the left sidebar to a width in pixels. */
export async function setSidebarWidth(
  page: Page,
  width: number
): Promise<void> {
  const sidebar = page.locator('#jp-left-stack');
  const box = await sidebar.boundingBox();
  if (!box) {
    throw new Error('The left sidebar is closed: open a panel in it first.');
  }
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width + 1, y);
  await page.mouse.down();
  await page.mouse.move(box.x + width + 1, y, { steps: 5 });
  await page.mouse.up();
  await expect
    .poll(async () => (await sidebar.boundingBox())?.width)
    .toBeCloseTo(width, -1);
}

/** Give the Jupyter server of the space that a page shows a configuration, in its home, by way of a terminal. It holds from its next start. */
export async function configureServer(
  page: Page,
  configuration: string
): Promise<void> {
  const done = `configured-${Date.now()}`;
  const terminal = page.locator('.jp-Terminal');
  // In a new workspace, where the launcher is.
  await page.goto(page.url().replace(/\/lab\b.*/, `/lab/workspaces/${done}`));
  await labReady(page);
  await page.getByText('Terminal', { exact: true }).first().click();
  await expect(terminal.locator('.xterm-screen')).toBeVisible();
  await terminal.locator('textarea').focus();
  await page.keyboard.type(
    `mkdir -p ~/.jupyter && echo '${configuration}' > ~/.jupyter/jupyter_server_config.py && touch ~/${done}\n`
  );
  await expect
    .poll(() =>
      page.evaluate(async name => {
        const url = location.href.replace(/\/lab\b.*/, '/api/contents/');
        return (await fetch(url + name)).status;
      }, done)
    )
    .toBe(200);
}

/** The notifications that are on the screen and say this. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.locator('.Toastify__toast').filter({ hasText: text });
}
