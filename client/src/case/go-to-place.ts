import { type RefObject, useEffect } from 'react';
import { useSearchParams } from 'react-router';

/** A place within a case's notes. */
export interface CasePlace {
  readonly noteId?: string | undefined;
  readonly followUpId?: string | undefined;
  readonly threadId?: string | undefined;
}

const NOTE = 'note';
const TASK = 'task';
/** The comments go there themselves: a thread may be folded away, or its text may be gone. */
export const THREAD = 'thread';
/** The notes are fetched, connected and drawn by then, ms, or the place is gone. */
const GIVE_UP_MS = 15_000;
const GLOW_MS = 2_000;

/** The address of a place in a case. */
export function placeInCase(caseId: string, { noteId, followUpId, threadId }: CasePlace): string {
  const search = new URLSearchParams();
  if (noteId) search.set(NOTE, noteId);
  if (followUpId) search.set(TASK, followUpId);
  if (threadId) search.set(THREAD, threadId);
  return `/cases/${caseId}${search.size > 0 ? `?${search}` : ''}`;
}

/** Scrolls to the place that the address names as soon as it stands on the page, and takes it out of the address. */
export function useGoToPlace(column: RefObject<HTMLElement | null>): void {
  const [params, setParams] = useSearchParams();
  const noteId = params.get(NOTE);
  const followUpId = params.get(TASK);
  useEffect(() => {
    const root = column.current;
    if (!root || (!noteId && !followUpId)) return;
    const arrive = () => {
      setParams((now) => without(now, [NOTE, TASK]), { replace: true, preventScrollReset: true });
    };
    return follow(root, { noteId, followUpId }, arrive);
  }, [column, noteId, followUpId, setParams]);
}

function without(params: URLSearchParams, names: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of names) next.delete(name);
  return next;
}

function follow(
  root: HTMLElement,
  { noteId, followUpId }: { noteId: string | null; followUpId: string | null },
  arrive: () => void,
): () => void {
  let isNear = false;
  const look = () => {
    const note = noteId && root.querySelector<HTMLElement>(`[data-note-id="${CSS.escape(noteId)}"]`);
    if (note && !isNear) note.scrollIntoView({ block: 'start' });
    isNear ||= Boolean(note);
    const task =
      followUpId && root.querySelector<HTMLElement>(`[data-follow-up="${CSS.escape(followUpId)}"]`);
    if (followUpId ? !task : !note) return;
    stop();
    const target = (task || note) as HTMLElement;
    if (task) task.scrollIntoView({ block: 'center' });
    target.animate([{ background: 'var(--accent-wash)' }, { background: 'transparent' }], {
      duration: GLOW_MS,
    });
    arrive();
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { childList: true, subtree: true });
  const timer = window.setTimeout(() => stop(), GIVE_UP_MS);
  const stop = () => {
    observer.disconnect();
    window.clearTimeout(timer);
  };
  look();
  return stop;
}
