/** Largest message of a client, bytes. The largest that means anything is under 200. */
export const MAX_MESSAGE_BYTES = 4 * 1024;
/** Messages of one connection: so many at once, refilled at so many a second. Beyond it they are refused. */
export const MESSAGE_BURST = 60;
export const MESSAGES_PER_S = 20;
/** Refused in a row for being too fast, a connection is closed. */
export const MAX_REFUSED_MESSAGES = 200;
/** Messages of one connection that wait for their turn. */
export const MAX_WAITING_MESSAGES = 100;
/** Connections of one person to one process: every tab has one. */
export const MAX_CONNECTIONS_PER_PERSON = 50;
/** Frames that wait for a slow reader before its connection is closed; it comes back and catches up. */
export const MAX_WAITING_FRAMES = 1_000;
/** Notes whose access one connection remembers. */
export const MAX_REMEMBERED_NOTES = 100;
/** Ledger entries read at once while catching up. */
export const ENTRIES_PER_READ = 500;

/** How often things happen, ms. */
export interface Pace {
  /** At most one `queue:case` a case in this time. */
  readonly queueCase_ms: number;
  /** At most one `case:people` a case in this time. */
  readonly casePeople_ms: number;
  /** At most one `queue:people` a case in this time. */
  readonly queuePeople_ms: number;
  /** Looks in Postgres for what a lost hint would have told. */
  readonly poll_ms: number;
  /** Tells the other processes who is here, whether or not it changed. */
  readonly announce_ms: number;
  /** A process that was silent for so long is gone, and its people with it. More than two announcements. */
  readonly forget_ms: number;
}

export const defaultPace: Pace = {
  queueCase_ms: 1_000,
  casePeople_ms: 200,
  queuePeople_ms: 1_000,
  poll_ms: 3_000,
  announce_ms: 5_000,
  forget_ms: 12_500,
};

/**
 * How far back every poll looks beyond the one before, ms: a case's last-touched time is the writer's clock
 * before its commit, so it may become visible late.
 */
export const POLL_OVERLAP_MS = 30_000;
