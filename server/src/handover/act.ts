import { type Handover, waitingItemStates } from '@caseroom/shared/handover';
import type { NotificationKind } from '@caseroom/shared/notification';
import type { Refusal } from '@caseroom/shared/refusal';
import { appendEvent } from '../case/events.ts';
import { caseNumber } from '../case/fold.ts';
import { notify } from '../case/notify.ts';
import type { Tx } from '../platform/db.ts';
import { factsOf, type ItemRow, itemsOf, lockCases, type PacketRow } from './queries.ts';
import { obstacleOf, packetAfter, type Step } from './rules.ts';

/** What came of an act. Hint all of them after commit. */
export interface Acted {
  readonly handoverId: string;
  readonly caseIds: readonly string[];
  /** Whose inbox it reached. */
  readonly told: readonly string[];
  /** Whose follow-ups it moved. */
  readonly followUpsOf?: readonly string[];
  /** Those it concerned until now. */
  readonly also?: readonly string[];
}

/** Acts in one transaction, lets the others know, and answers the packet as the actor sees it then. */
export type ActOn = (
  actorId: string,
  run: (tx: Tx) => Promise<Acted | Refusal>,
) => Promise<Handover | Refusal>;

export const acted = (handoverId: string, more: Partial<Acted> = {}): Acted => ({
  handoverId,
  caseIds: [],
  told: [],
  ...more,
});

/** Writes what a step makes of an item. What a lead takes before it was sent is offered and accepted at once. */
export async function writeStep(
  tx: Tx,
  { id }: Pick<ItemRow, 'id'>,
  { state, receiverId }: Step,
  {
    at,
    actorId,
    reason = null,
  }: { readonly at: Date; readonly actorId: string | null; readonly reason?: string | null },
): Promise<void> {
  const isSettled = state === 'accepted' || state === 'declined' || state === 'withdrawn';
  const settled = isSettled ? { at, by: actorId } : { at: null, by: null };
  await tx`
    update handover_item set state = ${state}, receiver_id = ${receiverId},
      offered_at = case ${state}::text when 'offered' then ${at}::timestamptz when 'unsent' then null
        when 'accepted' then coalesce(offered_at, ${at}) else offered_at end,
      settled_at = ${settled.at}, settled_by = ${settled.by}, reason = ${reason}
    where id = ${id}`;
}

/** Brings a packet's state into line with its items'. */
export async function settlePacket(tx: Tx, { id, state }: PacketRow, at: Date): Promise<void> {
  const items = await tx<{ state: ItemRow['state'] }[]>`
    select state from handover_item where handover_id = ${id}`;
  const next = packetAfter(
    state,
    items.map((item) => item.state),
  );
  if (next === state) return;
  await tx`
    update handover set state = ${next},
      sent_at = case when ${next} = 'sent' then coalesce(sent_at, ${at}) else sent_at end,
      closed_at = case when ${next} = 'closed' then ${at}::timestamptz end
    where id = ${id}`;
}

/** Ends items by the system's own doing: there is nothing left to take over, or nobody took it. They stay where they are. */
export async function lapse(tx: Tx, row: ItemRow, reason: string, at: Date): Promise<void> {
  await writeStep(
    tx,
    row,
    { state: 'withdrawn', receiverId: row.receiver?.id ?? null },
    { at, actorId: null, reason },
  );
  const data = { handoverId: row.handoverId, noteId: row.noteId, reason };
  await appendEvent(tx, { caseId: row.caseId, kind: 'handover.withdrawn', actorId: null, data, at });
}

/** Those of a packet's items that wait for nothing that can still happen. */
const staleIn = (items: readonly ItemRow[]): { row: ItemRow; obstacle: string }[] =>
  items.flatMap((row) => {
    const obstacle = waitingItemStates.includes(row.state) ? obstacleOf(factsOf(row)) : null;
    return obstacle === null ? [] : [{ row, obstacle }];
  });

/**
 * Takes out what can no longer be handed over. Answers the cases. The packet is locked; whatever else of it, or
 * `besides`, the caller goes on to act on is locked here as well, so that nobody locks one of them after a later one.
 */
export async function lapseStale(
  tx: Tx,
  handoverId: string,
  at: Date,
  besides: readonly string[] = [],
): Promise<string[]> {
  const waiting = (await itemsOf(tx, handoverId)).filter(({ state }) => waitingItemStates.includes(state));
  await lockCases(tx, [...waiting.map(({ caseId }) => caseId), ...besides]);
  const stale = staleIn(await itemsOf(tx, handoverId));
  for (const { row, obstacle } of inCaseOrder(stale, ({ row }) => row.caseId))
    await lapse(tx, row, obstacle, at);
  return stale.map(({ row }) => row.caseId);
}

/** Everybody locks several cases in this order. */
export const inCaseOrder = <T>(items: readonly T[], caseIdOf: (item: T) => string): T[] =>
  [...items].sort((a, b) => (caseIdOf(a) < caseIdOf(b) ? -1 : 1));

/** One item of a packet, and the ledger entry of what was done with it. */
export interface Done {
  readonly row: ItemRow;
  readonly eventSeq: number;
}

/** Tells people of several cases of one program at once, in the name of the most urgent of them. */
export async function tell(
  tx: Tx,
  kind: NotificationKind,
  personIds: readonly string[],
  done: readonly Done[],
  { actorId, at, text }: { readonly actorId: string | null; readonly at: Date; readonly text?: string },
): Promise<string[]> {
  const [first, ...rest] = [...done].sort(byUrgency);
  if (!first) return [];
  const { caseId, handoverId, noteId } = first.row;
  const data = { handoverId, noteId, text: text ?? restInWords(rest) };
  return notify(tx, { caseId, eventSeq: first.eventSeq, kind, personIds, actorId, at, data });
}

const byUrgency = (a: Done, b: Done): number =>
  a.row.priority === b.row.priority ? a.row.number - b.row.number : a.row.priority < b.row.priority ? -1 : 1;

function restInWords(rest: readonly Done[]): string {
  if (rest.length === 0) return '';
  const numbers = rest.map(({ row }) => caseNumber(row.number));
  return `and ${numbers.length === 1 ? numbers[0] : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`}`;
}

/** Groups of items by a key, in the order of their first. */
export function groupsBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
