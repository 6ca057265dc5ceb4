import { type CaseFacets, MAX_FACET_VALUES, Status, unresolvedStatuses } from '@caseroom/shared/case';
import type { Db } from '../platform/db.ts';
import { readableBy } from './access.ts';
import type { CaseFilters } from './filters.ts';

interface FacetsRow {
  readonly statuses: Partial<Record<Status, number>> | null;
  readonly mine: number;
  readonly owners: CaseFacets['owners'] | null;
  readonly tags: CaseFacets['tags'] | null;
}

/**
 * Counts for tabs and filter menus, in one query. Owners and tags are counted over the asked statuses and
 * programs; without any, over what is unresolved. Cases are counted in the index of the queue and read only
 * where owners and tags are asked of them; `offset 0` keeps the planner from reading them all at once.
 */
export async function countCases(
  db: Db,
  personId: string,
  { statuses, programs }: Pick<CaseFilters, 'statuses' | 'programs'>,
): Promise<CaseFacets> {
  const unresolved = [...unresolvedStatuses];
  const [row] = await db<FacetsRow[]>`
    with reach as materialized (${readableBy(db, personId)}),
    by_status as (
      select asked.status, sum(found.count) as count
      from reach cross join unnest(${Status.options}::text[]) as asked(status)
      cross join lateral (
        select count(*) as count from "case" c
        where c.program_id = reach.program_id and c.status = asked.status) as found
      group by asked.status),
    counted as materialized (
      select found.owner_id, found.tags
      from reach cross join unnest(${statuses ?? unresolved}::text[]) as asked(status)
      cross join lateral (
        select c.owner_id, c.tags from "case" c
        where c.program_id = reach.program_id and c.status = asked.status
        offset 0) as found
      ${programs ? db`where reach.program_id = any(${programs}::uuid[])` : db``}),
    owners as (
      select owner_id, count(*) as count from counted
      group by owner_id order by count desc, owner_id limit ${MAX_FACET_VALUES}),
    tags as (
      select tag, count(*) as count from counted, unnest(tags) as tag
      group by tag order by count desc, tag limit ${MAX_FACET_VALUES})
    select
      (select json_object_agg(status, count) from by_status) as statuses,
      (select count(*) from "case"
       where owner_id = ${personId} and status = any(${unresolved}::text[]) and program_id in (table reach)) as mine,
      (select json_agg(
         json_build_object('person', json_build_object('id', o.id, 'name', o.name, 'colour', o.colour), 'count', count)
         order by count desc, o.name)
       from owners join person o on o.id = owner_id) as owners,
      (select json_agg(tags order by count desc, tag) from tags) as tags`;
  return facetsOf(row as FacetsRow);
}

function facetsOf({ statuses: counted, mine, owners, tags }: FacetsRow): CaseFacets {
  const statuses = Object.fromEntries(
    Status.options.map((status) => [status, counted?.[status] ?? 0]),
  ) as CaseFacets['statuses'];
  const sum = (of: readonly Status[]) => of.reduce((total, status) => total + statuses[status], 0);
  return {
    mine,
    unresolved: sum(unresolvedStatuses),
    all: sum(Status.options),
    statuses,
    owners: owners ?? [],
    tags: tags ?? [],
  };
}
