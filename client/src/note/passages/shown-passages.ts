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

const looks = new Map<string, () => readonly Passage[]>();

/** Says how to find a note's passages in its document as it is right now; null: nobody knows any more. */
export function lookAgain(noteId: string, look: (() => readonly Passage[]) | null): void {
  if (look) looks.set(noteId, look);
  else looks.delete(noteId);
}

/** The passages as they are right now, also between two settings. */
export const passagesNow = (noteId: string): readonly Passage[] =>
  looks.get(noteId)?.() ?? shownPassages.get().get(noteId) ?? noPassages;
