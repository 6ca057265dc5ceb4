import { type RefObject, useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { WordsPlace } from './find-words.ts';
import { showWords } from './show-words.ts';

/** A place within a case: in its notes, or in what its customer said. */
export interface CasePlace {
  readonly noteId?: string | undefined;
  readonly followUpId?: string | undefined;
  readonly threadId?: string | undefined;
  /** Words of the note. */
  readonly words?: WordsPlace | undefined;
  readonly interactionId?: string | undefined;
  /** Of the interaction's transcript, from 0. */
  readonly turn?: number | undefined;
  /** What the customer answered to a message. */
  readonly replyId?: string | undefined;
}

const NOTE = 'note';
const TASK = 'task';
/** The comments go there themselves: a thread may be folded away, or its text may be gone. */
export const THREAD = 'thread';
/** The contact that stands open beside the notes. */
export const INTERACTION = 'interaction';
const WORDS = 'words';
const BEFORE = 'before';
const AFTER = 'after';
const ALL = [NOTE, TASK, WORDS, BEFORE, AFTER];
/** The notes are fetched, connected and drawn by then, ms, or the place is gone. */
const GIVE_UP_MS = 15_000;
/** As long, for words in a note, ms: somebody who searched is waiting for them. */
const WORDS_GIVE_UP_MS = 6_000;
const GLOW_MS = 2_000;

/** The address of a place in a case. */
export function placeInCase(caseId: string, place: CasePlace): string {
  const { noteId, followUpId, threadId, words, interactionId, turn, replyId } = place;
  const search = new URLSearchParams();
  if (noteId) search.set(NOTE, noteId);
  if (followUpId) search.set(TASK, followUpId);
  if (threadId) search.set(THREAD, threadId);
  if (words) {
    search.set(WORDS, words.match);
    search.set(BEFORE, words.before);
    search.set(AFTER, words.after);
  }
  if (interactionId) search.set(INTERACTION, interactionId);
  const anchor = replyId ? replyAnchor(replyId) : turn === undefined ? null : turnAnchor(turn);
  return `/cases/${caseId}${search.size > 0 ? `?${search}` : ''}${anchor ? `#${anchor}` : ''}`;
}

export const turnAnchor = (turn: number): string => `turn-${turn}`;
export const replyAnchor = (replyId: string): string => `reply-${replyId}`;

/** The address of a message to many. */
export const bulkPath = (bulkId: string): string => `/messages/many/${bulkId}`;

/** The address of a packet, at one of its cases. */
export const handoverPath = (handoverId: string, number: string): string =>
  `/handover/${handoverId}?case=${number}`;

/** Scrolls to the place that the address names as soon as it stands on the page, and takes it out of the address. */
export function useGoToPlace(column: RefObject<HTMLElement | null>): void {
  const [params, setParams] = useSearchParams();
  const noteId = params.get(NOTE);
  const followUpId = params.get(TASK);
  const match = params.get(WORDS);
  const before = params.get(BEFORE) ?? '';
  const after = params.get(AFTER) ?? '';
  useEffect(() => {
    const root = column.current;
    if (!root || (!noteId && !followUpId)) return;
    const arrive = () => {
      setParams((now) => without(now, ALL), { replace: true, preventScrollReset: true });
    };
    return follow(
      root,
      { noteId, followUpId, words: match === null ? null : { before, match, after } },
      arrive,
    );
  }, [column, noteId, followUpId, match, before, after, setParams]);
}

function without(params: URLSearchParams, names: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of names) next.delete(name);
  return next;
}

interface Wanted {
  readonly noteId: string | null;
  readonly followUpId: string | null;
  readonly words: WordsPlace | null;
}

function follow(root: HTMLElement, { noteId, followUpId, words }: Wanted, arrive: () => void): () => void {
  let isNear = false;
  const noteThere = () =>
    noteId ? root.querySelector<HTMLElement>(`[data-note-id="${CSS.escape(noteId)}"]`) : null;
  const look = () => {
    const note = noteThere();
    if (note && !isNear) note.scrollIntoView({ block: 'start' });
    isNear ||= Boolean(note);
    const task =
      followUpId && root.querySelector<HTMLElement>(`[data-follow-up="${CSS.escape(followUpId)}"]`);
    if (followUpId ? !task : !note || (words && !showWords(note, words))) return;
    stop();
    if (task) task.scrollIntoView({ block: 'center' });
    if (!words) glow((task || note) as HTMLElement);
    arrive();
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { childList: true, subtree: true, characterData: true });
  // Words may have been rewritten since they were found: then the note itself is the place.
  const giveUp = () => {
    stop();
    const note = noteThere();
    if (!words || !note) return;
    glow(note);
    arrive();
  };
  const timer = window.setTimeout(giveUp, words ? WORDS_GIVE_UP_MS : GIVE_UP_MS);
  const stop = () => {
    observer.disconnect();
    window.clearTimeout(timer);
  };
  look();
  return stop;
}

function glow(target: HTMLElement): void {
  target.animate([{ background: 'var(--accent-wash)' }, { background: 'transparent' }], {
    duration: GLOW_MS,
  });
}
