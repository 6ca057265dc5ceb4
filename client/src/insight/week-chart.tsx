import {
  type Figure,
  type InsightPeriod,
  type Measure,
  measures,
  type Series,
} from '@caseroom/shared/insight';
import { dayText, figureLabel, valueText, weekText } from '@caseroom/shared/insight-words';
import { Link } from 'react-router';
import { type Asked, casesAt } from './address.ts';
import styles from './chart.module.css';
import { useBarKeys } from './use-bar-keys.ts';

interface WeekChartProps {
  readonly asked: Asked;
  readonly measure: Measure;
  readonly series: Series;
  readonly period: InsightPeriod;
}

/** Each week beside the one that stands in its place in the period before: filled now, hatched before. */
export function WeekChart({ asked, measure, series, period }: WeekChartProps) {
  const ref = useBarKeys<HTMLUListElement>();
  const { weeks } = period;
  const top = topOf(measure, series.weeks);
  const bar = (week: number, isNow: boolean) => {
    const figure = series.weeks[week] as Figure;
    const to = casesAt(asked, { measure, week });
    return (
      <Bar
        to={to}
        isNow={isNow}
        top={top}
        label={figureLabel(measure, figure, weekText(period, week))}
        {...{ measure, figure }}
      />
    );
  };
  return (
    <ul
      className={styles.weeks}
      data-many={weeks > 4 || undefined}
      ref={ref}
      aria-label={`${measures[measure].name} by week`}
    >
      {Array.from({ length: weeks }, (_, i) => (
        <li key={period.days[weeks + i]} className={styles.week}>
          <div className={styles.pair}>
            {bar(i, false)}
            {bar(weeks + i, true)}
          </div>
          <span className={`${styles.day} numbers`} aria-hidden>
            {dayText(period.days[weeks + i] as string)}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface BarProps {
  readonly to: string;
  readonly measure: Measure;
  readonly figure: Figure;
  readonly isNow: boolean;
  readonly top: number;
  readonly label: string;
}

/** Nothing to show is no link: there are no cases behind it. */
function Bar({ to, measure, figure, isNow, top, label }: BarProps) {
  const height = figure.n === 0 ? 0 : Math.max(2, (100 * heightOf(measure, figure)) / top);
  const drawn = (
    <>
      <span className={styles.value} aria-hidden>
        {figure.n === 0 ? '' : shortText(measure, figure)}
      </span>
      <span
        className={styles.bar}
        data-now={isNow || undefined}
        style={{ height: `${height}%` }}
        aria-hidden
      />
    </>
  );
  if (figure.n === 0)
    return (
      <span className={styles.column} role="img" aria-label={label}>
        {drawn}
      </span>
    );
  return (
    <Link to={to} className={styles.column} aria-label={label} title={label} data-bar>
      {drawn}
    </Link>
  );
}

const heightOf = (measure: Measure, { n, value }: Figure): number =>
  measures[measure].fold === 'count' ? n : (value ?? 0);

/** Percents are drawn against a hundred, everything else against the highest. */
function topOf(measure: Measure, figures: readonly Figure[]): number {
  const { fold } = measures[measure];
  if (fold === 'share' || fold === 'mean') return 100;
  return Math.max(1, ...figures.map((figure) => heightOf(measure, figure)));
}

/** There is no room over a bar for two units. */
const shortText = (measure: Measure, figure: Figure): string =>
  valueText(measures[measure], figure)
    .replace(/^(\d+ [dh]) .*$/, '$1')
    .replace(' %', '');
