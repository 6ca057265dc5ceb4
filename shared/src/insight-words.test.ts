import { expect, test } from 'vitest';
import { type Figure, type Measure, measures } from './insight.ts';
import { changeOf, figureLabel, halfText, spanText, valueText, weekText } from './insight-words.ts';

const HOUR_MS = 3_600_000;
const figure = (value: number | null, n = 3): Figure => ({ n, value });

test.each<[Measure, Figure, string]>([
  ['opened', figure(3), '3'],
  ['opened', { n: 0, value: null }, '0'],
  ['resolve-time', figure(26 * HOUR_MS), '1 d 2 h'],
  ['resolve-time', figure(20_000), '< 1 min'],
  ['resolve-time', figure(null), '–'],
  ['timers', figure(66.666), '67 %'],
  ['quality', figure(88.4), '88 %'],
])('%s of %j reads %s', (measure, of, text) => {
  expect(valueText(measures[measure], of)).toBe(text);
});

test.each<[string, Measure, Figure, Figure, ReturnType<typeof changeOf>]>([
  [
    'more of what is neither good nor bad',
    'opened',
    figure(null, 5),
    figure(null, 3),
    { text: '2 more', direction: 'up', isBetter: null },
  ],
  [
    'longer',
    'resolve-time',
    figure(5 * HOUR_MS),
    figure(3 * HOUR_MS),
    { text: '2 h 00 more', direction: 'up', isBetter: false },
  ],
  [
    'shorter',
    'resolve-time',
    figure(HOUR_MS),
    figure(3 * HOUR_MS),
    { text: '2 h 00 less', direction: 'down', isBetter: true },
  ],
  [
    'a larger share',
    'timers',
    figure(91),
    figure(90),
    { text: '1 point more', direction: 'up', isBetter: true },
  ],
  ['the same', 'timers', figure(90.2), figure(90), { text: 'as before', direction: 'same', isBetter: null }],
  ['nothing before', 'opened', figure(null, 5), figure(null, 0), null],
  ['nothing now', 'timers', figure(null, 0), figure(90), null],
])('%s', (_, measure, current, previous, change) => {
  expect(changeOf(measures[measure], { current, previous })).toEqual(change);
});

test('a week ends on the day before the next', () => {
  const period = {
    timeZone: 'UTC',
    weeks: 1,
    days: ['2026-10-26', '2026-11-02', '2026-11-09'],
    latest: '2026-11-09',
  };
  expect(spanText('2026-10-26', '2026-11-02')).toBe('26 Oct – 1 Nov');
  expect(weekText(period, 1)).toBe('2 Nov – 8 Nov');
  expect(halfText(period, 'previous')).toBe('26 Oct – 1 Nov');
});

test('a figure says what it is made of', () => {
  expect(figureLabel('timers', figure(50, 2), '2 Nov – 8 Nov')).toBe('2 Nov – 8 Nov: 50 % of 2 deadlines');
  expect(figureLabel('opened', figure(null, 1), '2 Nov – 8 Nov')).toBe('2 Nov – 8 Nov: 1 case');
});
