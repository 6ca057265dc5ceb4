import type { Case } from '@caseroom/shared/case';
import type { CommentMention } from '@caseroom/shared/comment';
import { useEffect, useState } from 'react';
import { commentWish, surfaces, wishToComment } from '../note/surfaces.ts';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { activeThread, DRAFT_ID } from './active.ts';
import { setThreadDraft, type ThreadDraft, threadDraft } from './drafts.ts';
import type { AskedPlace } from './places.ts';
import { selectedIn } from './selection.ts';

const SELECT_FIRST = 'Select the words you want to comment on first.';
const CLOSED = 'The case is closed. Only who reviews it comments on it now.';
/** How long a hint stays, ms. */
const HINT_MS = 4_000;

interface Commenting {
  /** Rises with every wish that could be met. */
  readonly wish: number;
  /** Why the last one could not be; null once that has been read. */
  readonly hint: string | null;
}

/** Begins a thread on the selected text when somebody asks to, by key or button. */
export function useCommenting(
  { id: caseId, owner }: Case,
  mayComment: (noteId: string) => boolean,
  onBegun: () => void,
): Commenting {
  const me = useMe();
  const [wish, setWish] = useState(0);
  const [hint, setHint] = useState<string | null>(null);
  useEffect(
    () =>
      commentWish.subscribe(() => {
        const noteId = commentWish.get()?.noteId;
        const surface = noteId === undefined ? undefined : surfaces.get().get(noteId);
        const place = surface && selectedIn(surface);
        if (!place || noteId === undefined) return setHint(SELECT_FIRST);
        if (!mayComment(noteId)) return setHint(CLOSED);
        setHint(null);
        const before = threadDraft(me.id, caseId) ?? {
          ...emptyThreadDraft,
          coachedId: owner.id === me.id ? null : owner.id,
        };
        setThreadDraft(me.id, caseId, movedTo(noteId, place, before));
        activeThread.set(DRAFT_ID);
        setWish((count) => count + 1);
        onBegun();
      }),
    [caseId, owner.id, me.id, mayComment, onBegun],
  );
  useEffect(() => {
    if (hint === null) return;
    const timer = window.setTimeout(() => setHint(null), HINT_MS);
    return () => window.clearTimeout(timer);
  }, [hint]);
  useShortcut({ keys: 'mod+alt+m', label: 'Comment on the selected text', group: 'Case' }, () => {
    const noteId = noteInHand();
    if (noteId) wishToComment(noteId);
    else setHint(SELECT_FIRST);
  });
  return { wish, hint };
}

const emptyThreadDraft = {
  body: '',
  mentions: [],
  audience: 'everyone',
  quote: '',
  suggestion: null,
} as const;

/** What was written already goes along to newly selected text; words suggested for other text do not. */
function movedTo(
  noteId: string,
  { quote, prefix = '', suffix = '', anchor }: AskedPlace,
  before: Pick<ThreadDraft, 'body' | 'audience' | 'coachedId' | 'quote' | 'suggestion'> & {
    readonly mentions: readonly CommentMention[];
  },
): ThreadDraft {
  const { body, mentions, audience, coachedId } = before;
  return {
    ...{ noteId, body, mentions: [...mentions], audience, coachedId, quote, prefix, suffix },
    ...(anchor && { anchor }),
    suggestion: before.quote === quote ? before.suggestion : null,
    key: crypto.randomUUID(),
  };
}

/** The note that somebody writes in or has selected something of. */
function noteInHand(): string | undefined {
  const at = [document.activeElement, document.getSelection()?.anchorNode ?? null];
  for (const node of at) {
    const element = node instanceof Element ? node : node?.parentElement;
    const noteId = element?.closest<HTMLElement>('[data-note-id]')?.dataset.noteId;
    if (noteId) return noteId;
  }
  return undefined;
}
