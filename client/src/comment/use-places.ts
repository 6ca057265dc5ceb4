import type { NoteThreads } from '@caseroom/shared/comment';
import { FlatNote, type FlatRange, locate } from '@caseroom/shared/editor/anchor';
import { useEffect, useState } from 'react';
import type { Passage } from '../note/passages/passage.ts';
import { lookAgain, shownPassages, showPassages } from '../note/passages/shown-passages.ts';
import type { Surface } from '../note/surfaces.ts';
import { DRAFT_ID } from './active.ts';
import type { ThreadDraft } from './drafts.ts';
import { passagesOf, placesIn } from './places.ts';
import { isSettled, type Place, type Places } from './threads.ts';

/** Typing moves passages along by itself; they are looked for again after this pause, ms. */
const RECOUNT_MS = 80;

interface Sought {
  readonly surfaces: ReadonlyMap<string, Surface>;
  readonly byNote: ReadonlyMap<string, NoteThreads>;
  readonly draft: ThreadDraft | null;
  readonly activeId: string | null;
  readonly pointedId: string | null;
  readonly settledShown: boolean;
}

interface Look {
  readonly found: Map<string, Place | null>;
  readonly passages: readonly Passage[];
}

const nowhere: Places = new Map();

/** Follows where the threads of the notes on the page are, and shows them there. Unknown until a note has its text. */
export function usePlaces({ surfaces, byNote, draft, activeId, pointedId, settledShown }: Sought): Places {
  const [places, setPlaces] = useState(nowhere);
  useEffect(() => {
    const look = (noteId: string, { session }: Surface): Look => {
      const note = new FlatNote(session.body);
      const threads = byNote.get(noteId)?.items ?? [];
      const here = placesIn(note, session.doc, threads);
      const found = new Map([...here].map(([id, range]) => [id, range && placeAt(note, range)]));
      const shown = threads.filter((one) => settledShown || one.id === activeId || !isSettled(one));
      const passages = passagesOf(note, shown, here, [activeId, pointedId]);
      if (draft?.noteId !== noteId) return { found, passages };
      const begun = rangeOf(note, session, draft);
      found.set(DRAFT_ID, begun && placeAt(note, begun));
      return { found, passages: begun ? [...passages, draftPassage(note, begun)] : passages };
    };
    const recount = () => {
      const all = new Map<string, Place | null>();
      for (const [noteId, surface] of surfaces) {
        const { found, passages } = look(noteId, surface);
        for (const [id, place] of found) all.set(id, place);
        showPassages(noteId, passages);
      }
      setPlaces((before) => (isSame(before, all) ? before : all));
    };
    recount();
    for (const [noteId, surface] of surfaces) lookAgain(noteId, () => look(noteId, surface).passages);
    let timer: number | undefined;
    const soon = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        recount();
      }, RECOUNT_MS);
    };
    for (const { session } of surfaces.values()) session.body.observeDeep(soon);
    return () => {
      window.clearTimeout(timer);
      for (const { session } of surfaces.values()) session.body.unobserveDeep(soon);
      for (const noteId of surfaces.keys()) lookAgain(noteId, null);
    };
  }, [surfaces, byNote, draft, activeId, pointedId, settledShown]);

  useEffect(
    () => () => {
      for (const noteId of shownPassages.get().keys()) showPassages(noteId, []);
    },
    [],
  );
  return places;
}

const placeAt = (note: FlatNote, { from, to }: FlatRange): Place => ({
  from,
  to,
  words: note.text.slice(from, to),
});

function rangeOf(note: FlatNote, { doc }: Surface['session'], draft: ThreadDraft): FlatRange | null {
  const { quote, prefix, suffix, anchor = null } = draft;
  return locate(note, doc, { id: DRAFT_ID, quote, prefix, suffix, anchor });
}

const draftPassage = (note: FlatNote, range: FlatRange): Passage => ({
  id: DRAFT_ID,
  lines: note.lines(range),
  tone: 'draft',
  active: true,
});

function isSame(a: Places, b: Places): boolean {
  if (a.size !== b.size) return false;
  for (const [id, range] of b) {
    const before = a.get(id);
    if (before === undefined || before?.from !== range?.from || before?.words !== range?.words) return false;
  }
  return true;
}
