import type { Note } from '@caseroom/shared/note';
import { SkeletonLine } from '../../ui/skeleton.tsx';
import type { SaveMark } from '../live/connection.ts';
import styles from './not-yet.module.css';

/** More lines than this say nothing more about what is coming. */
const MAX_LINES = 10;
const CHARS_A_LINE = 62;

interface NotYetProps {
  readonly note: Note;
  readonly mark: SaveMark;
}

/** What stands in a note before the server's text has come: never anything one could type into. */
export function NotYet({ note, mark }: NotYetProps) {
  if (mark.is === 'connecting' || mark.is === 'saved') return <Lines text={note.text} />;
  return (
    <>
      <p className={styles.caution}>
        Not connected. This is the note as last fetched; it can be edited again once the connection is back.
      </p>
      <div className={`note-prose ${styles.text}`}>{note.text}</div>
    </>
  );
}

/** As tall as the text will be, so that nothing below jumps. */
function Lines({ text }: { readonly text: string }) {
  const lines = text
    .split('\n')
    .flatMap((line) => widthsOf(line.length))
    .slice(0, MAX_LINES);
  return (
    <div className={styles.lines} role="status" aria-busy="true" aria-label="Loading the note">
      {(lines.length > 0 ? lines : [46]).map((width, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars of a picture.
        <SkeletonLine key={i} width={`${width}%`} height={13} />
      ))}
    </div>
  );
}

function widthsOf(length: number): number[] {
  const full = Math.floor(length / CHARS_A_LINE);
  return [
    ...Array<number>(full).fill(96),
    Math.max(8, Math.round(((length % CHARS_A_LINE) / CHARS_A_LINE) * 96)),
  ];
}
