import type { Note } from '@caseroom/shared/note';

/** Notes in the order they were added, each with its amendments below it. Times are compared as moments, never as text. */
export function inReadingOrder(notes: readonly Note[]): Note[] {
  const byTime = notes.toSorted((a, b) => timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1));
  const ids = new Set(notes.map(({ id }) => id));
  const isBelow = ({ amends }: Note) => amends !== null && ids.has(amends.noteId);
  return byTime
    .filter((note) => !isBelow(note))
    .flatMap((note) => [note, ...byTime.filter(({ amends }) => amends?.noteId === note.id)]);
}

const timeOf = ({ createdAt }: Note): number => new Date(createdAt).getTime();
