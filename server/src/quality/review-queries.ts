import type { PersonRef } from '@caseroom/shared/primitives';
import {
  type ListReviews,
  MAX_LISTED,
  type Marking,
  type Objection,
  type PickReason,
  type QualityWaiting,
  type Review,
  type ReviewState,
  type ReviewSummary,
} from '@caseroom/shared/quality';
import type { ScorecardBody } from '@caseroom/shared/scorecard';
import type { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import {
  overseerRoles,
  type ReviewFacts,
  reviewerRoles,
  rightsIn,
  type ScoreChange,
  type Seat,
} from './review-rules.ts';
import { aboutColumns, personJson } from './seats.ts';

/** A review as stored, with everything its rules and its page look at. */
export interface ReviewRow extends Omit<ReviewSummary, 'at' | 'percent'> {
  readonly noteSeq: number;
  readonly noteAt: Date;
  readonly scorecardId: string;
  readonly scorecardVersion: number;
  readonly scorecard: ScorecardBody;
  readonly reason: PickReason | null;
  readonly state: ReviewState;
  readonly marking: Marking;
  /** numeric comes as text. */
  readonly percent: string | null;
  readonly draftedAt: Date;
  readonly submittedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly objections: Objection[];
  readonly settledAt: Date | null;
  readonly settledBy: PersonRef | null;
  readonly verdict: 'upheld' | 'rejected' | null;
  readonly reply: string | null;
  readonly changes: ScoreChange[];
}

const summaryColumns = (db: Db) => db`
  r.id, ${aboutColumns(db)}, ${personJson(db, 'a')} as agent, ${personJson(db, 'w')} as reviewer,
  r.state, r.percent, r.passed`;

const joins = (db: Db) => db`
  join program g on g.id = r.program_id
  join "case" c on c.id = r.case_id
  join note n on n.id = r.note_id
  join person a on a.id = r.agent_id
  join person w on w.id = r.reviewer_id`;

export async function readReview(db: Db, id: string): Promise<ReviewRow | undefined> {
  const [row] = await db<ReviewRow[]>`
    select ${summaryColumns(db)}, r.note_seq as "noteSeq", e.at as "noteAt",
           r.scorecard_id as "scorecardId", r.scorecard_version as "scorecardVersion", v.body as scorecard,
           k.reason, r.marking, r.drafted_at as "draftedAt", r.submitted_at as "submittedAt",
           r.answered_at as "answeredAt", r.objections, r.settled_at as "settledAt",
           ${personJson(db, 's')} as "settledBy", r.verdict, r.reply, r.changes
    from review r ${joins(db)}
    join scorecard_version v on v.scorecard_id = r.scorecard_id and v.version = r.scorecard_version
    join note_edit e on e.note_id = r.note_id and e.seq = r.note_seq
    left join sample_pick k on k.id = r.pick_id
    left join person s on s.id = r.settled_by
    where r.id = ${id}`;
  return row;
}

export const factsOf = (row: ReviewRow): ReviewFacts => ({
  state: row.state,
  agentId: row.agent.id,
  reviewerId: row.reviewer.id,
  scorecard: row.scorecard,
  marking: row.marking,
  objections: row.objections,
});

/** A review as the API answers it to somebody who may read it. */
export function reviewOf(row: ReviewRow, seat: Seat): Review {
  return {
    id: row.id,
    program: row.program,
    case: row.case,
    note: row.note,
    agent: row.agent,
    reviewer: row.reviewer,
    state: row.state,
    percent: row.percent === null ? null : Number(row.percent),
    passed: row.passed,
    at: (row.settledAt ?? row.answeredAt ?? row.submittedAt ?? row.draftedAt).toISOString(),
    noteSeq: row.noteSeq,
    noteAt: row.noteAt.toISOString(),
    scorecard: { id: row.scorecardId, version: row.scorecardVersion, body: row.scorecard },
    reason: row.reason,
    marking: row.marking,
    draftedAt: row.draftedAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    objections: row.objections,
    settlement:
      row.settledAt && row.settledBy && row.verdict
        ? {
            verdict: row.verdict,
            reply: row.reply ?? '',
            by: row.settledBy,
            at: row.settledAt.toISOString(),
            changes: row.changes,
          }
        : null,
    rights: rightsIn(factsOf(row), seat),
  };
}

/** The reviews a person may read, as `mayRead` says of one; of alias r, with their membership as m. */
const readableReviews = (db: Db, personId: string) => db`
  join ${ownSeats(db, personId)} m on m.program_id = r.program_id
    and (case when r.state = 'drafted'
      then r.reviewer_id = ${personId} and m.role = any(${[...reviewerRoles]}::text[])
      else m.role = any(${[...overseerRoles]}::text[]) or (r.agent_id = ${personId} and m.role <> 'client') end)`;

/** Newest step first. */
export async function listReviews(
  db: Db,
  personId: string,
  { state, agent }: z.output<typeof ListReviews>,
): Promise<ReviewSummary[]> {
  const rows = await db<(Omit<ReviewSummary, 'at' | 'percent'> & { at: Date; percent: string | null })[]>`
    select ${summaryColumns(db)},
           coalesce(r.settled_at, r.answered_at, r.submitted_at, r.drafted_at) as at
    from review r ${readableReviews(db, personId)} ${joins(db)}
    where ${state ? db`r.state = ${state}` : db`true`} and ${agent ? db`r.agent_id = ${agent}` : db`true`}
    order by at desc, r.id limit ${MAX_LISTED}`;
  return rows.map(({ at, percent, ...row }) => ({
    ...row,
    at: at.toISOString(),
    percent: percent === null ? null : Number(percent),
  }));
}

/** What a person finds to do in the Quality place, counted. */
export async function countWaiting(db: Db, personId: string): Promise<QualityWaiting> {
  const [row] = await db<QualityWaiting[]>`
    with seat as (select program_id, role from ${ownSeats(db, personId)} m)
    select
      (select count(*)::int from review r join seat on seat.program_id = r.program_id and seat.role <> 'client'
       where r.agent_id = ${personId} and r.state = 'submitted') as "toAnswer",
      (select count(*)::int from review r join seat on seat.program_id = r.program_id
       where r.state = 'disputed' and r.agent_id <> ${personId}
         and seat.role = any(${[...overseerRoles]}::text[])) as "toSettle",
      (select count(*)::int from sample_pick k join seat on seat.program_id = k.program_id
       where seat.role = any(${[...reviewerRoles]}::text[]) and k.agent_id <> ${personId}
         and k.dismissed_at is null
         and not exists (select from review r where r.pick_id = k.id)) as "toReview",
      (select count(*)::int from calibration_sheet s join calibration l on l.id = s.calibration_id
       join seat on seat.program_id = l.program_id and seat.role = any(${[...overseerRoles]}::text[])
       where s.person_id = ${personId} and s.submitted_at is null and s.excused_at is null) as "toCalibrate"`;
  return row as QualityWaiting;
}
