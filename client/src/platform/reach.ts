import { createStore } from './store.ts';

/** What the page knows about getting through to the server. Facts only; what to say is derived. */
export interface ReachFacts {
  /** The browser believes it has a network. */
  readonly online: boolean;
  /** The live socket: `off` before sign-in, when silence says nothing. */
  readonly live: 'off' | 'connecting' | 'connected' | 'lost';
  /** How the last HTTP request ended, if any. */
  readonly http: 'fine' | 'no-answer' | 'no-database';
}

export type Reach = 'fine' | 'offline' | 'server-away' | 'database-away';

/** The browser's own word first, then the database, then silence on both ways to the server. */
export function reachOf(facts: ReachFacts): Reach {
  if (!facts.online) return 'offline';
  if (facts.http === 'no-database') return 'database-away';
  if (facts.live === 'lost' || (facts.http === 'no-answer' && facts.live !== 'connected'))
    return 'server-away';
  return 'fine';
}

const facts = createStore<ReachFacts>({
  online: typeof navigator === 'undefined' || navigator.onLine,
  live: 'off',
  http: 'fine',
});

/** Follows `ReachFacts`; the banner reads it through `reachOf`. */
export const reachFacts = facts;

export function noteReach(change: Partial<ReachFacts>): void {
  const known = facts.get();
  const next = { ...known, ...change };
  const isNews = next.online !== known.online || next.live !== known.live || next.http !== known.http;
  // Every answer of the server says that it is there.
  if (isNews) facts.set(next);
}

/** Follows the browser's own idea of being online. Call once, at start. */
export function watchNetwork(): void {
  window.addEventListener('online', () => noteReach({ online: true }));
  window.addEventListener('offline', () => noteReach({ online: false }));
}
