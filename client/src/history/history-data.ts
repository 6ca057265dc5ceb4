import type { LedgerCheck } from '@caseroom/shared/audit';
import type { Comparison, NamedVersion, Note, Restored, Version } from '@caseroom/shared/note';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { noteKeys } from '../note/note-keys.ts';
import { VERSION_KEPT_MS } from '../note/read/version-data.ts';
import { isRequestError, send } from '../platform/http.ts';

/** How often an open history looks whether the note has moved on, ms. */
const LOOK_MS = 8_000;

interface Page<T> {
  readonly items: readonly T[];
}

export function useNote(noteId: string) {
  return useQuery({
    queryKey: noteKeys.one(noteId),
    queryFn: ({ signal }) => send<Note>('GET', `/api/notes/${noteId}`, { signal }),
    refetchInterval: LOOK_MS,
    staleTime: 0,
  });
}

/** What changed between two versions, with the newer one's document for its shape. */
export function useComparison(noteId: string, range: { from: number; to: number } | null) {
  const { from, to } = range ?? { from: -1, to: -1 };
  return useQuery({
    queryKey: noteKeys.comparison(noteId, from, to),
    queryFn: async ({ signal }) => {
      const [comparison, version] = await Promise.all([
        send<Comparison>('GET', `/api/notes/${noteId}/compare`, { query: { from, to }, signal }),
        send<Version>('GET', `/api/notes/${noteId}/versions/${to}`, { signal }),
      ]);
      return { comparison, version };
    },
    enabled: range !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: VERSION_KEPT_MS,
    placeholderData: keepPreviousData,
  });
}

/** Names given to versions, newest first. */
export function useNames(noteId: string) {
  return useQuery({
    queryKey: noteKeys.names(noteId),
    queryFn: async ({ signal }) =>
      (await send<Page<NamedVersion>>('GET', `/api/notes/${noteId}/versions`, { signal })).items,
  });
}

/** What a check of the note's chain found; null when it was refused. */
export function useChain(noteId: string, headSeq: number, mayAsk: boolean) {
  return useQuery({
    queryKey: noteKeys.chain(noteId, headSeq),
    queryFn: async ({ signal }) => {
      try {
        return await send<LedgerCheck>('GET', '/api/audit/verify', {
          query: { noteId },
          signal,
          alone: true,
        });
      } catch (error) {
        if (isRequestError(error)) return null;
        throw error;
      }
    },
    enabled: mayAsk && headSeq > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

export function useNameVersion(noteId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ seq, name }: { seq: number; name: string }) =>
      send<NamedVersion>('PUT', `/api/notes/${noteId}/versions/${seq}/name`, { body: { name } }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: noteKeys.names(noteId) }),
        queries.invalidateQueries({ queryKey: noteKeys.bursts(noteId) }),
      ]),
  });
}

export function useRestore(noteId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (seq: number) =>
      send<z.infer<typeof Restored>>('POST', `/api/notes/${noteId}/restore`, {
        body: { seq },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: noteKeys.one(noteId) }),
        queries.invalidateQueries({ queryKey: noteKeys.bursts(noteId) }),
      ]),
  });
}
