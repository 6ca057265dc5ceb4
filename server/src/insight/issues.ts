import { groupOfMeasure, MIN_RECURRING } from '@caseroom/shared/insight';
import type { Db } from '../platform/db.ts';
import type { Span } from './span.ts';

/**
 * The facts of `recurring`: cases that share a reason and a product, or two neighbouring words of their subjects by
 * their stems, small words and signs left out. Of phrases that are in the very same cases the first one stands for
 * all. A stem is looked up once for each different word, not for each time it is said.
 */
export const issuesOf = (db: Db, { programId, from, to }: Span) => db`
  with opened as (
    select c.id, e.actor_id, c.opened_at, c.subject, c.tags
    from "case" c join case_event e on e.case_id = c.id and e.seq = 1
    where c.program_id = ${programId} and c.opened_at >= ${from} and c.opened_at < ${to}),
  word as (
    select o.id, said.at, said.word
    from opened o
    cross join regexp_split_to_table(lower(o.subject), '[^[:alpha:]]+') with ordinality as said(word, at)
    where length(said.word) > 1),
  stem as (
    select word, (tsvector_to_array(to_tsvector(g.search_language::regconfig, word)))[1] as stem
    from (select distinct word from word) as different join program g on g.id = ${programId}),
  pair as (
    select id, at, stem || ' ' || lead(stem) over told as stems, word || ' ' || lead(word) over told as words
    from word join stem using (word) where stem is not null
    window told as (partition by id order by at)),
  phrase as (
    select mode() within group (order by words) as name, min(at) as at, array_agg(distinct id order by id) as cases
    from pair where stems is not null group by stems having count(distinct id) >= ${MIN_RECURRING}),
  issue as (
    select '“' || name || '”' as name, cases
    from (select distinct on (cases) name, cases from phrase order by cases, at, name) as distinguishing
    union all
    select reason.name || ' · ' || product.name, array_agg(distinct o.id)
    from opened o
    join tag reason on reason.program_id = ${programId} and reason."group" = ${groupOfMeasure.reasons}
      and reason.name = any(o.tags)
    join tag product on product.program_id = ${programId} and product."group" = ${groupOfMeasure.products}
      and product.name = any(o.tags)
    group by 1 having count(distinct o.id) >= ${MIN_RECURRING})
  select distinct o.id as case_id, o.actor_id as person_id, o.opened_at as at, 1::float8 as value, issue.name as part
  from issue cross join unnest(issue.cases) as member(id) join opened o on o.id = member.id`;
