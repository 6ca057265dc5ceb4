import type { Bus } from '../bus.ts';
import type { Tx } from '../db.ts';
import { MAX_NAME_CHARS } from './limits.ts';

export interface NewItem {
  readonly kind: string;
  /** Enqueued once: a second item with the same kind and key is the first one. */
  readonly key: string;
  /** What must arrive in order, such as an external record's id. */
  readonly lane: string;
  /** JSON that the kind's schema reads. Ids rather than texts where the texts may change; never a secret. */
  readonly payload: unknown;
  /** Whose rate limit it shares, such as a connection's id. */
  readonly account?: string;
  readonly caseId?: string;
  readonly at: Date;
  /** Not delivered before this, nor is what follows it in its lane. Defaults to `at`. */
  readonly notBefore?: Date;
}

export interface Enqueued {
  readonly id: string;
  /** False: it had been enqueued before. */
  readonly isNew: boolean;
}

/** The bus channel that hints at something to deliver. Its message is empty. */
export const OUTBOX_CHANNEL = 'outbox';

export function hintOutbox(bus: Bus): void {
  bus.publish(OUTBOX_CHANNEL, '');
}

/**
 * Stores what has to go out, in the transaction of the act that wants it there. Takes the lane's lock until commit,
 * so lock notes and cases before. Call `hintOutbox` after commit; without the hint it is delivered seconds later.
 */
export async function enqueue(tx: Tx, item: NewItem): Promise<Enqueued> {
  for (const name of [item.key, item.lane, item.account ?? ''])
    if (name.length > MAX_NAME_CHARS) throw new Error(`a name in the outbox is too long: ${name.length}`);
  const dueAt = item.notBefore ?? item.at;
  await holdLane(tx, item, dueAt);
  const [made] = await tx<{ id: string }[]>`
    insert into outbox_item (kind, lane, key, case_id, payload, state, enqueued_at, due_at)
    values (${item.kind}, ${item.lane}, ${item.key}, ${item.caseId ?? null}, ${tx.json(item.payload as never)},
            'queued', ${item.at}, ${dueAt})
    on conflict (kind, key) do nothing returning id`;
  if (made) return { id: made.id, isNew: true };
  const [known] = await tx<{ id: string }[]>`
    select id from outbox_item where kind = ${item.kind} and key = ${item.key}`;
  if (!known) throw new Error(`outbox item ${item.kind} ${item.key} is neither new nor known`);
  return { id: known.id, isNew: false };
}

/** The lane's row is locked before the item draws its number, so numbers of a lane are in the order of commits. */
const holdLane = (tx: Tx, { kind, lane, account }: NewItem, dueAt: Date) => tx`
  insert into outbox_lane as l (kind, lane, account, next_at) values (${kind}, ${lane}, ${account ?? null}, ${dueAt})
  on conflict (kind, lane) do update set account = excluded.account,
    next_at = coalesce(l.next_at, excluded.next_at)`;
