import postgres from 'postgres';
import { OWNER, SOCKET_PORT } from './cluster.ts';
import { poll } from './processes.ts';

/**
 * The right to use a data folder: an advisory lock held by one connection of the process that started the
 * cluster. The kernel closes that connection when the process dies, however it dies, so the lock is never stale.
 */
export interface OwnerLock {
  release(): Promise<void>;
}

export type LockAttempt = OwnerLock | { readonly heldBy: string } | 'unreachable' | 'not yet';

/** "caseroom" in ASCII, as a bigint: any constant does that nobody else takes in the database `postgres`. */
const LOCK_KEY = '7166464702829094765';

/** PostgreSQL says this while it starts up, recovers or shuts down. */
const CANNOT_CONNECT_NOW = '57P03';

const ANSWERS_WITHIN_S = 5;
const RETRY_EVERY_S = 0.05;

/** A dead owner's connection is noticed within milliseconds; this is for a machine under heavy load. */
const HELD_FOR_MS = 1_000;

/** Takes the lock in the cluster behind a socket folder. `onLost` is called when its connection ends by itself. */
export async function takeOwnerLock(socketFolder: string, onLost: () => void): Promise<LockAttempt> {
  let state: 'taking' | 'held' | 'released' = 'taking';
  const sql = openSocket(socketFolder, 'postgres', () => {
    if (state === 'held') onLost();
    state = 'released';
  });
  const release = async () => {
    state = 'released';
    await sql.end({ timeout: 0 }); // At once: nobody waits for an answer on it.
  };
  try {
    const taken = await poll(HELD_FOR_MS, async () => {
      const [row] = await sql<{ ok: boolean }[]>`select pg_try_advisory_lock(${LOCK_KEY}::bigint) as ok`;
      return row?.ok === true ? true : undefined;
    });
    if (taken) {
      state = 'held';
      return { release };
    }
    const [holder] = await sql<{ name: string }[]>`
      select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32 | l.objid::bigint) = ${LOCK_KEY}::bigint`;
    await release();
    return { heldBy: holder?.name ?? 'another process' };
  } catch (error) {
    await release();
    const code = (error as { code?: string }).code;
    if (code === CANNOT_CONNECT_NOW || code === 'CONNECT_TIMEOUT') return 'not yet';
    if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'CONNECTION_CLOSED') return 'unreachable';
    throw error;
  }
}

/** Creates a database of the cluster unless it is there. */
export async function ensureDatabase(socketFolder: string, name: string): Promise<void> {
  const sql = openSocket(socketFolder, 'postgres');
  try {
    const found = await sql`select from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}

/** One connection that nothing but its end replaces, so a session's lock on it is ours as long as it lives. */
export const openSocket = (socketFolder: string, database: string, onclose: () => void = () => {}) =>
  postgres({
    host: socketFolder,
    port: SOCKET_PORT,
    user: OWNER,
    database,
    max: 1,
    max_lifetime: null,
    // The client asks a new connection for its types with a promise nobody holds: a crash, if Postgres goes then.
    fetch_types: false,
    connect_timeout: ANSWERS_WITHIN_S,
    backoff: () => RETRY_EVERY_S,
    onnotice: () => {},
    onclose,
    connection: { application_name: `process ${process.pid}` },
  });
