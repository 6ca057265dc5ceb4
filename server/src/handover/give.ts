import { type ChooseReceivers, waitingItemStates } from '@caseroom/shared/handover';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { appendEvent } from '../case/events.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import {
  type Acted,
  acted,
  type Done,
  groupsBy,
  inCaseOrder,
  lapse,
  lapseStale,
  settlePacket,
  tell,
  writeStep,
} from './act.ts';
import {
  factsOf,
  type HeldItem,
  itemsOf,
  itemsSeenBy,
  lockPacket,
  noHandover,
  type PacketRow,
  readReceiver,
  takeItem,
} from './queries.ts';
import type { NoteAsRead } from './record.ts';
import { decide, judgeShiftEnd, type Step } from './rules.ts';
import { sign } from './sign.ts';

/** Their own open packet, locked. */
async function takeOwnPacket(tx: Tx, id: string, actorId: string): Promise<PacketRow | Refusal> {
  const packet = await lockPacket(tx, id);
  if (isRefusal(packet)) return packet;
  if (packet.giver.id !== actorId) return noHandover();
  return packet.state === 'closed' ? refuse('conflict', 'This handover is closed.') : packet;
}

export async function moveShiftEnd(
  tx: Tx,
  id: string,
  { actorId, at }: By,
  shiftEndsAt: Date,
): Promise<Acted | Refusal> {
  const packet = await takeOwnPacket(tx, id, actorId);
  if (isRefusal(packet)) return packet;
  const refusal = judgeShiftEnd(shiftEndsAt, at);
  if (refusal) return refusal;
  await tx`update handover set shift_ends_at = ${shiftEndsAt} where id = ${id}`;
  return acted(id);
}

/** What a program's next shift should know. Refused when it was changed in another tab since it was read. */
export async function writeShiftText(
  tx: Tx,
  id: string,
  { actorId }: By,
  { programId, text, revision }: { programId: string; text: string; revision: number },
): Promise<Acted | Refusal> {
  const packet = await takeOwnPacket(tx, id, actorId);
  if (isRefusal(packet)) return packet;
  if (!(await itemsOf(tx, id)).some(({ program }) => program.id === programId))
    return refuse('not-found', 'This handover has no case of that program.');
  const [held] = await tx<{ text: string; revision: number }[]>`
    select text, revision from handover_shift_text where handover_id = ${id} and program_id = ${programId}`;
  if (held?.text === text) return acted(id);
  if ((held?.revision ?? 0) !== revision)
    return refuse('conflict', 'You changed this in another tab. Read it again first.');
  await tx`
    insert into handover_shift_text (handover_id, program_id, text, revision)
    values (${id}, ${programId}, ${text}, ${revision + 1})
    on conflict (handover_id, program_id) do update set text = excluded.text, revision = excluded.revision`;
  return acted(id);
}

/** All of the choices, or none. */
export async function chooseReceivers(
  tx: Tx,
  id: string,
  { actorId, at }: By,
  { items }: ChooseReceivers,
): Promise<Acted | Refusal> {
  const packet = await takeOwnPacket(tx, id, actorId);
  if (isRefusal(packet)) return packet;
  const steps: { held: HeldItem; step: Step }[] = [];
  for (const { caseId, receiverId } of inCaseOrder(items, (item) => item.caseId)) {
    const held = await takeItem(tx, id, caseId, actorId);
    if (isRefusal(held)) return held;
    const receiver = receiverId === null ? null : await readReceiver(tx, caseId, receiverId);
    const step = decide(factsOf(held.row), { do: 'choose', receiver }, held.seat);
    if (isRefusal(step)) return step;
    if (step) steps.push({ held, step });
  }
  for (const { held, step } of steps) await writeStep(tx, held.row, step, { at, actorId });
  return acted(id, { caseIds: steps.map(({ held }) => held.row.caseId) });
}

/**
 * Offers cases to those chosen for them, signed by the giver as they stand; all of them, or none with what is missing.
 * `notes` holds each case's handover note as committed. The owner stays.
 */
export async function sendHandover(
  tx: Tx,
  id: string,
  { actorId, at }: By,
  caseIds: readonly string[] | null,
  notes: ReadonlyMap<string, NoteAsRead>,
): Promise<Acted | Refusal> {
  const packet = await takeOwnPacket(tx, id, actorId);
  if (isRefusal(packet)) return packet;
  const lapsed = await lapseStale(tx, id, at);
  const offers = await judgeOffers(tx, id, actorId, caseIds ?? (await unsentOf(tx, id, actorId)), notes);
  if (isRefusal(offers)) return offers;
  const done: Done[] = [];
  for (const offer of offers) done.push(await offerItem(tx, offer, 'giver', { actorId, at }));
  await settlePacket(tx, packet, at);
  const told = await tellReceivers(tx, done, offers, { actorId, at });
  return acted(id, { caseIds: [...lapsed, ...done.map(({ row }) => row.caseId)], told });
}

const unsentOf = async (tx: Tx, id: string, giverId: string): Promise<string[]> =>
  (await itemsSeenBy(tx, id, giverId)).filter(({ state }) => state === 'unsent').map(({ caseId }) => caseId);

export interface Offer {
  readonly held: HeldItem;
  readonly step: Step;
  readonly receiver: { readonly id: string; readonly name: string };
  readonly note: NoteAsRead;
}

async function judgeOffers(
  tx: Tx,
  id: string,
  actorId: string,
  caseIds: readonly string[],
  notes: ReadonlyMap<string, NoteAsRead>,
): Promise<Offer[] | Refusal> {
  const offers: Offer[] = [];
  const missing: NonNullable<Refusal['fields']>[number][] = [];
  for (const caseId of inCaseOrder([...new Set(caseIds)], (one) => one)) {
    const held = await takeItem(tx, id, caseId, actorId);
    if (isRefusal(held)) return held;
    const note = notes.get(caseId);
    const { receiver } = held.row;
    if (!note) return refuse('conflict', 'A case came in a moment ago. Look at it before you send.');
    const { canReceive } = receiver ? await readReceiver(tx, caseId, receiver.id) : { canReceive: false };
    const step = decide(factsOf(held.row), { do: 'offer', canReceive, missing: note.missing }, held.seat);
    if (isRefusal(step) && step.fields)
      missing.push(...step.fields.map(({ path, message }) => ({ path: `items.${caseId}.${path}`, message })));
    else if (isRefusal(step)) return step;
    else if (step && receiver) offers.push({ held, step, receiver, note });
  }
  if (missing.length === 0) return offers;
  const cases = new Set(missing.map(({ path }) => path.split('.')[1])).size;
  const words = cases === 1 ? 'One case is' : `${cases} cases are`;
  return refuse('invalid', `${words} not ready to be sent.`, { fields: missing });
}

/** One case offered and signed, with its entry in the ledger. */
export async function offerItem(
  tx: Tx,
  { held: { row }, step, receiver, note }: Offer,
  as: 'giver' | 'lead',
  { actorId, at }: By,
): Promise<Done> {
  await writeStep(tx, row, step, { at, actorId });
  const hash = await sign(tx, row, { as, personId: actorId, at, receiver: receiver.name, note });
  const { caseId, handoverId, noteId } = row;
  const data = { handoverId, noteId, receiverId: receiver.id, receiverName: receiver.name, hash };
  return { row, eventSeq: await appendEvent(tx, { caseId, kind: 'handover.offered', actorId, data, at }) };
}

/** Each receiver is told once for each program, however many cases there are. */
async function tellReceivers(
  tx: Tx,
  done: readonly Done[],
  offers: readonly Offer[],
  by: By,
): Promise<string[]> {
  const receiverOf = new Map(offers.map(({ held, receiver }) => [held.row.caseId, receiver.id]));
  const keyOf = ({ row }: Done) => `${receiverOf.get(row.caseId)} ${row.program.id}`;
  const told: string[] = [];
  for (const group of groupsBy(done, keyOf)) {
    const receiverId = receiverOf.get(group[0]?.row.caseId ?? '') ?? '';
    told.push(...(await tell(tx, 'handover.offered', [receiverId], group, by)));
  }
  return told;
}

/** Takes one case back: it stays with the giver. */
export async function withdrawItem(
  tx: Tx,
  id: string,
  caseId: string,
  { actorId, at }: By,
): Promise<Acted | Refusal> {
  const packet = await lockPacket(tx, id);
  if (isRefusal(packet)) return packet;
  const held = await takeItem(tx, id, caseId, actorId);
  if (isRefusal(held)) return held;
  const step = decide(factsOf(held.row), { do: 'withdraw' }, held.seat);
  if (isRefusal(step)) return step;
  if (!step) return acted(id);
  await withdraw(tx, held, step, { actorId, at });
  await settlePacket(tx, packet, at);
  return acted(id, { caseIds: [caseId] });
}

async function withdraw(tx: Tx, { row }: HeldItem, step: Step, { actorId, at }: By): Promise<void> {
  await writeStep(tx, row, step, { at, actorId });
  const data = { handoverId: row.handoverId, noteId: row.noteId, reason: null };
  await appendEvent(tx, { caseId: row.caseId, kind: 'handover.withdrawn', actorId, data, at });
}

/** Ends a packet: what nobody has accepted is taken back and stays with its giver. */
export async function closeHandover(tx: Tx, id: string, { actorId, at }: By): Promise<Acted | Refusal> {
  const packet = await lockPacket(tx, id);
  if (isRefusal(packet)) return packet;
  if (packet.giver.id !== actorId) return noHandover();
  if (packet.state === 'closed') return acted(id);
  const lapsed = await lapseStale(tx, id, at);
  const waiting = (await itemsOf(tx, id)).filter(({ state }) => waitingItemStates.includes(state));
  for (const row of inCaseOrder(waiting, ({ caseId }) => caseId)) {
    const held = await takeItem(tx, id, row.caseId, actorId);
    // The giver may have left a program meanwhile, and what is theirs there still: that ends by itself.
    if (isRefusal(held)) await lapse(tx, row, `${row.giver.name} does not work there any more.`, at);
    else {
      const step = decide(factsOf(held.row), { do: 'withdraw' }, held.seat);
      if (step && !isRefusal(step)) await withdraw(tx, held, step, { actorId, at });
    }
  }
  await tx`update handover set state = 'closed', closed_at = ${at} where id = ${id}`;
  return acted(id, { caseIds: [...lapsed, ...waiting.map(({ caseId }) => caseId)] });
}
