import type { Note } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { NoteSession, SessionView } from './note-session.ts';
import { openNotes } from './open-notes.ts';

/** The session of a note while `wanted`; null before it exists. `reload` starts over from the server's text. */
export function useNoteSession(note: Note, title: string, me: PersonRef, wanted: boolean) {
  const [session, setSession] = useState<NoteSession | null>(null);
  const [round, setRound] = useState(0);
  const { id, name, colour } = me;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reopens; a new title alone must not.
  useEffect(() => {
    if (!wanted) return;
    const opened = openNotes().open(note.id, title, { id, name, colour });
    setSession(opened);
    return () => {
      setSession(null);
      openNotes().close(opened);
    };
  }, [note.id, id, name, colour, wanted, round]);

  const reload = () => {
    if (session) openNotes().forget(session);
    setRound(round + 1);
  };
  return { session, reload };
}

const never = () => () => {};
const notOpened: SessionView = { mark: { is: 'connecting' }, loaded: false, open: true, unsaved: false };

export function useSessionView(session: NoteSession | null): SessionView {
  return useSyncExternalStore(session?.subscribe ?? never, session?.view ?? (() => notOpened));
}
