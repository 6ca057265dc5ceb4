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
  const stale = useStaleness(session);
  const shown = useCallback(() => {
    if (!session || !inView.current) return null;
    if (stale.current && session.askSeq()) stale.current = false;
    return session.view().loaded && session.seq >= 0 ? session.seq : null;
  }, [session, inView, stale]);
  useSeen(`/api/notes/${note.id}/seen`, shown, useStore(caseBeingRead) === note.caseId);
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

/** Whether the text has moved on since its seq was asked for last. */
function useStaleness(session: NoteSession | null): RefObject<boolean> {
  const stale = useRef(true);
  useEffect(() => {
    if (!session) return;
    stale.current = true;
    const onEdit = () => {
      stale.current = true;
    };
    session.doc.on('update', onEdit);
    return () => session.doc.off('update', onEdit);
  }, [session]);
  return stale;
}
