import type { Sql, Tx } from '../db.ts';
import type { Claim } from './claim.ts';
import type { AfterCommit, AnyKind, Delayed, OutboxItem, OutboxKind, Settled } from './kind.ts';
import { settleLane } from './lane.ts';
import { RETRY } from './limits.ts';
import { pauseAccount } from './pause.ts';
import { type Moment, type Next, nextOf, type Outcome, type Unknown } from './rules.ts';

/** What `record` did; `late`: another process has taken the attempt for lost, and what it records counts. */
export type Recorded = { readonly next: Next; readonly after: AfterCommit | undefined } | 'late';

/**
 * Stores how an attempt ended and tells the feature, in one transaction. Locks the item, then what the feature locks
 * (a case), then the lane: those who enqueue hold the case before the lane.
 */
export function record(
  sql: Sql,
  kind: AnyKind,
  claim: Claim,
  ended: Outcome | Unknown,
  moment: Moment,
): Promise<Recorded> {
  return sql.begin(async (tx): Promise<Recorded> => {
    if (!(await isStillOurs(tx, claim))) return 'late';
    const next = nextOf(claim, ended, { ...RETRY, ...kind.retry }, moment);
    await endAttempt(tx, claim, ended.outcome, next.note, moment.now);
    await storeNext(tx, claim.id, next, moment.now);
    const after = await tell(tx, kind, claim, next);
    if (next.state === 'queued' && next.pausesAccount && claim.account !== null)
      await pauseAccount(tx, claim.account, next.dueAt);
    await settleLane(tx, claim);
    return { next, after };
  });
}

async function isStillOurs(tx: Tx, { id, attempt }: Claim): Promise<boolean> {
  const ours = await tx`
    select from outbox_item where id = ${id} and state = 'sending' and attempts = ${attempt} for update`;
  return ours.length > 0;
}

const endAttempt = (tx: Tx, { id, attempt }: Claim, outcome: string, note: string | null, now: Date) => tx`
  update outbox_attempt set ended_at = ${now}, outcome = ${outcome}, note = ${note}
  where item_id = ${id} and attempt = ${attempt}`;

async function storeNext(tx: Tx, id: string, next: Next, now: Date): Promise<void> {
  const { state, doubts, note } = next;
  await tx`update outbox_item set state = ${state}, doubts = ${doubts}, note = ${note} where id = ${id}`;
  if (next.state === 'queued')
    await tx`update outbox_item set failures = ${next.failures}, due_at = ${next.dueAt} where id = ${id}`;
  else await tx`update outbox_item set settled_at = ${now} where id = ${id}`;
  if (next.state === 'delivered')
    await tx`
      update outbox_item set provider_id = ${next.providerId}, repeated = ${next.repeated} where id = ${id}`;
}

async function tell(tx: Tx, anyKind: AnyKind, claim: Claim, next: Next): Promise<AfterCommit | undefined> {
  const kind = anyKind as unknown as OutboxKind;
  const payload = kind.payload.safeParse(claim.payload);
  const item = itemOf(claim, payload.success ? payload.data : claim.payload);
  return next.state === 'queued'
    ? kind.onDelayed?.(tx, item, delayedOf(next))
    : kind.onSettled?.(tx, item, settledOf(next));
}

const delayedOf = ({ note, dueAt, failures }: Extract<Next, { state: 'queued' }>): Delayed => ({
  reason: note,
  nextAt: dueAt,
  failures,
});

function settledOf(next: Exclude<Next, { state: 'queued' }>): Settled {
  if (next.state !== 'delivered') return { state: next.state, reason: next.note };
  const { state, providerId, note, repeated } = next;
  return { state, providerId, note, repeated };
}

export const itemOf = <P>(claim: Claim, payload: P): OutboxItem<P> => ({
  id: claim.id,
  kind: claim.kind,
  key: claim.key,
  lane: claim.lane,
  account: claim.account,
  caseId: claim.caseId,
  payload,
  enqueuedAt: claim.enqueuedAt,
});
