import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { chromiumPath } from './support/chromium.ts';

/** Workspaces are tested from their sources; nothing needs to be built first. */
// Vitest hands these to Node as well: with "import" among them, require() would be given ES modules.
const conditions = ['source', 'node'];
const root = fileURLToPath(new URL('..', import.meta.url));
const SECOND_MS = 1_000;

const nowhere = ['**/node_modules/**', '**/dist/**'];

/** One kind of test. They do not inherit from the whole, or each would start a database of its own. */
const kind = (
  name: string,
  include: string[],
  limits: { test: number; hook?: number },
  exclude: string[] = [],
): TestProjectInlineConfiguration => ({
  root,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name,
    include,
    exclude: [...nowhere, ...exclude],
    environment: 'node',
    pool: 'forks',
    // A worker loads the server once for all its files; none leaves anything behind in a module.
    isolate: false,
    restoreMocks: true,
    testTimeout: limits.test,
    hookTimeout: limits.hook ?? 60 * SECOND_MS,
  },
});

const beside = '{shared,server,client}/src/**/*.test.{ts,tsx}';

const kinds = [
  kind('unit', [beside, 'test/support/**/*.test.ts', 'server/boot/*.test.mjs'], { test: 10 * SECOND_MS }, [
    '**/*.pg.test.ts',
  ]),
  kind('pg', ['server/src/**/*.pg.test.ts'], { test: 30 * SECOND_MS }),
  kind('integration', ['test/integration/**/*.test.ts'], { test: 30 * SECOND_MS }),
  kind('fuzz', ['test/fuzz/**/*.test.ts'], { test: 300 * SECOND_MS }),
  kind('chaos', ['test/chaos/**/*.test.ts'], { test: 300 * SECOND_MS }),
];

/** Without a browser these are left out, which `npm test` says, unless missing tools count as failures. */
const browser = kind('e2e', ['test/e2e/**/*.test.ts'], { test: 180 * SECOND_MS, hook: 180 * SECOND_MS });

export default defineConfig({
  root,
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    projects: chromiumPath() !== null || process.env.CI ? [...kinds, browser] : kinds,
  },
});
