import { Temporal } from 'temporal-polyfill';

export interface Week {
  /** Its Monday, as a local date: "2026-11-16". */
  readonly monday: string;
  /** Midnight of that Monday on the clock of the time zone, ms since the epoch. */
  readonly from: number;
  /** Midnight of the next Monday; not included. */
  readonly to: number;
}

/** The week, Monday to Sunday, that a moment lies in by the clock of a time zone; `offset` -1 is the week before. */
export function weekOf(moment: number, timeZone: string, offset = 0): Week {
  const day = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate();
  const monday = day.subtract({ days: day.dayOfWeek - 1 }).add({ weeks: offset });
  const start = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  return { monday: monday.toString(), from: start(monday), to: start(monday.add({ weeks: 1 })) };
}

/** An hour of a Monday on the clock of a time zone, ms since the epoch. */
export const mondayAt = (monday: string, hour: number, timeZone: string): number =>
  Temporal.PlainDate.from(monday).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from({ hour }),
  }).epochMilliseconds;
