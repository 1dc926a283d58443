import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

const onPostgres = {
  globalSetup: 'lib/platform/testing-global.ts',
  setupFiles: 'lib/platform/testing-setup.ts',
};

const ofTheFeed = ['events', 'notifications', 'ratings', 'webhooks', 'worker', 'transfer'].map(
  (room) => `lib/${room}/**/*.db.test.ts`,
);
ofTheFeed.push('lib/http/event-stream.db.test.ts');

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    maxWorkers: process.env.CI ? 2 : undefined,
    // No test says how fast something is: a machine may stand still for seconds.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,bench,bin,clients,components,lib,prisma}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', 'lib/generated/**'],
        },
      },
      {
        extends: true,
        test: {
          ...onPostgres,
          name: 'db',
          include: ['{app,bench,bin,lib,prisma}/**/*.db.test.ts'],
          exclude: ofTheFeed,
        },
      },
      {
        extends: true,
        // The feed ends where the oldest transaction of the whole Postgres still runs, and other files hold theirs open for
        // seconds: these come after them, one file at a time.
        test: {
          ...onPostgres,
          name: 'feed',
          include: ofTheFeed,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
