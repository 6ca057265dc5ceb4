import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { THREAD } from '../case/go-to-place.ts';
import { passageIn } from '../note/passages/passage.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { activeThread, DRAFT_ID } from './active.ts';
import type { Entry } from './margin-items.ts';
import type { Places } from './threads.ts';

/** So near the edge of the window a passage is not well seen, pixels. */
const EDGE_PX = 40;

interface Ways {
  readonly entries: readonly Entry[];
  readonly noteOf: (threadId: string) => string | undefined;
  /** Every thread has been asked for: who is not among them is gone. */
  readonly settled: boolean;
  readonly places: Places;
  readonly onGo: () => void;
}

/** Goes to threads: by key from one to the next, and to the one that the address names. */
export function useGoing({ entries, noteOf, settled, places, onGo }: Ways): (threadId: string) => void {
  const [going, setGoing] = useState<string | null>(null);
  const [params, setParams] = useSearchParams();
  const asked = params.get(THREAD);
  const go = useCallback(
    (threadId: string) => {
      activeThread.set(threadId);
      setGoing(threadId);
      onGo();
    },
    [onGo],
  );
  useEffect(() => {
    if (asked) go(asked);
  }, [asked, go]);

  useEffect(() => {
    if (going === null) return;
    const noteId = noteOf(going);
    const arrive = () => {
      setGoing(null);
      if (asked === going)
        setParams((now) => without(now, THREAD), { replace: true, preventScrollReset: true });
    };
    if (noteId === undefined) {
      if (settled) arrive();
      return;
    }
    const note = document.getElementById(`note-${noteId}`);
    // A note gets its text when it comes near.
    if (places.get(going) === undefined) {
      note?.scrollIntoView({ block: 'start' });
      return;
    }
    const frame = requestAnimationFrame(() => {
      show(note && passageIn(note, going), document.querySelector('[data-comment-sheet]'));
      const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(going)}"]`);
      card?.focus({ preventScroll: true });
      card?.scrollIntoView({ block: 'nearest' });
      arrive();
    });
    return () => cancelAnimationFrame(frame);
  }, [going, noteOf, settled, places, asked, setParams]);

  const step = (by: 1 | -1) => {
    const ids = entries.map(({ id }) => id).filter((id) => id !== DRAFT_ID);
    const at = ids.indexOf(activeThread.get() ?? '');
    const next = ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length];
    if (next !== undefined) go(next);
  };
  useShortcut({ keys: 'm', label: 'Next comment', group: 'Case' }, () => step(1), entries.length > 0);
  useShortcut({ keys: 'b', label: 'Previous comment', group: 'Case' }, () => step(-1), entries.length > 0);
  return go;
}

function without(params: URLSearchParams, name: string): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(name);
  return next;
}

/** Brings a passage to the middle of what can be seen of the notes, unless it is well in it. */
function show(passage: Element | null, sheet: Element | null): void {
  const notes = passage?.closest('[data-notes-scroll]');
  if (!passage || !notes) return;
  const [rect, seen] = [passage.getBoundingClientRect(), notes.getBoundingClientRect()];
  const end = sheet?.getBoundingClientRect().top ?? seen.bottom;
  if (rect.top > seen.top + EDGE_PX && rect.bottom < end - EDGE_PX) return;
  notes.scrollBy({ top: (rect.top + rect.bottom) / 2 - (seen.top + end) / 2 });
}
