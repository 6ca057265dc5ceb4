import type { AwarenessUser } from '@caseroom/shared/wire';
import { useCallback, useSyncExternalStore } from 'react';
import type { NoteSession } from './note-session.ts';

const none: readonly AwarenessUser[] = [];
const seen = new WeakMap<NoteSession, readonly AwarenessUser[]>();

/** Everybody with this note open, once each, without me; the same array until somebody comes or goes. */
export function usePeopleHere(session: NoteSession | null, myId: string): readonly AwarenessUser[] {
  const subscribe = useCallback(
    (listener: () => void) => {
      session?.awareness.on('change', listener);
      return () => session?.awareness.off('change', listener);
    },
    [session],
  );
  return useSyncExternalStore(subscribe, () => (session ? peopleOf(session, myId) : none));
}

function peopleOf(session: NoteSession, myId: string): readonly AwarenessUser[] {
  const people = new Map<string, AwarenessUser>();
  for (const [client, state] of session.awareness.getStates()) {
    const user = state.user as AwarenessUser | undefined;
    if (user?.id && user.id !== myId && client !== session.doc.clientID) people.set(user.id, user);
  }
  const now = [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
  const before = seen.get(session) ?? none;
  if (now.length === before.length && now.every((user, i) => user.id === before[i]?.id)) return before;
  seen.set(session, now);
  return now;
}
