import { describe, expect, test } from 'vitest';
import { demoCases } from './cases/all.ts';
import { datesIn, momentOf } from './when.ts';

/** Local time: the floor's clock is the server's. */
const at = (hours: number, minutes = 0) => new Date(2026, 10, 22, hours, minutes);

describe('momentOf', () => {
  test('reads a day behind us and a time of day', () => {
    expect(momentOf('-3 09:12', at(15))).toEqual(new Date(2026, 10, 19, 9, 12));
  });

  test('counts days from six hours ago, so that an early morning still belongs to the day before', () => {
    expect(momentOf('-1 23:40', at(3))).toEqual(new Date(2026, 10, 20, 23, 40));
  });

  test('reads how long ago something was today', () => {
    expect(momentOf('-4h05', at(15))).toEqual(at(10, 55));
    expect(momentOf('-25m', at(15))).toEqual(at(14, 35));
  });

  test.each(['09:12', '-9h00', '-400m', '-0 10:00', ''])('refuses “%s”', (when) => {
    expect(() => momentOf(when, at(15))).toThrow('no such moment');
  });

  test.each(Array.from({ length: 24 }, (_, hour) => hour))(
    'keeps cases in the order of their numbers when seeded at %i:30',
    (hour) => {
      const opened = demoCases.map((one) => momentOf(one.opened, at(hour, 30)).getTime());
      expect(opened).toEqual([...opened].sort((a, b) => a - b));
    },
  );
});

describe('datesIn', () => {
  test('writes dates, past times and promised half hours', () => {
    expect(datesIn('{d-3}, {d+2}, {t-25}, {p+300}', at(11, 47))).toBe('19 Nov, 24 Nov, 11:22, 17:00');
  });

  test('leaves other braces alone', () => {
    expect(datesIn('{x-1} {d3', at(11))).toBe('{x-1} {d3');
  });
});
