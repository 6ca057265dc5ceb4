import { RECEIVER_NOTICE_MS, waitingItemStates } from '@caseroom/shared/handover';
import { isRefusal } from '@caseroom/shared/refusal';
import { appendEvent } from '../case/events.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { eachApart } from '../platform/each-apart.ts';
import type { Log } from '../platform/log.ts';
import { type Acted, acted, type Done, groupsBy, inCaseOrder, lapse, lapseStale, tell } from './act.ts';
import { hintActed } from './hint.ts';
import { KEPT_AFTER_SHIFT_MS, noticeOf } from './notices.ts';
import { type ItemRow, itemsOf, leadsOf, lockCase, type PacketRow, readPacket } from './queries.ts';
import { packetAfter } from './rules.ts';

export interface SweepDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
}

/** How late people are reminded, at most, ms. */
export const SWEEP_EVERY_MS = 10_000;

/**
 * Reminds receivers and tells leads before shifts end, takes out of packets what can no longer be handed over, and
 * gives up packets whose shift ended long ago. Each once, whatever time the server was away; safe in several
 * processes at once: a packet another one is at is left to it.
 */
export async function sweepHandovers({ sql, bus, clock, log }: SweepDeps): Promise<void> {
  const now = clock.now();
  const sweep = async (id: string) => {
    const done = await sql.begin((tx) => sweepPacket(tx, id, now));
    if (done) await hintActed({ sql, bus }, done);
  };
  await eachApart(await packetsToSee(sql, now), sweep, { log, failed: 'a handover could not be swept' });
}

async function packetsToSee(sql: Sql, now: Date): Promise<string[]> {
  const soon = new Date(now.getTime() + RECEIVER_NOTICE_MS);
  const rows = await sql<{ id: string }[]>`
    select h.id from handover h
    where h.state <> 'closed' and (
      h.shift_ends_at <= ${new Date(now.getTime() - KEPT_AFTER_SHIFT_MS)}
      or exists (
        select from handover_item i join "case" c on c.id = i.case_id
        where i.handover_id = h.id and i.state in ('unsent', 'offered', 'declined')
          and (c.owner_id <> h.giver_id or c.status in ('resolved', 'closed')
               or (h.shift_ends_at <= ${soon} and i.leads_told_for is distinct from h.shift_ends_at))))
    order by h.shift_ends_at`;
  return rows.map(({ id }) => id);
}

/** One packet, in the caller's transaction. Null when there was nothing to do, or another process is at it. */
export async function sweepPacket(tx: Tx, id: string, now: Date): Promise<Acted | null> {
  const [locked] =
    await tx`select from handover where id = ${id} and state <> 'closed' for no key update skip locked`;
  const packet = locked && (await readPacket(tx, id));
  if (!packet || isRefusal(packet)) return null;
  const lapsed = await lapseStale(tx, id, now);
  const isOver = packet.shiftEndsAt.getTime() + KEPT_AFTER_SHIFT_MS <= now.getTime();
  const given = isOver ? await giveUp(tx, id, now) : [];
  const { cases, told } = isOver ? nothing : await remind(tx, packet, now);
  await close(tx, packet, isOver, now);
  const caseIds = [...lapsed, ...given, ...cases];
  return caseIds.length > 0 || isOver ? acted(id, { caseIds, told }) : null;
}

const nothing = { cases: [], told: [] } as const;

const waitingOf = async (tx: Tx, id: string): Promise<ItemRow[]> =>
  inCaseOrder(
    (await itemsOf(tx, id)).filter(({ state }) => waitingItemStates.includes(state)),
    (row) => row.caseId,
  );

async function giveUp(tx: Tx, id: string, now: Date): Promise<string[]> {
  const waiting = await waitingOf(tx, id);
  for (const row of waiting) await lapse(tx, row, 'The shift ended and nobody took it over.', now);
  return waiting.map(({ caseId }) => caseId);
}

async function close(tx: Tx, { id, state }: PacketRow, isOver: boolean, now: Date): Promise<void> {
  const states = (await itemsOf(tx, id)).map((row) => row.state);
  if (isOver || packetAfter(state, states) === 'closed')
    await tx`update handover set state = 'closed', closed_at = ${now} where id = ${id}`;
}

async function remind(tx: Tx, packet: PacketRow, now: Date) {
  const done: (Done & { readonly whom: 'leads' | 'receiver' })[] = [];
  for (const row of await waitingOf(tx, packet.id)) {
    const whom = noticeOf({ ...row, movedAt: movedAt(row) }, now);
    if (whom) done.push({ row, whom, eventSeq: await enter(tx, row, whom, now) });
  }
  const told: string[] = [];
  for (const group of groupsBy(
    done,
    ({ row, whom }) => `${whom} ${whom === 'leads' || row.receiver?.id} ${row.program.id}`,
  )) {
    const [first] = group;
    if (!first) continue;
    const by = { actorId: null, at: now };
    if (first.whom === 'leads') {
      const leads = await leadsOf(tx, packet.id, first.row.program.id);
      told.push(...(await tell(tx, 'handover.unaccepted', leads, group, by)));
    } else if (first.row.receiver)
      told.push(...(await tell(tx, 'handover.reminder', [first.row.receiver.id], group, by)));
  }
  return { cases: done.map(({ row }) => row.caseId), told };
}

const movedAt = ({ addedAt, offeredAt, settledAt }: ItemRow): Date =>
  [addedAt, offeredAt, settledAt].reduce<Date>((last, at) => (at && at > last ? at : last), addedAt);

/** What was told of is written in the transaction of its entry, so that nobody is told twice. */
async function enter(tx: Tx, row: ItemRow, whom: 'leads' | 'receiver', now: Date): Promise<number> {
  await lockCase(tx, row.caseId);
  await (whom === 'leads'
    ? tx`update handover_item set leads_told_for = ${row.shiftEndsAt}, leads_told_at = ${now} where id = ${row.id}`
    : tx`update handover_item set reminded_for = ${row.shiftEndsAt} where id = ${row.id}`);
  const kind = whom === 'leads' ? 'handover.unaccepted' : 'handover.reminded';
  const data = { handoverId: row.handoverId, noteId: row.noteId, shiftEndsAt: row.shiftEndsAt.toISOString() };
  return appendEvent(tx, { caseId: row.caseId, kind, actorId: null, data, at: now });
}
