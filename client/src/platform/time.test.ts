import { describe, expect, it } from 'vitest';
import { agoText, dateText, dayText, durationText } from './time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('durationText', () => {
  it.each([
    [0, 'now'],
    [59_999, 'now'],
    [MINUTE, '1 min'],
    [59 * MINUTE + 59_000, '59 min'],
    [HOUR, '1 h 00'],
    [3 * HOUR + 5 * MINUTE, '3 h 05'],
    [DAY, '1 d'],
    [DAY + 4 * HOUR, '1 d 4 h'],
    [9 * DAY + 20 * HOUR, '9 d'],
    [-4 * MINUTE, '4 min'],
  ])('says %d ms as "%s"', (length, text) => {
    expect(durationText(length)).toBe(text);
  });
});

describe('agoText', () => {
  const now = new Date(2026, 10, 22, 12, 0);

  it('treats a clock that runs ahead as now', () => {
    expect(agoText(new Date(now.getTime() + HOUR), now)).toBe('now');
  });

  it('turns into a date after two weeks', () => {
    expect(agoText(new Date(now.getTime() - 13 * DAY), now)).toBe('13 d');
    expect(agoText(new Date(now.getTime() - 14 * DAY), now)).toBe('8 Nov');
  });
});

describe('dateText and dayText', () => {
  const now = new Date(2026, 10, 22, 0, 5);

  it('names the year only when it is another', () => {
    expect(dateText(new Date(2026, 2, 3), now)).toBe('3 Mar');
    expect(dateText(new Date(2025, 2, 3), now)).toBe('3 Mar 2025');
  });

  it('goes by the calendar, not by 24 hours', () => {
    expect(dayText(new Date(2026, 10, 22, 0, 1), now)).toBe('Today');
    expect(dayText(new Date(2026, 10, 21, 23, 59), now)).toBe('Yesterday');
    expect(dayText(new Date(2026, 10, 18, 9, 0), now)).toBe('Wednesday 18 Nov');
  });
});
