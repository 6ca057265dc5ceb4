import { Temporal } from 'temporal-polyfill';

/**
 * "2026-11-22 17:00 Europe/Lisbon": to the minute, on the clock of a program, and whose clock that is. For words that
 * are written once and read by everybody, wherever they are.
 */
export function zonedText(at: Date, timeZone: string): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const minute = there.toPlainDateTime().toString({ smallestUnit: 'minute' });
  return `${minute.replace('T', ' ')} ${timeZone}`;
}
