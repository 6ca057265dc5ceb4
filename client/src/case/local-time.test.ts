import { expect, it } from 'vitest';
import { localTime } from './local-time.ts';

const now = new Date('2026-11-22T12:00:00Z');

it.each([
  ['America/New_York', '07:00 in New York'],
  ['UTC', '12:00 in UTC'],
  ['Mars/Olympus', null],
  [undefined, null],
])('localTime(%j) is %j', (zone, expected) => {
  expect(localTime(zone, now)).toBe(expected);
});
