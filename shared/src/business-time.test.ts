import { describe, expect, it } from 'vitest';
import { addOpenTime, elapsedBetween } from './business-time.ts';
import { aroundTheClock, type BusinessHours, type WorkWindow } from './timer.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (iso: string) => Date.parse(iso);
const iso = (moment: number) => new Date(moment).toISOString().replace(':00.000Z', 'Z');

const window = (from: string, to: string): WorkWindow => ({ from, to });
const weekdays = (...windows: WorkWindow[]) => [...Array.from({ length: 5 }, () => windows), [], []];
const hours = (timeZone: string, week: BusinessHours['week'], ...holidays: string[]): BusinessHours => ({
  timeZone,
  week,
  holidays,
});

const always = (zone: string) => hours(zone, aroundTheClock);
const office = hours('Europe/Lisbon', weekdays(window('09:00', '18:00')));
const split = hours('Europe/Lisbon', weekdays(window('09:00', '13:00'), window('14:00', '18:00')));
const night = hours('Europe/Lisbon', weekdays(window('22:00', '06:00')));
const inLisbon = (...windows: WorkWindow[]) =>
  hours(
    'Europe/Lisbon',
    Array.from({ length: 7 }, () => windows),
  );
const inNewYork = (...windows: WorkWindow[]) =>
  hours(
    'America/New_York',
    Array.from({ length: 7 }, () => windows),
  );
const onLordHowe = (...windows: WorkWindow[]) =>
  hours(
    'Australia/Lord_Howe',
    Array.from({ length: 7 }, () => windows),
  );

describe('elapsedBetween and addOpenTime agree', () => {
  // The first moment by which the time has passed; Lisbon is at UTC in winter and at UTC+1 in summer.
  it.each<[string, BusinessHours, string, number, string]>([
    ['within a window', office, '2026-11-18T10:00Z', 90, '2026-11-18T11:30Z'],
    [
      'up to the end of a window, not the start of the next',
      office,
      '2026-11-18T17:00Z',
      60,
      '2026-11-18T18:00Z',
    ],
    ['over the night', office, '2026-11-18T17:30Z', 60, '2026-11-19T09:30Z'],
    ['over a weekend', office, '2026-11-20T17:00Z', 120, '2026-11-23T10:00Z'],
    ['from a closed moment', office, '2026-11-21T12:00Z', 30, '2026-11-23T09:30Z'],
    ['over lunch', split, '2026-11-18T12:30Z', 60, '2026-11-18T14:30Z'],
    ['over midnight', night, '2026-11-18T23:00Z', 120, '2026-11-19T01:00Z'],
    [
      'into the morning after the last evening of the week',
      night,
      '2026-11-20T23:00Z',
      420,
      '2026-11-21T06:00Z',
    ],
    ['over a holiday', { ...office, holidays: ['2026-12-01'] }, '2026-11-30T17:30Z', 60, '2026-12-02T09:30Z'],
    [
      'over a holiday that cuts the night before short',
      { ...night, holidays: ['2026-11-19'] },
      '2026-11-18T23:00Z',
      90,
      '2026-11-20T00:30Z',
    ],
    [
      'several holidays',
      { ...office, holidays: ['2026-12-24', '2026-12-25'] },
      '2026-12-23T17:59Z',
      2,
      '2026-12-28T09:01Z',
    ],
    ['around the clock', always('Europe/Lisbon'), '2026-11-18T10:00Z', 4320, '2026-11-21T10:00Z'],

    // Lisbon springs forward at 01:00 on 29 March and falls back at 02:00 on 25 October 2026.
    [
      'Lisbon loses an hour of the night',
      inLisbon(window('00:00', '04:00')),
      '2026-03-29T00:00Z',
      180,
      '2026-03-29T03:00Z',
    ],
    [
      'Lisbon gains an hour of the night',
      inLisbon(window('00:00', '04:00')),
      '2026-10-24T23:00Z',
      300,
      '2026-10-25T04:00Z',
    ],
    [
      'a Lisbon day around the clock is 24 real hours',
      always('Europe/Lisbon'),
      '2026-03-28T12:00Z',
      1440,
      '2026-03-29T12:00Z',
    ],
    [
      'a window that begins in the hour that is missing',
      inLisbon(window('01:30', '03:00')),
      '2026-03-29T00:00Z',
      30,
      '2026-03-29T01:30Z',
    ],
    // New York springs forward at 02:00 on 8 March and falls back at 02:00 on 1 November 2026.
    [
      'New York loses an hour',
      inNewYork(window('01:00', '04:00')),
      '2026-03-08T06:00Z',
      120,
      '2026-03-08T08:00Z',
    ],
    [
      'New York gains an hour',
      inNewYork(window('00:00', '03:00')),
      '2026-11-01T04:00Z',
      240,
      '2026-11-01T08:00Z',
    ],
    [
      'New York offices open an hour earlier by UTC in summer',
      inNewYork(window('09:00', '17:00')),
      '2026-03-07T21:30Z',
      60,
      '2026-03-08T13:30Z',
    ],
    // Lord Howe moves by half an hour: forward at 02:00 on 4 October, back at 02:00 on 5 April 2026.
    [
      'Lord Howe loses half an hour',
      onLordHowe(window('01:00', '04:00')),
      '2026-10-03T14:30Z',
      150,
      '2026-10-03T17:00Z',
    ],
    [
      'Lord Howe gains half an hour',
      onLordHowe(window('01:00', '04:00')),
      '2026-04-04T14:00Z',
      210,
      '2026-04-04T17:30Z',
    ],
  ])('%s', (_, calendar, from, minutes, due) => {
    expect(iso(addOpenTime(calendar, at(from), minutes * MINUTE_MS))).toBe(due);
    expect(elapsedBetween(calendar, at(from), at(due)) / MINUTE_MS).toBe(minutes);
  });
});

it('counts hours that overlap once', () => {
  const calendar = hours('UTC', weekdays(window('09:00', '12:00'), window('11:00', '13:00')));
  expect(elapsedBetween(calendar, at('2026-11-18T00:00Z'), at('2026-11-19T00:00Z'))).toBe(4 * HOUR_MS);
});

it('counts nothing backwards, and adds nothing at once', () => {
  expect(elapsedBetween(office, at('2026-11-18T12:00Z'), at('2026-11-18T11:00Z'))).toBe(0);
  expect(addOpenTime(office, at('2026-11-21T12:00Z'), 0)).toBe(at('2026-11-21T12:00Z'));
});

describe('for any calendar and any length', () => {
  const zones = ['UTC', 'Europe/Lisbon', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
  it.each(Array.from({ length: 60 }, (_, index) => index + 1))(
    'due and elapsed undo each other, seed %i',
    (seed) => {
      const random = randomFrom(seed);
      const calendar = randomHours(random, zones);
      const from = at('2026-01-01T00:00Z') + Math.floor(random() * 365 * 24 * 60) * MINUTE_MS;
      const length = (1 + Math.floor(random() * 6_000)) * MINUTE_MS;
      const due = addOpenTime(calendar, from, length);
      expect(elapsedBetween(calendar, from, due)).toBe(length);
      expect(elapsedBetween(calendar, from, due - 1)).toBe(length - 1);
      const middle = from + Math.floor((due - from) * random());
      expect(elapsedBetween(calendar, from, middle) + elapsedBetween(calendar, middle, due)).toBe(length);
    },
  );
});

function randomHours(random: () => number, zones: readonly string[]): BusinessHours {
  const pick = (below: number) => Math.floor(random() * below);
  const time = () => `${String(pick(24)).padStart(2, '0')}:${String(pick(4) * 15).padStart(2, '0')}`;
  const day = () => Array.from({ length: pick(3) }, () => window(time(), time()));
  const week = Array.from({ length: 7 }, day);
  week[pick(7)] = [window('08:00', '12:00')];
  const holidays = Array.from({ length: pick(20) }, () =>
    new Date(at('2026-01-01T00:00Z') + pick(400) * 24 * HOUR_MS).toISOString().slice(0, 10),
  );
  return { timeZone: zones[pick(zones.length)] ?? 'UTC', week, holidays };
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
