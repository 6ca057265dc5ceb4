import { createStore } from './store.ts';

/**
 * `out`: nobody is signed in, the sign-in page shows. `in`: somebody is. `ended`: somebody was, and the page is
 * kept underneath while they sign in again, with everything they typed.
 */
export type SessionState = 'out' | 'in' | 'ended';

export const sessionState = createStore<SessionState>('out');

/** The server no longer knows the session. Before anybody signed in that is no news. */
export function sessionEnded(): void {
  if (sessionState.get() === 'in') sessionState.set('ended');
}

/** Calls back each time somebody signs in again on a page that was kept; sockets reconnect on it. */
export function onSignedInAgain(listener: () => void): () => void {
  let before = sessionState.get();
  return sessionState.subscribe(() => {
    const now = sessionState.get();
    if (before === 'ended' && now === 'in') listener();
    before = now;
  });
}
