import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../server/src/platform/embedded-postgres/start.ts';
import { makeTemplate } from '../../server/src/platform/testing/fresh-database.ts';

const quiet = { info: () => {}, warn: console.warn, error: console.error };

/** One cluster for the whole run: an embedded one, unless TEST_DATABASE_URL names one to use. */
export async function setup(): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    await makeTemplate(given);
    return async () => {};
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'caseroom-test-'));
  const settings = { max_connections: 300 };
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet, settings, temporary: true });
  process.env.TEST_DATABASE_URL = postgres.url;
  try {
    await makeTemplate(postgres.url);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return () => postgres.stop();
}
