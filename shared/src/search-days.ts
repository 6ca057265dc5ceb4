import { Temporal } from 'temporal-polyfill';
import { firstDayOf } from './search-grammar.ts';

/**
 * The moment at which the day begins that a value of `before:` or `after:` means ("2026-11-01", "2026-11", "today",
 * "7d"), on the asker's calendar.
 */
export function startOfDayMeant(value: string, timeZone: string, now: Date): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const ago = value === 'today' ? '0' : value === 'yesterday' ? '1' : /^(\d+)d$/.exec(value)?.[1];
  const first = ago === undefined ? firstDayOf(value) : null;
  const day = first === null ? today.subtract({ days: Number(ago ?? 0) }) : Temporal.PlainDate.from(first);
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
}
