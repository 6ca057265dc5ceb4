import { createStore } from '../../platform/store.ts';

interface Pointing {
  readonly noteId: string;
  readonly lines: readonly string[];
}

/** The drafted lines whoever looks has the pointer or the caret on: what they were made from is shown beside the note. */
export const pointedLines = createStore<Pointing | null>(null);

/** The drafted lines to lift out of a note: those that were made from what is pointed at beside it. */
export const litLines = createStore<Pointing | null>(null);

/** By the id of a drafted line: a time that nobody named, ISO 8601. It is only proposed until somebody lets the line stand. */
export type ProposedTimes = ReadonlyMap<string, string>;

/** The notes under review here, by id; their drafted lines can be accepted and thrown away. */
export const notesInReview = createStore<ReadonlyMap<string, ProposedTimes>>(new Map());

/** Null: it is not, or no longer. */
export function setInReview(noteId: string, proposed: ProposedTimes | null): void {
  const now = notesInReview.get();
  if ((now.get(noteId) ?? null) === proposed) return;
  const next = new Map(now);
  if (proposed) next.set(noteId, proposed);
  else next.delete(noteId);
  notesInReview.set(next);
}
