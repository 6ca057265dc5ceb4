import type { AskGiver, ReadBack } from '@caseroom/shared/handover';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { appendEvent } from '../case/events.ts';
import { lockFollowUps, passFollowUps } from '../case/pass-follow-ups.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { type Acted, acted, type Done, settlePacket, tell, writeStep } from './act.ts';
import { offerItem } from './give.ts';
import {
  factsOf,
  type HeldItem,
  type ItemRow,
  lockPacket,
  type PacketRow,
  readReceiver,
  takeItem,
} from './queries.ts';
import type { NoteAsRead } from './record.ts';
import { decide, judgeAnswer } from './rules.ts';
import { readTicks, sign } from './sign.ts';

/** Whose item it is, and where it stands. */
export interface Where {
  readonly handoverId: string;
  readonly caseId: string;
}

type Held = HeldItem & { readonly packet: PacketRow };

async function take(tx: Tx, { handoverId, caseId }: Where, actorId: string): Promise<Held | Refusal> {
  const packet = await lockPacket(tx, handoverId);
  if (isRefusal(packet)) return packet;
  const held = await takeItem(tx, handoverId, caseId, actorId);
  return isRefusal(held) ? held : { ...held, packet };
}

/** Ticks lines of the note as it stands, or takes ticks back. A line that was reworded meanwhile is read again first. */
export async function readBack(
  tx: Tx,
  where: Where,
  { actorId, at }: By,
  { items }: ReadBack,
  note: NoteAsRead,
): Promise<Acted | Refusal> {
  const held = await take(tx, where, actorId);
  if (isRefusal(held)) return held;
  const verdict = decide(factsOf(held.row), { do: 'read' }, held.seat);
  if (isRefusal(verdict)) return verdict;
  const known = new Set(note.lines.map(({ key }) => key));
  if (items.some(({ key, read }) => read && !known.has(key)))
    return refuse('conflict', 'A line was reworded meanwhile. Read it again.');
  const itemId = held.row.id;
  for (const { key, read, comment = null } of items)
    if (read)
      await tx`
        insert into handover_read_back (item_id, person_id, key, comment, at)
        values (${itemId}, ${actorId}, ${key}, ${comment}, ${at})
        on conflict (item_id, person_id, key) do update set comment = excluded.comment, at = excluded.at`;
    else
      await tx`
        delete from handover_read_back where item_id = ${itemId} and person_id = ${actorId} and key = ${key}`;
  return acted(where.handoverId);
}

/**
 * The one who accepts owns the case from this entry on, signed; of two at the same instant the second finds it
 * taken. The giver's open follow-ups in the case go with it. `note` is the one that was read back.
 */
export async function acceptItem(
  tx: Tx,
  where: Where,
  { actorId, at }: By,
  note: NoteAsRead,
): Promise<Acted | Refusal> {
  const packet = await lockPacket(tx, where.handoverId);
  if (isRefusal(packet)) return packet;
  await lockFollowUps(tx, where.caseId, packet.giver.id);
  const held = await takeItem(tx, where.handoverId, where.caseId, actorId);
  if (isRefusal(held)) return held;
  const { row, seat } = held;
  const read = new Set((await readTicks(tx, [row.id], actorId)).map(({ key }) => key));
  const unread = note.lines.filter(({ key }) => !read.has(key)).map(({ key }) => key);
  const step = decide(factsOf(row), { do: 'accept', unread }, seat);
  if (isRefusal(step)) return step;
  if (!step?.newOwnerId) return acted(packet.id);
  const receiver = await nameOf(tx, actorId);
  const hash = await sign(tx, row, { as: 'receiver', personId: actorId, at, receiver, note });
  await writeStep(tx, row, step, { at, actorId });
  await tx`update "case" set owner_id = ${step.newOwnerId} where id = ${row.caseId}`;
  const { caseId, giver } = row;
  const data = { ...dataOf(row), fromId: giver.id, fromName: giver.name, toId: actorId, hash };
  const eventSeq = await appendEvent(tx, { caseId, kind: 'handover.accepted', actorId, data, at });
  const passed = await passFollowUps(tx, { caseId, fromId: giver.id, toId: actorId, at });
  await settlePacket(tx, packet, at);
  const told = await tell(tx, 'handover.accepted', [giver.id], [{ row, eventSeq }], { actorId, at });
  const also = row.receiver ? [row.receiver.id] : [];
  return acted(packet.id, {
    caseIds: [caseId],
    told,
    also,
    followUpsOf: passed > 0 ? [giver.id, actorId] : [],
  });
}

const dataOf = ({ handoverId, noteId }: ItemRow) => ({ handoverId, noteId });

async function nameOf(tx: Tx, personId: string): Promise<string> {
  const [row] = await tx<{ name: string }[]>`select name from person where id = ${personId}`;
  return row?.name ?? '';
}

/** Gives a case back to its giver, with the reason. */
export async function declineItem(
  tx: Tx,
  where: Where,
  { actorId, at }: By,
  reason: string,
): Promise<Acted | Refusal> {
  const held = await take(tx, where, actorId);
  if (isRefusal(held)) return held;
  const { row, seat, packet } = held;
  const step = decide(factsOf(row), { do: 'decline' }, seat);
  if (isRefusal(step)) return step;
  if (!step) return acted(packet.id);
  await writeStep(tx, row, step, { at, actorId, reason });
  const data = { ...dataOf(row), reason };
  const event = { caseId: row.caseId, kind: 'handover.declined' as const, actorId, data, at };
  const done = { row, eventSeq: await appendEvent(tx, event) };
  const told = await tell(tx, 'handover.declined', [row.giver.id], [done], { actorId, at, text: reason });
  return acted(packet.id, { caseIds: [row.caseId], told });
}

/** Asks the giver, perhaps about one line. */
export async function askGiver(
  tx: Tx,
  where: Where,
  { actorId, at }: By,
  { question, key }: AskGiver,
  note: NoteAsRead,
): Promise<Acted | Refusal> {
  const held = await take(tx, where, actorId);
  if (isRefusal(held)) return held;
  const { row, seat } = held;
  const verdict = decide(factsOf(row), { do: 'read' }, seat);
  if (isRefusal(verdict)) return verdict;
  const about = note.lines.find((line) => line.key === key)?.text ?? null;
  const [made] = await tx<{ id: string }[]>`
    insert into handover_question (item_id, asked_by, asked_at, question, about)
    values (${row.id}, ${actorId}, ${at}, ${question}, ${about}) returning id`;
  const data = { ...dataOf(row), questionId: (made as { id: string }).id };
  const event = { caseId: row.caseId, kind: 'handover.asked' as const, actorId, data, at };
  const done: Done = { row, eventSeq: await appendEvent(tx, event) };
  const told = await tell(tx, 'handover.question', [row.giver.id], [done], { actorId, at, text: question });
  return acted(row.handoverId, { caseIds: [row.caseId], told });
}

interface Asked extends Where {
  readonly askedBy: string;
  readonly answered: boolean;
}

async function readQuestion(tx: Tx, id: string): Promise<Asked | undefined> {
  const [row] = await tx<Asked[]>`
    select i.handover_id as "handoverId", i.case_id as "caseId", q.asked_by as "askedBy",
           q.answered_at is not null as answered
    from handover_question q join handover_item i on i.id = q.item_id where q.id = ${id}`;
  return row;
}

/** The giver's answer; whoever asked is told. */
export async function answerQuestion(
  tx: Tx,
  questionId: string,
  { actorId, at }: By,
  answer: string,
): Promise<Acted | Refusal> {
  const where = await readQuestion(tx, questionId);
  if (!where) return noQuestion();
  const held = await take(tx, where, actorId);
  if (isRefusal(held)) return held.refused === 'not-found' ? noQuestion() : held;
  const asked = await readQuestion(tx, questionId);
  if (!asked) return noQuestion();
  const refusal = judgeAnswer(factsOf(held.row), asked, held.seat);
  if (refusal) return refusal;
  await tx`
    update handover_question set answer = ${answer}, answered_by = ${actorId}, answered_at = ${at}
    where id = ${questionId}`;
  const { row } = held;
  const data = { ...dataOf(row), questionId };
  const event = { caseId: row.caseId, kind: 'handover.answered' as const, actorId, data, at };
  const done: Done = { row, eventSeq: await appendEvent(tx, event) };
  const told = await tell(tx, 'handover.answer', [asked.askedBy], [done], { actorId, at, text: answer });
  return acted(row.handoverId, { caseIds: [row.caseId], told });
}

const noQuestion = (): Refusal => refuse('not-found', 'There is no such question.');

/** A lead offers a case in the giver's place, signed by the lead; perhaps to themself. */
export async function assignItem(
  tx: Tx,
  where: Where,
  { actorId, at }: By,
  receiverId: string,
  note: NoteAsRead,
): Promise<Acted | Refusal> {
  const held = await take(tx, where, actorId);
  if (isRefusal(held)) return held;
  const { row, seat, packet } = held;
  const receiver = await readReceiver(tx, row.caseId, receiverId);
  const step = decide(factsOf(row), { do: 'assign', receiver }, seat);
  if (isRefusal(step)) return step;
  if (!step) return acted(packet.id);
  const named = { id: receiverId, name: await nameOf(tx, receiverId) };
  const done = await offerItem(tx, { held, step, receiver: named, note }, 'lead', { actorId, at });
  await settlePacket(tx, packet, at);
  const told = await tell(tx, 'handover.offered', [receiverId], [done], { actorId, at });
  const also = row.receiver ? [row.receiver.id] : [];
  return acted(packet.id, { caseIds: [row.caseId], told, also });
}
