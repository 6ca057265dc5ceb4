import { type CaseSort, type CaseSummary, Priority, Status, unresolvedStatuses } from '@caseroom/shared/case';
import type { Query } from '../platform/http.ts';
import { containsWords } from '../platform/words.ts';

/** The three ways into the queue; a status or owner chosen by hand goes before what the view implies. */
export const views = ['mine', 'unresolved', 'all'] as const;
export type View = (typeof views)[number];
export const viewNames: Record<View, string> = { mine: 'Mine', unresolved: 'Unresolved', all: 'All' };

export const filterFields = ['status', 'priority', 'owner', 'tag', 'program'] as const;
export type FilterField = (typeof filterFields)[number];

export interface Filters extends Readonly<Record<FilterField, readonly string[]>> {
  readonly view: View;
  readonly q: string;
  readonly sort: CaseSort;
  readonly order: Order;
}
export type Order = 'asc' | 'desc';

export const sortNames: Record<CaseSort, string> = {
  touched: 'Last touched',
  due: 'Deadline',
  opened: 'Opened',
  priority: 'Priority',
  number: 'Number',
  subject: 'Subject',
};
export const naturalOrder: Record<CaseSort, Order> = {
  touched: 'desc',
  due: 'asc',
  opened: 'desc',
  priority: 'asc',
  number: 'desc',
  subject: 'asc',
};

const allowed: Partial<Record<FilterField, readonly string[]>> = {
  status: Status.options,
  priority: Priority.options,
};

/** Reads the filters out of an address. What makes no sense there is left out. */
export function parseFilters(search: URLSearchParams): Filters {
  const list = (field: FilterField) => {
    const values = (search.get(field) ?? '').split(',').filter(Boolean);
    const known = allowed[field];
    return known ? values.filter((value) => known.includes(value)) : values;
  };
  const sort = isOneOf(Object.keys(sortNames) as CaseSort[], search.get('sort')) ?? 'touched';
  return {
    view: isOneOf(views, search.get('view')) ?? 'unresolved',
    status: list('status'),
    priority: list('priority'),
    owner: list('owner'),
    tag: list('tag'),
    program: list('program'),
    q: search.get('q') ?? '',
    sort,
    order: isOneOf(['asc', 'desc'] as const, search.get('order')) ?? naturalOrder[sort],
  };
}

/** The shortest address that says the same: nothing that is as it would be anyway. */
export function writeFilters(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.view !== 'unresolved') search.set('view', filters.view);
  for (const field of filterFields)
    if (filters[field].length > 0) search.set(field, filters[field].join(','));
  if (filters.q.trim()) search.set('q', filters.q);
  if (filters.sort !== 'touched') search.set('sort', filters.sort);
  if (filters.order !== naturalOrder[filters.sort]) search.set('order', filters.order);
  return search;
}

/** The statuses and owners that are really asked for, with what the view implies. */
function effective(filters: Filters): { status: readonly string[]; owner: readonly string[] } {
  return {
    status: filters.status.length > 0 || filters.view === 'all' ? filters.status : unresolvedStatuses,
    owner: filters.owner.length > 0 || filters.view !== 'mine' ? filters.owner : ['me'],
  };
}

/** As `GET /api/cases` takes them. */
export function apiQuery(filters: Filters): Query {
  const joined = (values: readonly string[]) => (values.length > 0 ? values.join(',') : undefined);
  const { status, owner } = effective(filters);
  return {
    status: joined(status),
    owner: joined(owner),
    priority: joined(filters.priority),
    tag: joined(filters.tag),
    program: joined(filters.program),
    q: filters.q.trim() || undefined,
    sort: filters.sort,
    order: filters.order,
  };
}

export const toggled = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter((other) => other !== value) : [...values, value];

export const hasFilters = (filters: Filters): boolean =>
  filters.q.trim() !== '' || filterFields.some((field) => filters[field].length > 0);

/** Nothing but the view and the sorting. */
export const withoutFilters = (filters: Filters): Filters => ({
  ...filters,
  status: [],
  priority: [],
  owner: [],
  tag: [],
  program: [],
  q: '',
});

/** Whether a case that just changed belongs in the list, by the same rules as the server's. */
export function matches(filters: Filters, summary: CaseSummary, meId: string): boolean {
  const { status, owner } = effective(filters);
  const among = (values: readonly string[], value: string) => values.length === 0 || values.includes(value);
  return (
    among(status, summary.status) &&
    among(filters.priority, summary.priority) &&
    among(
      owner.map((id) => (id === 'me' ? meId : id)),
      summary.owner.id,
    ) &&
    among(filters.program, summary.program.id) &&
    (filters.tag.length === 0 || filters.tag.some((tag) => summary.tags.includes(tag))) &&
    containsWords(`${summary.subject} ${summary.customerName} ${summary.number}`, filters.q)
  );
}

const numberOf = (summary: CaseSummary): number => Number(summary.number.replace(/\D/g, ''));

/** Negative when `a` stands above `b`. */
export function compareCases(
  a: CaseSummary,
  b: CaseSummary,
  { sort, order }: Pick<Filters, 'sort' | 'order'>,
): number {
  const sign = order === 'asc' ? 1 : -1;
  if (sort === 'number') return sign * (numberOf(a) - numberOf(b));
  if (sort === 'due') return sign * byText(dueOf(a), dueOf(b));
  if (sort === 'subject') return sign * a.subject.localeCompare(b.subject);
  const key = { touched: 'touchedAt', opened: 'openedAt', priority: 'priority' }[sort] as
    | 'touchedAt'
    | 'openedAt'
    | 'priority';
  return sign * byText(a[key], b[key]);
}

const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
/** What has no deadline comes after everything that has one. */
const dueOf = ({ timer }: CaseSummary): string => timer?.dueAt ?? '9999';

function isOneOf<const T extends string>(options: readonly T[], value: string | null): T | undefined {
  return options.find((option) => option === value);
}
