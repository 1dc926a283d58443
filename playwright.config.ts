import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './bin/browser.mjs';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/support/global-setup.ts',
  fullyParallel: true,
  // Twice what a machine with two slow cores takes.
  globalTimeout: 75 * 60_000,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // No test says how fast something is: these are only when to give up, on a machine that may be busy.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['./e2e/support/tell-page.ts'],
    ...(process.env.HILO_TEST_REPORT ? [['json', { outputFile: process.env.HILO_TEST_REPORT }] as const] : []),
  ],
  // No traces: to record them takes a quarter more time. `npm test -- --only ui -- --trace retain-on-failure sign-in` keeps those of failures.
  use: { launchOptions: launchOptions(), screenshot: 'only-on-failure' },
  projects: [
    { name: 'api', testDir: 'e2e/api' },
    {
      name: 'ui',
      testDir: 'e2e/ui',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1280, height: 800 },
        // A reader far from the server, so that dates in the wrong zone or language show.
        locale: 'es-CO',
        timezoneId: 'America/Bogota',
      },
    },
  ],
});
