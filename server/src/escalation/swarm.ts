import type { Swarm, SwarmQuestion } from '@caseroom/shared/escalation';
import type { Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessCase, type CaseAccess } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import { notify } from '../case/notify.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { lockCase, writersOf } from './queries.ts';
import { judgeAnswer, judgeAsk, judgeClose, judgeLeave, mayClose } from './swarm-rules.ts';

/** What came of an act. Hint the case and the inboxes after commit. */
export interface SwarmActed {
  readonly caseId: string;
  readonly told: readonly string[];
}

/** Asks people into a case, each with a question; the first time, that begins the swarm. Ownership never moves by it. */
export async function askSwarm(
  tx: Tx,
  caseId: string,
  { actorId, at }: By,
  people: readonly { readonly personId: string; readonly question: string }[],
): Promise<SwarmActed | Refusal> {
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  const { status } = await lockCase(tx, caseId);
  const writers = new Map((await writersOf(tx, access.programId)).map((seat) => [seat.personId, seat.name]));
  const canWrite = (personId: string) => writers.has(personId);
  const refusal = judgeAsk({ caseStatus: status, canWrite }, actorId, people);
  if (refusal) return refusal;
  const swarmId = await openSwarm(tx, caseId, { actorId, at });
  const told: string[] = [];
  for (const { personId, question } of people) {
    const [asked] = await tx<{ id: string }[]>`
      insert into swarm_question (swarm_id, person_id, question, asked_by, asked_at)
      values (${swarmId}, ${personId}, ${question}, ${actorId}, ${at}) returning id`;
    const questionId = (asked as { id: string }).id;
    const data = { swarmId, questionId, personId, name: writers.get(personId) ?? '' };
    const eventSeq = await appendEvent(tx, { caseId, kind: 'swarm.asked', actorId, data, at });
    const place = { swarmId, questionId, text: question };
    const notice = { caseId, eventSeq, kind: 'swarm.asked' as const, personIds: [personId], actorId, at };
    told.push(...(await notify(tx, { ...notice, data: place })));
  }
  return { caseId, told };
}

async function openSwarm(tx: Tx, caseId: string, { actorId, at }: By): Promise<string> {
  const [open] = await tx<{ id: string }[]>`
    select id from swarm where case_id = ${caseId} and closed_at is null`;
  if (open) return open.id;
  const [made] = await tx<{ id: string }[]>`
    insert into swarm (case_id, started_by, started_at) values (${caseId}, ${actorId}, ${at}) returning id`;
  return (made as { id: string }).id;
}

/** The answer of whoever was asked; whoever asked is told. */
export async function answerSwarm(
  tx: Tx,
  questionId: string,
  { actorId, at }: By,
  answer: string,
): Promise<SwarmActed | Refusal> {
  const held = await takeQuestion(tx, questionId, actorId);
  if (isRefusal(held)) return held;
  const verdict = judgeAnswer(held, actorId);
  if (isRefusal(verdict)) return verdict;
  await tx`update swarm_question set answer = ${answer}, answered_at = ${at} where id = ${questionId}`;
  const { caseId, swarmId, name, askedBy } = held;
  const data = { swarmId, questionId, personId: actorId, name };
  const eventSeq = await appendEvent(tx, { caseId, kind: 'swarm.answered', actorId, data, at });
  const notice = { caseId, eventSeq, kind: 'swarm.answered' as const, personIds: [askedBy], actorId, at };
  return { caseId, told: await notify(tx, { ...notice, data: { swarmId, questionId, text: answer } }) };
}

/** Leaves with the question, answered or not. */
export async function leaveSwarm(
  tx: Tx,
  questionId: string,
  { actorId, at }: By,
): Promise<SwarmActed | Refusal> {
  const held = await takeQuestion(tx, questionId, actorId);
  if (isRefusal(held)) return held;
  const verdict = judgeLeave(held, actorId);
  if (isRefusal(verdict)) return verdict;
  const { caseId, swarmId, name } = held;
  if (verdict === null) return { caseId, told: [] };
  await tx`update swarm_question set left_at = ${at} where id = ${questionId}`;
  const data = { swarmId, questionId, personId: actorId, name };
  await appendEvent(tx, { caseId, kind: 'swarm.left', actorId, data, at });
  return { caseId, told: [] };
}

/** Ends the swarm; what came of it goes into the ledger. */
export async function closeSwarm(
  tx: Tx,
  swarmId: string,
  { actorId, at }: By,
  outcome: string,
): Promise<SwarmActed | Refusal> {
  const [found] = await tx<{ caseId: string }[]>`select case_id as "caseId" from swarm where id = ${swarmId}`;
  if (!found) return noSwarm();
  const { caseId } = found;
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access.refused === 'not-found' ? noSwarm() : access;
  const { ownerId } = await lockCase(tx, caseId);
  const [swarm] = await tx<{ startedBy: string; isClosed: boolean }[]>`
    select started_by as "startedBy", closed_at is not null as "isClosed" from swarm where id = ${swarmId}`;
  if (!swarm) return noSwarm();
  const verdict = judgeClose({ ...swarm, ownerId }, actorId, access.role);
  if (isRefusal(verdict)) return verdict;
  await tx`
    update swarm set closed_at = ${at}, closed_by = ${actorId}, outcome = ${outcome} where id = ${swarmId}`;
  await appendEvent(tx, { caseId, kind: 'swarm.closed', actorId, data: { swarmId, outcome }, at });
  return { caseId, told: [] };
}

const noSwarm = (): Refusal => refuse('not-found', 'There is no such swarm.');

interface HeldQuestion {
  readonly caseId: string;
  readonly swarmId: string;
  readonly personId: string;
  readonly name: string;
  readonly askedBy: string;
  readonly isAnswered: boolean;
  readonly hasLeft: boolean;
  readonly isClosed: boolean;
}

/** A question under its case's lock, for somebody who may write there. */
async function takeQuestion(tx: Tx, id: string, actorId: string): Promise<HeldQuestion | Refusal> {
  const nothing = refuse('not-found', 'There is no such question.');
  const found = await readQuestion(tx, id);
  if (!found) return nothing;
  const access = await accessCase(tx, actorId, found.caseId, 'write');
  if (isRefusal(access)) return access.refused === 'not-found' ? nothing : access;
  await lockCase(tx, found.caseId);
  return (await readQuestion(tx, id)) ?? nothing;
}

async function readQuestion(tx: Tx, id: string): Promise<HeldQuestion | undefined> {
  const [row] = await tx<HeldQuestion[]>`
    select s.case_id as "caseId", s.id as "swarmId", q.person_id as "personId", p.name, q.asked_by as "askedBy",
           q.answered_at is not null as "isAnswered", q.left_at is not null as "hasLeft",
           s.closed_at is not null as "isClosed"
    from swarm_question q join swarm s on s.id = q.swarm_id join person p on p.id = q.person_id
    where q.id = ${id}`;
  return row;
}

interface SwarmRow {
  readonly id: string;
  readonly caseId: string;
  readonly ownerId: string;
  readonly startedBy: PersonRef;
  readonly startedAt: Date;
  readonly closedBy: PersonRef | null;
  readonly closedAt: Date | null;
  readonly outcome: string | null;
}

/** The case's open swarm, or its latest, as somebody who has been let in sees it. */
export async function readSwarm(
  db: Db,
  { caseId, role, write }: CaseAccess & { readonly role: Role },
  personId: string,
): Promise<Swarm | null> {
  const [row] = await db<SwarmRow[]>`
    select s.id, s.case_id as "caseId", c.owner_id as "ownerId", s.started_at as "startedAt",
           s.closed_at as "closedAt", s.outcome,
           json_build_object('id', a.id, 'name', a.name, 'colour', a.colour) as "startedBy",
           case when b.id is null then null
             else json_build_object('id', b.id, 'name', b.name, 'colour', b.colour) end as "closedBy"
    from swarm s join "case" c on c.id = s.case_id
    join person a on a.id = s.started_by left join person b on b.id = s.closed_by
    where s.case_id = ${caseId} order by s.closed_at is null desc, s.started_at desc limit 1`;
  if (!row) return null;
  const { ownerId, startedAt, closedAt, ...rest } = row;
  const facts = { startedBy: row.startedBy.id, ownerId, isClosed: closedAt !== null };
  return {
    ...rest,
    startedAt: startedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    questions: await readQuestions(db, row.id),
    mayClose: write && mayClose(facts, personId, role),
  };
}

type QuestionRow = Omit<SwarmQuestion, 'askedAt' | 'answeredAt' | 'leftAt'> & {
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
  readonly leftAt: Date | null;
};

async function readQuestions(db: Db, swarmId: string): Promise<SwarmQuestion[]> {
  const rows = await db<QuestionRow[]>`
    select q.id, q.question, q.answer, q.asked_at as "askedAt", q.answered_at as "answeredAt", q.left_at as "leftAt",
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as person,
           json_build_object('id', a.id, 'name', a.name, 'colour', a.colour) as "askedBy"
    from swarm_question q join person p on p.id = q.person_id join person a on a.id = q.asked_by
    where q.swarm_id = ${swarmId} order by q.nth`;
  return rows.map((row) => ({
    ...row,
    askedAt: row.askedAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    leftAt: row.leftAt?.toISOString() ?? null,
  }));
}
