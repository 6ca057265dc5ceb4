import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Sql } from '@caseroom/server/platform/db';
import { startEmbeddedPostgres } from '@caseroom/server/platform/embedded-postgres/start';
import { migrate } from '@caseroom/server/platform/migrate';
import { type Floor, makeFloor } from '../support/floor.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { until } from '../support/until.ts';

/** A deployment as `npm start` makes one: one server process with its database in a data folder. */
export interface Deployment {
  readonly floor: Floor;
  start(): Promise<ServerProcess>;
  /** Works on the database while no server runs. */
  meanwhile(work: (sql: Sql) => Promise<unknown>): Promise<void>;
  remove(): Promise<void>;
}

const quiet = { info: () => {}, warn: () => {}, error: console.error };

/** `more`: settings of the server's besides. */
export async function makeDeployment(more: Readonly<Record<string, string>> = {}): Promise<Deployment> {
  const dataDir = await mkdtemp(join(tmpdir(), 'caseroom-chaos-'));
  async function onDatabase<T>(work: (sql: Sql, url: string) => Promise<T>): Promise<T> {
    const postgres = await startEmbeddedPostgres({ dataDir, log: quiet });
    const sql = connect(postgres.url, { max: 1 });
    try {
      return await work(sql, postgres.url);
    } finally {
      await sql.end();
      await postgres.stop();
    }
  }
  const floor = await onDatabase(async (sql, url) => {
    await migrate(url);
    return makeFloor(sql);
  });
  const own = { DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '', SEED_DEMO: 'false', LOG_LEVEL: 'error' };
  const env = { ...own, ...more };
  return {
    floor,
    async meanwhile(work) {
      // The database of a server that was killed is stopped by its watchdog.
      await until(() => !existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid')));
      await onDatabase(async (sql) => void (await work(sql)));
    },
    start: () => startServer({ ...env, HOST: '127.0.0.1', PORT: '0' }),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}
