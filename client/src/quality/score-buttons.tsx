import type { Score, ScorecardItem } from '@caseroom/shared/scorecard';
import { maxOf } from '@caseroom/shared/scorecard';
import styles from './sheet.module.css';

interface ScoreButtonsProps {
  readonly item: ScorecardItem;
  readonly score: Score | null;
  readonly onScore: (score: Score | null) => void;
}

/** The scores an item can be given. Pressing the one that is given takes it back. */
export function ScoreButtons({ item, score, onScore }: ScoreButtonsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one, and its item has a heading.
    <div className={styles.scores} role="group" aria-label={`Score: ${item.text}`}>
      {choicesOf(item).map(({ value, label }) => (
        <button
          key={String(value)}
          type="button"
          className={styles.score}
          data-value={value === 'n/a' ? 'na' : value === 0 ? 'none' : undefined}
          aria-pressed={score === value}
          onClick={() => onScore(score === value ? null : value)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function choicesOf({ scale }: ScorecardItem): { value: Score; label: string }[] {
  const points =
    scale.kind === 'yes-no'
      ? [
          { value: 1, label: 'Yes' },
          { value: 0, label: 'No' },
        ]
      : Array.from({ length: maxOf(scale) + 1 }, (_, value) => ({ value, label: String(value) }));
  return [...points, { value: 'n/a', label: 'n/a' }];
}

/** The score a key gives on an item's scale: digits, and `n` where it does not apply; null for any other key. */
export function scoreOfKey({ scale }: ScorecardItem, key: string): Score | null {
  if (key === 'n') return 'n/a';
  return /^\d$/.test(key) && Number(key) <= maxOf(scale) ? Number(key) : null;
}
