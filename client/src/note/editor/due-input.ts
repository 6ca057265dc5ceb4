import { dueWords } from '../due-words.ts';

/** Something "@@" offers. */
export interface DueOffer {
  readonly id: string;
  readonly label: string;
  readonly at: Date;
  readonly promise: boolean;
}

/** A day without a time means its end of business, on the 24-hour clock. */
const END_OF_DAY_HOUR = 17;
const MORNING_HOUR = 9;
const partsOfDay: readonly (readonly [RegExp, number])[] = [
  [/morning/i, MORNING_HOUR],
  [/afternoon/i, 15],
  [/evening|night/i, 19],
];
const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** What is offered before anything is typed. */
export function commonTimes(now: Date): Date[] {
  const at = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const inAnHour = toMinute(new Date(now.getTime() + HOUR_MS));
  const today = at(0, END_OF_DAY_HOUR);
  const times = [
    inAnHour,
    ...(today > inAnHour ? [today] : []),
    at(1, MORNING_HOUR),
    at(1, END_OF_DAY_HOUR),
    at(nextMonday(now), MORNING_HOUR),
  ];
  return times.filter((time, i) => times.findIndex((other) => other.getTime() === time.getTime()) === i);
}

const nextMonday = (now: Date): number => (8 - now.getDay()) % 7 || 7;

/**
 * Reads a time as people say it: "tomorrow 3pm", "in 2 hours", "fri 09:30", "24 dec". Always ahead of `now`, days
 * before months. Null when there is no time in it. The parser is fetched when it is first needed.
 */
export async function readTime(typed: string, now: Date): Promise<Date | null> {
  const { GB } = await import('chrono-node/en');
  const [found] = GB.parse(typed, now, { forwardDate: true });
  if (!found) return null;
  const at = found.start.date();
  if (!found.start.isCertain('hour')) at.setHours(hourOf(typed), 0, 0, 0);
  // "3pm" said at four o'clock is tomorrow's.
  if (at <= now && !found.start.isCertain('day') && !found.start.isCertain('weekday'))
    at.setHours(at.getHours() + DAY_HOURS);
  return at > now ? toMinute(at) : null;
}

const hourOf = (typed: string): number =>
  partsOfDay.find(([words]) => words.test(typed))?.[1] ?? END_OF_DAY_HOUR;

const toMinute = (at: Date): Date =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate(), at.getHours(), at.getMinutes());

const promised = /\b(promised?|customer)\b/gi;

/** What "@@" and some words offer: the time as a due time and as a promise, the one that was asked for first. */
export async function offersFor(typed: string, now: Date): Promise<DueOffer[]> {
  const isPromise = typed.search(promised) >= 0;
  const words = typed.replace(promised, ' ').trim();
  if (words === '') return commonTimes(now).map((at) => offer(at, isPromise, now));
  const at = await readTime(words, now);
  return at ? [offer(at, isPromise, now), offer(at, !isPromise, now)] : [];
}

const offer = (at: Date, promise: boolean, now: Date): DueOffer => ({
  id: `${at.getTime()} ${promise}`,
  label: dueWords(at, now),
  at,
  promise,
});
