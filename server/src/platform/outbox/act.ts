import type { Db, Tx } from '../db.ts';
import { settleLane } from './lane.ts';

/** An item, by its id or by what it was enqueued as. */
export type ItemRef = { readonly id: string } | { readonly kind: string; readonly key: string };

export interface ActedOn {
  readonly id: string;
  readonly kind: string;
  readonly lane: string;
  readonly key: string;
  readonly caseId: string | null;
}

/**
 * Delivers a dead or discarded item once more, with the same key; null when it is neither. It takes its old place in
 * its lane. Locks the item and then its lane: call it before locking a case, and `hintOutbox` after commit. The
 * kind's callbacks are not called; whoever asks knows.
 */
export async function sendAgain(tx: Tx, ref: ItemRef, now: Date): Promise<ActedOn | null> {
  const [item] = await tx<ActedOn[]>`
    update outbox_item set state = 'queued', due_at = ${now}, failures = 0, tried_at = null, note = null,
      settled_at = null
    where ${which(tx, ref)} and state in ('dead', 'discarded')
    returning id, kind, lane, key, case_id as "caseId"`;
  if (item) await settleLane(tx, item);
  return item ?? null;
}

/**
 * Takes back what is not on its way yet, or gives up what is dead; null when it is being sent, or has been, or was
 * discarded before. For who may call it when, and what it locks, see `sendAgain`.
 */
export async function discard(
  tx: Tx,
  ref: ItemRef,
  { reason, now }: { readonly reason: string; readonly now: Date },
): Promise<ActedOn | null> {
  const [item] = await tx<ActedOn[]>`
    update outbox_item set state = 'discarded', note = ${reason}, settled_at = ${now}
    where ${which(tx, ref)} and state in ('queued', 'dead')
    returning id, kind, lane, key, case_id as "caseId"`;
  if (item) await settleLane(tx, item);
  return item ?? null;
}

const which = (db: Db, ref: ItemRef) =>
  'id' in ref ? db`id = ${ref.id}` : db`kind = ${ref.kind} and key = ${ref.key}`;
