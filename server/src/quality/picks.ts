import { MAX_LISTED, type Pick } from '@caseroom/shared/quality';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { reviewerRoles } from './review-rules.ts';
import { aboutColumns, personJson, seatIn } from './seats.ts';

/** What was drawn and is neither submitted nor dismissed, of the programs in which this person has one of the roles. */
export async function listPicks(db: Db, personId: string, roles: readonly string[]): Promise<Pick[]> {
  const rows = await db<(Omit<Pick, 'drawnAt'> & { drawnAt: Date })[]>`
    select k.id, ${aboutColumns(db)}, ${personJson(db, 'a')} as agent, k.reason, k.at as "drawnAt",
           to_char(k.week, 'YYYY-MM-DD') as week,
           case when r.id is null then null
             else json_build_object('reviewId', r.id, 'by', ${personJson(db, 'w')}) end as taken
    from sample_pick k
    join ${ownSeats(db, personId)} m on m.program_id = k.program_id
      and m.role = any(${[...roles]}::text[])
    join program g on g.id = k.program_id
    join "case" c on c.id = k.case_id
    join note n on n.id = k.note_id
    join person a on a.id = k.agent_id
    left join review r on r.pick_id = k.id
    left join person w on w.id = r.reviewer_id
    where k.dismissed_at is null and (r.id is null or r.state = 'drafted')
    order by k.at desc, k.reason->>'kind' desc, c.number limit ${MAX_LISTED}`;
  return rows.map((row) => ({ ...row, drawnAt: row.drawnAt.toISOString() }));
}

interface HeldPick {
  readonly id: string;
  readonly isTaken: boolean;
  readonly isDismissed: boolean;
}

/** Takes a pick off the work list, for a reason that stays with its draw. */
export async function dismissPick(tx: Tx, id: string, reason: string, by: By): Promise<Refusal | null> {
  const held = await lockPick(tx, id, by.actorId);
  if (isRefusal(held)) return held;
  if (held.isTaken) return refuse('conflict', 'Somebody reviews this one already.');
  await tx`
    update sample_pick set dismissed_at = ${by.at}, dismissed_by = ${by.actorId}, dismissed_reason = ${reason}
    where id = ${id} and dismissed_at is null`;
  return null;
}

/** Puts a dismissed pick back on the work list. */
export async function restorePick(tx: Tx, id: string, actorId: string): Promise<Refusal | null> {
  const held = await lockPick(tx, id, actorId);
  if (isRefusal(held)) return held;
  await tx`
    update sample_pick set dismissed_at = null, dismissed_by = null, dismissed_reason = null where id = ${id}`;
  return null;
}

async function lockPick(tx: Tx, id: string, actorId: string): Promise<HeldPick | Refusal> {
  const nothing = refuse('not-found', 'There is no such work.');
  const [pick] = await tx<(HeldPick & { programId: string })[]>`
    select k.id, k.program_id as "programId", k.dismissed_at is not null as "isDismissed",
           exists (select from review r where r.pick_id = k.id) as "isTaken"
    from sample_pick k where k.id = ${id} for update of k`;
  const seat = pick && (await seatIn(tx, actorId, pick.programId));
  if (!pick || !seat || seat.role === 'client') return nothing;
  return reviewerRoles.includes(seat.role)
    ? pick
    : refuse('no-access', 'Quality reviewers decide what they review.');
}
