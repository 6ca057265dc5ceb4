import { useSearchParams } from 'react-router';
import type { FloorFilters } from './floor-rows.ts';

/** The floor's filters, kept in the address so that they can be shared and come back. */
export function useFloorFilters() {
  const [search, setSearch] = useSearchParams();
  const filters: FloorFilters = {
    program: search.get('program'),
    team: search.get('team'),
    tag: search.get('tag'),
  };
  const setFilters = (next: FloorFilters) => {
    const params = Object.entries(next).filter(([, value]) => value !== null) as [string, string][];
    setSearch(new URLSearchParams(params), { replace: true });
  };
  return { filters, setFilters };
}
