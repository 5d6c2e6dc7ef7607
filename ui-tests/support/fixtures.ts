import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { ISpaceNames, makeStopped, removeSpace, spaceNames } from './aws.js';
import { IN_IMAGE, LocalDomain } from './domain.js';
import {
  allowNarrowSidebars,
  configure,
  notTheFirstVisit,
  signIn,
  type Theme,
  useTheme
} from './lab.js';

export { expect } from '@playwright/test';

/** Whatever the extension or its server part is named by: package, static files, REST addresses. */
const OURS = /sagemaker-spaces/;

/** The browser's own word on each attempt to reach the server of a space that has been stopped. */
const GONE =
  /^error: WebSocket connection to .+\/pages' failed: .*(code: 503|net::ERR_)/;

interface IVisit {
  user: string;
  space: string;
  theme?: Theme;
  /** Extensions and plugins of JupyterLab, by their names, that are not started. */
  without?: readonly string[];
  /** What to do with the page before it is loaded, such as putting faults into answers. */
  prepare?: (page: Page) => Promise<unknown>;
}

interface IFixtures {
  /** Console messages that a test provokes on purpose. */
  allowedConsole: RegExp[];
  /** A person's own browser (a context), in the JupyterLab of a space. */
  visit: (visit: IVisit) => Promise<Page>;
  /** Keep a picture of the page beside the report. */
  picture: (page: Page, name: string) => Promise<void>;
  /** Each file of tests finds the spaces of the seed and no others, and none that runs but those that did. */
  seedOnly: void;
}

interface IWorkerFixtures {
  /** What the domain begins with: `try`, `empty` or a number of spaces. */
  seed: string;
  /** Further switches of the domain. */
  switches: readonly string[];
  /** One local domain for all tests of a worker. */
  domain: LocalDomain;
  /** The spaces that it began with, and the file whose tests run in it; null before the first. */
  seeded: { readonly names: ISpaceNames; file: string | null };
}

/** The extension's own complaints on a page. */
function watchConsole(page: Page, complaints: string[]): void {
  page.on('console', message => {
    const text = `${message.type()}: ${message.text()} (${message.location().url})`;
    if (/^(error|warning)/.test(text) && OURS.test(text) && !GONE.test(text)) {
      complaints.push(text);
    }
  });
  page.on('pageerror', error => {
    const text = error.stack ?? String(error);
    if (OURS.test(text)) {
      complaints.push(text);
    }
  });
}

/** The folder of the documentation's pictures, to have those that are in it taken anew; undefined: none is. */
const { DOCS_PICTURES } = process.env;
/** Of these pictures, px. */
const DOCS_HEIGHT = 800;

export const test = base.extend<IFixtures, IWorkerFixtures>({
  seed: ['try', { option: true, scope: 'worker' }],

  switches: [[], { option: true, scope: 'worker' }],

  domain: [
    async ({ seed, switches }, use) => {
      const domain = await LocalDomain.start({
        seed,
        switches,
        timeScale: 0.01
      });
      await use(domain);
      await domain.stop();
    },
    { scope: 'worker', timeout: 150_000 }
  ],

  seeded: [
    async ({ domain }, use) => {
      await use({ names: await spaceNames(domain), file: null });
    },
    { scope: 'worker' }
  ],

  seedOnly: [
    async ({ domain, seeded }, use, { file }) => {
      if (seeded.file !== null && seeded.file !== file) {
        const { all, running } = await spaceNames(domain);
        await Promise.all([
          ...[...all]
            .filter(name => !seeded.names.all.has(name))
            .map(name => removeSpace(domain, name)),
          ...[...running]
            .filter(name => seeded.names.all.has(name))
            .filter(name => !seeded.names.running.has(name))
            .map(name => makeStopped(domain, name))
        ]);
      }
      seeded.file = file;
      await use();
    },
    // Several may have to be stopped first.
    { auto: true, timeout: 120_000 }
  ],

  allowedConsole: [[], { option: true }],

  visit: async ({ browser, domain, allowedConsole }, use, testInfo) => {
    const complaints: string[] = [];
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async ({ user, space, theme, without, prepare }) => {
      const context = await browser.newContext();
      contexts.push(context);
      context.on('page', page => watchConsole(page, complaints));
      await configure(context, without ?? []);
      const page = await context.newPage();
      await allowNarrowSidebars(page);
      if (IN_IMAGE) {
        await notTheFirstVisit(page);
      }
      if (theme) {
        await useTheme(page, theme);
      }
      await prepare?.(page);
      await signIn(page, domain, user, space);
      return page;
    });
    await Promise.all(contexts.map(context => context.close()));
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('local-domain', { body: domain.output });
    }
    const unexpected = complaints.filter(
      text => !allowedConsole.some(pattern => pattern.test(text))
    );
    base.expect(unexpected, "the extension's console messages").toEqual([]);
  },

  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
  picture: async ({}, use, testInfo) => {
    await use(async (page, name) => {
      const path = testInfo.outputPath(`${name}.png`);
      await page.screenshot({ path });
      const documented = DOCS_PICTURES && join(DOCS_PICTURES, `${name}.png`);
      if (documented && existsSync(documented)) {
        const { width, height } = page.viewportSize()!;
        await page.setViewportSize({ width, height: DOCS_HEIGHT });
        await page.screenshot({ path: documented });
        await page.setViewportSize({ width, height });
      }
      await testInfo.attach(name, { path, contentType: 'image/png' });
    });
  }
});
