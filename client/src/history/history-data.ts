import type { LedgerCheck } from '@caseroom/shared/audit';
import type {
  Authorship,
  Burst,
  Comparison,
  NamedVersion,
  Note,
  Restored,
  Version,
} from '@caseroom/shared/note';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { z } from 'zod';
import { noteKeys } from '../note/note-keys.ts';
import { isRequestError, send } from '../platform/http.ts';

const BURSTS_A_PAGE = 500;
/** How often an open history looks whether the note has moved on, ms. */
const LOOK_MS = 8_000;
/** A version never changes; it is kept this long after it was last looked at, ms. */
const VERSION_KEPT_MS = 5 * 60_000;

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export function useNote(noteId: string) {
  return useQuery({
    queryKey: noteKeys.one(noteId),
    queryFn: ({ signal }) => send<Note>('GET', `/api/notes/${noteId}`, { signal }),
    refetchInterval: LOOK_MS,
    staleTime: 0,
  });
}

/** All bursts of a note, newest first; pages come one after the other until the beginning is reached. */
export function useBursts(noteId: string, headSeq: number | undefined) {
  const query = useInfiniteQuery({
    queryKey: noteKeys.bursts(noteId),
    queryFn: ({ pageParam, signal }) =>
      send<Page<Burst>>('GET', `/api/notes/${noteId}/bursts`, {
        query: { limit: BURSTS_A_PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled: headSeq !== undefined,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage, refetch } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const bursts = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const known = bursts?.reduce((newest, burst) => Math.max(newest, burst.toSeq), 0);
  useEffect(() => {
    if (headSeq !== undefined && known !== undefined && headSeq > known) void refetch();
  }, [headSeq, known, refetch]);
  return { bursts, error: query.error, refetch, complete: !hasNextPage };
}

/** The note as it read at a seq, with its authors. The last one shown stays until the next has come. */
export function useVersion(noteId: string, seq: number | undefined) {
  return useQuery({
    queryKey: noteKeys.version(noteId, seq ?? -1),
    queryFn: async ({ signal }) => {
      const [version, authorship] = await Promise.all([
        send<Version>('GET', `/api/notes/${noteId}/versions/${seq}`, { signal }),
        send<Authorship>('GET', `/api/notes/${noteId}/authorship`, { query: { seq }, signal }),
      ]);
      return { version, authorship };
    },
    enabled: seq !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: VERSION_KEPT_MS,
    placeholderData: keepPreviousData,
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
        return await send<LedgerCheck>('GET', '/api/audit/verify', { query: { noteId }, signal });
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
