import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { seedDemo } from '@caseroom/server/demo/seed';
import { systemClock } from '@caseroom/server/platform/clock';
import { silentLog } from '@caseroom/server/platform/log';
import {
  DEMO_TEMPLATE,
  type FreshDatabase,
  filledOnce,
  freshDatabase,
} from '@caseroom/server/platform/testing/fresh-database';
import { startApp, type TestApp } from './test-app.ts';

const PAGE = fileURLToPath(new URL('../../client/dist/index.html', import.meta.url));

/** The whole product on a database of its own, with the demo's people and cases. */
export interface DemoApp {
  readonly origin: string;
  readonly port: number;
  readonly database: FreshDatabase;
  /** Drains the server as SIGTERM does. */
  stopServer(): Promise<void>;
  /** Starts it again, on the same port and the same database. */
  startServer(): Promise<void>;
  stop(): Promise<void>;
}

/** A database with the demo's people and cases. */
export async function demoDatabase(): Promise<FreshDatabase> {
  await filledOnce(DEMO_TEMPLATE, (sql) => seedDemo({ sql, clock: systemClock, log: silentLog }));
  return freshDatabase(DEMO_TEMPLATE);
}

/** Throws when the page has not been built. */
export async function startDemoApp(): Promise<DemoApp> {
  if (!existsSync(PAGE))
    throw new Error('client/dist is missing: build the page first, with `npm run build`.');
  const database = await demoDatabase();
  const { port, origin, ...first } = await startApp(database);
  let server: Pick<TestApp, 'stop'> | null = first;
  const stopServer = async () => {
    await server?.stop();
    server = null;
  };
  return {
    origin,
    port,
    database,
    stopServer,
    async startServer() {
      server = await startApp({ ...database, port });
    },
    async stop() {
      await stopServer();
      await database.drop();
    },
  };
}
