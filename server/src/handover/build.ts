import { unresolvedStatuses } from '@caseroom/shared/case';
import { linesToRead } from '@caseroom/shared/editor/handover-lines';
import { writeJson } from '@caseroom/shared/editor/text';
import { type HandoverSection, handoverSections, MAX_HANDOVER_ITEMS } from '@caseroom/shared/handover';
import type { DocJson } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { createNote } from '../note/create.ts';
import { bodyOf, createNoteDoc } from '../note/doc.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { type Acted, acted, inCaseOrder, lapseStale } from './act.ts';
import { defaultShiftEnd } from './notices.ts';
import { findPackets, itemsOf, lockCase, type PacketRow } from './queries.ts';
import { judgeShiftEnd } from './rules.ts';

/** The unresolved cases that somebody owns where they work: the most urgent of them. */
async function ownOpenCases(db: Db, giverId: string): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select c.id from "case" c
    join ${ownSeats(db, giverId)} m on m.program_id = c.program_id
      and m.role in ('agent', 'senior', 'lead')
    where c.owner_id = ${giverId} and c.status = any(${[...unresolvedStatuses]}::text[])
    order by c.priority, c.due_at nulls last, c.number limit ${MAX_HANDOVER_ITEMS}`;
  return rows.map(({ id }) => id);
}

/** Cases of somebody that their open packet, if there is one, does not hold yet. */
export async function casesToAdd(db: Db, giverId: string): Promise<string[]> {
  const [open] = await findPackets(db, db`h.giver_id = ${giverId} and h.state <> 'closed'`);
  const held = open ? await itemsOf(db, open.id) : [];
  const inIt = new Set(held.filter((row) => !isBack(row)).map((row) => row.caseId));
  return (await ownOpenCases(db, giverId)).filter((caseId) => !inIt.has(caseId));
}

/** The system took it out, as when it was resolved; reopened, it comes in again. */
const isBack = ({ state, settledBy }: { state: string; settledBy: unknown }): boolean =>
  state === 'withdrawn' && settledBy === null;

/**
 * Begins a packet of all open cases of its giver, or goes on with the one that is open: what came meanwhile is added,
 * what went is taken out. `outlines` holds what the notes of the cases to add start with; the owner stays.
 */
export async function buildHandover(
  tx: Tx,
  { actorId, at }: By,
  {
    shiftEndsAt,
    outlines,
  }: { readonly shiftEndsAt?: Date | undefined; readonly outlines: ReadonlyMap<string, DocJson> },
): Promise<Acted | Refusal> {
  const refusal = shiftEndsAt ? judgeShiftEnd(shiftEndsAt, at) : null;
  if (refusal) return refusal;
  const packet = await openPacket(tx, { actorId, at }, shiftEndsAt);
  if (isRefusal(packet)) return packet;
  const lapsed = await lapseStale(tx, packet.id, at, [...outlines.keys()]);
  const held = new Map((await itemsOf(tx, packet.id)).map((row) => [row.caseId, row]));
  const wanted = (await ownOpenCases(tx, actorId)).filter((caseId) => {
    const row = held.get(caseId);
    return row ? isBack(row) : outlines.has(caseId);
  });
  const added: string[] = [];
  for (const caseId of inCaseOrder(wanted, (id) => id)) {
    const row = held.get(caseId);
    const outline = outlines.get(caseId);
    if (row) await bringBack(tx, row.id, at);
    else if (outline && (await isStillOwn(tx, caseId, actorId)))
      await addItem(tx, packet, caseId, outline, { actorId, at });
    added.push(caseId);
  }
  return acted(packet.id, { caseIds: [...lapsed, ...added] });
}

/** Locked. Of two tabs that begin at once, the second waits here and finds the packet of the first. */
async function openPacket(tx: Tx, { actorId, at }: By, shiftEndsAt?: Date): Promise<PacketRow | Refusal> {
  const [found] = await findPackets(tx, tx`h.giver_id = ${actorId} and h.state <> 'closed'`);
  if (!found && (await ownOpenCases(tx, actorId)).length === 0)
    return refuse('conflict', 'You have no open cases to hand over.');
  await tx`
    insert into handover (giver_id, state, started_at, shift_ends_at)
    values (${actorId}, 'drafting', ${at}, ${shiftEndsAt ?? defaultShiftEnd(at)})
    on conflict (giver_id) where state <> 'closed' do nothing`;
  await tx`select from handover where giver_id = ${actorId} and state <> 'closed' for no key update`;
  await tx`
    update handover set shift_ends_at = ${shiftEndsAt ?? defaultShiftEnd(at)}
    where giver_id = ${actorId} and state <> 'closed' and (${shiftEndsAt !== undefined} or shift_ends_at <= ${at})`;
  const [packet] = await findPackets(tx, tx`h.giver_id = ${actorId} and h.state <> 'closed'`);
  return packet ?? refuse('conflict', 'This handover was closed a moment ago. Begin a new one.');
}

async function isStillOwn(tx: Tx, caseId: string, giverId: string): Promise<boolean> {
  await lockCase(tx, caseId);
  const [row] = await tx`
    select from "case" where id = ${caseId} and owner_id = ${giverId}
      and status = any(${[...unresolvedStatuses]}::text[])`;
  return row !== undefined;
}

async function addItem(
  tx: Tx,
  { id, giver }: PacketRow,
  caseId: string,
  outline: DocJson,
  { actorId, at }: By,
): Promise<void> {
  const { audience } = noteKinds.handover;
  const title = `Handover from ${giver.name}`;
  const noteId = await createNote(tx, { caseId, kind: 'handover', audience, title, actorId, outline, at });
  await tx`
    insert into handover_item (handover_id, case_id, note_id, filled, state, added_at)
    values (${id}, ${caseId}, ${noteId}, ${tx.json(linesIn(outline))}, 'unsent', ${at})`;
}

const bringBack = (tx: Tx, itemId: string, at: Date) => tx`
  update handover_item set state = 'unsent', added_at = ${at}, offered_at = null, settled_at = null, reason = null
  where id = ${itemId}`;

/** What an outline says, line by line, as the packet will read its note. */
function linesIn(outline: DocJson): Partial<Record<HandoverSection, string[]>> {
  const doc = createNoteDoc();
  doc.transact(() => writeJson(bodyOf(doc), outline));
  const lines = linesToRead(bodyOf(doc));
  doc.destroy();
  return Object.fromEntries(
    handoverSections.map((section) => [
      section,
      lines.filter((line) => line.section === section).map(({ text }) => text),
    ]),
  );
}
