import type { Case, NewCase, PatchCase } from '@caseroom/shared/case';
import type { NewNote, Note } from '@caseroom/shared/note';
import {
  type QueryClient,
  queryOptions,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { send } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { foldIntoLists } from '../queue/queue-live.ts';
import { caseKeys } from './keys.ts';

interface List<T> {
  readonly items: readonly T[];
}

/** A case by its id or by the number people say ("C-1042"). */
export const useCase = (ref: string) => useQuery(caseQuery(ref));

const caseQuery = (ref: string) =>
  queryOptions({
    queryKey: caseKeys.one(ref),
    queryFn: async ({ signal, client }) => {
      const found = await send<Case>('GET', `/api/cases/${encodeURIComponent(ref)}`, { signal });
      // Live changes are folded in under the id.
      if (found.id !== ref) client.setQueryData(caseKeys.one(found.id), found);
      return found;
    },
  });

/** Asks for a case and its notes before their page stands. What fails is asked for again by the page. */
export function fetchCaseEarly(client: QueryClient, ref: string): void {
  client
    .ensureQueryData(caseQuery(ref))
    .then(({ id }) => client.prefetchQuery(notesQuery(id)))
    .catch(() => {});
}

export const useNotes = (caseId: string) => useQuery(notesQuery(caseId));

const notesQuery = (caseId: string) =>
  queryOptions({
    queryKey: caseKeys.notes(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<Note>>('GET', `/api/cases/${caseId}/notes`, { signal })).items,
  });

/** What a patch makes of a case, shown until the server has answered. */
export function patched(held: Case, patch: PatchCase): Case {
  const { customer, ...fields } = patch;
  const next: Case = { ...held, ...withoutGaps(fields) };
  if (!customer) return next;
  const details = { ...held.customer, ...withoutGaps(customer) };
  return { ...next, customer: details, customerName: details.name };
}

const withoutGaps = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

/**
 * Changes fields of a case. `shown` is the case with the changes that are on their way; a refusal takes its
 * change back by itself, since the server's word is never overwritten here.
 */
export function useCaseEdit(held: Case) {
  const client = useQueryClient();
  const me = useMe();
  const mutationKey = ['case', held.id, 'change'];
  const change = useMutation({
    mutationKey,
    mutationFn: (patch: PatchCase) => send<Case>('PATCH', `/api/cases/${held.id}`, { body: patch }),
    onSuccess: (saved) => {
      client.setQueryData<Case>(caseKeys.one(saved.id), (now) =>
        now && now.eventSeq > saved.eventSeq ? now : saved,
      );
      foldIntoLists(client, saved, me.id);
    },
  });
  const pending = useMutationState({
    filters: { mutationKey, status: 'pending' },
    select: (mutation) => mutation.state.variables as PatchCase,
  });
  return {
    shown: pending.reduce(patched, held),
    edit: change.mutate,
    error: change.error,
    dismiss: change.reset,
  };
}

interface NoteToAdd {
  readonly note: NewNote;
  readonly interactionId?: string | undefined;
  readonly key: string;
}

export function useAddNote(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    /** With an `interactionId` the note is about that contact, and filled from it. */
    mutationFn: ({ note, interactionId, key }: NoteToAdd) =>
      interactionId
        ? send<Note>('POST', `/api/interactions/${interactionId}/notes`, {
            body: { kind: note.kind },
            idempotencyKey: key,
          })
        : send<Note>('POST', `/api/cases/${caseId}/notes`, { body: note, idempotencyKey: key }),
    onSuccess: (added) => {
      client.setQueryData<readonly Note[]>(caseKeys.notes(caseId), (notes = []) =>
        notes.some((note) => note.id === added.id) ? notes : [...notes, added],
      );
    },
  });
}

export function useOpenCase() {
  const client = useQueryClient();
  const me = useMe();
  return useMutation({
    mutationFn: ({ body, key }: { body: NewCase; key: string }) =>
      send<Case>('POST', '/api/cases', { body, idempotencyKey: key }),
    onSuccess: (opened) => {
      client.setQueryData(caseKeys.one(opened.id), opened);
      foldIntoLists(client, opened, me.id);
    },
  });
}
