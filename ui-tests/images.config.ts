import { defineConfig } from '@playwright/test';
import config from './playwright.config.js';

/** What runs in each supported image: the tests of `images/`, and of `tests/` those with a tag that fits it. */
export default defineConfig({
  ...config,
  testDir: '.',
  testMatch: ['images/*.spec.ts', 'tests/*.spec.ts']
});
