import { clockText, dateText, weekdayText } from '../platform/time.ts';

const DAY_MS = 86_400_000;
const NEAR_MS = 2 * 3_600_000;
/** Up to this many days ahead a weekday says more than a date. */
const WEEK_AHEAD_DAYS = 6;

/** "today 17:00", "tomorrow 09:00", "Fri 09:30", "24 Dec 09:00"; by the reader's own calendar. */
export function dueWords(at: Date, now: Date): string {
  return `${dayWords(at, now)} ${clockText(at)}`;
}

function dayWords(at: Date, now: Date): string {
  const days = daysFrom(now, at);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  const isNear = days > 0 && days <= WEEK_AHEAD_DAYS;
  return isNear ? weekdayText(at, 'short') : dateText(at, now);
}

/** Whole days of the calendar, whatever daylight saving does to their length. */
export function daysFrom(from: Date, to: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(to) - midnight(from)) / DAY_MS);
}

export type DueTone = 'later' | 'near' | 'overdue';

/** `near`: today, or within two hours. */
export function dueTone(at: Date, now: Date): DueTone {
  if (at <= now) return 'overdue';
  return daysFrom(now, at) === 0 || at.getTime() - now.getTime() <= NEAR_MS ? 'near' : 'later';
}

/** A due chip's words; null when its time cannot be read. */
export function chipOf(attrs: { readonly at?: unknown; readonly promise?: unknown }, now: Date) {
  const at = typeof attrs.at === 'string' ? new Date(attrs.at) : null;
  if (!at || Number.isNaN(at.getTime())) return null;
  const promise = attrs.promise === true;
  const words = dueWords(at, now);
  return { at, promise, tone: dueTone(at, now), words: promise ? `promised ${words}` : words };
}
