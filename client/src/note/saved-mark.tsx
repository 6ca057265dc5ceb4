import type { SaveMark } from './live/connection.ts';
import styles from './saved-mark.module.css';

type Tone = 'good' | 'quiet' | 'warn' | 'bad';

const kept = (edits: number): string =>
  edits === 0 ? '' : `, ${edits} ${edits === 1 ? 'edit' : 'edits'} kept here`;

/** The words and tone of a mark. `readOnly`: nothing of this person's can be unsaved, so live is all there is to say. */
export function markWords(mark: SaveMark, readOnly: boolean): { words: string; tone: Tone } {
  switch (mark.is) {
    case 'connecting':
      return { words: 'Connecting', tone: 'quiet' };
    case 'saved':
      return { words: readOnly ? 'Live' : 'Saved', tone: 'good' };
    case 'saving':
      return { words: 'Saving', tone: 'quiet' };
    case 'late':
      return { words: `Not saved: ${mark.seconds} s`, tone: 'warn' };
    case 'reconnecting':
      return { words: `Reconnecting${kept(mark.edits)}`, tone: mark.edits > 0 ? 'warn' : 'quiet' };
    case 'offline':
      return { words: `Offline${kept(mark.edits)}`, tone: 'warn' };
    case 'too-fast':
      return { words: `Too many edits at once, waiting${kept(mark.edits)}`, tone: 'warn' };
    case 'refused':
      return { words: 'Edit refused', tone: 'bad' };
    case 'no-access':
      return { words: 'No access', tone: 'bad' };
    case 'gone':
      return { words: 'No longer here', tone: 'bad' };
    case 'session-ended':
      return { words: `Signed out${kept(mark.edits)}`, tone: 'bad' };
    case 'too-old':
      return { words: `Page out of date${kept(mark.edits)}`, tone: 'bad' };
  }
}

/** Whether what is on the screen is in the database, in a word or two. */
export function SavedMark({ mark, readOnly }: { readonly mark: SaveMark; readonly readOnly: boolean }) {
  const { words, tone } = markWords(mark, readOnly);
  return (
    <span className={styles.mark} data-tone={tone} data-mark={mark.is}>
      <span className={styles.dot} aria-hidden />
      {/* Said when it is news: trouble and its end, not every stroke. */}
      <span role={tone === 'good' || tone === 'quiet' ? undefined : 'status'}>{words}</span>
    </span>
  );
}
