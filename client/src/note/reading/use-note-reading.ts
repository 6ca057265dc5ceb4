import type { Note } from '@caseroom/shared/note';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { createStore, useStore } from '../../platform/store.ts';
import type { NoteSession } from '../live/note-session.ts';
import { useSeen } from './use-seen.ts';

/**
 * The case whose reading may be told: what its notes were like when it was left has been asked for. Told any
 * earlier, reading would hide what is new.
 */
export const caseBeingRead = createStore<string | null>(null);

/** This much of a note must be in the window, pixels; less when the note is shorter. */
const IN_VIEW_PX = 120;
const STEPS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Tells how far the person has read a note: in the window, in an attended page, in step with the server. */
export function useNoteReading(
  note: Note,
  session: NoteSession | null,
  element: RefObject<Element | null>,
): void {
  const inView = useInView(element);
  const moved = useMovement(session);
  const shown = useCallback(() => {
    if (!session || !inView.current || !session.view().loaded) return null;
    if (moved.current.stale && session.askSeq()) moved.current.stale = false;
    const typed = moved.current.typed && !session.view().unsaved;
    if (typed) moved.current.typed = false;
    return session.seq < 0 ? null : { seq: session.seq, typed };
  }, [session, inView, moved]);
  useSeen(`/api/notes/${note.id}/seen`, note.caseId, shown, useStore(caseBeingRead) === note.caseId);
}

function useInView(element: RefObject<Element | null>): RefObject<boolean> {
  const inView = useRef(false);
  useEffect(() => {
    if (!element.current) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { intersectionRect, boundingClientRect, isIntersecting } of entries)
          inView.current =
            isIntersecting && intersectionRect.height >= Math.min(IN_VIEW_PX, boundingClientRect.height / 2);
      },
      { threshold: STEPS },
    );
    watcher.observe(element.current);
    return () => watcher.disconnect();
  }, [element]);
  return inView;
}

interface Movement {
  /** The text has moved on since its seq was asked for last. */
  stale: boolean;
  /** It was written in here, and what was written has not been counted yet. */
  typed: boolean;
}

function useMovement(session: NoteSession | null): RefObject<Movement> {
  const moved = useRef<Movement>({ stale: true, typed: false });
  useEffect(() => {
    if (!session) return;
    moved.current = { stale: true, typed: false };
    const onEdit = (_edit: Uint8Array, origin: unknown) => {
      moved.current.stale = true;
      if (origin !== session.provider) moved.current.typed = true;
    };
    session.doc.on('update', onEdit);
    return () => session.doc.off('update', onEdit);
  }, [session]);
  return moved;
}
