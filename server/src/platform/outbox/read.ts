import type { Db } from '../db.ts';

/** An item as lists show it. */
export interface StoredItem {
  readonly id: string;
  /** Rises; the newest first in lists. */
  readonly seq: number;
  readonly kind: string;
  readonly lane: string;
  readonly key: string;
  readonly caseId: string | null;
  readonly payload: unknown;
  readonly state: 'queued' | 'sending' | 'delivered' | 'dead' | 'discarded';
  readonly enqueuedAt: Date;
  /** When it is tried, or was to be. */
  readonly dueAt: Date;
  readonly attempts: number;
  readonly doubts: number;
  readonly providerId: string | null;
  /** What became of it, in a sentence. */
  readonly note: string | null;
  readonly repeated: boolean;
  readonly settledAt: Date | null;
}

export interface Chosen {
  readonly kinds?: readonly string[];
  readonly states?: readonly StoredItem['state'][];
  readonly ids?: readonly string[];
  readonly keys?: readonly string[];
  readonly lane?: string;
  /** Of which account its lane is. */
  readonly account?: string;
  readonly caseId?: string;
  /** Only items with a lower seq. */
  readonly before?: number;
  readonly limit: number;
}

/** Items, newest first. The caller has decided who may know of them. */
export function findItems(db: Db, chosen: Chosen): Promise<StoredItem[]> {
  const { kinds, states, ids, keys, lane, account, caseId, before, limit } = chosen;
  return db<StoredItem[]>`
    select id, seq, kind, lane, key, case_id as "caseId", payload, state, enqueued_at as "enqueuedAt",
           due_at as "dueAt", attempts, doubts, provider_id as "providerId", note, repeated,
           settled_at as "settledAt"
    from outbox_item
    where ${kinds ? db`kind = any(${[...kinds]})` : db`true`}
      and ${states ? db`state = any(${[...states]})` : db`true`}
      and ${ids ? db`id = any(${[...ids]}::uuid[])` : db`true`}
      and ${keys ? db`key = any(${[...keys]})` : db`true`}
      and ${lane === undefined ? db`true` : db`lane = ${lane}`}
      and ${
        account === undefined
          ? db`true`
          : db`exists (
        select from outbox_lane l where l.kind = outbox_item.kind and l.lane = outbox_item.lane and l.account = ${account})`
      }
      and ${caseId === undefined ? db`true` : db`case_id = ${caseId}`}
      and ${before === undefined ? db`true` : db`seq < ${before}`}
    order by seq desc limit ${limit}`;
}

export interface StoredAttempt {
  readonly itemId: string;
  readonly attempt: number;
  readonly startedAt: Date;
  /** Null: under way, or its process is gone. */
  readonly endedAt: Date | null;
  readonly outcome: 'delivered' | 'retry' | 'limited' | 'refused' | 'unneeded' | 'unknown' | null;
  readonly note: string | null;
}

/** The attempts of these items, oldest first. */
export function findAttempts(db: Db, itemIds: readonly string[]): Promise<StoredAttempt[]> {
  return db<StoredAttempt[]>`
    select item_id as "itemId", attempt, started_at as "startedAt", ended_at as "endedAt", outcome, note
    from outbox_attempt where item_id = any(${[...itemIds]}::uuid[]) order by item_id, attempt`;
}
