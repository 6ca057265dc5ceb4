import { createStore, type Store, useStore } from '../platform/store.ts';
import type { Marks } from './read-back.ts';

/** What a receiver has begun on a case of a packet and the server does not know yet. Kept on this device. */
export interface ReadBackDraft {
  readonly marks: Marks;
  /** Words being written, by the key of the line. */
  readonly words: Readonly<Record<string, string>>;
  readonly question: string;
}

export const emptyDraft: ReadBackDraft = { marks: {}, words: {}, question: '' };

const PREFIX = 'caseroom.read-back';
const stores = new Map<string, Store<ReadBackDraft>>();

export interface DraftPlace {
  readonly personId: string;
  readonly handoverId: string;
  readonly caseId: string;
}

/** The draft of one case, the same wherever it is shown; survives navigation, reloads and lost connections. */
function draftStore({ personId, handoverId, caseId }: DraftPlace): Store<ReadBackDraft> {
  const key = [PREFIX, personId, handoverId, caseId].join('.');
  const held = stores.get(key);
  if (held) return held;
  const store = createStore(parseDraft(read(key)));
  store.subscribe(() => write(key, store.get()));
  stores.set(key, store);
  return store;
}

export function useReadBackDraft(place: DraftPlace) {
  const store = draftStore(place);
  const draft = useStore(store);
  return {
    draft,
    change: (to: (held: ReadBackDraft) => ReadBackDraft) => store.set(to(store.get())),
  };
}

/** Anything unreadable counts as never written. */
export function parseDraft(stored: string | null): ReadBackDraft {
  try {
    const kept = JSON.parse(stored ?? '{}') as Partial<ReadBackDraft> | null;
    return {
      marks: kept?.marks && typeof kept.marks === 'object' ? kept.marks : {},
      words: kept?.words && typeof kept.words === 'object' ? kept.words : {},
      question: typeof kept?.question === 'string' ? kept.question : '',
    };
  } catch {
    return emptyDraft;
  }
}

const isEmpty = ({ marks, words, question }: ReadBackDraft): boolean =>
  Object.keys(marks).length === 0 && Object.keys(words).length === 0 && question === '';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, draft: ReadBackDraft): void {
  try {
    if (isEmpty(draft)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or blocked storage keeps the draft on this page only.
  }
}
