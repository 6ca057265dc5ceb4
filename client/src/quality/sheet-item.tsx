import { type Evidence, MAX_EVIDENCE, MAX_REMARK_CHARS, type Mark } from '@caseroom/shared/quality';
import { maxOf, type ScorecardItem } from '@caseroom/shared/scorecard';
import { CloseButton, Textarea } from '@mantine/core';
import { IconQuote } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useRef } from 'react';
import { QuoteField } from './quote-field.tsx';
import { ScoreButtons, scoreOfKey } from './score-buttons.tsx';
import styles from './sheet.module.css';
import { scoreText } from './words.ts';

export interface Quotes {
  /** The words of a passage. */
  readonly read: (evidence: Evidence) => string;
  /** The passage where these words stand. */
  readonly find: (words: string) => Evidence | null;
  readonly show: (evidence: Evidence) => void;
}

interface SheetItemProps {
  readonly item: ScorecardItem;
  readonly mark: Mark | undefined;
  readonly active: boolean;
  readonly onActive: () => void;
  /** Absent: read only. */
  readonly onMark?: ((change: Partial<Omit<Mark, 'item'>>) => void) | undefined;
  /** After a score was given by a key. */
  readonly onScored?: () => void;
  readonly quotes: Quotes | null;
  /** What else belongs to this item: an objection, a new score. */
  readonly children?: ReactNode;
}

/** One item of a scorecard: what is looked for, its score, a remark and what shows it in the note. */
export function SheetItem(props: SheetItemProps) {
  const { item, mark, active, onActive, onMark, onScored, quotes, children } = props;
  const remark = useRef<HTMLTextAreaElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    const isField = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
    if (isField && event.key === 'Escape') event.currentTarget.focus();
    if (isField || !onMark || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      event.preventDefault();
      remark.current?.focus();
    }
    const score = scoreOfKey(item, event.key);
    if (score === null) return;
    event.preventDefault();
    event.stopPropagation();
    onMark({ score });
    onScored?.();
  };
  return (
    <li
      className={styles.item}
      data-item={item.id}
      data-active={active || undefined}
      data-unscored={(onMark && (mark?.score ?? null) === null) || undefined}
      tabIndex={-1}
      onFocus={onActive}
      onKeyDown={onKeyDown}
    >
      <div className={styles.itemHead}>
        <h4 className={styles.itemText}>
          {item.text}
          {item.critical && <span className={styles.critical}>Critical</span>}
        </h4>
        {onMark ? (
          <ScoreButtons item={item} score={mark?.score ?? null} onScore={(score) => onMark({ score })} />
        ) : (
          <Given item={item} mark={mark} />
        )}
      </div>
      {item.help && <p className={styles.help}>{item.help}</p>}
      <Passages mark={mark} quotes={quotes} onMark={onMark} />
      {onMark ? (
        (active || mark?.remark) && (
          <div className={styles.fields}>
            <Textarea
              ref={remark}
              aria-label={`Remark: ${item.text}`}
              placeholder="Why, and what would make it better"
              autosize
              minRows={1}
              maxRows={8}
              maxLength={MAX_REMARK_CHARS}
              value={mark?.remark ?? ''}
              onChange={(event) => onMark({ remark: event.currentTarget.value.replace(/\n/g, ' ') })}
            />
            {active && quotes && (mark?.evidence.length ?? 0) < MAX_EVIDENCE && (
              <QuoteField
                item={item}
                find={quotes.find}
                onFound={(passage) => onMark({ evidence: [...(mark?.evidence ?? []), passage] })}
              />
            )}
          </div>
        )
      ) : mark?.remark ? (
        <p className={styles.remark}>{mark.remark}</p>
      ) : null}
      {children}
    </li>
  );
}

function Given({ item, mark }: { readonly item: ScorecardItem; readonly mark: Mark | undefined }) {
  const score = mark?.score ?? null;
  const tone =
    score === null || score === 'n/a'
      ? 'plain'
      : score === 0
        ? 'bad'
        : score < maxOf(item.scale)
          ? 'warn'
          : 'good';
  return (
    <span className={styles.given} data-tone={tone}>
      {scoreText(item.scale, score)}
    </span>
  );
}

function Passages({ mark, quotes, onMark }: Pick<SheetItemProps, 'mark' | 'quotes' | 'onMark'>) {
  const evidence = mark?.evidence ?? [];
  if (!quotes || evidence.length === 0) return null;
  return (
    <ul className={styles.passages} aria-label="Evidence">
      {evidence.map((passage) => (
        <li key={`${passage.line} ${passage.start} ${passage.length}`} className={styles.passage}>
          <button type="button" className={styles.quote} onClick={() => quotes.show(passage)}>
            <IconQuote size={13} aria-hidden />
            <span>{quotes.read(passage) || 'Not in this version any more'}</span>
          </button>
          {onMark && (
            <CloseButton
              size="sm"
              aria-label={`Take out the quote “${quotes.read(passage)}”`}
              onClick={() => onMark({ evidence: evidence.filter((other) => other !== passage) })}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
