import type { Priority, Status } from '@caseroom/shared/case';
import type { HandoverItemState, HandoverSection, HandoverState } from '@caseroom/shared/handover';
import type { Program, Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Fragment } from 'postgres';
import { accessCase } from '../case/access.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import type { ItemFacts, Receiver, Seat } from './rules.ts';

export interface PacketRow {
  readonly id: string;
  readonly state: HandoverState;
  readonly giver: PersonRef;
  readonly startedAt: Date;
  readonly shiftEndsAt: Date;
  readonly sentAt: Date | null;
  readonly closedAt: Date | null;
}

/** A case of a packet with what its rules look at. */
export interface ItemRow {
  readonly id: string;
  readonly handoverId: string;
  readonly caseId: string;
  readonly noteId: string;
  readonly filled: Readonly<Partial<Record<HandoverSection, readonly string[]>>>;
  readonly state: HandoverItemState;
  readonly receiver: PersonRef | null;
  readonly addedAt: Date;
  readonly offeredAt: Date | null;
  readonly settledAt: Date | null;
  readonly settledBy: PersonRef | null;
  readonly reason: string | null;
  readonly remindedFor: Date | null;
  readonly leadsToldFor: Date | null;
  readonly leadsToldAt: Date | null;
  readonly packet: HandoverState;
  readonly giver: PersonRef;
  readonly shiftEndsAt: Date;
  readonly owner: PersonRef;
  readonly number: number;
  readonly subject: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly customerName: string;
  readonly program: Program;
  readonly dueAt: Date | null;
}

export const person = (db: Db, alias: string): Fragment => {
  const p = db(alias);
  return db`case when ${p}.id is null then null
    else json_build_object('id', ${p}.id, 'name', ${p}.name, 'colour', ${p}.colour) end`;
};

const packetColumns = (db: Db) => db`
  h.id, h.state, h.started_at as "startedAt", h.shift_ends_at as "shiftEndsAt", h.sent_at as "sentAt",
  h.closed_at as "closedAt", ${person(db, 'g')} as giver`;

export async function findPackets(db: Db, where: Fragment): Promise<PacketRow[]> {
  return db<PacketRow[]>`
    select ${packetColumns(db)} from handover h join person g on g.id = h.giver_id where ${where}`;
}

export async function readPacket(db: Db, id: string): Promise<PacketRow | undefined> {
  const [row] = await findPackets(db, db`h.id = ${id}`);
  return row;
}

/** Items of packets, the most urgent first (`h`, `i` and `c` are in reach of `where`). */
export async function findItems(db: Db, where: Fragment): Promise<ItemRow[]> {
  return db<ItemRow[]>`
    select i.id, i.handover_id as "handoverId", i.case_id as "caseId", i.note_id as "noteId", i.filled, i.state,
           i.added_at as "addedAt", i.offered_at as "offeredAt", i.settled_at as "settledAt", i.reason,
           i.reminded_for as "remindedFor", i.leads_told_for as "leadsToldFor", i.leads_told_at as "leadsToldAt",
           h.state as packet, h.shift_ends_at as "shiftEndsAt",
           c.number, c.subject, c.status, c.priority, c.customer->>'name' as "customerName", c.due_at as "dueAt",
           json_build_object('id', p.id, 'name', p.name, 'client', p.client) as program,
           ${person(db, 'g')} as giver, ${person(db, 'o')} as owner, ${person(db, 'r')} as receiver,
           ${person(db, 's')} as "settledBy"
    from handover_item i
    join handover h on h.id = i.handover_id
    join "case" c on c.id = i.case_id
    join program p on p.id = c.program_id
    join person g on g.id = h.giver_id
    join person o on o.id = c.owner_id
    left join person r on r.id = i.receiver_id
    left join person s on s.id = i.settled_by
    where ${where}
    order by c.priority, c.due_at nulls last, c.number`;
}

export const itemsOf = (db: Db, handoverId: string): Promise<ItemRow[]> =>
  findItems(db, db`h.id = ${handoverId}`);

/**
 * Items somebody has to do with, of cases they may read: all of a packet of their own, those offered to them or
 * accepted by them, and those of programs they lead.
 */
export const concerns = (db: Db, personId: string): Fragment => db`
  exists (
    select from ${ownSeats(db, personId)} m join person me on me.id = m.person_id and me.disabled_at is null
    where m.program_id = c.program_id and m.role in ('agent', 'senior', 'lead')
      and (h.giver_id = ${personId} or i.receiver_id = ${personId} or i.settled_by = ${personId}
           or m.role = 'lead'))`;

/** Those of a packet's items that concern somebody. */
export const itemsSeenBy = (db: Db, handoverId: string, personId: string): Promise<ItemRow[]> =>
  findItems(db, db`h.id = ${handoverId} and ${concerns(db, personId)}`);

export const factsOf = (row: ItemRow): ItemFacts => ({
  packet: row.packet,
  state: row.state,
  giver: row.giver,
  receiver: row.receiver,
  settledBy: row.settledBy,
  owner: row.owner,
  caseStatus: row.status,
  leadsTold: row.leadsToldFor?.getTime() === row.shiftEndsAt.getTime(),
});

export const noHandover = (): Refusal => refuse('not-found', 'There is no such handover.');

/** Everything about a packet happens under its row's lock, taken before those of its cases, so that each act sees the last. */
export async function lockPacket(tx: Tx, id: string): Promise<PacketRow | Refusal> {
  const [locked] = await tx`select from handover where id = ${id} for no key update`;
  return (locked && (await readPacket(tx, id))) || noHandover();
}

export interface HeldItem {
  readonly row: ItemRow;
  readonly seat: Seat;
}

/**
 * An item under its case's lock, for somebody who may write in the case. The packet is locked already; whoever takes
 * several items takes them in the order of their cases' ids.
 */
export async function takeItem(
  tx: Tx,
  handoverId: string,
  caseId: string,
  actorId: string,
): Promise<HeldItem | Refusal> {
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access.refused === 'not-found' ? noHandover() : access;
  await lockCase(tx, caseId);
  const [row] = await findItems(tx, tx`h.id = ${handoverId} and i.case_id = ${caseId}`);
  return row ? { row, seat: { personId: actorId, role: access.role } } : noHandover();
}

export async function lockCase(tx: Tx, caseId: string): Promise<void> {
  await tx`select from "case" where id = ${caseId} for no key update`;
}

/** Locks several cases in the order everybody does, before any of them is acted on. */
export async function lockCases(tx: Tx, caseIds: readonly string[]): Promise<void> {
  await tx`select from "case" where id = any(${[...caseIds]}::uuid[]) order by id for no key update`;
}

/** Whether somebody may take cases of a case's program. */
export async function readReceiver(db: Db, caseId: string, receiverId: string): Promise<Receiver> {
  const [row] = await db`
    select from "case" c
    join membership m on m.program_id = c.program_id and m.person_id = ${receiverId}
      and m.role in ('agent', 'senior', 'lead')
    join person p on p.id = m.person_id and p.kind = 'person' and p.disabled_at is null
    where c.id = ${caseId}`;
  return { id: receiverId, canReceive: row !== undefined };
}

/** Leads of the programs of a packet's cases, without its giver. */
export async function leadsOf(db: Db, handoverId: string, programId: string | null): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select distinct m.person_id as id
    from handover h join handover_item i on i.handover_id = h.id join "case" c on c.id = i.case_id
    join membership m on m.program_id = c.program_id and m.role = 'lead' and m.person_id <> h.giver_id
    where h.id = ${handoverId} and (${programId}::uuid is null or c.program_id = ${programId}::uuid)`;
  return rows.map(({ id }) => id);
}

/** Whose pages show a packet. */
export async function peopleOf(db: Db, handoverId: string): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select giver_id as id from handover where id = ${handoverId}
    union select receiver_id from handover_item where handover_id = ${handoverId} and receiver_id is not null
    union select settled_by from handover_item where handover_id = ${handoverId} and settled_by is not null`;
  return [...new Set([...rows.map(({ id }) => id), ...(await leadsOf(db, handoverId, null))])];
}

/** A person's role in the programs they work in. */
export async function seatsOf(db: Db, personId: string): Promise<ReadonlyMap<string, Role>> {
  const rows = await db<{ programId: string; role: Role }[]>`
    select program_id as "programId", role from ${ownSeats(db, personId)} m`;
  return new Map(rows.map(({ programId, role }) => [programId, role]));
}
