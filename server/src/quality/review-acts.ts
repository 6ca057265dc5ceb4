import type { CaseEventData, CaseEventKind } from '@caseroom/shared/case';
import type { Marking, NewReview } from '@caseroom/shared/quality';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessNote, rolesOf } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import { notify } from '../case/notify.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { factsOf, type ReviewRow, readReview } from './review-queries.ts';
import {
  decide,
  type ReviewCommand,
  reviewedRoles,
  reviewerRoles,
  type Seat,
  type Step,
} from './review-rules.ts';
import { chooseScorecard } from './scorecards.ts';
import { peopleWith, seatIn } from './seats.ts';

/** What came of an act. Hint the case and the people after commit. */
export interface Acted {
  readonly reviewId: string;
  /** Null: nothing was entered in a ledger. */
  readonly caseId: string | null;
  readonly told: readonly string[];
}

const nothing = () => refuse('not-found', 'There is no such review.');
const emptyMarking: Marking = { marks: [], summary: '' };

/** Begins a review of a note as it reads now. Begun twice by the same reviewer it is the same draft. */
export async function beginReview(tx: Tx, body: NewReview, { actorId, at }: By): Promise<Acted | Refusal> {
  const about = 'pickId' in body ? await takePick(tx, body.pickId, actorId) : { ...body, pickId: null };
  if (isRefusal(about)) return about;
  const note = await accessNote(tx, actorId, about.noteId, 'read');
  if (isRefusal(note)) return note;
  const refusal = await judgeBegin(tx, { actorId, agentId: about.agentId, ...note });
  if (refusal) return refusal;
  // Of two clicks the second waits here and finds the draft of the first.
  const draft = `review ${actorId} ${note.noteId} ${about.agentId}`;
  await tx`select pg_advisory_xact_lock(hashtextextended(${draft}, 0))`;
  const [begun] = await tx<{ id: string }[]>`
    select id from review where reviewer_id = ${actorId} and note_id = ${note.noteId}
      and agent_id = ${about.agentId} and state = 'drafted'`;
  if (begun) return { reviewId: begun.id, caseId: null, told: [] };
  const scorecard = await chooseScorecard(tx, note.programId, body.scorecardId);
  if (isRefusal(scorecard)) return scorecard;
  const [made] = await tx<{ id: string }[]>`
    insert into review (program_id, case_id, note_id, note_seq, agent_id, reviewer_id, pick_id,
                        scorecard_id, scorecard_version, state, marking, drafted_at)
    values (${note.programId}, ${note.caseId}, ${note.noteId}, ${note.headSeq}, ${about.agentId}, ${actorId},
            ${about.pickId}, ${scorecard.id}, ${scorecard.version}, 'drafted', ${tx.json(emptyMarking as never)}, ${at})
    on conflict (pick_id) do nothing returning id`;
  return made ? { reviewId: made.id, caseId: null, told: [] } : takenAlready();
}

/** A pick, unless somebody else has begun to review it. */
async function takePick(tx: Tx, pickId: string, actorId: string) {
  const [pick] = await tx<
    { pickId: string; noteId: string; agentId: string; takenBy: string | null; isDismissed: boolean }[]
  >`
    select k.dismissed_at is not null as "isDismissed", k.id as "pickId", k.note_id as "noteId", k.agent_id as "agentId", r.reviewer_id as "takenBy"
    from sample_pick k
    join ${ownSeats(tx, actorId)} m on m.program_id = k.program_id
    left join review r on r.pick_id = k.id
    where k.id = ${pickId} for share of k`;
  if (!pick) return refuse('not-found', 'There is no such work.');
  if (pick.isDismissed) return refuse('conflict', 'Somebody took this one off the list.');
  return pick.takenBy !== null && pick.takenBy !== actorId ? takenAlready() : pick;
}

const takenAlready = () => refuse('conflict', 'Somebody else reviews this one.');

interface Begin {
  readonly actorId: string;
  readonly agentId: string;
  readonly noteId: string;
  readonly programId: string;
  readonly role: Seat['role'];
  readonly audience: 'team' | 'leads';
  readonly headSeq: number;
}

async function judgeBegin(tx: Tx, begin: Begin): Promise<Refusal | null> {
  if (!reviewerRoles.includes(begin.role)) return refuse('no-access', 'Quality reviewers score notes.');
  if (begin.agentId === begin.actorId) return refuse('no-access', 'Nobody reviews their own work.');
  const agentRole = (await rolesOf(tx, begin.agentId)).get(begin.programId);
  const [wrote] = await tx`
    select from note_edit where note_id = ${begin.noteId} and author_id = ${begin.agentId} limit 1`;
  if (!agentRole || !reviewedRoles.includes(agentRole) || !wrote || begin.audience !== 'team')
    return refuse('invalid', 'Review a note of an agent who wrote in it.', {
      fields: [{ path: 'agentId', message: 'This person did not write in this note as an agent.' }],
    });
  return null;
}

/** Does one thing to a review: saves or submits a draft, acknowledges, disputes, settles. */
export async function actOnReview(
  tx: Tx,
  reviewId: string,
  command: ReviewCommand,
  by: By,
): Promise<Acted | Refusal> {
  await tx`select from review where id = ${reviewId} for update`;
  const row = await readReview(tx, reviewId);
  const seat = row && (await seatIn(tx, by.actorId, row.program.id));
  if (!row || !seat) return nothing();
  const step = decide(factsOf(row), command, seat);
  if (isRefusal(step)) return step;
  await writeStep(tx, row.id, command, step, by);
  return record(tx, row, command, step, by);
}

async function writeStep(tx: Tx, id: string, command: ReviewCommand, step: Step, { actorId, at }: By) {
  if (step.state === null) return void (await tx`delete from review where id = ${id}`);
  const { marking, result, objections, changes } = step;
  await tx`update review set state = ${step.state} ${marking ? tx`, marking = ${tx.json(marking as never)}` : tx``}
    ${result ? tx`, percent = ${result.percent}, passed = ${result.passed}` : tx``}
    ${objections ? tx`, objections = ${tx.json(objections as never)}` : tx``}
    ${command.do === 'submit' ? tx`, submitted_at = ${at}` : tx``}
    ${command.do === 'acknowledge' || command.do === 'dispute' ? tx`, answered_at = ${at}` : tx``}
    ${
      command.do === 'settle'
        ? tx`, settled_at = ${at}, settled_by = ${actorId}, verdict = ${command.verdict},
             reply = ${command.reply}, changes = ${tx.json((changes ?? []) as never)}`
        : tx``
    }
    where id = ${id}`;
}

/** The ledger's entry of a step, and whom it is told. Drafts are nobody's business. */
async function record(tx: Tx, row: ReviewRow, command: ReviewCommand, step: Step, by: By): Promise<Acted> {
  const percent = step.result ? step.result.percent : row.percent === null ? null : Number(row.percent);
  const data = {
    reviewId: row.id,
    noteId: row.note.id,
    agentId: row.agent.id,
    agentName: row.agent.name,
    percent,
  };
  const { agent, reviewer } = row;
  switch (command.do) {
    case 'submit':
      return enter(tx, row, 'review.submitted', data, by, { to: [agent.id], text: row.marking.summary });
    case 'acknowledge':
      return enter(tx, row, 'review.acknowledged', data, by, { to: [reviewer.id], text: '' });
    case 'dispute': {
      const to = [reviewer.id, ...(await peopleWith(tx, row.program.id, ['lead']))];
      const items = { ...data, items: command.objections.length };
      return enter(tx, row, 'review.disputed', items, by, { to, text: command.objections[0]?.reason ?? '' });
    }
    case 'settle': {
      const verdict = { ...data, verdict: command.verdict };
      return enter(tx, row, 'review.settled', verdict, by, {
        to: [agent.id, reviewer.id],
        text: command.reply,
      });
    }
    default:
      return { reviewId: row.id, caseId: null, told: [] };
  }
}

type ReviewKind = Extract<CaseEventKind, `review.${string}`>;

/** Appends an entry about a review to its case's ledger and tells people of it. */
export async function enter<K extends ReviewKind>(
  tx: Tx,
  review: {
    readonly id: string;
    readonly case: { readonly id: string };
    readonly note: { readonly id: string };
  },
  kind: K,
  data: CaseEventData[K],
  { actorId, at }: By,
  { to, text }: { readonly to: readonly string[]; readonly text: string },
): Promise<Acted> {
  const caseId = review.case.id;
  const eventSeq = await appendEvent(tx, { caseId, kind, actorId, data, at });
  const place = { reviewId: review.id, noteId: review.note.id, text };
  const told = await notify(tx, { caseId, eventSeq, kind, personIds: to, actorId, data: place, at });
  return { reviewId: review.id, caseId, told };
}
