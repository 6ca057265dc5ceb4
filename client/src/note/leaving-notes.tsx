import { Button } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import styles from './leaving-notes.module.css';
import { type LeavingNote, openNotes } from './live/open-notes.ts';
import { useSessionView } from './live/use-note-session.ts';
import { CopyText } from './note-trouble.tsx';
import { markWords } from './saved-mark.tsx';

/** Notes whose pane is closed but whose edits are still on their way. For the shell to show on every page. */
export function LeavingNotes() {
  const notes = openNotes();
  const leaving = useSyncExternalStore(notes.subscribe, notes.leaving);
  if (leaving.length === 0) return null;
  return (
    <div className={styles.stack} role="status">
      {leaving.map((note) => (
        <Leaving key={note.session.noteId} note={note} />
      ))}
    </div>
  );
}

/** Only trouble is worth a word: most notes are saved within the same blink. */
function Leaving({ note: { session, title } }: { readonly note: LeavingNote }) {
  const { mark, open } = useSessionView(session);
  if (mark.is === 'saved' || mark.is === 'saving') return null;
  const { words } = markWords(mark, false);
  return (
    <div className={styles.note}>
      <div>
        <strong>{title}</strong> is not saved yet
        <div className={styles.words}>{open ? `${words}. Keep this page open.` : words}</div>
      </div>
      <CopyText session={session}>Copy text</CopyText>
      {!open && (
        <Button variant="subtle" color="gray" onClick={() => openNotes().forget(session)}>
          Let it go
        </Button>
      )}
    </div>
  );
}
