import { createStore } from '../../platform/store.ts';

interface Pointing {
  readonly noteId: string;
  readonly lines: readonly string[];
}

/** The drafted lines whoever looks has the pointer or the caret on: what they were made from is shown beside the note. */
export const pointedLines = createStore<Pointing | null>(null);

/** The drafted lines to lift out of a note: those that were made from what is pointed at beside it. */
export const litLines = createStore<Pointing | null>(null);

/** The notes under review here, by id; their drafted lines can be accepted and thrown away. */
export const notesInReview = createStore<ReadonlySet<string>>(new Set());

export function setInReview(noteId: string, isInReview: boolean): void {
  const now = notesInReview.get();
  if (now.has(noteId) === isInReview) return;
  const next = new Set(now);
  if (isInReview) next.add(noteId);
  else next.delete(noteId);
  notesInReview.set(next);
}
