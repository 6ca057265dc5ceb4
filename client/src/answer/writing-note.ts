import { noteKinds } from '@caseroom/shared/note-kinds';
import { useEffect } from 'react';
import { type Surface, surfaces } from '../note/surfaces.ts';
import { createStore, useStore } from '../platform/store.ts';

/** The note that somebody wrote in last, on this page. */
const lastWritten = createStore<string | null>(null);

export interface WritingNote {
  readonly noteId: string;
  readonly name: string;
  readonly surface: Surface;
  /** Whether they have been in it, so that its caret is where they left it. */
  readonly atCaret: boolean;
}

/** Where an answer would go: the note somebody is writing in, else the first that can be written in. */
export function useWritingNote(caseId: string): WritingNote | null {
  const all = useStore(surfaces);
  const last = useStore(lastWritten);
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      const inText =
        event.target instanceof Element ? event.target.closest('[contenteditable="true"]') : null;
      const note = inText?.closest<HTMLElement>('[data-note-id]')?.dataset.noteId;
      if (note) lastWritten.set(note);
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  const open = [...all.values()]
    .filter(({ note, editor }) => note.caseId === caseId && editor?.isEditable && !note.finalised)
    .sort(inReadingOrder);
  const surface = open.find(({ note }) => note.id === last) ?? open[0];
  if (!surface) return null;
  const { id, title, kind } = surface.note;
  return { noteId: id, name: title || noteKinds[kind].name, surface, atCaret: id === last };
}

const inReadingOrder = (a: Surface, b: Surface): number =>
  a.article.compareDocumentPosition(b.article) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
