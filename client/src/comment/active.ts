import { createStore } from '../platform/store.ts';

/** The thread somebody is at: its card is whole and stands beside its text, which stands out. */
export const activeThread = createStore<string | null>(null);

/** The thread under the pointer, in the margin. */
export const pointedThread = createStore<string | null>(null);

/** The id under which the text that is being commented on right now is shown. */
export const DRAFT_ID = 'draft';

/** Folded threads are shown too. */
export const settledShown = createStore(false);
