import type { PersonRef } from '@caseroom/shared/primitives';
import {
  type Goal,
  type GoalState,
  MAX_LISTED,
  type NewGoal,
  type PatchGoal,
} from '@caseroom/shared/quality';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { itemsOf, type ScorecardBody } from '@caseroom/shared/scorecard';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { progressOf, type ReviewedWork } from './goal-rules.ts';
import { type Acted, enter } from './review-acts.ts';
import { factsOf, readReview } from './review-queries.ts';
import { mayRead, overseerRoles, rightsIn } from './review-rules.ts';
import { personJson, seatIn } from './seats.ts';

/** Sets a goal that follows from a review, for its agent, who is told. */
export async function setGoal(
  tx: Tx,
  { reviewId, item, what, dueOn }: NewGoal,
  by: By,
): Promise<(Acted & { goalId: string }) | Refusal> {
  const row = await readReview(tx, reviewId);
  const seat = row && (await seatIn(tx, by.actorId, row.program.id));
  if (!row || !seat || !mayRead(factsOf(row), seat)) return refuse('not-found', 'There is no such review.');
  if (!rightsIn(factsOf(row), seat).coach) return refuse('no-access', 'A reviewer or a lead sets goals.');
  if (item !== null && !itemsOf(row.scorecard).some(({ id }) => id === item))
    return refuse('invalid', undefined, {
      fields: [{ path: 'item', message: 'That is not an item of this review.' }],
    });
  const [made] = await tx<{ id: string }[]>`
    insert into coaching_goal (program_id, agent_id, review_id, item, what, due_on, set_by, set_at)
    values (${row.program.id}, ${row.agent.id}, ${reviewId}, ${item}, ${what}, ${dueOn}, ${by.actorId}, ${by.at})
    returning id`;
  const goalId = (made as { id: string }).id;
  const percent = row.percent === null ? null : Number(row.percent);
  const about = { reviewId, noteId: row.note.id, agentId: row.agent.id, agentName: row.agent.name };
  const told = { to: [row.agent.id], text: what };
  return {
    ...(await enter(tx, row, 'review.goal-set', { ...about, percent, goalId }, by, told)),
    goalId,
  };
}

/** Rewords, moves or ends a goal; those who oversee the program may. */
export async function editGoal(
  tx: Tx,
  id: string,
  { what, dueOn, state }: PatchGoal,
  { actorId, at }: By,
): Promise<{ agentId: string } | Refusal> {
  const [held] = await tx<{ programId: string; agentId: string }[]>`
    select program_id as "programId", agent_id as "agentId" from coaching_goal where id = ${id} for update`;
  const seat = held && (await seatIn(tx, actorId, held.programId));
  const sees = seat && held && (overseerRoles.includes(seat.role) || held.agentId === actorId);
  if (!held || !seat || !sees) return refuse('not-found', 'There is no such goal.');
  if (!overseerRoles.includes(seat.role) || held.agentId === actorId)
    return refuse('no-access', 'A reviewer or a lead edits goals.');
  await tx`
    update coaching_goal set what = coalesce(${what ?? null}, what),
      due_on = coalesce(${dueOn ?? null}::date, due_on), state = coalesce(${state ?? null}, state),
      edited_by = ${actorId}, edited_at = ${at}
    where id = ${id}`;
  return { agentId: held.agentId };
}

interface GoalRow {
  readonly id: string;
  readonly program: Goal['program'];
  readonly agent: PersonRef;
  readonly what: string;
  readonly item: string | null;
  readonly scorecard: ScorecardBody;
  readonly dueOn: string;
  readonly state: GoalState;
  readonly reviewId: string;
  readonly setBy: PersonRef;
  readonly setAt: Date;
  readonly mayEdit: boolean;
}

/** The goals a person may read: their own, and those of the programs they oversee. Open ones first, by their day. */
export async function listGoals(db: Db, personId: string, only?: string): Promise<Goal[]> {
  const rows = await db<GoalRow[]>`
    select o.id, json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program,
           ${personJson(db, 'a')} as agent, o.what, o.item, v.body as scorecard,
           to_char(o.due_on, 'YYYY-MM-DD') as "dueOn", o.state, o.review_id as "reviewId",
           ${personJson(db, 's')} as "setBy", o.set_at as "setAt",
           m.role = any(${[...overseerRoles]}::text[]) and o.agent_id <> ${personId} as "mayEdit"
    from coaching_goal o
    join ${ownSeats(db, personId)} m on m.program_id = o.program_id and m.role <> 'client'
      and (m.role = any(${[...overseerRoles]}::text[]) or o.agent_id = ${personId})
    join program g on g.id = o.program_id
    join person a on a.id = o.agent_id
    join person s on s.id = o.set_by
    join review r on r.id = o.review_id
    join scorecard_version v on v.scorecard_id = r.scorecard_id and v.version = r.scorecard_version
    where ${only === undefined ? db`true` : db`o.id = ${only}`}
    order by o.state <> 'open', o.due_on, o.id limit ${MAX_LISTED}`;
  const work = await readWork(db, rows);
  return rows.map(({ item, scorecard, setAt, ...row }) => ({
    ...row,
    item: itemOf(scorecard, item),
    setAt: setAt.toISOString(),
    progress: progressOf(
      { reviewId: row.reviewId, item },
      work.get(keyOf(row.program.id, row.agent.id)) ?? [],
    ).map(({ at, ...point }) => ({ ...point, at: at.toISOString() })),
  }));
}

function itemOf(scorecard: ScorecardBody, id: string | null): Goal['item'] {
  const item = itemsOf(scorecard).find((one) => one.id === id);
  return item ? { id: item.id, text: item.text } : null;
}

const keyOf = (programId: string, agentId: string) => `${programId} ${agentId}`;

/** The submitted reviews of everybody who has one of these goals, by program and person. */
async function readWork(db: Db, goals: readonly GoalRow[]): Promise<Map<string, ReviewedWork[]>> {
  const rows = await db<
    (Omit<ReviewedWork, 'percent'> & { programId: string; agentId: string; percent: string | null })[]
  >`
    select r.id as "reviewId", r.program_id as "programId", r.agent_id as "agentId", r.submitted_at as at,
           r.percent, r.marking, r.changes, v.body as scorecard
    from review r
    join scorecard_version v on v.scorecard_id = r.scorecard_id and v.version = r.scorecard_version
    where r.state <> 'drafted' and r.agent_id = any(${[...new Set(goals.map(({ agent }) => agent.id))]}::uuid[])`;
  const work = new Map<string, ReviewedWork[]>();
  for (const { programId, agentId, percent, ...row } of rows) {
    const key = keyOf(programId, agentId);
    const own = work.get(key) ?? [];
    own.push({ ...row, percent: percent === null ? null : Number(percent) });
    work.set(key, own);
  }
  return work;
}

export async function readGoal(db: Db, personId: string, id: string): Promise<Goal | Refusal> {
  const [goal] = await listGoals(db, personId, id);
  return goal ?? refuse('not-found', 'There is no such goal.');
}
