import type { Authorship, NoteClients } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { AwarenessUser } from '@caseroom/shared/wire';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { send } from '../../platform/http.ts';
import type { NoteSession } from '../live/note-session.ts';
import { noteKeys } from '../note-keys.ts';
import { CreditIndex, type Share, sharesOf } from './credits.ts';

/** Authorship is read again this long after the last change to the text, ms. */
const SETTLED_MS = 1_500;

export interface AuthorshipView {
  /** Null while the authors are not shown, or not known yet. */
  readonly index: CreditIndex | null;
  readonly shares: readonly Share[];
  readonly error: unknown;
}

/** Who wrote what in a live note, while `shown`; keeps up with typing and reads the record again after pauses. */
export function useAuthorship(
  noteId: string,
  session: NoteSession | null,
  me: PersonRef,
  shown: boolean,
): AuthorshipView {
  const enabled = shown && session !== null;
  const authorship = useQuery({
    queryKey: noteKeys.authorship(noteId),
    queryFn: ({ signal }) => send<Authorship>('GET', `/api/notes/${noteId}/authorship`, { signal }),
    enabled,
    staleTime: 0,
  });
  const clients = useQuery({
    queryKey: noteKeys.clients(noteId),
    queryFn: ({ signal }) => send<NoteClients>('GET', `/api/notes/${noteId}/clients`, { signal }),
    enabled,
    staleTime: 0,
  });
  useRereading(noteId, enabled ? session : null);

  const runs = authorship.data?.runs;
  const bound = clients.data?.items;
  const index = useMemo(() => {
    if (!enabled || !session || !runs) return null;
    const people = new Map(bound?.map(({ client, author }) => [client, author]));
    return new CreditIndex(runs, (client) => people.get(client) ?? personOf(session, me, client));
  }, [enabled, session, me, runs, bound]);
  const shares = useMemo(
    () => sharesOf((runs ?? []).map(({ author, text }) => ({ author, length: text.length }))),
    [runs],
  );
  return { index, shares, error: authorship.error };
}

function personOf(session: NoteSession, me: PersonRef, client: number): PersonRef | undefined {
  if (client === session.doc.clientID) return me;
  return session.awareness.getStates().get(client)?.user as AwarenessUser | undefined;
}

function useRereading(noteId: string, session: NoteSession | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!session) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reread = () => {
      void queries.invalidateQueries({ queryKey: noteKeys.authorship(noteId) });
      void queries.invalidateQueries({ queryKey: noteKeys.clients(noteId) });
    };
    const onEdit = () => {
      clearTimeout(timer);
      timer = setTimeout(reread, SETTLED_MS);
    };
    session.doc.on('update', onEdit);
    return () => {
      session.doc.off('update', onEdit);
      clearTimeout(timer);
    };
  }, [noteId, session, queries]);
}
