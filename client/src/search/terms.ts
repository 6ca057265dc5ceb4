import type { FilterName, FilterTerm, SearchPlace, SearchTerm } from '@caseroom/shared/search-grammar';

/** The one place that a search looks in, as the tabs show it; null when it looks everywhere or in several. */
export function placeLookedIn(terms: readonly SearchTerm[]): SearchPlace | null {
  const places = terms.filter((term): term is FilterTerm => isFilter(term, 'in'));
  const [only, ...others] = places;
  return only && !only.not && others.length === 0 && only.values.length === 1
    ? (only.values[0] as SearchPlace)
    : null;
}

export const withPlace = (terms: readonly SearchTerm[], place: SearchPlace | null): SearchTerm[] => [
  ...terms.filter((term) => !isFilter(term, 'in')),
  ...(place === null ? [] : [{ is: 'filter', name: 'in', values: [place], not: false } as const]),
];

/** Adds a value to a filter, or takes it away again; several values of one filter widen it. */
export function toggled(terms: readonly SearchTerm[], name: FilterName, value: string): SearchTerm[] {
  const at = terms.findIndex((term) => isFilter(term, name) && !term.not);
  const filter = terms[at] as FilterTerm | undefined;
  if (!filter) return [...terms, { is: 'filter', name, values: [value], not: false }];
  const same = (other: string) => other.toLowerCase() === value.toLowerCase();
  const values = filter.values.some(same)
    ? filter.values.filter((other) => !same(other))
    : [...(oneOnly.includes(name) ? [] : filter.values), value];
  return terms.flatMap((term, i) => (i !== at ? [term] : values.length > 0 ? [{ ...filter, values }] : []));
}

/** A second day would say nothing. */
const oneOnly: readonly FilterName[] = ['before', 'after'];

export const isChosen = (terms: readonly SearchTerm[], name: FilterName, value: string): boolean =>
  terms.some(
    (term) =>
      isFilter(term, name) &&
      !term.not &&
      term.values.some((one) => one.toLowerCase() === value.toLowerCase()),
  );

const isFilter = (term: SearchTerm, name: FilterName): term is FilterTerm =>
  term.is === 'filter' && term.name === name;
