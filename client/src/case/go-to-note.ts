import { createStore } from '../platform/store.ts';

/** The note this person just added: its editor takes the caret as soon as it stands. */
export const noteToWriteIn = createStore<string | null>(null);
