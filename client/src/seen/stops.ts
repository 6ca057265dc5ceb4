import type { CaseEvent } from '@caseroom/shared/case';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { NoteSince, Since, TextChange } from '@caseroom/shared/seen';

/** One thing others did, and where "Next change" goes to show it. */
export type Stop =
  | { readonly at: 'text'; readonly note: NoteSince; readonly index: number; readonly change: TextChange }
  /** A note that is new as a whole, or whose text is the same: it was formatted, or a task was ticked. */
  | { readonly at: 'note'; readonly note: NoteSince }
  | { readonly at: 'event'; readonly event: CaseEvent };

/** What others did since, note by note in reading order, then what the ledger says besides. */
export function stopsOf({ notes, events }: Since): Stop[] {
  const newNotes = new Set(notes.filter((note) => note.isNew).map((note) => note.noteId));
  // That a note was added is said by the note itself.
  const besides = events.filter(
    ({ kind, data }) => kind !== 'note.added' || !newNotes.has(String(data.noteId)),
  );
  return [...notes.flatMap(noteStops), ...besides.map((event): Stop => ({ at: 'event', event }))];
}

function noteStops(note: NoteSince): Stop[] {
  if (note.isNew || note.changes.length === 0) return [{ at: 'note', note }];
  return note.changes.map((change, index): Stop => ({ at: 'text', note, index, change }));
}

export function peopleOf(stop: Stop): readonly PersonRef[] {
  if (stop.at === 'text') return [stop.change.by];
  if (stop.at === 'event') return stop.event.actor ? [stop.event.actor] : [];
  return unique(stop.note.bursts.map((burst) => burst.author));
}

/** When it was last done. */
export function timeOf(stop: Stop): string {
  if (stop.at === 'text') return stop.change.at;
  return stop.at === 'event' ? stop.event.at : (stop.note.bursts[0]?.to ?? '');
}

/** Everybody who did something, most changes first. */
export function peopleBehind(stops: readonly Stop[]): PersonRef[] {
  const all = stops.flatMap(peopleOf);
  const count = (id: string) => all.filter((person) => person.id === id).length;
  return unique(all).sort((a, b) => count(b.id) - count(a.id));
}

const unique = (people: readonly PersonRef[]): PersonRef[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];

/** From one stop to the next or the one before, round and round; -1 is before the first. */
export function stepTo(current: number, step: 1 | -1, count: number): number {
  if (current < 0) return step > 0 ? 0 : count - 1;
  return (current + step + count) % count;
}
