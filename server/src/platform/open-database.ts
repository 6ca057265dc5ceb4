import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from './cannot-start.ts';
import type { Config } from './config.ts';
import { isDatabaseAway } from './database-away.ts';
import { startEmbeddedPostgres } from './embedded-postgres/start.ts';
import type { Log } from './log.ts';
import { migrate } from './migrate.ts';

/** How long a start waits for a database that does not answer, ms, and how long between attempts. */
const DATABASE_WAIT_MS = 120_000;
const ATTEMPT_EVERY_MS = 3_000;

export interface OpenDatabase {
  /** The owner's URL; the schema is the newest. */
  readonly url: string;
  /** Ends the embedded database; another one is left as it is. */
  stop(): Promise<void>;
}

export interface OpenOptions {
  /** Called once, when the database does not answer at first. */
  readonly onAway: () => Promise<void>;
  readonly wait_ms?: number;
  readonly every_ms?: number;
}

/** A migrated database: the operator's own, waited for within bounds, or the embedded one. Throws CannotStart. */
export async function openDatabase(config: Config, log: Log, options: OpenOptions): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    await migrateWhenThere(config.databaseUrl, log, options);
    return { url: config.databaseUrl, stop: async () => {} };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log }).catch(cannotStart);
  try {
    await migrate(embedded.url, log);
    return embedded;
  } catch (error) {
    await embedded.stop();
    return cannotStart(error);
  }
}

async function migrateWhenThere(url: string, log: Log, { onAway, ...times }: OpenOptions): Promise<void> {
  const { wait_ms = DATABASE_WAIT_MS, every_ms = ATTEMPT_EVERY_MS } = times;
  const until = performance.now() + wait_ms;
  for (let attempt = 1; ; attempt++) {
    try {
      await migrate(url, log);
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) return cannotStart(error);
      if (performance.now() + every_ms > until) throw new CannotStart(gaveUp(url, wait_ms), { cause: error });
      log.warn(
        `PostgreSQL at ${placeOf(url)} does not answer (${codeOf(error)}); trying again in ${every_ms / 1000} s`,
      );
      if (attempt === 1) await onAway();
      await wait(every_ms);
    }
  }
}

/** Where a database is, without the name and password to get in. */
const placeOf = (url: string): string => {
  const { hostname, port, searchParams } = new URL(url);
  return searchParams.get('host') ?? `${hostname}:${port || '5432'}`;
};

const gaveUp = (url: string, wait_ms: number): string =>
  `PostgreSQL at ${placeOf(url)} did not answer for ${wait_ms / 1000} s: check that it runs and that DATABASE_URL is right.`;

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code);

/** What starting and migrating a database throw is written for the operator. */
function cannotStart(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  throw new CannotStart(`The database cannot be used. ${message}`, { cause: error });
}
