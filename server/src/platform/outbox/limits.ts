const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A provider that is silent for so long, ms, is not waited for in this attempt. */
export const ATTEMPT_LIMIT_MS = 30 * SECOND_MS;
/** Lanes of one kind that a process delivers at the same time: a slow provider must not use up the connections. */
export const PARALLEL = 4;

export interface RetryPolicy {
  /** The first wait is at most this long, ms, and each further one at most twice the one before … */
  readonly base_ms: number;
  /** … up to this. */
  readonly cap_ms: number;
  /** Given up after so many failures, or so long after the first attempt, ms. */
  readonly maxFailures: number;
  readonly maxAge_ms: number;
}

/** Waits of at most 5 s, 10 s, … 1 h: on average some four hours until the twelfth failure. */
export const RETRY: RetryPolicy = {
  base_ms: 5 * SECOND_MS,
  cap_ms: HOUR_MS,
  maxFailures: 12,
  maxAge_ms: DAY_MS,
};

/** A pause that a provider asks for is believed up to this, ms. */
export const LONGEST_PAUSE_MS = DAY_MS;
/** A pause without a length, ms, and the shortest one. */
export const SHORTEST_PAUSE_MS = SECOND_MS;

/**
 * Who delivers holds its lane for so long, ms, and says three times meanwhile that it still does: a lane whose
 * process died is taken over after at most this. Must be far above the difference between the processes' clocks.
 */
export const LEASE_MS = 15 * SECOND_MS;
export const RENEW_EVERY_MS = LEASE_MS / 3;

/** How late, ms, an item may be begun whose hint was lost. */
export const LOOK_EVERY_MS = 5 * SECOND_MS;

/** How often recording an outcome is tried while the database is away or others are in the way; 1 s, 2 s, … apart. */
export const RECORD_ATTEMPTS = 5;
export const RECORD_AGAIN_MS = SECOND_MS;

/** How long those under way may take to end when the server stops, ms. */
export const DRAIN_MS = 3 * SECOND_MS;

/** What was delivered or discarded so long ago is forgotten, and its key with it. */
export const KEPT_MS = 90 * DAY_MS;
/** Items forgotten in one go. */
export const FORGET_AT_ONCE = 1_000;

/** Longest key, lane and account, and longest sentence about an attempt, in characters. */
export const MAX_NAME_CHARS = 300;
export const MAX_NOTE_CHARS = 1_000;
