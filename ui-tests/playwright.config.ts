import { defineConfig, devices } from '@playwright/test';

// Of no concern to the tests: the SDK's announcement of which Node.js it will need in the future.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'tests',
  outputDir: process.env.PLAYWRIGHT_OUTPUT_DIRECTORY ?? 'test-results',
  forbidOnly: !!process.env.CI,
  // A test that passes only at the second attempt has found something.
  retries: 0,
  // One local domain, with its real JupyterLab processes, for all tests.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 15_000,
    ...devices['Desktop Chrome'],
    // High enough for the panel with all of its sections: only rows in view are in the page.
    viewport: { width: 1280, height: 1600 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's sandbox refuses root, which containers run as; the pages are the project's own.
      args: ['--no-sandbox', '--disable-background-networking']
    }
  }
});
