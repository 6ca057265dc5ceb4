import { Temporal } from 'temporal-polyfill';
import { type BusinessHours, minutesOf, windowLength } from './timer.ts';

/**
 * Time as a contact centre counts it: only while it is open. Pure; moments are ms since the epoch. Windows are
 * local wall times: on the day the clocks change they are as long as they really are. A wall time that does
 * not exist that day means the moment the clocks jump; one that exists twice means its first occurrence.
 */
export interface Span {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** A policy is open for an hour a week at least, and a target is 30 days at most: no search goes further. */
const MAX_DAYS_AHEAD = 6_000;
const DAY_MIN = 24 * 60;
const MINUTE_MS = 60_000;
const DAY_MS = DAY_MIN * MINUTE_MS;

/** Open time between two moments, ms; 0 when `to` lies before `from`. */
export function elapsedBetween(hours: BusinessHours, from: number, to: number): number {
  let elapsed = 0;
  for (const span of spansFrom(hours, from)) {
    if (span.from >= to) break;
    elapsed += Math.min(span.to, to) - span.from;
  }
  return elapsed;
}

/** The first moment by which so much open time has passed since `from`; `from` itself when none is to pass. */
export function addOpenTime(hours: BusinessHours, from: number, length_ms: number): number {
  if (length_ms <= 0) return from;
  let left = length_ms;
  for (const span of spansFrom(hours, from)) {
    if (span.to - span.from >= left) return span.from + left;
    left -= span.to - span.from;
  }
  throw new Error(`these hours never come to ${length_ms} ms`);
}

/** Open spans from a moment on, in order, apart or touching, day by day. */
function* spansFrom(hours: BusinessHours, from: number): Generator<Span> {
  if (isAlwaysOpen(hours)) return yield { from, to: Number.POSITIVE_INFINITY };
  const today = localDay(from, hours.timeZone);
  for (let day = today; day < today + MAX_DAYS_AHEAD; day++)
    for (const span of spansOn(hours, day))
      if (span.to > from) yield { from: Math.max(span.from, from), to: span.to };
}

const isAlwaysOpen = ({ week, holidays }: BusinessHours): boolean =>
  holidays.length === 0 &&
  week.every((windows) =>
    windows.some((window) => windowLength(window) === DAY_MIN && window.from === '00:00'),
  );

/** The local date of a moment, in days since 1 January 1970. */
function localDay(moment: number, timeZone: string): number {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The open spans of one local date: its own windows, and what the evening before brings past midnight. */
function spansOn({ week, holidays, timeZone }: BusinessHours, day: number): Span[] {
  if (holidays.length > 0 && holidays.includes(isoDate(day))) return [];
  // 1 January 1970 was a Thursday.
  return merge(minutesOn(week, (day + 3) % 7))
    .map(([from, to]) => ({ from: momentOn(day, from, timeZone), to: momentOn(day, to, timeZone) }))
    .filter(({ from, to }) => from < to);
}

const isoDate = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

type Minutes = readonly [from: number, to: number];

/** Weekday 0 is Monday. */
function minutesOn(week: BusinessHours['week'], weekday: number): Minutes[] {
  const own = windowsOf(week, weekday).map(([from, to]): Minutes => [from, Math.min(to, DAY_MIN)]);
  const carried = windowsOf(week, (weekday + 6) % 7)
    .filter(([, to]) => to > DAY_MIN)
    .map(([, to]): Minutes => [0, to - DAY_MIN]);
  return [...carried, ...own];
}

/** In minutes after the midnight they begin after; those that end on the next day end beyond 24 hours. */
const windowsOf = (week: BusinessHours['week'], day: number): Minutes[] =>
  (week[day] ?? []).map(({ from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    return [start, end > start ? end : end + DAY_MIN];
  });

/** Overlapping hours count once. */
function merge(spans: readonly Minutes[]): Minutes[] {
  const merged: Minutes[] = [];
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

/** What wall times mean in each zone, kept: a due time a week ahead asks for dozens, and most again and again. */
const moments = new Map<string, Map<number, number>>();
const MAX_KEPT_PER_ZONE = 20_000;

function momentOn(day: number, minutes: number, timeZone: string): number {
  const kept = moments.get(timeZone) ?? new Map<number, number>();
  moments.set(timeZone, kept);
  const wall = day * DAY_MIN + minutes;
  const known = kept.get(wall);
  if (known !== undefined) return known;
  if (kept.size >= MAX_KEPT_PER_ZONE) kept.clear();
  const moment = momentOf(new Date(wall * MINUTE_MS).toISOString().slice(0, -1), timeZone);
  kept.set(wall, moment);
  return moment;
}

function momentOf(wallTime: string, timeZone: string): number {
  const wall = Temporal.PlainDateTime.from(wallTime);
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (moment.toPlainDateTime().equals(wall)) return moment.epochMilliseconds;
  return (moment.getTimeZoneTransition('next') ?? moment).epochMilliseconds;
}
