import { maskForbiddenDigits } from '@caseroom/shared/forbidden-digits';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import type { CaseReport, RecordSatisfaction, Satisfaction } from '@caseroom/shared/summary';
import type { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';

/** Figures of a case's whole life, from the ledger and the journal. Notes for leads are nobody's work here. */
export async function reportOf(db: Db, caseId: string, at: Date): Promise<CaseReport> {
  const [people, owned, timers, interactions, messages, satisfaction] = await Promise.all([
    workersOf(db, caseId),
    ownedBy(db, caseId, at),
    timersOf(db, caseId),
    interactionsOf(db, caseId),
    messagesOf(db, caseId),
    satisfactionOf(db, caseId),
  ]);
  return {
    people: people.map((worker) => ({ ...worker, owned_ms: owned.get(worker.person.id) ?? 0 })),
    timers,
    interactions,
    messages,
    satisfaction,
    at: at.toISOString(),
  };
}

type Worker = Omit<CaseReport['people'][number], 'owned_ms'>;

async function workersOf(db: Db, caseId: string): Promise<Worker[]> {
  const rows = await db<(Omit<Worker, 'from' | 'to'> & { from: Date; to: Date })[]>`
    with work as (
      select e.author_id as person_id, e.at, 1 as edit from note_edit e join note n on n.id = e.note_id
      where n.case_id = ${caseId} and n.audience = 'team'
      union all
      select actor_id, at, 0 from case_event where case_id = ${caseId} and actor_id is not null)
    select json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as person, m.role,
           sum(w.edit)::int as edits, (count(*) - sum(w.edit))::int as acts, min(w.at) as from, max(w.at) as to
    from work w join person p on p.id = w.person_id
    join "case" c on c.id = ${caseId}
    left join membership m on m.program_id = c.program_id and m.person_id = p.id
    group by p.id, m.role order by min(w.at), p.name`;
  return rows.map(({ from, to, ...row }) => ({ ...row, from: from.toISOString(), to: to.toISOString() }));
}

/** The ledger names whom a case came from with every change of hands; whoever has it now has had it since the last. */
async function ownedBy(db: Db, caseId: string, at: Date): Promise<Map<string, number>> {
  const [held] = await db<{ openedAt: Date; ownerId: string }[]>`
    select opened_at as "openedAt", owner_id as "ownerId" from "case" where id = ${caseId}`;
  const moves = await db<{ at: Date; fromId: string }[]>`
    select at, data->>'fromId' as "fromId" from case_event
    where case_id = ${caseId} and kind in ('escalation.accepted', 'handover.accepted') order by seq`;
  const owned = new Map<string, number>();
  if (!held) return owned;
  let since = held.openedAt;
  for (const move of [...moves, { at, fromId: held.ownerId }]) {
    owned.set(move.fromId, (owned.get(move.fromId) ?? 0) + (move.at.getTime() - since.getTime()));
    since = move.at;
  }
  return owned;
}

async function timersOf(db: Db, caseId: string): Promise<CaseReport['timers']> {
  const rows = await db<(Omit<CaseReport['timers'][number], 'endedAt'> & { endedAt: Date })[]>`
    select kind, ended_at as "endedAt", target_ms::float8 as "target_ms", elapsed_ms::float8 as "elapsed_ms"
    from timer_outcome where case_id = ${caseId} order by ended_at, kind`;
  return rows.map(({ endedAt, ...row }) => ({ ...row, endedAt: endedAt.toISOString() }));
}

async function interactionsOf(db: Db, caseId: string): Promise<CaseReport['interactions']> {
  const rows = await db<
    (Omit<CaseReport['interactions'][number], 'startedAt' | 'endedAt'> & {
      startedAt: Date;
      endedAt: Date | null;
    })[]
  >`
    select i.channel, i.direction, i.started_at as "startedAt", i.ended_at as "endedAt",
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as by
    from interaction i join person p on p.id = i.logged_by where i.case_id = ${caseId} order by i.started_at, i.id`;
  return rows.map(({ startedAt, endedAt, ...row }) => ({
    ...row,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }));
}

async function messagesOf(db: Db, caseId: string): Promise<CaseReport['messages']> {
  const rows = await db<(Omit<CaseReport['messages'][number], 'at'> & { at: Date })[]>`
    select u.channel, u.words, u.released_at as at,
           case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as by
    from interim u left join person p on p.id = u.released_by
    where u.case_id = ${caseId} and u.released_at is not null order by u.released_at, u.note_id`;
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

async function satisfactionOf(db: Db, caseId: string): Promise<Satisfaction | null> {
  const [row] = await db<(Omit<Satisfaction, 'at'> & { at: Date })[]>`
    select s.score, s.comment, s.recorded_at as at,
           case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as by
    from satisfaction s left join person p on p.id = s.recorded_by
    where s.case_id = ${caseId} order by s.recorded_at desc limit 1`;
  return row ? { ...row, at: row.at.toISOString() } : null;
}

/** In the caller's transaction; call `hintCase` after commit. */
export async function recordSatisfaction(
  tx: Tx,
  { caseId, actorId, at }: By & { readonly caseId: string },
  said: z.output<typeof RecordSatisfaction>,
): Promise<Refusal | null> {
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  await enterSatisfaction(tx, { caseId, actorId, at }, said);
  return null;
}

/** `actorId` null: the customer said so themselves. Their words stay out of the ledger. Answers the entry's seq. */
export async function enterSatisfaction(
  tx: Tx,
  { caseId, actorId, at }: { readonly caseId: string; readonly actorId: string | null; readonly at: Date },
  { score, comment }: z.output<typeof RecordSatisfaction>,
): Promise<number> {
  const words = maskForbiddenDigits(comment);
  await tx`
    insert into satisfaction (case_id, score, comment, recorded_by, recorded_at)
    values (${caseId}, ${score}, ${words}, ${actorId}, ${at})`;
  return appendEvent(tx, { caseId, kind: 'satisfaction.recorded', actorId, at, data: { score } });
}
