import type { NoteThreads, Thread } from '@caseroom/shared/comment';
import type { Note } from '@caseroom/shared/note';
import { DRAFT_ID } from './active.ts';
import type { ThreadDraft } from './drafts.ts';
import { inTextOrder, isSettled, type Places } from './threads.ts';
import type { MarginItem } from './use-layout.ts';

/** A thread of the margin, or the place of the one that is being begun. */
export interface Entry extends MarginItem {
  /** Null: the draft. */
  readonly thread: Thread | null;
}

interface Facts {
  readonly notes: readonly Note[];
  readonly byNote: ReadonlyMap<string, NoteThreads>;
  readonly places: Places;
  readonly draft: ThreadDraft | null;
  readonly activeId: string | null;
  readonly settledShown: boolean;
}

/** What stands in the margin, in the order of the notes and of their text. */
export function entriesOf({ notes, byNote, places, draft, activeId, settledShown }: Facts): Entry[] {
  return notes.flatMap(({ id: noteId }) => {
    const threads = (byNote.get(noteId)?.items ?? []).filter(
      (thread) => settledShown || thread.id === activeId || !isSettled(thread),
    );
    const entries: Entry[] = inTextOrder(threads, places).map((thread) => ({
      id: thread.id,
      noteId,
      thread,
    }));
    if (draft?.noteId === noteId)
      entries.splice(indexOfDraft(entries, places), 0, { id: DRAFT_ID, noteId, thread: null });
    return entries;
  });
}

/** Behind those that begin before it or where it begins. */
function indexOfDraft(entries: readonly Entry[], places: Places): number {
  const from = places.get(DRAFT_ID)?.from ?? Number.POSITIVE_INFINITY;
  const index = entries.findIndex(({ id }) => (places.get(id)?.from ?? Number.POSITIVE_INFINITY) > from);
  return index < 0 ? entries.length : index;
}

/** How many threads are folded away. */
export const countSettled = (byNote: ReadonlyMap<string, NoteThreads>): number =>
  [...byNote.values()].flatMap(({ items }) => items.filter(isSettled)).length;
