import { defineConfig } from 'vitest/config';

/** Workspaces are tested from their sources; nothing needs to be built first. */
// Vitest hands these to Node as well: with "import" among them, require() would be given ES modules.
const conditions = ['source', 'node'];

const SECOND_MS = 1_000;

const common = { environment: 'node', pool: 'forks', restoreMocks: true, retry: 0 } as const;

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'unit',
          include: [
            '{shared,server,client}/src/**/*.test.{ts,tsx}',
            'test/support/**/*.test.ts',
            'server/boot/**/*.test.ts',
          ],
          exclude: ['**/*.pg.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'pg',
          include: ['{server,test}/**/*.pg.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 20 * SECOND_MS,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 30 * SECOND_MS,
          hookTimeout: 60 * SECOND_MS,
        },
      },
      {
        extends: true,
        test: { ...common, name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], testTimeout: 300 * SECOND_MS },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          testTimeout: 300 * SECOND_MS,
          hookTimeout: 60 * SECOND_MS,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 90 * SECOND_MS,
          hookTimeout: 90 * SECOND_MS,
        },
      },
    ],
  },
});
