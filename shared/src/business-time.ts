import { Temporal } from 'temporal-polyfill';
import { type BusinessHours, minutesOf } from './timer.ts';

/**
 * Time as a contact centre counts it: only while it is open. Pure; moments are ms since the epoch. Windows are
 * local wall times: on the day the clocks change they are as long as they really are. A wall time that does
 * not exist that day means the moment the clocks jump to; one that exists twice means its first occurrence.
 */
export interface Span {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** A policy is open for an hour a week at least, and a target is 30 days at most: no search goes further. */
const MAX_DAYS_AHEAD = 6_000;
const DAY_MIN = 24 * 60;

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
  const today = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let day = 0; day < MAX_DAYS_AHEAD; day++)
    for (const span of spansOn(hours, today.add({ days: day })))
      if (span.to > from) yield { from: Math.max(span.from, from), to: span.to };
}

/** The open spans of one local date: its own windows, and what the evening before brings past midnight. */
function spansOn(hours: BusinessHours, date: Temporal.PlainDate): Span[] {
  if (hours.holidays.includes(date.toString())) return [];
  return merge(minutesOn(hours.week, date.dayOfWeek))
    .map(([from, to]) => ({ from: momentOn(date, from, hours), to: momentOn(date, to, hours) }))
    .filter(({ from, to }) => from < to);
}

type Minutes = readonly [from: number, to: number];

function minutesOn(week: BusinessHours['week'], dayOfWeek: number): Minutes[] {
  const own = windowsOf(week, dayOfWeek - 1).map(([from, to]): Minutes => [from, Math.min(to, DAY_MIN)]);
  const carried = windowsOf(week, (dayOfWeek + 5) % 7)
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

function momentOn(date: Temporal.PlainDate, minutes: number, { timeZone }: BusinessHours): number {
  const day = minutes === DAY_MIN ? date.add({ days: 1 }) : date;
  const time = new Temporal.PlainTime(Math.floor((minutes % DAY_MIN) / 60), minutes % 60);
  const wall = day.toPlainDateTime(time);
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (moment.toPlainDateTime().equals(wall)) return moment.epochMilliseconds;
  return (moment.getTimeZoneTransition('next') ?? moment).epochMilliseconds;
}
