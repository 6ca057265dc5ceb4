import { useEffect } from 'react';
import { createStore, useStore } from '../platform/store.ts';

/** The note whose draft stands beside what it was made from. */
export const reviewing = createStore<string | null>(null);

/** The note under review of a page; leaving the page ends it. */
export function useReviewing(noteIds: readonly string[]): string | null {
  const noteId = useStore(reviewing);
  useEffect(() => () => reviewing.set(null), []);
  return noteId && noteIds.includes(noteId) ? noteId : null;
}
