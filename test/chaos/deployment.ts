import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@caseroom/server/platform/db';
import { startEmbeddedPostgres } from '@caseroom/server/platform/embedded-postgres/start';
import { migrate } from '@caseroom/server/platform/migrate';
import { type Floor, makeFloor } from '../support/floor.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

/** A deployment as `npm start` makes one: one server process with its database in a data folder. */
export interface Deployment {
  readonly floor: Floor;
  start(): Promise<ServerProcess>;
  remove(): Promise<void>;
}

const quiet = { info: () => {}, warn: () => {}, error: console.error };

export async function makeDeployment(): Promise<Deployment> {
  const dataDir = await mkdtemp(join(tmpdir(), 'caseroom-chaos-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet });
  await migrate(postgres.url);
  const sql = connect(postgres.url, { max: 1 });
  const floor = await makeFloor(sql);
  await sql.end();
  await postgres.stop();
  const env = { DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '', SEED_DEMO: 'false', LOG_LEVEL: 'error' };
  return {
    floor,
    start: () => startServer({ ...env, HOST: '127.0.0.1', PORT: '0' }),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}
