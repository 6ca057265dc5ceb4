import type { CaseSummary } from '@caseroom/shared/case';
import type {
  FullAnswer,
  NewSavedSearch,
  QuickAnswer,
  SavedSearch,
  SearchSort,
} from '@caseroom/shared/search';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { send } from '../platform/http.ts';

/** What was found stays right for so long, ms: others write on. */
const FRESH_MS = 1_000;
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Results while typing. What came for the words before stays on screen until the next have come. */
export function useQuickSearch(q: string) {
  return useQuery({
    queryKey: ['search', 'quick', q],
    queryFn: ({ signal }) =>
      send<QuickAnswer>('GET', '/api/search/quick', { query: { q, timeZone }, signal, alone: true }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
}

const RECENT_CASES = 5;

/** The cases somebody did something in last. */
export function useRecentCases(enabled: boolean) {
  return useQuery({
    queryKey: ['cases', 'recent'],
    queryFn: ({ signal }) =>
      send<{ items: CaseSummary[] }>('GET', '/api/cases', { query: { limit: RECENT_CASES }, signal }),
    enabled,
  });
}

export function useFullSearch(q: string, sort: SearchSort) {
  return useInfiniteQuery({
    queryKey: ['search', 'full', q, sort],
    queryFn: ({ pageParam, signal }) =>
      send<FullAnswer>('GET', '/api/search', {
        query: { q, sort, timeZone, cursor: pageParam },
        signal,
        alone: true,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
}

const SAVED = ['search', 'saved'] as const;

export const useSaved = () =>
  useQuery({
    queryKey: SAVED,
    queryFn: async ({ signal }) =>
      (await send<{ items: SavedSearch[] }>('GET', '/api/searches', { signal })).items,
  });

export function useSave() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewSavedSearch) => send<SavedSearch>('POST', '/api/searches', { body }),
    onSettled: () => queries.invalidateQueries({ queryKey: SAVED }),
  });
}

export function useForget() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<void>('DELETE', `/api/searches/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: SAVED }),
  });
}
