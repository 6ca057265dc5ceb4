import type { Sql, Tx } from '../db.ts';
import type { LaneName } from './lane.ts';
import { LEASE_MS, SHORTEST_PAUSE_MS } from './limits.ts';

/** An item that this process, and no other, is to work on. */
export interface Claim extends LaneName {
  readonly id: string;
  readonly key: string;
  readonly account: string | null;
  readonly caseId: string | null;
  readonly payload: unknown;
  readonly enqueuedAt: Date;
  /** Its number; a record of another one comes too late. */
  readonly attempt: number;
  readonly failures: number;
  readonly doubts: number;
  readonly triedAt: Date;
  /** Whoever began this attempt is gone: it is to be recorded as unknown, and nothing is to be sent. */
  readonly isLost: boolean;
}

/** A kind that has room for another lane in this process. */
export interface Room {
  readonly kind: string;
  readonly passesDead: boolean;
}

/** Begins the next attempt that is due, and commits that it has begun. Null: nothing is due, or others are at it. */
export async function claimNext(sql: Sql, rooms: readonly Room[], now: Date): Promise<Claim | null> {
  for (;;) {
    const found = await sql.begin((tx) => lookIntoNextLane(tx, rooms, now));
    if (found !== 'try the next') return found;
  }
}

async function lookIntoNextLane(
  tx: Tx,
  rooms: readonly Room[],
  now: Date,
): Promise<Claim | null | 'try the next'> {
  const lane = await lockNextLane(tx, rooms, now);
  if (!lane) return null;
  const head = await headOf(
    tx,
    lane,
    rooms.some((room) => room.kind === lane.kind && room.passesDead),
  );
  if (!head || head.state === 'dead') {
    await lookAgain(tx, lane, null);
    return 'try the next';
  }
  if (head.state === 'queued' && head.dueAt > now) {
    await lookAgain(tx, lane, head.dueAt);
    return 'try the next';
  }
  // Somebody who records, sends again or discards it has its lock, and says afterwards when to look again.
  if (!(await lockItem(tx, head.id))) {
    await lookAgain(tx, lane, new Date(now.getTime() + SHORTEST_PAUSE_MS));
    return 'try the next';
  }
  await lookAgain(tx, lane, new Date(now.getTime() + LEASE_MS));
  return head.state === 'queued'
    ? begin(tx, head.id, lane.account, now)
    : takeOver(tx, head.id, lane.account);
}

interface Lane extends LaneName {
  readonly account: string | null;
}

/** Another process's lane is passed over, not waited for. */
async function lockNextLane(tx: Tx, rooms: readonly Room[], now: Date): Promise<Lane | null> {
  const [lane] = await tx<Lane[]>`
    select l.kind, l.lane, l.account from outbox_lane l
    where l.next_at <= ${now} and l.kind = any(${rooms.map(({ kind }) => kind)})
      and not exists (select from outbox_pause p where p.account = l.account and p.until > ${now})
    order by l.next_at limit 1 for update of l skip locked`;
  return lane ?? null;
}

interface Head {
  readonly id: string;
  readonly state: 'queued' | 'sending' | 'dead';
  readonly dueAt: Date;
}

/** What was begun comes before what is first in line: after "send again" the two may differ. */
async function headOf(tx: Tx, { kind, lane }: LaneName, passesDead: boolean): Promise<Head | null> {
  const states = passesDead ? ['queued', 'sending'] : ['queued', 'sending', 'dead'];
  const [head] = await tx<Head[]>`
    select id, state, due_at as "dueAt" from outbox_item
    where kind = ${kind} and lane = ${lane} and state = any(${states})
    order by state = 'sending' desc, seq limit 1`;
  return head ?? null;
}

async function lockItem(tx: Tx, id: string): Promise<boolean> {
  const locked = await tx`select from outbox_item where id = ${id} for update skip locked`;
  return locked.length > 0;
}

const lookAgain = (tx: Tx, { kind, lane }: LaneName, at: Date | null) => tx`
  update outbox_lane set next_at = ${at} where kind = ${kind} and lane = ${lane}`;

type Row = Omit<Claim, 'account' | 'isLost'>;

const columns = (tx: Tx) => tx`
  id, kind, lane, key, case_id as "caseId", payload, enqueued_at as "enqueuedAt", attempts as attempt, failures,
  doubts, tried_at as "triedAt"`;

async function begin(tx: Tx, id: string, account: string | null, now: Date): Promise<Claim> {
  const [row] = await tx<Row[]>`
    update outbox_item set state = 'sending', attempts = attempts + 1, tried_at = coalesce(tried_at, ${now})
    where id = ${id} returning ${columns(tx)}`;
  const begun = { ...(row as Row), account, isLost: false };
  await tx`insert into outbox_attempt (item_id, attempt, started_at) values (${id}, ${begun.attempt}, ${now})`;
  return begun;
}

async function takeOver(tx: Tx, id: string, account: string | null): Promise<Claim> {
  const [row] = await tx<Row[]>`select ${columns(tx)} from outbox_item where id = ${id}`;
  return { ...(row as Row), account, isLost: true };
}

/** Holds the lanes of attempts under way for another lease; answers the ids of items that are still this process's. */
export async function renew(sql: Sql, claims: readonly Claim[], now: Date): Promise<Set<string>> {
  const renewed = await sql<{ id: string }[]>`
    update outbox_lane l set next_at = ${new Date(now.getTime() + LEASE_MS)}
    from outbox_item i
    join unnest(${claims.map(({ id }) => id)}::uuid[], ${claims.map(({ attempt }) => attempt)}::int[])
      as mine (id, attempt) on mine.id = i.id and mine.attempt = i.attempts
    where i.state = 'sending' and l.kind = i.kind and l.lane = i.lane
    returning i.id`;
  return new Set(renewed.map(({ id }) => id));
}

/** When something of these kinds is next due; null: nothing that is known of. */
export async function nextDue(sql: Sql, kinds: readonly string[]): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(greatest(l.next_at, p.until)) as at
    from outbox_lane l left join outbox_pause p on p.account = l.account
    where l.next_at is not null and l.kind = any(${[...kinds]})`;
  return row?.at ?? null;
}
