import { type Figure, type GroupReport, type Measure, measures } from '@caseroom/shared/insight';
import { changeOf, ofText, valueText } from '@caseroom/shared/insight-words';
import { IconDownload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { download } from '../platform/download.ts';
import { type Asked, casesAt } from './address.ts';
import styles from './insight.module.css';
import { Tool } from './measure-card.tsx';
import { fileName, groupCsv } from './tables.ts';

const shown: readonly Measure[] = [
  'opened',
  'resolved',
  'resolve-time',
  'escalation-accept',
  'handover-accept',
  'timers',
  'quality',
];
const NONE: Figure = { n: 0, value: null };

interface GroupTableProps {
  readonly title: string;
  readonly one: string;
  readonly groups: readonly GroupReport[];
  /** What is asked when a figure of a group is opened. */
  readonly askedOf: (group: GroupReport) => Asked;
  readonly fileOf: string;
}

/** Teams, or people, beside each other; every figure leads to its cases. */
export function GroupTable({ title, one, groups, askedOf, fileOf }: GroupTableProps) {
  const busy = groups.filter(({ figures }) =>
    Object.values(figures).some(({ current, previous }) => current.n + previous.n > 0),
  );
  if (busy.length === 0) return null;
  return (
    <section className={`${styles.card} ${styles.wide}`} aria-label={title}>
      <header className={styles.cardHead}>
        <h2 className={styles.cardTitle}>{title}</h2>
        <span className={styles.grow} />
        <Tool
          label={`Save ${title} as CSV`}
          onClick={() => download(fileName(fileOf, title), groupCsv(one, busy, shown))}
        >
          <IconDownload size={15} />
        </Tool>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard can only do with what it can focus. */}
      <section className={styles.tableScroll} tabIndex={0} aria-label={`${title} as a table`}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{one}</th>
              {shown.map((measure) => (
                <th key={measure} scope="col">
                  {measures[measure].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {busy.map((group) => (
              <tr key={group.key}>
                <th scope="row">
                  {group.name}
                  {group.team && <span className={styles.minor}> {group.team}</span>}
                </th>
                {shown.map((measure) => (
                  <GroupCell key={measure} measure={measure} group={group} asked={askedOf(group)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function GroupCell({
  measure,
  group,
  asked,
}: {
  readonly measure: Measure;
  readonly group: GroupReport;
  readonly asked: Asked;
}) {
  const words = measures[measure];
  const { current = NONE, previous = NONE } = group.figures[measure] ?? {};
  const change = changeOf(words, { current, previous });
  if (current.n === 0) return <td className={styles.minor}>–</td>;
  return (
    <td>
      <Link
        to={casesAt(asked, { measure })}
        aria-label={`${group.name}: ${words.name}, ${valueText(words, current)} of ${ofText(words, current.n)}`}
      >
        {valueText(words, current)}
      </Link>
      {change && change.direction !== 'same' && (
        <span
          className={styles.cellChange}
          data-better={change.isBetter ?? undefined}
          title={`${change.text} than before`}
        >
          <span aria-hidden>{change.direction === 'up' ? '▲' : '▼'}</span>{' '}
          {change.text.replace(/ (more|less)$/, '')}
        </span>
      )}
    </td>
  );
}
