import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import Postgrator from 'postgrator';
import { connect } from './db.ts';

const FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** Any constant that nobody else takes as an advisory lock in this database. */
const LOCK_KEY = 815_001;

/**
 * Brings the database at `url` to the newest migration, each one together with its record in a transaction of
 * its own, under an advisory lock so that processes starting at once take turns. Signs in as the owner: the
 * role the server works as may not change the schema. Returns the names of what it applied.
 * Throws when the database is newer than this server, or when an applied file was edited since.
 */
export async function migrate(url: string, log?: Pick<Logger, 'info'>, folder = FOLDER): Promise<string[]> {
  const pool = connect(url, { max: 1, applicationName: 'caseroom-migrate' });
  await pool`select 1`; // The driver hands out a reserved connection only once its pool has been used.
  const sql = await pool.reserve();
  try {
    await sql`select pg_advisory_lock(${LOCK_KEY})`;
    const postgrator = new Postgrator({
      driver: 'pg',
      schemaTable: 'schema_version',
      migrationPattern: `${folder.replace(/[?*()[\]{}]/g, '[$&]')}/*.sql`,
      newline: 'LF',
      execQuery: async (query) => ({ rows: [...(await sql.unsafe(query))] }),
    });
    const steps = await pending(postgrator);
    const applied: string[] = [];
    for (const { version, name } of steps) {
      await sql`begin`;
      await postgrator.migrate(String(version)).catch((error: unknown) => {
        throw explained(error, version, name);
      });
      await sql`commit`;
      log?.info(`migration ${version} (${name}) applied`);
      applied.push(name);
    }
    return applied;
  } finally {
    sql.release();
    await pool.end(); // Ends the session, and with it the lock and what was not committed.
  }
}

/** The migrations still to run. */
async function pending(postgrator: Postgrator): Promise<Postgrator.Migration[]> {
  const files = (await postgrator.getMigrations()).sort((a, b) => a.version - b.version);
  const newest = files.at(-1)?.version ?? 0;
  const current = await postgrator.getDatabaseVersion();
  if (current > newest) {
    throw new Error(
      `The database is at schema ${current} and this server knows only ${newest}: a newer Caseroom has used it. ` +
        'Start that version or a later one.',
    );
  }
  if (current > 0) {
    await postgrator.validateMigrations(current).catch((error: unknown) => {
      throw explained(error, current, '');
    });
  }
  return files.filter((file) => file.version > current);
}

function explained(error: unknown, version: number, name: string): Error {
  const message = error instanceof Error ? error.message : String(error);
  const edited = /MD5 checksum failed for migration \[(\d+)\]/.exec(message)?.[1];
  if (edited) {
    return new Error(
      `Migration ${edited} was edited after it was applied to this database. ` +
        'Put the file back as it was, and make the change in a new migration.',
      { cause: error },
    );
  }
  return new Error(`Migration ${version} (${name}) failed: ${message}`, { cause: error });
}
