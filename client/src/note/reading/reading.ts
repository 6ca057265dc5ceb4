/** How long a text must be in front of somebody, without a break, to count as seen, ms. */
export const READING_MS = 1_000;
/** What was read is told at most this often while somebody goes on reading, ms. */
export const TELL_EVERY_MS = 3_000;

/** What the page knows of one person reading one thing. Times are ms. */
export interface Reading {
  /** Since when `shown` has been in front of them; null while nothing is. */
  readonly since: number | null;
  readonly shown: number;
  /** Newest seq they had in front of them for long enough; -1: none yet. */
  readonly read: number;
}

export const notRead: Reading = { since: null, shown: -1, read: -1 };

/** What is on the screen of somebody who pays attention. */
export interface InFront {
  readonly seq: number;
  /** They typed in it since the last look: nobody types where they do not look. */
  readonly typed: boolean;
}

/**
 * One look at the page; null when the thing is not on the screen or nobody pays attention. A version counts once it,
 * or a later one, has stayed for `READING_MS`, and at once when they write in it.
 */
export function look(reading: Reading, inFront: InFront | null, now: number): Reading {
  if (inFront === null) return { ...reading, since: null };
  const { seq, typed } = inFront;
  if (typed) return { since: now, shown: seq, read: Math.max(reading.read, seq) };
  if (reading.since === null) return { ...reading, since: now, shown: seq };
  if (now - reading.since < READING_MS) return reading;
  return { since: now, shown: seq, read: Math.max(reading.read, reading.shown) };
}

export interface Told {
  readonly seq: number;
  readonly at: number;
}

/** Whether to tell the server now. Whoever leaves says so, also when nothing is new: the time of leaving counts. */
export function mustTell({ read }: Reading, told: Told | null, now: number, leaving: boolean): boolean {
  if (read < 0) return false;
  if (told === null) return true;
  const isDue = now - told.at >= TELL_EVERY_MS;
  return leaving ? read > told.seq || isDue : read > told.seq && isDue;
}
