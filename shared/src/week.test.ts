import { expect, it } from 'vitest';
import { weekOf } from './week.ts';

it.each([
  ['2026-11-22T23:30:00Z', 'UTC', 0, '2026-11-16', '2026-11-16T00:00:00.000Z', 168],
  ['2026-11-22T23:30:00Z', 'Asia/Tokyo', 0, '2026-11-23', '2026-11-22T15:00:00.000Z', 168],
  ['2026-11-22T23:30:00Z', 'UTC', -1, '2026-11-09', '2026-11-09T00:00:00.000Z', 168],
  // The week in which clocks go back is an hour longer.
  ['2026-10-25T12:00:00Z', 'Europe/Lisbon', 0, '2026-10-19', '2026-10-18T23:00:00.000Z', 169],
])('%s in %s, %i weeks on', (moment, zone, offset, monday, from, hours) => {
  const week = weekOf(Date.parse(moment), zone, offset);
  expect(week.monday).toBe(monday);
  expect(new Date(week.from).toISOString()).toBe(from);
  expect((week.to - week.from) / 3_600_000).toBe(hours);
});
