import { createStore } from '../../platform/store.ts';

/** The note that is dictated into: one microphone hears for one note. */
export const dictatedNote = createStore<string | null>(null);
