import { createStore } from './store.ts';

/**
 * Deadlines and ledgers are kept by the server's clock, and people's own clocks are wrong by hours now and then.
 * So the page learns from the server's answers how far off its own is, and tells the time by the server's.
 */

/** A `Date` header tells whole seconds. */
const HEADER_STEP_MS = 1_000;
/** A clock that is off by less is right: its own time moves more smoothly than a correction. */
const RIGHT_WITHIN_MS = 5_000;

/** When a question was asked and answered by the clock of this machine, and what the server's then said. */
export interface ClockSample {
  readonly asked_ms: number;
  readonly answered_ms: number;
  readonly server_ms: number;
}

/** What to add to this machine's clock, in milliseconds; the one held is kept while the sample does not speak against it. */
export function offsetAfter(held: number, { asked_ms, answered_ms, server_ms }: ClockSample): number {
  const doubt = (HEADER_STEP_MS + Math.max(0, answered_ms - asked_ms)) / 2;
  const offset = server_ms + HEADER_STEP_MS / 2 - (asked_ms + answered_ms) / 2;
  if (Math.abs(offset) <= RIGHT_WITHIN_MS + doubt) return 0;
  return Math.abs(offset - held) <= doubt ? held : Math.round(offset);
}

/** What is added to this machine's clock, in milliseconds. */
export const clockOffset = createStore(0);

/** Takes in an answer's `Date` header. */
export function heardTime(header: string | null, asked_ms: number): void {
  const server_ms = Date.parse(header ?? '');
  if (Number.isNaN(server_ms)) return;
  clockOffset.set(offsetAfter(clockOffset.get(), { asked_ms, answered_ms: Date.now(), server_ms }));
}

/** The server's time, in milliseconds since 1970. For lengths of time use the machine's own clock. */
export const nowMs = (): number => Date.now() + clockOffset.get();
/** The server's time. */
export const rightNow = (): Date => new Date(nowMs());
