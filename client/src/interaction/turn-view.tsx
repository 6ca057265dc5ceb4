import type { Turn } from '@caseroom/shared/transcript';
import type { ReactNode } from 'react';
import { turnAnchor } from '../case/go-to-place.ts';
import styles from './interaction.module.css';
import { elapsedText, roleNames } from './words.ts';

interface TurnProps {
  readonly turn: Turn;
  /** Its place in the transcript; absent in a preview, where nothing points at it. */
  readonly index?: number;
  readonly isTarget?: boolean;
  /** The words, where some are marked; defaults to them as they are. */
  readonly children?: ReactNode;
}

/** One person speaking. */
export function TurnView({ turn, index, isTarget = false, children }: TurnProps) {
  const time = turn.startMs === null ? null : elapsedText(turn.startMs);
  const name = turn.speaker ?? roleNames[turn.role];
  const anchor = index === undefined ? undefined : turnAnchor(index);
  return (
    <li id={anchor} className={styles.turn} data-role={turn.role} data-target={isTarget || undefined}>
      <p className={styles.turnHead}>
        <strong>{name}</strong>
        {name.toLowerCase() !== turn.role && turn.speaker !== null && <span>{roleNames[turn.role]}</span>}
        {anchor ? (
          <a
            href={`#${anchor}`}
            className={styles.turnTime}
            aria-label={`Turn ${(index ?? 0) + 1}${time ? `, at ${time}` : ''}`}
          >
            {time ?? `#${(index ?? 0) + 1}`}
          </a>
        ) : (
          <span className={styles.turnTime}>{time}</span>
        )}
      </p>
      <p className={styles.turnText}>{children ?? turn.text}</p>
    </li>
  );
}
