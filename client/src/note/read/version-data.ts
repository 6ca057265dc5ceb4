import type { Authorship, Burst, Version } from '@caseroom/shared/note';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { send } from '../../platform/http.ts';
import { noteKeys } from '../note-keys.ts';

const BURSTS_A_PAGE = 500;
/** A version never changes; it is kept this long after it was last looked at, ms. */
export const VERSION_KEPT_MS = 5 * 60_000;

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
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
