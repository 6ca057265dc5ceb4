import { type Cell, csvOf } from '@caseroom/shared/csv';
import {
  type Figure,
  type GroupReport,
  type InsightPeriod,
  type Measure,
  type MeasureReport,
  measures,
  type Series,
} from '@caseroom/shared/insight';
import { halfText, partText, weekText } from '@caseroom/shared/insight-words';

const HOUR_MS = 3_600_000;

/** A figure as a spreadsheet reckons with it: hours for times, percent for shares. */
export function cellOf(measure: Measure, { n, value }: Figure): Cell {
  const { fold } = measures[measure];
  if (fold === 'count') return n;
  if (value === null) return null;
  return Math.round((fold === 'median' ? value / HOUR_MS : value) * 100) / 100;
}

const unitOf = (measure: Measure): string =>
  ({ count: '', median: ' (hours)', share: ' (%)', mean: ' (%)' })[measures[measure].fold];

/** A chart as a file: a row for each week and for both periods, a pair of columns for each part. */
export function measureCsv(report: MeasureReport, period: InsightPeriod): string {
  const { measure, parts } = report;
  const { name, of } = measures[measure];
  const series: readonly (readonly [string, Series])[] = [
    ...(measures[measure].isList ? [] : [[name, report] as const]),
    ...parts.map((part) => [partText(measure, part.part), part] as const),
  ];
  const heads = series.flatMap(([title]) => [`${title}${unitOf(measure)}`, `${title}: ${of[1]}`]);
  const row = (title: string, pick: (of: Series) => Figure): Cell[] => [
    title,
    ...series.flatMap(([, one]) => [cellOf(measure, pick(one)), pick(one).n]),
  ];
  return csvOf([
    ['Period', ...heads],
    ...period.days.slice(0, -1).map((_, i) => row(weekText(period, i), ({ weeks }) => weeks[i] as Figure)),
    row(`Before: ${halfText(period, 'previous')}`, ({ previous }) => previous),
    row(`Period: ${halfText(period, 'current')}`, ({ current }) => current),
  ]);
}

/** A comparison of teams or people as a file. */
export function groupCsv(title: string, groups: readonly GroupReport[], shown: readonly Measure[]): string {
  const heads = shown.flatMap((measure) => {
    const { name, of } = measures[measure];
    return [`${name}${unitOf(measure)}`, `${name}: ${of[1]}`, `${name}${unitOf(measure)}, before`];
  });
  const none: Figure = { n: 0, value: null };
  return csvOf([
    [title, 'Team', ...heads],
    ...groups.map(({ name, team, figures }): Cell[] => [
      name,
      team,
      ...shown.flatMap((measure): Cell[] => {
        const { current = none, previous = none } = figures[measure] ?? {};
        return [cellOf(measure, current), current.n, cellOf(measure, previous)];
      }),
    ]),
  ]);
}

export const fileName = (...parts: readonly string[]): string =>
  parts
    .join(' ')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-');
