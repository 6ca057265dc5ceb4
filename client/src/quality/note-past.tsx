import { burstTimes, burstWords } from '../note/read/burst-words.ts';
import { useBursts } from '../note/read/version-data.ts';
import { dayText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Failure } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './review.module.css';
import { firstName } from './words.ts';

interface NotePastProps {
  readonly noteId: string;
  /** The version under review: what came later is not shown. */
  readonly until: number;
  readonly shown: number;
  readonly onShow: (seq: number) => void;
}

/** Who wrote how much of the note, when; each leads to the note as it read then. */
export function NotePast({ noteId, until, shown, onShow }: NotePastProps) {
  const now = useNow();
  const { bursts, error, refetch } = useBursts(noteId, until);
  if (error && !bursts)
    return <Failure error={error} what="the history" retry={() => void refetch()} compact />;
  if (!bursts) {
    return (
      <div className={styles.lines} role="status" aria-label="Loading the history">
        <SkeletonLine width="80%" />
        <SkeletonLine width="64%" />
      </div>
    );
  }
  const past = bursts.filter(({ fromSeq }) => fromSeq <= until);
  return (
    <ol className={styles.past}>
      {past.map((burst) => {
        const seq = Math.min(burst.toSeq, until);
        return (
          <li key={`${burst.toSeq} ${burst.author.id}`}>
            <button
              type="button"
              className={styles.burst}
              aria-current={seq === shown || undefined}
              onClick={() => onShow(seq)}
            >
              <Avatar person={burst.author} size={20} />
              <span>
                <span className={styles.burstWords}>
                  {firstName(burst.author.name)} {burstWords(burst)}
                </span>
                <span className={styles.minor}>
                  {dayText(new Date(burst.to), now)}, {burstTimes(burst)}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
