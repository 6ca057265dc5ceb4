import { type InsightPeriod, type MeasureReport, measures } from '@caseroom/shared/insight';
import { changeOf, ofText, valueText } from '@caseroom/shared/insight-words';
import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconChartBar, IconDownload, IconInfoCircle, IconTable } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { download } from '../platform/download.ts';
import { type Asked, casesAt } from './address.ts';
import { ChartTable } from './chart-table.tsx';
import styles from './insight.module.css';
import { PartList } from './part-list.tsx';
import { fileName, measureCsv } from './tables.ts';
import { WeekChart } from './week-chart.tsx';

interface MeasureCardProps {
  readonly asked: Asked;
  readonly report: MeasureReport;
  readonly period: InsightPeriod;
  readonly programName: string;
}

/** One measure: what it comes to, whether it moved, its chart or the same as a table, and what exactly it counts. */
export function MeasureCard({ asked, report, period, programName }: MeasureCardProps) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  const { measure, parts, weeks } = report;
  const { name, about, isList } = measures[measure];
  const isEmpty = weeks.every(({ n }) => n === 0);
  const save = () =>
    download(fileName(programName, name, period.days.at(-1) as string), measureCsv(report, period));
  return (
    <section className={styles.card} aria-labelledby={id} data-measure={measure}>
      <header className={styles.cardHead}>
        <h2 id={id} className={styles.cardTitle}>
          {name}
        </h2>
        <About name={name} about={about} />
        <span className={styles.grow} />
        <Tool
          label={isTable ? `${name} as a chart` : `${name} as a table`}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? <IconChartBar size={15} /> : <IconTable size={15} />}
        </Tool>
        <Tool label={`Save ${name} as CSV`} onClick={save}>
          <IconDownload size={15} />
        </Tool>
      </header>
      {!isList && <Headline asked={asked} report={report} />}
      {isEmpty && <p className={styles.nothing}>Nothing of this in either period.</p>}
      {!isEmpty && isTable && <ChartTable asked={asked} report={report} period={period} />}
      {!isEmpty && !isTable && (
        <>
          {!isList && <WeekChart asked={asked} measure={measure} series={report} period={period} />}
          {parts.length > 0 && <PartList asked={asked} report={report} />}
        </>
      )}
    </section>
  );
}

function Headline({ asked, report }: { readonly asked: Asked; readonly report: MeasureReport }) {
  const { measure, current, previous } = report;
  const words = measures[measure];
  const change = changeOf(words, { current, previous });
  const of = words.fold === 'count' ? '' : `of ${ofText(words, current.n)}`;
  return (
    <p className={styles.headline}>
      {current.n === 0 ? (
        <span className={styles.figure}>{valueText(words, current)}</span>
      ) : (
        <Link to={casesAt(asked, { measure })} className={styles.figure} title="See the cases">
          {valueText(words, current)}
        </Link>
      )}
      {of && <span className={styles.minor}>{of}</span>}
      {change && (
        <span className={styles.change} data-better={change.isBetter ?? undefined}>
          <span aria-hidden>{{ up: '▲', down: '▼', same: '＝' }[change.direction]}</span> {change.text}
          {change.isBetter !== null && (
            <span className={styles.minor}>{change.isBetter ? 'better' : 'worse'}</span>
          )}
        </span>
      )}
      {previous.n > 0 && (
        <Link to={casesAt(asked, { measure, half: 'previous' })} className={styles.was}>
          {valueText(words, previous)} before
        </Link>
      )}
    </p>
  );
}

function About({ name, about }: { readonly name: string; readonly about: string }) {
  return (
    <Popover width={300} position="bottom-start" withArrow trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={`What ${name} counts`}>
          <IconInfoCircle size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={styles.about}>{about}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

export function Tool({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
