import { createStore, useStore } from '../platform/store.ts';

/** The searches somebody made last on this device, newest first; another person's are not theirs to see. */
const MAX_RECENT = 6;
const keyOf = (personId: string): string => `caseroom.searches.${personId}`;
const changes = createStore(0);

/** Reads what was kept; anything unreadable counts as never kept. */
export function parseRecent(stored: string | null): string[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value) ? value.filter((q) => typeof q === 'string').slice(0, MAX_RECENT) : [];
  } catch {
    return [];
  }
}

/** Puts a search first, once, and keeps few. */
export const withRecent = (recent: readonly string[], q: string): string[] =>
  [q, ...recent.filter((other) => other.toLowerCase() !== q.toLowerCase())].slice(0, MAX_RECENT);

export function useRecent(personId: string): string[] {
  useStore(changes);
  return read(personId);
}

export function remember(personId: string, q: string): void {
  if (q.trim() !== '') write(personId, withRecent(read(personId), q.trim()));
}

function read(personId: string): string[] {
  try {
    return parseRecent(localStorage.getItem(keyOf(personId)));
  } catch {
    return [];
  }
}

function write(personId: string, recent: readonly string[]): void {
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify(recent));
  } catch {
    // A full or blocked storage costs the convenience, nothing else.
  }
  changes.set(changes.get() + 1);
}
