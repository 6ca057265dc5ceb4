import type { Note } from '@caseroom/shared/note';
import { SkeletonLine } from '../../ui/skeleton.tsx';
import type { SaveMark } from '../live/connection.ts';
import styles from './not-yet.module.css';

interface NotYetProps {
  readonly note: Note;
  readonly mark: SaveMark;
}

/** What stands in a note until it is live: its words as last fetched, never anything one could type into. */
export function NotYet({ note, mark }: NotYetProps) {
  const isComing = mark.is === 'connecting' || mark.is === 'saved';
  if (isComing && linesOf(note.text).length === 0)
    return (
      <div className={styles.lines} role="status" aria-busy="true" aria-label="Loading the note">
        <SkeletonLine width="46%" height={13} />
      </div>
    );
  return (
    <>
      {!isComing && (
        <p className={styles.caution}>
          Not connected. This is the note as last fetched; it can be edited again once the connection is back.
        </p>
      )}
      <div className={`note-prose ${styles.text}`} aria-busy={isComing}>
        {linesOf(note.text).map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that stays as it is.
          <p key={i}>{line}</p>
        ))}
      </div>
    </>
  );
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
