import { Temporal } from 'temporal-polyfill';

const WEEK_DAYS = 7;

/** Some weeks beside as many before them, on the calendar of a time zone. */
export interface Period {
  readonly timeZone: string;
  /** Weeks of the period; there are as many before it. */
  readonly weeks: number;
  /** First day of each of the weeks of both, oldest first, and the day after the last: "2026-11-16". */
  readonly days: readonly string[];
  /** Midnight at the start of each of the days, ms since the epoch. */
  readonly bounds: readonly number[];
}

/** The weeks that end before the day `to`. A week with a change of the clock is an hour longer or shorter. */
export function periodBefore(to: string, weeks: number, timeZone: string): Period {
  const end = Temporal.PlainDate.from(to);
  const count = 2 * weeks;
  const dates = Array.from({ length: count + 1 }, (_, i) => end.subtract({ days: WEEK_DAYS * (count - i) }));
  return {
    timeZone,
    weeks,
    days: dates.map(String),
    bounds: dates.map((date) => date.toZonedDateTime(timeZone).epochMilliseconds),
  };
}

/** The day after the one that a moment lies in. */
export const dayAfter = (moment: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(moment)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days: 1 })
    .toString();
