import type { Bus } from '../platform/bus.ts';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { ACCESS_CHANNEL, readAccessHint } from './changes.ts';
import { touchSessions } from './session.ts';
import { SEEN_GRAIN_S } from './session-rules.ts';

/** A hint may be lost; what it would have said is found within this time, ms. */
const ACCESS_POLL_MS = 3_000;

/** A socket whose right to stay open can end while it is open. */
export interface WatchedConnection {
  readonly personId: string;
  readonly sessionId: string;
  /** The actor's, as of which this connection was judged. Without it the first poll judges it once more. */
  readonly accessEpoch?: number | undefined;
  /**
   * Judge this connection anew: `isSessionLive`, then the case or note. May be called when nothing has changed;
   * handles its own failures.
   */
  recheck(): void;
  /** When its person last did something, ms since the epoch; it keeps the session alive as a request would. */
  activeAt?(): number;
}

export interface AccessWatch {
  /** Watches a connection until the returned function is called. */
  add(connection: WatchedConnection): () => void;
  /** Asks Postgres now, for every connection in one query. Runs by itself every `ACCESS_POLL_MS`. */
  poll(): Promise<void>;
  close(): void;
}

/** What a session lets its connections do, as one comparable value; null when it is over or its person disabled. */
type Standing = number | null;

interface SessionRow {
  readonly id: string;
  readonly epoch: number;
  readonly lastSeenAt: Date;
}

/**
 * Calls `recheck` on live connections within a second of a change of their session, person or memberships when
 * the bus delivers its hint, and within `ACCESS_POLL_MS` when it does not, or when the session just expires.
 */
export function createAccessWatch({
  sql,
  bus,
  log,
}: {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly log: Log;
}): AccessWatch {
  // A change may have come between a connection's own check and its `add`, its hint heard by nobody: what the
  // first poll finds is compared with what the connection was judged by.
  const known = new Map<WatchedConnection, Standing | undefined>();
  const unsubscribe = bus.subscribe(ACCESS_CHANNEL, onHint);
  let polling: Promise<void> | null = null;
  let isBlind = false;
  const timer = setInterval(() => void poll(), ACCESS_POLL_MS);
  timer.unref();

  function onHint(message: Uint8Array): void {
    const hint = readAccessHint(message);
    if (!hint) return;
    for (const connection of [...known.keys()]) {
      const isMeant =
        'personId' in hint ? connection.personId === hint.personId : connection.sessionId === hint.sessionId;
      if (isMeant) connection.recheck();
    }
  }

  function poll(): Promise<void> {
    polling ??= look()
      .then(
        () => {
          isBlind = false;
        },
        (err: unknown) => {
          if (!isBlind) log.warn({ err }, 'could not look for changed access; trying again');
          isBlind = true;
        },
      )
      .finally(() => {
        polling = null;
      });
    return polling;
  }

  async function look(): Promise<void> {
    if (known.size === 0) return;
    const connections = [...known.keys()];
    const sessions = await readSessions(sql, [
      ...new Set(connections.map((connection) => connection.sessionId)),
    ]);
    for (const connection of connections) {
      if (!known.has(connection)) continue;
      const standing = sessions.get(connection.sessionId)?.epoch ?? null;
      const isNew = known.get(connection) !== standing;
      known.set(connection, standing);
      if (isNew) connection.recheck();
    }
    const used = connections.filter((connection) => isUsed(connection, sessions.get(connection.sessionId)));
    if (used.length > 0)
      await touchSessions(sql, [...new Set(used.map((connection) => connection.sessionId))]);
  }

  return {
    add(connection) {
      known.set(connection, connection.accessEpoch);
      return () => void known.delete(connection);
    },
    poll,
    close() {
      clearInterval(timer);
      unsubscribe();
      known.clear();
    },
  };
}

const MS_PER_SECOND = 1_000;

const isUsed = (connection: WatchedConnection, session: SessionRow | undefined): boolean =>
  session !== undefined &&
  (connection.activeAt?.() ?? 0) - session.lastSeenAt.getTime() >= SEEN_GRAIN_S * MS_PER_SECOND;

async function readSessions(sql: Sql, ids: readonly string[]): Promise<Map<string, SessionRow>> {
  const rows = await sql<SessionRow[]>`
    select s.id, p.access_epoch as epoch, s.last_seen_at as "lastSeenAt"
    from session s join person p on p.id = s.person_id and p.disabled_at is null
    where s.id = any(${ids as string[]}::text[]) and s.expires_at > now()`;
  return new Map(rows.map((row) => [row.id, row]));
}
