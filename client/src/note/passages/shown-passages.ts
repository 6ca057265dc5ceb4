import { createStore } from '../../platform/store.ts';
import type { Passage } from './passage.ts';

/** The passages to show in each note's text, by the note's id. Set by whoever has something to say about them. */
export const shownPassages = createStore<ReadonlyMap<string, readonly Passage[]>>(new Map());

export const noPassages: readonly Passage[] = [];

/** Shows these in a note from now on; an empty list takes them away. */
export function showPassages(noteId: string, passages: readonly Passage[]): void {
  const next = new Map(shownPassages.get());
  if (passages.length > 0) next.set(noteId, passages);
  else next.delete(noteId);
  shownPassages.set(next);
}
