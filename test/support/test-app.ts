import { type App, createApp } from '@caseroom/server/app';
import type { Bus } from '@caseroom/server/platform/bus';
import { createInProcessBus } from '@caseroom/server/platform/bus-in-process';
import { systemClock } from '@caseroom/server/platform/clock';
import { readConfig } from '@caseroom/server/platform/config';
import { connect, SERVER_ROLE } from '@caseroom/server/platform/db';
import { silentLog } from '@caseroom/server/platform/log';
import { createSecretBox } from '@caseroom/server/platform/secrets';

const HOST = '127.0.0.1';
const secrets = createSecretBox([Buffer.alloc(32, 7)]);

export interface TestApp {
  readonly app: App;
  /** "http://127.0.0.1:port". */
  readonly origin: string;
  readonly port: number;
  /** Drains and lets go of the database and the bus. */
  stop(): Promise<void>;
}

export interface TestAppOptions {
  /** The database's URL, signed in as its owner; the app works as the server's role. */
  readonly url: string;
  readonly bus?: Bus;
  /** 0, any free one, unless it must be one that clients already know. */
  readonly port?: number;
}

/** The whole server in this process, as `main.ts` wires it: real sockets, real Postgres, a pool of its own. */
export async function startApp({
  url,
  bus = createInProcessBus(silentLog),
  port: wanted = 0,
}: TestAppOptions): Promise<TestApp> {
  const pool = (max: number) =>
    connect(url, { role: SERVER_ROLE, max, applicationName: 'caseroom-test-app' });
  const [sql, journalSql] = [pool(5), pool(2)];
  const config = readConfig({ HOST, PORT: String(wanted), CRM_LOOPBACK: 'true', PRIVATE_WEBHOOKS: 'true' });
  const app = createApp({ config, sql, journalSql, bus, clock: systemClock, log: silentLog, secrets });
  const port = await app.listen(wanted);
  return {
    app,
    port,
    origin: `http://${HOST}:${port}`,
    async stop() {
      await app.drain();
      await bus.close();
      await Promise.all([sql.end({ timeout: 1 }), journalSql.end({ timeout: 1 })]);
    },
  };
}
