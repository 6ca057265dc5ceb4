import { fieldsAway, type MissingField, missingFields } from '@caseroom/shared/editor/fields';
import type { Note, NoteClients } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import { fieldsOf, type TemplateContent, type TemplateVersion } from '@caseroom/shared/template';
import type { AwarenessUser } from '@caseroom/shared/wire';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import * as Y from 'yjs';
import { send } from '../../platform/http.ts';
import type { Mentionable } from '../editor/mention-people.tsx';
import type { NoteSession } from '../live/note-session.ts';
import { noteKeys } from '../note-keys.ts';
import type { Fields } from './fields-context.ts';

/** Who has begun to write is asked for this long after an unknown client id was met, ms. */
const SETTLED_MS = 1_500;

/** The template version a note was made from; it never changes. */
export function useNoteTemplate(note: Note): TemplateVersion | undefined {
  const { id, template } = note;
  const { data } = useQuery({
    queryKey: ['template', template?.id, template?.version],
    queryFn: ({ signal }) => send<TemplateVersion>('GET', `/api/notes/${id}/template`, { signal }),
    enabled: template !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

interface Standing {
  readonly missing: readonly MissingField[];
  readonly away: readonly string[];
}
const nothing: Standing = { missing: [], away: [] };

/** What a live note still has to say; recounted with the text, at most once a frame. */
export function useStanding(session: NoteSession | null, content: TemplateContent | undefined): Standing {
  const [standing, setStanding] = useState(nothing);
  useEffect(() => {
    if (!session || !content) return setStanding(nothing);
    let frame = 0;
    const count = () => {
      frame = 0;
      const next = {
        missing: missingFields(content, session.body),
        away: fieldsAway(content, session.body),
      };
      setStanding((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    const onChange = () => {
      frame ||= requestAnimationFrame(count);
    };
    count();
    session.body.observeDeep(onChange);
    return () => {
      session.body.unobserveDeep(onChange);
      cancelAnimationFrame(frame);
    };
  }, [session, content]);
  return standing;
}

interface FieldsOfNote {
  readonly note: Note;
  readonly session: NoteSession | null;
  readonly me: PersonRef;
  readonly content: TemplateContent | undefined;
  readonly standing: Standing;
  readonly pressed: boolean;
  readonly people: () => Promise<readonly Mentionable[]>;
}

/** What the fields of a note in the editor know. A new object whenever one of them may look different. */
export function useFieldsOf(facts: FieldsOfNote): Fields {
  const { note, session, me, content, standing, pressed, people } = facts;
  const answers = useAnswerChanges(session);
  const personOf = useClientPeople(note, session, me, content !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who set an answer is read from the document itself.
  return useMemo(() => {
    const fields = new Map(content ? fieldsOf(content).map((field) => [field.key, field]) : []);
    return {
      session,
      fieldOf: (key) => fields.get(key),
      missing: new Set(standing.missing.map(({ key }) => key)),
      away: new Set(standing.away),
      pressed,
      people,
      personOf,
    };
  }, [session, content, standing, pressed, people, personOf, answers]);
}

/** Rises whenever an answer that is no text was set, here or elsewhere. */
function useAnswerChanges(session: NoteSession | null): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!session) return;
    const onChange = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
      if (events.some((event) => event instanceof Y.YXmlEvent && event.attributesChanged.size > 0))
        setCount((before) => before + 1);
    };
    session.body.observeDeep(onChange as never);
    return () => session.body.unobserveDeep(onChange as never);
  }, [session]);
  return count;
}

function useClientPeople(
  { id }: Note,
  session: NoteSession | null,
  me: PersonRef,
  enabled: boolean,
): Fields['personOf'] {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: noteKeys.clients(id),
    queryFn: ({ signal }) => send<NoteClients>('GET', `/api/notes/${id}/clients`, { signal }),
    enabled: enabled && session !== null,
  });
  const bound = useMemo(() => new Map(data?.items.map(({ client, author }) => [client, author])), [data]);
  useEffect(() => {
    if (!enabled || !session || bound.size === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onEdit = () => {
      const isNew = [...session.doc.store.clients.keys()].some((client) => !bound.has(client));
      if (!isNew) return;
      clearTimeout(timer);
      timer = setTimeout(
        () => void queries.invalidateQueries({ queryKey: noteKeys.clients(id) }),
        SETTLED_MS,
      );
    };
    session.doc.on('update', onEdit);
    return () => {
      session.doc.off('update', onEdit);
      clearTimeout(timer);
    };
  }, [enabled, session, bound, queries, id]);
  return useCallback(
    (client) => {
      if (client === session?.doc.clientID) return me;
      return (
        bound.get(client) ?? (session?.awareness.getStates().get(client)?.user as AwarenessUser | undefined)
      );
    },
    [session, me, bound],
  );
}
