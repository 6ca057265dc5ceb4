import { Anchor, CommentMention } from '@caseroom/shared/comment';
import { z } from 'zod';
import { createStore, type Store, useStore } from '../platform/store.ts';

/** Something somebody began to say. Kept in this tab until it is sent or thrown away. */
const Draft = z.object({
  body: z.string(),
  mentions: z.array(CommentMention),
});
export type Draft = z.infer<typeof Draft>;

/** A thread that is about to be opened. */
const ThreadDraft = Draft.extend({
  noteId: z.string(),
  quote: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  anchor: Anchor.optional(),
  audience: z.enum(['everyone', 'coaching']),
  coachedId: z.string().nullable(),
  /** Other words; null: no suggestion. */
  suggestion: z.string().nullable(),
  /** Makes sending it twice open one thread. */
  key: z.string(),
});
export type ThreadDraft = z.infer<typeof ThreadDraft>;

export const emptyDraft: Draft = { body: '', mentions: [] };

const PREFIX = 'caseroom.comment-draft';
const keyOf = (personId: string, slot: string): string => `${PREFIX} ${personId} ${slot}`;

/** Drafts that could not be kept in the browser are kept here, as long as the page lives. */
const inPage = new Map<string, string>();

function read(key: string): unknown {
  try {
    return JSON.parse(inPage.get(key) ?? sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  const text = value === null ? null : JSON.stringify(value);
  if (text === null) inPage.delete(key);
  else inPage.set(key, text);
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // A full or blocked storage: the draft lives as long as the page.
  }
}

const stores = new Map<string, Store<unknown>>();

function storeOf<T>(key: string, parse: (stored: unknown) => T): Store<T> {
  const known = stores.get(key) as Store<T> | undefined;
  if (known) return known;
  const store = createStore(parse(read(key)));
  stores.set(key, store as Store<unknown>);
  return store;
}

const parseDraft = (stored: unknown): Draft => {
  const parsed = Draft.safeParse(stored);
  return parsed.success ? parsed.data : emptyDraft;
};
const parseThreadDraft = (stored: unknown): ThreadDraft | null => {
  const parsed = ThreadDraft.safeParse(stored);
  return parsed.success ? parsed.data : null;
};

/** What somebody is saying in one place ("reply …", "edit …"). It survives whatever happens to the field. */
export function useDraft(personId: string, slot: string): readonly [Draft, (next: Draft) => void] {
  const key = keyOf(personId, slot);
  const store = storeOf(key, parseDraft);
  const set = (next: Draft) => {
    store.set(next);
    write(key, next.body === '' ? null : next);
  };
  return [useStore(store), set];
}

const threadStore = (personId: string, caseId: string): Store<ThreadDraft | null> =>
  storeOf(keyOf(personId, `thread ${caseId}`), parseThreadDraft);

/** The thread somebody is about to open in a case: one at a time. */
export const useThreadDraft = (personId: string, caseId: string): ThreadDraft | null =>
  useStore(threadStore(personId, caseId));

export const threadDraft = (personId: string, caseId: string): ThreadDraft | null =>
  threadStore(personId, caseId).get();

export function setThreadDraft(personId: string, caseId: string, next: ThreadDraft | null): void {
  threadStore(personId, caseId).set(next);
  write(keyOf(personId, `thread ${caseId}`), next);
}
