import { createStore, useStore } from './store.ts';

/** What a person keeps on this device. Nothing here is needed for correctness. */
export interface Preferences {
  /** What the queue shows when it is opened from the rail. */
  readonly queueStart: 'mine' | 'everyone';
  /** Kinds of note most recently added, newest first. */
  readonly recentKinds: readonly string[];
  /** The timeline beside the case. */
  readonly sideOpen: boolean;
  /** Was told that the browser's maker may process what is dictated. */
  readonly knowsWhoListens: boolean;
  /** A language tag; null: the browser's own. */
  readonly dictationLanguage: string | null;
}

const KEY = 'caseroom.preferences';
export const THEME_KEY = 'caseroom.theme';
const MAX_RECENT_KINDS = 3;

const defaults: Preferences = {
  queueStart: 'everyone',
  recentKinds: [],
  sideOpen: true,
  knowsWhoListens: false,
  dictationLanguage: null,
};

/** Reads what was kept; anything unreadable counts as never kept. */
export function parsePreferences(stored: string | null): Preferences {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    if (typeof value !== 'object' || value === null) return defaults;
    const kept = value as Record<string, unknown>;
    return {
      queueStart: kept.queueStart === 'mine' ? 'mine' : 'everyone',
      recentKinds: Array.isArray(kept.recentKinds)
        ? kept.recentKinds.filter((kind) => typeof kind === 'string')
        : [],
      sideOpen: kept.sideOpen !== false,
      knowsWhoListens: kept.knowsWhoListens === true,
      dictationLanguage: typeof kept.dictationLanguage === 'string' ? kept.dictationLanguage : null,
    };
  } catch {
    return defaults;
  }
}

/** Puts a kind first, once, and keeps few. */
export const withRecent = (recent: readonly string[], kind: string): string[] =>
  [kind, ...recent.filter((other) => other !== kind)].slice(0, MAX_RECENT_KINDS);

const store = createStore(parsePreferences(readStored()));

export const usePreferences = (): Preferences => useStore(store);

export function setPreferences(change: Partial<Preferences>): void {
  const next = { ...store.get(), ...change };
  store.set(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A full or blocked storage costs the preference, nothing else.
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
