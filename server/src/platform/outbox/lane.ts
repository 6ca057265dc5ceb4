import type { Tx } from '../db.ts';

export interface LaneName {
  readonly kind: string;
  readonly lane: string;
}

/**
 * Says when the lane is to be looked into next, after one of its items has changed. Takes the lane's lock: lock
 * items before, never after. While an item is being sent the lane is its sender's, whose lease stays as it is. A
 * dead item that blocks the lane is found by whoever looks.
 */
export async function settleLane(tx: Tx, { kind, lane }: LaneName): Promise<void> {
  await tx`select from outbox_lane where kind = ${kind} and lane = ${lane} for update`;
  // A statement of its own: it must see what was committed while the one before waited for the lock.
  await tx`
    update outbox_lane l set next_at = (
      select i.due_at from outbox_item i
      where i.kind = l.kind and i.lane = l.lane and i.state = 'queued' order by i.seq limit 1)
    where l.kind = ${kind} and l.lane = ${lane} and not exists (
      select from outbox_item i where i.kind = l.kind and i.lane = l.lane and i.state = 'sending')`;
}
