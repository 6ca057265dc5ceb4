import {
  type Figure,
  type InsightPeriod,
  type MeasureReport,
  measures,
  type Series,
} from '@caseroom/shared/insight';
import { halfText, ofText, partText, valueText, weekText } from '@caseroom/shared/insight-words';
import { Link } from 'react-router';
import { type Asked, casesAt, type NumberAsked } from './address.ts';
import styles from './chart.module.css';

interface ChartTableProps {
  readonly asked: Asked;
  readonly report: MeasureReport;
  readonly period: InsightPeriod;
}

/** A chart as a table: the same numbers, the same links. */
export function ChartTable({ asked, report, period }: ChartTableProps) {
  const { measure, parts } = report;
  const words = measures[measure];
  const columns: readonly { name: string; part?: string; series: Series }[] = [
    ...(measures[measure].isList ? [] : [{ name: words.name, series: report }]),
    ...parts.map(({ part, ...series }) => ({ name: partText(measure, part), part, series })),
  ];
  const cell = (figure: Figure, number: Omit<NumberAsked, 'measure'>) => {
    const text = valueText(words, figure);
    if (figure.n === 0) return text;
    return (
      <Link to={casesAt(asked, { measure, ...number })}>
        {text}
        {words.fold !== 'count' && <span className={styles.tableOf}> of {ofText(words, figure.n)}</span>}
      </Link>
    );
  };
  const rows: readonly {
    title: string;
    at: Omit<NumberAsked, 'measure'>;
    pick: (series: Series) => Figure;
  }[] = [
    ...period.days.slice(0, -1).map((_, week) => ({
      title: weekText(period, week),
      at: { week },
      pick: ({ weeks }: Series) => weeks[week] as Figure,
    })),
    {
      title: `Before: ${halfText(period, 'previous')}`,
      at: { half: 'previous' },
      pick: ({ previous }) => previous,
    },
    { title: `Period: ${halfText(period, 'current')}`, at: {}, pick: ({ current }) => current },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard can only do with what it can focus.
    <section className={styles.tableScroll} tabIndex={0} aria-label={`${words.name} as a table`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Week</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, at, pick }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {columns.map(({ name, part, series }) => (
                <td key={name}>{cell(pick(series), { ...at, part })}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
