import type { CaseFacets } from '@caseroom/shared/case';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';
import { apiQuery, type Filters } from './filters.ts';
import type { CasePage } from './rows.ts';

const PAGE_SIZE = 60;

/** The list for some filters, page by page. The rows of other filters stay on screen until these arrive. */
export function useCaseList(filters: Filters) {
  return useInfiniteQuery({
    queryKey: caseKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      send<CasePage>('GET', '/api/cases', {
        query: { ...apiQuery(filters), cursor: pageParam, limit: PAGE_SIZE },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Counts for the tabs and the choices of the filter menus. */
export function useFacets(filters: Filters) {
  const { status, program } = apiQuery({
    ...filters,
    view: filters.view === 'mine' ? 'unresolved' : filters.view,
  });
  return useQuery({
    queryKey: [...caseKeys.facets, status, program],
    queryFn: ({ signal }) =>
      send<CaseFacets>('GET', '/api/cases/facets', { query: { status, program }, signal }),
    placeholderData: keepPreviousData,
  });
}
