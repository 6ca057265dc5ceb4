import type { Mark, Marking } from '@caseroom/shared/quality';
import { resultOf, type ScorecardBody, type ScorecardItem, type Scores } from '@caseroom/shared/scorecard';
import { type ReactNode, useRef } from 'react';
import { useShortcut } from '../platform/shortcuts.ts';
import styles from './sheet.module.css';
import { type Quotes, SheetItem } from './sheet-item.tsx';
import { percentText } from './words.ts';

interface SheetProps {
  readonly scorecard: ScorecardBody;
  readonly marking: Marking;
  /** Absent: read only. */
  readonly onMark?: ((item: string, change: Partial<Omit<Mark, 'item'>>) => void) | undefined;
  readonly active: string | null;
  readonly onActive: (item: string) => void;
  /** Null where there is no note beside it. */
  readonly quotes: Quotes | null;
  readonly below?: (item: ScorecardItem) => ReactNode;
}

export const scoresIn = (marks: readonly Mark[]): Scores =>
  Object.fromEntries(marks.flatMap(({ item, score }) => (score === null ? [] : [[item, score]])));

/** A scorecard with its marks. `J` and `K` go between items; digits and `N` score the one that has the focus. */
export function Sheet({ scorecard, marking, onMark, active, onActive, quotes, below }: SheetProps) {
  const list = useRef<HTMLDivElement>(null);
  const ids = scorecard.sections.flatMap(({ items }) => items.map(({ id }) => id));
  const result = resultOf(scorecard, scoresIn(marking.marks));
  const go = (step: number) => {
    const at = active === null ? -1 : ids.indexOf(active);
    const next = ids[Math.min(Math.max(at + step, 0), ids.length - 1)];
    list.current?.querySelector<HTMLElement>(`[data-item="${next}"]`)?.focus();
  };
  useShortcut({ keys: 'j', label: 'Next item (then 0–9 or N scores it)', group: 'Quality' }, () => go(1));
  useShortcut({ keys: 'k', label: 'Previous item', group: 'Quality' }, () => go(-1));
  return (
    <div ref={list} className={styles.sheet}>
      {scorecard.sections.map((section, i) => (
        <section key={section.title} aria-label={section.title}>
          <div className={styles.sectionHead}>
            <h3>{section.title}</h3>
            <span className={styles.sectionScore}>
              {typeof result.sections[i] === 'number' && percentText(result.sections[i])}
            </span>
          </div>
          <ol className={styles.items}>
            {section.items.map((item) => (
              <SheetItem
                key={item.id}
                item={item}
                mark={marking.marks.find((mark) => mark.item === item.id)}
                active={active === item.id}
                onActive={() => onActive(item.id)}
                onMark={onMark && ((change) => onMark(item.id, change))}
                onScored={() => go(1)}
                quotes={quotes}
              >
                {below?.(item)}
              </SheetItem>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** The total as it stands, and why it is what it is. */
export function Total({
  scorecard,
  marks,
}: {
  readonly scorecard: ScorecardBody;
  readonly marks: readonly Mark[];
}) {
  const { percent, weighted, passed, failed, unscored } = resultOf(scorecard, scoresIn(marks));
  const items = scorecard.sections.flatMap((section) => section.items);
  const failing = items.find(({ id }) => failed.includes(id));
  return (
    <div className={styles.total} role="status" aria-label="Total">
      <strong className={styles.percent} data-tone={passed === null ? 'plain' : passed ? 'good' : 'bad'}>
        {percent === null && unscored.length > 0 ? '–' : percentText(percent)}
      </strong>
      <span className={styles.why}>
        {failing
          ? `Fails: “${failing.text}” is critical${weighted === null ? '' : `. Otherwise ${weighted} %`}`
          : passed === null
            ? unscored.length > 0
              ? `Passes from ${scorecard.passPercent} %`
              : 'Nothing applies'
            : `${passed ? 'Passes' : 'Below'} ${scorecard.passPercent} %`}
        {unscored.length > 0 && ` · ${unscored.length} to score`}
      </span>
    </div>
  );
}
