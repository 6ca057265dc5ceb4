import { LONGEST_PAUSE_MS, MAX_NOTE_CHARS, type RetryPolicy, SHORTEST_PAUSE_MS } from './limits.ts';

/** What became of one attempt. A handler that throws, or is late, has the outcome that nobody knows. */
export type Outcome =
  | {
      readonly outcome: 'delivered';
      /** What the provider calls it. */
      readonly providerId?: string;
      readonly note?: string;
      /** An earlier attempt may have arrived as well. */
      readonly repeated?: boolean;
    }
  | {
      /** Certainly not delivered, unless it says that it may have been; another attempt may succeed. */
      readonly outcome: 'retry';
      readonly reason: string;
      /** Not sooner than this, ms. */
      readonly after_ms?: number;
      readonly mayHaveBeenSent?: boolean;
    }
  | {
      /** The provider asked for a pause (429, Retry-After): the whole account waits, and it is no failure. */
      readonly outcome: 'limited';
      readonly reason: string;
      readonly after_ms: number;
    }
  /** No repetition would help: a person has to look. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** There is no reason left to deliver it. */
  | { readonly outcome: 'unneeded'; readonly reason: string };

/** What is known of an item when an attempt has ended. */
export interface Facts {
  /** Before this attempt, since it was enqueued or sent again. */
  readonly failures: number;
  readonly doubts: number;
  /** When its first attempt since then began. */
  readonly triedAt: Date;
}

/** Of an attempt that threw or took too long: it may have arrived. */
export interface Unknown {
  readonly outcome: 'unknown';
  readonly reason: string;
}

/** What is stored of an item after an attempt. */
export type Next =
  | {
      readonly state: 'delivered';
      readonly doubts: number;
      readonly providerId: string | null;
      readonly note: string | null;
      readonly repeated: boolean;
    }
  | { readonly state: 'dead' | 'discarded'; readonly doubts: number; readonly note: string }
  | {
      readonly state: 'queued';
      readonly failures: number;
      readonly doubts: number;
      readonly dueAt: Date;
      readonly note: string;
      /** Whether everything of its account waits as well. */
      readonly pausesAccount: boolean;
    };

export interface Moment {
  readonly now: Date;
  /** From 0 to below 1. */
  readonly random: number;
}

/** What follows from how an attempt ended. */
export function nextOf(
  facts: Facts,
  ended: Outcome | Unknown,
  policy: RetryPolicy,
  { now, random }: Moment,
): Next {
  const doubts = facts.doubts + (isInDoubt(ended) ? 1 : 0);
  switch (ended.outcome) {
    case 'delivered': {
      const { providerId = null, repeated = false } = ended;
      return { state: 'delivered', doubts, providerId, repeated, note: shorten(ended.note) };
    }
    case 'refused':
      return { state: 'dead', doubts, note: sentence(ended.reason) };
    case 'unneeded':
      return { state: 'discarded', doubts, note: sentence(ended.reason) };
    case 'limited': {
      const note = sentence(ended.reason);
      if (isTooOld(facts, policy, now)) return { state: 'dead', doubts, note };
      const dueAt = later(now, pauseOf(ended.after_ms));
      return { state: 'queued', failures: facts.failures, doubts, dueAt, note, pausesAccount: true };
    }
    default: {
      const failures = facts.failures + 1;
      const note = sentence(ended.reason);
      if (failures >= policy.maxFailures || isTooOld(facts, policy, now))
        return { state: 'dead', doubts, note };
      const asked_ms = 'after_ms' in ended && ended.after_ms !== undefined ? pauseOf(ended.after_ms) : 0;
      const dueAt = later(now, Math.max(backOff(failures, policy, random), asked_ms));
      return { state: 'queued', failures, doubts, dueAt, note, pausesAccount: false };
    }
  }
}

const isInDoubt = (ended: Outcome | Unknown): boolean =>
  ended.outcome === 'unknown' || (ended.outcome === 'retry' && ended.mayHaveBeenSent === true);

const isTooOld = ({ triedAt }: Facts, { maxAge_ms }: RetryPolicy, now: Date): boolean =>
  now.getTime() - triedAt.getTime() >= maxAge_ms;

/**
 * Exponential with full jitter (Brooker, "Exponential Backoff And Jitter", 2015): any time up to the bound, so that
 * what failed together does not come back together. ms.
 */
export function backOff(failures: number, { base_ms, cap_ms }: RetryPolicy, random: number): number {
  return Math.round(random * Math.min(cap_ms, base_ms * 2 ** (failures - 1)));
}

/** A pause that a provider asked for, within bounds; what is not a number is the shortest. */
function pauseOf(asked_ms: number): number {
  if (!Number.isFinite(asked_ms)) return SHORTEST_PAUSE_MS;
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, Math.ceil(asked_ms)));
}

const later = (now: Date, wait_ms: number): Date => new Date(now.getTime() + wait_ms);

const sentence = (reason: string): string => shorten(reason) ?? 'No reason was given.';

function shorten(note: string | undefined): string | null {
  const text = note?.trim() ?? '';
  if (text === '') return null;
  return text.length <= MAX_NOTE_CHARS ? text : `${text.slice(0, MAX_NOTE_CHARS - 1)}…`;
}

/** The value of a Retry-After header (RFC 9110 §10.2.3): seconds or a date; null when it says neither. ms from now. */
export function readRetryAfter(header: string | null | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = /^[A-Z][a-z]{2},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
