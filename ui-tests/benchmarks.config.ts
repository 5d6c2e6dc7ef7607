import { defineConfig } from '@playwright/test';
import config from './playwright.config.js';

/** What is measured and not asserted: run by the project's `benchmarks/`. */
export default defineConfig({ ...config, testDir: 'benchmarks' });
