import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { type Filters, parseFilters, writeFilters } from './filters.ts';

/** The queue's filters live in the address: they survive reload, and can be sent to a colleague. */
export function useFilters(): { filters: Filters; setFilters: (next: Filters) => void; search: string } {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const filters = useMemo(() => parseFilters(params), [params]);
  const setFilters = useCallback(
    (next: Filters) => {
      const search = writeFilters(next).toString();
      void navigate({ pathname, search: search ? `?${search}` : '' }, { replace: true });
    },
    [navigate, pathname],
  );
  const written = writeFilters(filters).toString();
  return { filters, setFilters, search: written ? `?${written}` : '' };
}
