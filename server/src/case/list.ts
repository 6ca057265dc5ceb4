import type { CaseFacets, CaseSort, CaseSummary } from '@caseroom/shared/case';
import { MAX_FACET_VALUES, Status, unresolvedStatuses } from '@caseroom/shared/case';
import type { Db } from '../platform/db.ts';
import { readableBy } from './access.ts';
import { type Order, type Place, writeCursor } from './cursor.ts';
import type { CaseFilters } from './filters.ts';
import { type SummaryRow, summaryColumns, summaryJoins, summaryOf } from './summary.ts';

export interface ListPage {
  readonly sort: CaseSort;
  readonly order: Order;
  readonly limit: number;
  /** Start behind this place; null starts at the beginning. */
  readonly after: Place | null;
}

/** Each sort's column. Ties are broken by the case's number in the same direction, so an index serves both ways. */
const sortKey = {
  touched: (db: Db) => db`c.touched_at`,
  opened: (db: Db) => db`c.opened_at`,
  priority: (db: Db) => db`c.priority`,
  number: (db: Db) => db`c.number`,
  // As much of a subject as a cursor has room for.
  subject: (db: Db) => db`left(lower(c.subject), 60)`,
} as const;

/**
 * One page of the cases this person may read. A page is merged from one short index scan per program and status
 * (`case_queue`), so its cost does not grow with the number of cases.
 */
export async function listCases(
  db: Db,
  personId: string,
  filters: CaseFilters,
  page: ListPage,
): Promise<{ items: CaseSummary[]; nextCursor?: string }> {
  const key = sortKey[page.sort](db);
  const direction = page.order === 'asc' ? db`asc` : db`desc`;
  const rows = await db<(SummaryRow & { key: Date | string | number })[]>`
    with reach as (${readableBy(db, personId)}),
    page as (
      select found.*
      from reach
      cross join unnest(${filters.statuses ?? Status.options}::text[]) as asked(status)
      cross join lateral (
        select c.id, ${key} as key, c.number as tie
        from "case" c
        where c.program_id = reach.program_id and c.status = asked.status ${narrow(db, filters)} ${behind(db, page)}
        order by ${key} ${direction}, c.number ${direction}
        limit ${page.limit + 1}) as found
      order by found.key ${direction}, found.tie ${direction}
      limit ${page.limit + 1})
    select ${summaryColumns(db)}, page.key
    from page join "case" c on c.id = page.id ${summaryJoins(db)}
    order by page.key ${direction}, page.tie ${direction}`;
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items: items.map(summaryOf),
    ...(rows.length > page.limit && last ? { nextCursor: writeCursor(placeOf(page, last)) } : {}),
  };
}

const narrow = (db: Db, filters: CaseFilters) => db`
  ${filters.programs ? db`and c.program_id = any(${filters.programs}::uuid[])` : db``}
  ${filters.owners ? db`and c.owner_id = any(${filters.owners}::uuid[])` : db``}
  ${filters.priorities ? db`and c.priority = any(${filters.priorities}::text[])` : db``}
  ${filters.tags ? db`and c.tags && ${filters.tags}::text[]` : db``}
  ${filters.patterns.length > 0 ? db`and c.haystack like all(${filters.patterns}::text[])` : db``}`;

function behind(db: Db, { sort, order, after }: ListPage) {
  if (!after) return db``;
  const beyond = order === 'asc' ? db`>` : db`<`;
  return db`and (${sortKey[sort](db)}, c.number) ${beyond} (${after.key}, ${after.number})`;
}

function placeOf({ sort, order }: ListPage, row: SummaryRow & { key: Date | string | number }): Place {
  const key = row.key instanceof Date ? row.key.toISOString() : row.key;
  return { sort, order, key, number: row.number } as Place;
}

type CountedFilters = Pick<CaseFilters, 'statuses' | 'programs'>;

/**
 * Counts for tabs and filter menus, in one query. Owners and tags are counted over the asked statuses and
 * programs; without any, over what is unresolved.
 */
export async function countCases(
  db: Db,
  personId: string,
  { statuses, programs }: CountedFilters,
): Promise<CaseFacets> {
  const [row] = await db<
    {
      byStatus: { status: Status; count: number; mine: number }[] | null;
      owners: CaseFacets['owners'] | null;
      tags: CaseFacets['tags'] | null;
    }[]
  >`
    with reach as (${readableBy(db, personId)}),
    by_status as (
      select status, count(*) as count, count(*) filter (where owner_id = ${personId}) as mine
      from "case" where program_id in (table reach) group by status),
    counted as materialized (
      select owner_id, tags from "case"
      where program_id in (table reach) and status = any(${statuses ?? [...unresolvedStatuses]}::text[])
        ${programs ? db`and program_id = any(${programs}::uuid[])` : db``}),
    owners as (
      select owner_id, count(*) as count from counted group by owner_id order by count desc, owner_id limit ${MAX_FACET_VALUES}),
    tags as (
      select tag, count(*) as count from counted, unnest(tags) as tag group by tag order by count desc, tag limit ${MAX_FACET_VALUES})
    select
      (select json_agg(by_status) from by_status) as "byStatus",
      (select json_agg(json_build_object('person', json_build_object('id', o.id, 'name', o.name, 'colour', o.colour), 'count', count)
                       order by count desc, o.name)
       from owners join person o on o.id = owner_id) as owners,
      (select json_agg(tags order by count desc, tag) from tags) as tags`;
  const counts = row?.byStatus ?? [];
  const count = (of: readonly Status[], what: 'count' | 'mine') =>
    counts.filter((entry) => of.includes(entry.status)).reduce((sum, entry) => sum + entry[what], 0);
  return {
    mine: count(unresolvedStatuses, 'mine'),
    unresolved: count(unresolvedStatuses, 'count'),
    all: count(Status.options, 'count'),
    statuses: Object.fromEntries(
      Status.options.map((status) => [status, count([status], 'count')]),
    ) as CaseFacets['statuses'],
    owners: row?.owners ?? [],
    tags: row?.tags ?? [],
  };
}
