import { collectDefaultMetrics } from 'prom-client';
import { type App, createApp } from './app.ts';
import { demoPeople } from './demo/people.ts';
import { seedDemo } from './demo/seed.ts';
import { inviteFirstAdmin } from './person/first-admin.ts';
import type { Bus } from './platform/bus.ts';
import { createInProcessBus } from './platform/bus-in-process.ts';
import { CannotStart } from './platform/cannot-start.ts';
import { systemClock } from './platform/clock.ts';
import { type Config, readConfig } from './platform/config.ts';
import { connect, SERVER_ROLE, type Sql } from './platform/db.ts';
import type { HttpServer } from './platform/http-server.ts';
import { createLog, type Log } from './platform/log.ts';
import { type OpenDatabase, openDatabase } from './platform/open-database.ts';
import { readSecretKeys } from './platform/secret-keys.ts';
import { createSecretBox } from './platform/secrets.ts';
import { drainInOrder, drainOnSignals } from './platform/shutdown.ts';
import { createWaitingRoom } from './platform/waiting-room.ts';
import { seedMissingTemplates } from './template/seed.ts';

/** What has been opened so far; a signal may come at any moment of the start. */
interface Opened {
  waitingRoom?: HttpServer;
  database?: OpenDatabase;
  sql?: Sql;
  journalSql?: Sql;
  bus?: Bus;
  app?: App;
  isDemo?: boolean;
  firstAdmin?: string | null;
}

/** Commits happen one after another; the second connection replaces one that breaks. */
const JOURNAL_CONNECTIONS = 2;
/** Seconds the connections of the pool get to end. */
const SQL_END_S = 2;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel });
  const opened: Opened = {};
  const leave = drainOnSignals(() => closeAll(opened, log), log);
  try {
    const port = await start(config, log, opened);
    announce(config, port, opened);
  } catch (error) {
    sayWhy(error);
    leave(1);
  }
}

async function start(config: Config, log: Log, opened: Opened): Promise<number> {
  opened.database = await openDatabase(config, log, {
    onAway: async () => {
      opened.waitingRoom = createWaitingRoom();
      await opened.waitingRoom.listen(config.port, config.host);
    },
  });
  opened.sql = connect(opened.database.url, { role: SERVER_ROLE });
  opened.journalSql = connect(opened.database.url, {
    role: SERVER_ROLE,
    max: JOURNAL_CONNECTIONS,
    applicationName: 'caseroom-journal',
  });
  if (config.seedDemo) await seedDemo({ sql: opened.sql, clock: systemClock, log });
  await seedMissingTemplates({ sql: opened.sql, clock: systemClock });
  const [deployment] = await opened.sql<{ demo: boolean }[]>`select demo from deployment`;
  opened.isDemo = deployment?.demo === true;
  opened.firstAdmin = await inviteFirstAdmin({ sql: opened.sql, clock: systemClock }, config.adminEmail);
  opened.bus = await openBus(config, log);
  const secrets = createSecretBox(await readSecretKeys(config));
  opened.app = createApp({
    config,
    sql: opened.sql,
    journalSql: opened.journalSql,
    bus: opened.bus,
    clock: systemClock,
    log,
    secrets,
  });
  collectDefaultMetrics({ register: opened.app.registry });
  await opened.waitingRoom?.closed();
  return opened.app.listen(config.port);
}

/** The client of Redis would take an eighth of the work of a start, and most deployments have none. */
async function openBus({ redisUrl }: Config, log: Log): Promise<Bus> {
  if (redisUrl === null) return createInProcessBus(log);
  const { createRedisBus } = await import('./platform/bus-redis.ts');
  return createRedisBus(redisUrl, log);
}

/** In the order in which each still needs those after it. */
async function closeAll(
  { waitingRoom, database, sql, journalSql, bus, app }: Opened,
  log: Log,
): Promise<void> {
  await app?.drain();
  await drainInOrder(
    [
      { name: 'waiting room', run: () => waitingRoom?.closed() },
      { name: 'bus', run: () => bus?.close() },
      { name: 'journal connections', run: () => journalSql?.end({ timeout: SQL_END_S }) },
      { name: 'database connections', run: () => sql?.end({ timeout: SQL_END_S }) },
      { name: 'embedded database', run: () => database?.stop() },
    ],
    log,
  );
}

/** For the person at the terminal, not for the log. */
function announce({ host = 'localhost' }: Config, port: number, { isDemo, firstAdmin }: Opened): void {
  const name = host.includes(':') ? `[${host}]` : host;
  const lines = ['', `Caseroom is ready at http://${name}:${port}`];
  if (firstAdmin === 'absent')
    lines.push('', 'There is no administrator yet. Set ADMIN_EMAIL and start again to be given a link.');
  else if (firstAdmin) lines.push('', `Become the administrator, once: http://${name}:${port}${firstAdmin}`);
  if (isDemo) {
    const width = Math.max(...demoPeople.map(({ email }) => email.length));
    lines.push('', 'Sign in as one of the demo people:');
    for (const { email, password, name: who, roles } of demoPeople)
      lines.push(`  ${email.padEnd(width)}  ${password}  ${who}, ${roles.join('; ')}`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/** A reason for the operator is said in a sentence; anything else is a bug and shows its stack. */
function sayWhy(error: unknown): void {
  if (error instanceof CannotStart) process.stderr.write(`Caseroom cannot start. ${error.message}\n`);
  else console.error('Caseroom cannot start.', error);
}

await main().catch((error: unknown) => {
  sayWhy(error);
  process.exit(1);
});
