import type { SummaryReview } from '@caseroom/shared/summary';
import type { SpeakerRole, Turn } from '@caseroom/shared/transcript';
import { CloseButton } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import caseStyles from '../case/case.module.css';
import { litLines, pointedLines } from '../note/draft/draft-store.ts';
import { useStore } from '../platform/store.ts';
import { Failure, Message } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { reviewing } from './review-state.ts';
import styles from './summary.module.css';
import { useReview } from './summary-data.ts';

interface ReviewPaneProps {
  readonly caseId: string;
  readonly noteId: string;
}

/** Beside a draft: what was said. A line of the one leads to the turns of the other, both ways. */
export function ReviewPane({ caseId, noteId }: ReviewPaneProps) {
  const review = useReview(caseId, noteId);
  return (
    <aside className={`${caseStyles.side} ${styles.pane}`} aria-label="What was said">
      <header className={side.head}>
        <h2>What was said</h2>
        <CloseButton aria-label="Close what was said" onClick={() => reviewing.set(null)} />
      </header>
      {review.isPending && <SkeletonLine width="80%" />}
      {review.error && !review.data && (
        <Failure compact error={review.error} what="what was said" retry={() => review.refetch()} />
      )}
      {review.data &&
        (review.data.turns ? (
          <Turns review={review.data} turns={review.data.turns} />
        ) : (
          <Message title="The transcript was taken away">
            The draft stays as it is; where its lines came from can no longer be shown.
          </Message>
        ))}
    </aside>
  );
}

function Turns({ review, turns }: { readonly review: SummaryReview; readonly turns: readonly Turn[] }) {
  const { noteId, lines } = review;
  const pointed = useStore(pointedLines);
  const ids = pointed?.noteId === noteId ? pointed.lines : null;
  const lit = useMemo(
    () => new Set(lines.filter(({ id }) => ids?.includes(id)).flatMap((line) => line.turns)),
    [lines, ids],
  );
  const linesAt = useMemo(() => {
    const byTurn = new Map<number, string[]>();
    for (const { id, turns: at } of lines)
      for (const turn of at) byTurn.set(turn, [...(byTurn.get(turn) ?? []), id]);
    return byTurn;
  }, [lines]);
  const list = useRef<HTMLOListElement>(null);
  const first = lit.size > 0 ? Math.min(...lit) : null;
  useEffect(() => {
    if (first === null) return;
    list.current?.children[first]?.scrollIntoView({ block: 'nearest' });
  }, [first]);
  useEffect(() => () => litLines.set(null), []);
  const light = (turn: number | null) =>
    litLines.set(turn === null ? null : { noteId, lines: linesAt.get(turn) ?? [] });
  return (
    <ol className={styles.turns} ref={list}>
      {turns.map((turn, n) => (
        // Turns never move.
        // biome-ignore lint/suspicious/noArrayIndexKey: a turn is named by its place
        <li key={n} className={styles.turn} data-role={turn.role} data-lit={lit.has(n) || undefined}>
          <button
            type="button"
            className={styles.turnButton}
            disabled={!linesAt.has(n)}
            onMouseEnter={() => light(n)}
            onMouseLeave={() => light(null)}
            onFocus={() => light(n)}
            onBlur={() => light(null)}
          >
            <span className={styles.speaker}>{turn.speaker ?? roleNames[turn.role]}</span>
            <span className={styles.words}>{turn.text}</span>
            {lit.has(n) && <span className="hidden-text">The line was drafted from this.</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}

const roleNames: Readonly<Record<SpeakerRole, string>> = {
  agent: 'Agent',
  customer: 'Customer',
  system: 'System',
  other: 'Speaker',
};
