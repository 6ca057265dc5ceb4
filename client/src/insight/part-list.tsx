import { type MeasureReport, measures } from '@caseroom/shared/insight';
import { partText, valueText } from '@caseroom/shared/insight-words';
import { VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';
import { type Asked, casesAt } from './address.ts';
import styles from './chart.module.css';
import { useBarKeys } from './use-bar-keys.ts';

interface PartListProps {
  readonly asked: Asked;
  readonly report: MeasureReport;
}

/** What a measure is made of, each part now over what it was before. */
export function PartList({ asked, report: { measure, parts } }: PartListProps) {
  const ref = useBarKeys<HTMLUListElement>();
  const words = measures[measure];
  const isCount = words.fold === 'count';
  const of = ({ n, value }: { n: number; value: number | null }) => (isCount ? n : (value ?? 0));
  const top = isCount ? Math.max(1, ...parts.flatMap((part) => [part.current.n, part.previous.n])) : 100;
  return (
    <ul className={styles.parts} ref={ref} aria-label={`${words.name} by part`}>
      {parts.map(({ part, current, previous }) => {
        const name = partText(measure, part);
        const drawn = (
          <>
            <span className={styles.partName}>{name}</span>
            <span className={styles.track} aria-hidden>
              <span className={styles.partBar} data-now style={{ width: `${(100 * of(current)) / top}%` }} />
              <span className={styles.partBar} style={{ width: `${(100 * of(previous)) / top}%` }} />
            </span>
            <span className={`${styles.partValue} numbers`}>
              {valueText(words, current)}
              <VisuallyHidden>
                {isCount ? ` ${words.of[current.n === 1 ? 0 : 1]}, before ` : ' '}
              </VisuallyHidden>
              <span className={styles.before}>{isCount ? previous.n : `of ${current.n}`}</span>
            </span>
          </>
        );
        return (
          <li key={part}>
            {current.n === 0 ? (
              <span className={styles.part}>{drawn}</span>
            ) : (
              <Link to={casesAt(asked, { measure, part })} className={styles.part} data-bar>
                {drawn}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
