import { describe, expect, it } from 'vitest';
import { readHolidays, readTarget, readWindows, targetText, windowsText } from './policy-text.ts';

describe('opening hours as text', () => {
  it.each<[string, string | null]>([
    ['', ''],
    ['9:00-18:00', '09:00–18:00'],
    ['09:00–13:00, 14:00 — 18:00', '09:00–13:00, 14:00–18:00'],
    ['22:00-06:00', '22:00–06:00'],
    ['nine to five', null],
    ['9-17', null],
  ])('%j', (text, expected) => {
    const windows = readWindows(text);
    expect(windows && windowsText(windows)).toBe(expected);
  });
});

describe('targets as text', () => {
  it.each<[string, number | null]>([
    ['45', 45],
    ['45 min', 45],
    ['4h', 240],
    ['1 h 30', 90],
    ['2 d', 2880],
    ['1 d 4 h', 1680],
    ['', null],
  ])('%j', (text, minutes) => {
    expect(readTarget(text)).toEqual({ minutes });
    expect(readTarget(targetText(minutes))).toEqual({ minutes });
  });

  it.each(['soon', '-4', '1.5 h'])('%j is none', (text) => {
    expect(readTarget(text)).toBeNull();
  });
});

it('holidays are a sorted set', () => {
  expect(readHolidays('2026-12-25\n2026-12-24, 2026-12-25')).toEqual(['2026-12-24', '2026-12-25']);
});
