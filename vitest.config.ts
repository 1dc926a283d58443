import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    maxWorkers: process.env.CI ? 2 : undefined,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,bin,clients,components,lib,prisma}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', 'lib/generated/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['{app,bin,lib,prisma}/**/*.db.test.ts'],
          globalSetup: 'lib/platform/testing-global.ts',
          setupFiles: 'lib/platform/testing-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
