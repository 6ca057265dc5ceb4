import type { NoteThreads } from '@caseroom/shared/comment';
import { FlatNote, type FlatRange, locate } from '@caseroom/shared/editor/anchor';
import { useEffect, useState } from 'react';
import type { Passage } from '../note/passages/passage.ts';
import { shownPassages, showPassages } from '../note/passages/shown-passages.ts';
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

const nowhere: Places = new Map();

/** Follows where the threads of the notes on the page are, and shows them there. Unknown until a note has its text. */
export function usePlaces({ surfaces, byNote, draft, activeId, pointedId, settledShown }: Sought): Places {
  const [places, setPlaces] = useState(nowhere);
  useEffect(() => {
    const recount = () => {
      const found = new Map<string, Place | null>();
      for (const [noteId, { session }] of surfaces) {
        const note = new FlatNote(session.body);
        const threads = byNote.get(noteId)?.items ?? [];
        const here = placesIn(note, session.doc, threads);
        for (const [id, range] of here) found.set(id, range && placeAt(note, range));
        const shown = threads.filter((one) => settledShown || one.id === activeId || !isSettled(one));
        const passages = passagesOf(note, shown, here, [activeId, pointedId]);
        const begun = draft?.noteId === noteId ? rangeOf(note, session, draft) : undefined;
        if (begun !== undefined) found.set(DRAFT_ID, begun && placeAt(note, begun));
        showPassages(noteId, begun ? [...passages, draftPassage(note, begun)] : passages);
      }
      setPlaces((before) => (isSame(before, found) ? before : found));
    };
    recount();
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
