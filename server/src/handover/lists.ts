import {
  type CaseHandover,
  type HandoverSummary,
  type ListHandovers,
  MAX_HANDOVERS,
  waitingItemStates,
} from '@caseroom/shared/handover';
import type { Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { Fragment } from 'postgres';
import type { CaseAccess } from '../case/access.ts';
import type { Db } from '../platform/db.ts';
import { ownSeats, programLimitOf } from '../platform/seats.ts';
import {
  concerns,
  factsOf,
  findItems,
  findPackets,
  type ItemRow,
  type PacketRow,
  seatsOf,
} from './queries.ts';
import { obstacleOf } from './rules.ts';

/** Packets that somebody has to do with, the newest first. */
export async function listHandovers(
  db: Db,
  personId: string,
  of: ListHandovers['of'],
): Promise<HandoverSummary[]> {
  const packets = await findPackets(
    db,
    db`${chosen(db, personId, of)} order by h.started_at desc, h.id limit ${MAX_HANDOVERS}`,
  );
  const ids = packets.map(({ id }) => id);
  const [rows, seats, asked] = await Promise.all([
    findItems(db, db`h.id = any(${ids}::uuid[]) and ${concerns(db, personId)}`),
    seatsOf(db, personId),
    countAsked(db, ids, personId),
  ]);
  const summaries = packets.map((packet) => {
    const items = rows.filter(({ handoverId }) => handoverId === packet.id);
    return summaryOf(packet, items, { personId, seats, asked: asked.get(packet.id) ?? 0 });
  });
  return of === 'todo'
    ? summaries.filter(({ todo }) => Object.values(todo).some((count) => count > 0))
    : summaries;
}

/** Through a token that is limited to programs, a packet is there when some of its cases are within them. */
const isLimited = (personId: string): boolean => programLimitOf(personId) !== null;

function chosen(db: Db, personId: string, of: ListHandovers['of']): Fragment {
  const given = db`h.giver_id = ${personId}`;
  const any = (which: Fragment) => db`exists (
    select from handover_item i join "case" c on c.id = i.case_id
    where i.handover_id = h.id and ${concerns(db, personId)} and ${which})`;
  if (of === 'given') return isLimited(personId) ? any(given) : given;
  if (of === 'received')
    return any(db`h.giver_id <> ${personId} and i.state <> 'unsent'
      and (i.receiver_id = ${personId} or i.settled_by = ${personId})`);
  if (of === 'team')
    return any(db`h.giver_id <> ${personId} and exists (
      select from ${ownSeats(db, personId)} l where l.program_id = c.program_id and l.role = 'lead')`);
  if (isLimited(personId)) return any(db`h.state <> 'closed'`);
  return db`((h.state <> 'closed' and (${given} or ${any(db`true`)}))
    or (${given} and exists (select from handover_question q join handover_item i on i.id = q.item_id
        where i.handover_id = h.id and q.answered_at is null)))`;
}

async function countAsked(
  db: Db,
  ids: readonly string[],
  personId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db<{ id: string; count: number }[]>`
    select i.handover_id as id, count(*)::int as count
    from handover_question q join handover_item i on i.id = q.item_id
    join handover h on h.id = i.handover_id join "case" c on c.id = i.case_id
    where i.handover_id = any(${[...ids]}::uuid[]) and ${concerns(db, personId)} and q.answered_at is null group by i.handover_id`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}

interface Asking {
  readonly personId: string;
  readonly seats: ReadonlyMap<string, Role>;
  readonly asked: number;
}

function summaryOf(packet: PacketRow, items: readonly ItemRow[], asking: Asking): HandoverSummary {
  const counts: HandoverSummary['counts'] = { unsent: 0, offered: 0, accepted: 0, declined: 0, withdrawn: 0 };
  for (const { state } of items) counts[state] += 1;
  const receivers = new Map(
    items.flatMap(({ receiver }) => (receiver ? [[receiver.id, receiver] as const] : [])),
  );
  return {
    id: packet.id,
    state: packet.state,
    giver: packet.giver,
    startedAt: packet.startedAt.toISOString(),
    shiftEndsAt: packet.shiftEndsAt.toISOString(),
    closedAt: packet.closedAt?.toISOString() ?? null,
    counts,
    receivers: [...receivers.values()],
    todo: todoIn(packet, items, asking),
  };
}

function todoIn(
  packet: PacketRow,
  items: readonly ItemRow[],
  { personId, seats, asked }: Asking,
): HandoverSummary['todo'] {
  const isGiver = packet.giver.id === personId;
  const open = packet.state === 'closed' ? [] : items.filter((row) => obstacleOf(factsOf(row)) === null);
  const count = (is: (row: ItemRow) => boolean) => open.filter(is).length;
  const isLate = (row: ItemRow) => waitingItemStates.includes(row.state) && factsOf(row).leadsTold;
  return {
    accept: count(({ state, receiver }) => state === 'offered' && receiver?.id === personId),
    answer: isGiver ? asked : 0,
    give: isGiver ? count(({ state }) => state === 'unsent' || state === 'declined') : 0,
    rescue: isGiver ? 0 : count((row) => isLate(row) && seats.get(row.program.id) === 'lead'),
  };
}

interface CaseHandoverRow extends Omit<CaseHandover, 'shiftEndsAt' | 'offeredAt' | 'settledAt' | 'mayOpen'> {
  readonly shiftEndsAt: Date;
  readonly offeredAt: Date | null;
  readonly settledAt: Date | null;
  readonly receiver: PersonRef | null;
}

/** The handovers of a case somebody was let into, newest first. */
export async function listOfCase(
  db: Db,
  { caseId, role }: CaseAccess,
  personId: string,
): Promise<CaseHandover[]> {
  const rows: (CaseHandoverRow & Pick<ItemRow, 'addedAt'>)[] = await findItems(db, db`i.case_id = ${caseId}`);
  return rows
    .sort((a, b) => b.addedAt.getTime() - a.addedAt.getTime())
    .map((row) => ({
      handoverId: row.handoverId,
      noteId: row.noteId,
      state: row.state,
      giver: row.giver,
      receiver: row.receiver,
      shiftEndsAt: row.shiftEndsAt.toISOString(),
      offeredAt: row.offeredAt?.toISOString() ?? null,
      settledAt: row.settledAt?.toISOString() ?? null,
      settledBy: row.settledBy,
      reason: row.reason,
      mayOpen: role === 'lead' || [row.giver.id, row.receiver?.id, row.settledBy?.id].includes(personId),
    }));
}
