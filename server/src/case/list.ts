import { type CaseSort, type CaseSummary, Status } from '@caseroom/shared/case';
import type { Db } from '../platform/db.ts';
import { readableBy } from './access.ts';
import { type Order, type Place, writeCursor } from './cursor.ts';
import type { CaseFilters } from './filters.ts';
import { type SummaryRow, summaryColumns, summaryJoins, summaryOf } from './summary.ts';
import { meantTags } from './tags.ts';

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
  // As the index `case_due` has it: what has no deadline comes last.
  due: (db: Db) => db`coalesce(c.due_at, timestamptz '9999-12-31 00:00:00+00')`,
  opened: (db: Db) => db`c.opened_at`,
  priority: (db: Db) => db`c.priority`,
  number: (db: Db) => db`c.number`,
  // As much of a subject as a cursor has room for.
  subject: (db: Db) => db`left(lower(c.subject), 60)`,
} as const;

/**
 * One page of the cases this person may read. A page is merged from one short index scan per program and status
 * (`case_queue`), so in the order of last touch its cost does not grow with the number of cases.
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
  ${filters.numbers ? db`and c.number = any(${filters.numbers}::bigint[])` : db``}
  ${filters.owners ? db`and c.owner_id = any(${filters.owners}::uuid[])` : db``}
  ${filters.priorities ? db`and c.priority = any(${filters.priorities}::text[])` : db``}
  ${filters.tags ? db`and c.tags && ${meantTags(db, filters.tags)}` : db``}
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
