import { expect, test } from 'vitest';
import { startOfDayMeant } from './search-days.ts';

const now = new Date('2026-11-22T23:30:00Z');

test.each([
  ['today', 'UTC', '2026-11-22T00:00:00.000Z'],
  ['today', 'Europe/Berlin', '2026-11-22T23:00:00.000Z'],
  ['yesterday', 'America/New_York', '2026-11-21T05:00:00.000Z'],
  ['30d', 'UTC', '2026-10-23T00:00:00.000Z'],
  ['2025', 'UTC', '2025-01-01T00:00:00.000Z'],
  ['2024-02', 'Asia/Tokyo', '2024-01-31T15:00:00.000Z'],
  ['2026-07-01', 'Europe/Lisbon', '2026-06-30T23:00:00.000Z'],
])('%s in %s begins at %s', (value, timeZone, at) => {
  expect(startOfDayMeant(value, timeZone, now).toISOString()).toBe(at);
});
