import type { PersonRef } from '@caseroom/shared/primitives';
import { onSignedInAgain } from '../../platform/session-state.ts';
import type { SocketClass } from './gated-socket.ts';
import { NoteSession, type SessionDeps } from './note-session.ts';

/** A note whose pane is gone while some of its edits still have no receipt. */
export interface LeavingNote {
  readonly session: NoteSession;
  readonly title: string;
}

interface Entry {
  readonly session: NoteSession;
  title: string;
  /** Panes that show it. */
  panes: number;
  unsubscribe: () => void;
}

/**
 * The notes open in this page. A pane that closes lets its note go at once when everything is saved; otherwise
 * the note stays connected until its receipts have come, and coming back to it finds the same text. Nothing
 * is thrown away on a timer: what cannot be saved stays until the person says so (`forget`).
 */
export class OpenNotes {
  readonly #deps: SessionDeps;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  #leaving: readonly LeavingNote[] = [];

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  open(noteId: string, title: string, me: PersonRef): NoteSession {
    const entry = this.#entries.get(noteId) ?? this.#create(noteId, title, me);
    entry.panes += 1;
    entry.title = title;
    this.#publish();
    return entry.session;
  }

  close(session: NoteSession): void {
    const entry = this.#entries.get(session.noteId);
    if (entry?.session !== session) return;
    entry.panes -= 1;
    this.#settle(entry);
  }

  /** Ends a note whatever its state: the person reloads it, or gives up what was not saved. */
  forget(session: NoteSession): void {
    const entry = this.#entries.get(session.noteId);
    if (entry?.session === session) this.#end(entry);
  }

  /** Whether closing the page now would lose edits. */
  get anyUnsaved(): boolean {
    return [...this.#entries.values()].some((entry) => entry.session.view().unsaved);
  }

  leaving = (): readonly LeavingNote[] => this.#leaving;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  setOnline(online: boolean): void {
    for (const { session } of this.#entries.values()) session.setOnline(online);
  }

  dialNow(): void {
    for (const { session } of this.#entries.values()) session.dialNow();
  }

  /** Somebody has signed in again: notes that lost their session go on. */
  signedIn(): void {
    for (const { session } of this.#entries.values()) {
      if (session.view().mark.is === 'session-ended') session.resume();
    }
  }

  #create(noteId: string, title: string, me: PersonRef): Entry {
    const session = new NoteSession(noteId, me, this.#deps);
    const entry: Entry = { session, title, panes: 0, unsubscribe: () => {} };
    entry.unsubscribe = session.subscribe(() => this.#settle(entry));
    this.#entries.set(noteId, entry);
    return entry;
  }

  /** A note without a pane ends once it is saved. */
  #settle(entry: Entry): void {
    if (entry.panes <= 0 && !entry.session.view().unsaved) this.#end(entry);
    else this.#publish();
  }

  #end(entry: Entry): void {
    entry.unsubscribe();
    this.#entries.delete(entry.session.noteId);
    entry.session.destroy();
    this.#publish();
  }

  #publish(): void {
    const leaving = [...this.#entries.values()].filter((entry) => entry.panes <= 0);
    if (leaving.length === 0 && this.#leaving.length === 0) return;
    this.#leaving = leaving.map(({ session, title }) => ({ session, title }));
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The page's own notes, over the browser's sockets. */
function browserNotes(): OpenNotes {
  const { protocol, host } = window.location;
  const notes = new OpenNotes({
    socketBase: `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/collab`,
    Socket: WebSocket as SocketClass,
    now: () => performance.timeOrigin + performance.now(),
    random: Math.random,
    online: () => navigator.onLine,
  });
  window.addEventListener('online', () => notes.setOnline(true));
  window.addEventListener('offline', () => notes.setOnline(false));
  // Browsers slow the timers of a hidden page, so it may come back in the middle of a long wait.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') notes.dialNow();
  });
  onSignedInAgain(() => notes.signedIn());
  window.addEventListener('beforeunload', (event) => {
    if (notes.anyUnsaved) event.preventDefault();
  });
  return notes;
}

let notes: OpenNotes | undefined;
export const openNotes = (): OpenNotes => {
  notes ??= browserNotes();
  return notes;
};
