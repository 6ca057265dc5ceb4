import { describe, expect, test } from 'vitest';
import { dayAfter, periodBefore } from './period.ts';

const HOUR_MS = 3_600_000;
const WEEK_H = 168;

describe('periodBefore', () => {
  test('is twice as many weeks, ending before a day', () => {
    const { days, bounds } = periodBefore('2026-11-23', 1, 'Europe/Lisbon');
    expect(days).toEqual(['2026-11-09', '2026-11-16', '2026-11-23']);
    expect(bounds.map((at) => new Date(at).toISOString())).toEqual([
      '2026-11-09T00:00:00.000Z',
      '2026-11-16T00:00:00.000Z',
      '2026-11-23T00:00:00.000Z',
    ]);
  });

  test.each([
    ['the clock goes back', 'Europe/Lisbon', '2026-10-27', WEEK_H + 1],
    ['the clock goes forward', 'Europe/Lisbon', '2026-03-31', WEEK_H - 1],
    ['it does neither', 'Asia/Tokyo', '2026-10-27', WEEK_H],
    ['it goes back by half an hour', 'Australia/Lord_Howe', '2026-04-07', WEEK_H + 0.5],
    ['midnight itself is skipped', 'America/Santiago', '2026-09-08', WEEK_H - 1],
  ])('a week in which %s (%s)', (_, timeZone, to, hours) => {
    const { bounds } = periodBefore(to, 1, timeZone);
    expect(((bounds[2] as number) - (bounds[1] as number)) / HOUR_MS).toBe(hours);
  });
});

test.each([
  ['2026-11-22T23:30:00Z', 'Europe/Lisbon', '2026-11-23'],
  ['2026-11-22T23:30:00Z', 'Asia/Tokyo', '2026-11-24'],
  ['2026-11-22T03:30:00Z', 'America/Los_Angeles', '2026-11-22'],
])('the day after %s in %s is %s', (moment, timeZone, day) => {
  expect(dayAfter(Date.parse(moment), timeZone)).toBe(day);
});
