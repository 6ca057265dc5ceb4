import type { Figure, InsightPeriod, Measure, Series } from '@caseroom/shared/insight';
import { expect, test } from 'vitest';
import { cellOf, fileName, groupCsv, measureCsv } from './tables.ts';

const period: InsightPeriod = {
  timeZone: 'UTC',
  weeks: 1,
  days: ['2026-10-26', '2026-11-02', '2026-11-09'],
  latest: '2026-11-09',
};
const series = (previous: Figure, current: Figure): Series => ({
  weeks: [previous, current],
  previous,
  current,
});
const of = (n: number, value: number | null = null): Figure => ({ n, value });

test.each<[Measure, Figure, number | null]>([
  ['opened', of(4), 4],
  ['resolve-time', of(2, 5_400_000), 1.5],
  ['timers', of(3, 66.6666), 66.67],
  ['quality', of(0), null],
])('%s of %j is %j in a spreadsheet', (measure, figure, cell) => {
  expect(cellOf(measure, figure)).toBe(cell);
});

test('a chart is a file of its weeks, with its parts, and no tag is a formula', () => {
  const parts = [{ part: '=cmd|x', ...series(of(1), of(2)) }];
  expect(measureCsv({ measure: 'tags', ...series(of(1), of(2)), parts }, period)).toBe(
    [
      "Period,'=cmd|x,'=cmd|x: cases",
      '26 Oct – 1 Nov,1,1',
      '2 Nov – 8 Nov,2,2',
      'Before: 26 Oct – 1 Nov,1,1',
      'Period: 2 Nov – 8 Nov,2,2',
      '',
    ].join('\r\n'),
  );
});

test('a comparison is a file of a line for each', () => {
  const figures = { timers: { current: of(2, 50), previous: of(0) } };
  expect(groupCsv('Person', [{ key: 'x', name: 'Maya', team: null, figures }], ['timers'])).toBe(
    'Person,Team,Deadlines kept (%),Deadlines kept: deadlines,"Deadlines kept (%), before"\r\nMaya,,50,2,\r\n',
  );
});

test('a file is called what it shows', () => {
  expect(fileName('Northwind Mobile', 'Cases opened', '2026-11-23')).toBe(
    'northwind-mobile-cases-opened-2026-11-23',
  );
});
