import { groupOfMeasure, type Measure } from '@caseroom/shared/insight';
import type { Db } from '../platform/db.ts';
import { issuesOf } from './issues.ts';
import type { Span } from './span.ts';

/** The first time a case was resolved; what comes back and is resolved again does not count again. */
const firstResolved = (db: Db, { programId, from, to }: Span, value: 'one' | 'length') => db`
  select e.case_id, e.actor_id as person_id, e.at,
         ${value === 'one' ? db`1::float8` : db`extract(epoch from e.at - c.opened_at)::float8 * 1000`} as value,
         null::text as part
  from case_event e join "case" c on c.id = e.case_id
  where e.kind = 'case.changed' and e.at >= ${from} and e.at < ${to} and c.program_id = ${programId}
    and e.data->'changes' @> '[{"field": "status", "to": "resolved"}]'
    and not exists (
      select from case_event earlier
      where earlier.case_id = e.case_id and earlier.seq < e.seq and earlier.kind = 'case.changed'
        and earlier.data->'changes' @> '[{"field": "status", "to": "resolved"}]')`;

const offers = {
  escalation: { made: 'escalation.sent', taken: 'escalation.accepted', id: 'escalationId' },
  handover: { made: 'handover.offered', taken: 'handover.accepted', id: 'handoverId' },
} as const;

/** How long what was offered waited for whoever took it. What was offered again waited from then. */
function accepted(db: Db, { programId, from, to }: Span, what: keyof typeof offers) {
  const { made, taken, id } = offers[what];
  return db`
    select e.case_id, e.actor_id as person_id, e.at,
           extract(epoch from e.at - offer.at)::float8 * 1000 as value, null::text as part
    from case_event e
    join "case" c on c.id = e.case_id
    cross join lateral (
      select o.at from case_event o
      where o.case_id = e.case_id and o.kind = ${made} and o.seq < e.seq and o.data->>${id} = e.data->>${id}
      order by o.seq desc limit 1) as offer
    where e.kind = ${taken} and e.at >= ${from} and e.at < ${to} and c.program_id = ${programId}`;
}

/** Cases opened by each of their tags whose group in the program's vocabulary is such; a typed tag's is null. */
const tagged = (db: Db, { programId, from, to }: Span, isSuch: ReturnType<Db>) => db`
  select c.id as case_id, e.actor_id as person_id, c.opened_at as at, 1::float8 as value, had.tag as part
  from "case" c join case_event e on e.case_id = c.id and e.seq = 1
  cross join unnest(c.tags) as had(tag)
  left join tag t on t.program_id = c.program_id and t.name = had.tag
  where c.program_id = ${programId} and c.opened_at >= ${from} and c.opened_at < ${to} and t."group" ${isSuch}`;

/**
 * `select case_id, person_id, at, value, part`, of everything a measure counts in a span of time; the words of
 * `measures` in shared/src/insight.ts say the same. A fact of a count is 1, of a share 0 or 1, times are ms.
 */
export const factsOf = {
  opened: (db: Db, { programId, from, to }: Span) => db`
    select c.id as case_id, e.actor_id as person_id, c.opened_at as at, 1::float8 as value, null::text as part
    from "case" c join case_event e on e.case_id = c.id and e.seq = 1
    where c.program_id = ${programId} and c.opened_at >= ${from} and c.opened_at < ${to}`,
  recurring: issuesOf,
  reasons: (db: Db, span: Span) => tagged(db, span, db`= ${groupOfMeasure.reasons}`),
  products: (db: Db, span: Span) => tagged(db, span, db`= ${groupOfMeasure.products}`),
  sentiment: (db: Db, span: Span) => tagged(db, span, db`= ${groupOfMeasure.sentiment}`),
  tags: (db: Db, span: Span) =>
    tagged(db, span, db`<> all(${Object.values(groupOfMeasure)}::text[]) is not false`),
  resolved: (db: Db, span: Span) => firstResolved(db, span, 'one'),
  'resolve-time': (db: Db, span: Span) => firstResolved(db, span, 'length'),
  'escalation-accept': (db: Db, span: Span) => accepted(db, span, 'escalation'),
  'handover-accept': (db: Db, span: Span) => accepted(db, span, 'handover'),
  'read-back': (db: Db, { programId, from, to }: Span) => db`
    select i.case_id, b.person_id, b.at, (b.comment is not null)::int::float8 as value, null::text as part
    from handover_read_back b
    join handover_item i on i.id = b.item_id
    join "case" c on c.id = i.case_id
    where b.at >= ${from} and b.at < ${to} and c.program_id = ${programId}`,
  finalised: (db: Db, { programId, from, to }: Span) => db`
    select n.case_id, n.created_by as person_id, n.created_at as at,
           (n.finalised_at is not null)::int::float8 as value, null::text as part
    from note n join "case" c on c.id = n.case_id
    where n.created_at >= ${from} and n.created_at < ${to} and c.program_id = ${programId}
      and n.audience = 'team' and n.template_id is not null`,
  timers: (db: Db, { programId, from, to, now }: Span) => db`
    select o.case_id, o.owner_id as person_id, o.ended_at as at,
           (o.elapsed_ms <= o.target_ms)::int::float8 as value, o.kind as part
    from timer_outcome o join "case" c on c.id = o.case_id
    where o.ended_at >= ${from} and o.ended_at < ${to} and c.program_id = ${programId}
    union all
    select t.case_id, c.owner_id, t.due_at, 0, t.kind
    from timer t join "case" c on c.id = t.case_id
    where t.state = 'running' and t.due_at >= ${from} and t.due_at < ${to} and t.due_at < ${now}
      and c.program_id = ${programId}`,
  quality: (db: Db, { programId, from, to }: Span) => db`
    select r.case_id, r.agent_id as person_id, r.submitted_at as at, r.percent::float8 as value, null::text as part
    from review r
    where r.program_id = ${programId} and r.submitted_at >= ${from} and r.submitted_at < ${to}
      and r.percent is not null`,
} satisfies Record<Measure, (db: Db, span: Span) => unknown>;
