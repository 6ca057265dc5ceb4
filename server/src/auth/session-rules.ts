/** Lifetimes of a sign-in, and how precisely they are kept. */

/**
 * A session unused for this long is over, in hours. Longer than a shift with its breaks, shorter than the time
 * from the end of a shift to the beginning of the next: a browser left signed in on a shared desk is not.
 */
export const SESSION_IDLE_H = 12;

/**
 * No session outlives this, however busy, in days: a stolen cookie dies within a working week. NIST SP 800-63B
 * §4.1.3 allows 30 for sign-in by password alone.
 */
export const SESSION_MAX_D = 7;

/** "Last seen" and the idle time are kept to this grain, in seconds, so that reading does not write on every request. */
export const SEEN_GRAIN_S = 60;
