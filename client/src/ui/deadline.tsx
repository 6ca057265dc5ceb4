import { type NearestTimer, timerNames } from '@caseroom/shared/timer';
import { durationText, fullText, useNow } from '../platform/time.ts';
import styles from './deadline.module.css';
import { type DeadlineTone, deadlineTone } from './deadline-tone.ts';

/** The time left to a case's nearest deadline, ticking from its due time; what it is for on hover and in words. */
export function Deadline({ timer, className = '' }: { timer: NearestTimer | null; className?: string }) {
  const now = useNow();
  if (!timer) return null;
  const name = timerNames[timer.kind];
  if (timer.dueAt === null) {
    return (
      <span className={`${styles.deadline} ${className}`} data-tone="plain">
        Paused<span className="hidden-text">, {name.toLowerCase()}</span>
      </span>
    );
  }
  const due = new Date(timer.dueAt);
  const left = due.getTime() - now.getTime();
  const tone = deadlineTone(timer, now);
  return (
    <time
      className={`${styles.deadline} ${className}`}
      data-tone={tone}
      dateTime={timer.dueAt}
      title={`${name}: ${fullText(due)}`}
    >
      <span aria-hidden>{leftText(left)}</span>
      <span className="hidden-text">{leftInWords(name, left, tone)}</span>
    </time>
  );
}

const MINUTE_MS = 60_000;

/** "12 min", "−4 min"; within a minute of it "now". */
export const leftText = (left_ms: number): string =>
  `${left_ms <= -MINUTE_MS ? '−' : ''}${durationText(left_ms)}`;

function leftInWords(name: string, left: number, tone: DeadlineTone): string {
  if (tone === 'over') return `${name} overdue by ${durationText(left)}`;
  return `${name} due in ${durationText(left)}${tone === 'soon' ? ', soon' : ''}`;
}
