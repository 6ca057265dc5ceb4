import { createStore } from '../platform/store.ts';

/** The note this person just added: its editor takes the caret as soon as it stands. */
export const noteToWriteIn = createStore<string | null>(null);

/** A field of a note somebody is about to write in: its editor goes there as soon as it stands. */
export interface WritingPlace {
  readonly noteId: string;
  /** Where the note has no such field, its end. */
  readonly field: string;
}
export const placeToWriteAt = createStore<WritingPlace | null>(null);

/** Brings the note near, so that it connects, and its editor to the field. */
export function writeAt(place: WritingPlace): void {
  placeToWriteAt.set(place);
  document.getElementById(`note-${place.noteId}`)?.scrollIntoView({ block: 'start' });
}
