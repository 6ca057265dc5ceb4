import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInProcessBus } from '../bus-in-process.ts';
import type { Tx } from '../db.ts';
import { silentLog } from '../log.ts';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database.ts';
import { discard, sendAgain } from './act.ts';
import { claimNext } from './claim.ts';
import { enqueue, hintOutbox, type NewItem } from './enqueue.ts';
import { type AnyKind, type Attempt, type OutboxItem, type OutboxKind, outboxKind } from './kind.ts';
import { KEPT_MS, LEASE_MS } from './limits.ts';
import { outboxMetrics } from './metrics.ts';
import { findAttempts, findItems } from './read.ts';
import type { Outcome } from './rules.ts';
import { sweepOutbox } from './sweep.ts';
import { type Outbox, startOutbox } from './worker.ts';

let db: FreshDatabase;
let bus = createInProcessBus(silentLog);
let now: Date;
const clock = { now: () => now };
const open: Outbox[] = [];

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(() => {
  now = new Date('2026-11-22T12:00:00.000Z');
  bus = createInProcessBus(silentLog);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((outbox) => outbox.stop()));
  await db.sql`delete from outbox_item`;
  await db.sql`delete from outbox_lane`;
  await db.sql`delete from outbox_pause`;
});

const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

type Deliver = (item: OutboxItem<string>, attempt: Attempt) => Promise<Outcome>;

const kindOf = (deliver: Deliver, more: Partial<OutboxKind<string>> = {}): AnyKind =>
  outboxKind({ kind: 'mail', payload: z.string(), deliver, ...more });

/** A process's worker. Back-off takes its whole bound: 5 s, 10 s, … */
function worker(...kinds: AnyKind[]): Outbox {
  const outbox = startOutbox({ sql: db.sql, bus, clock, log: silentLog, kinds, random: () => 1 });
  open.push(outbox);
  return outbox;
}

const item = (key: string, lane = 'a', more: Partial<NewItem> = {}): NewItem => ({
  kind: 'mail',
  key,
  lane,
  payload: `text of ${key}`,
  at: now,
  ...more,
});
const put = (...items: NewItem[]) =>
  db.sql.begin(async (tx) => {
    for (const item of items) await enqueue(tx, item);
  });
const states = async () =>
  Object.fromEntries((await findItems(db.sql, { limit: 99 })).map(({ key, state }) => [key, state]));

/** Answers as it is told, key by key, and writes down what it was given. */
function provider(answers: Record<string, (Outcome | Error)[]> = {}) {
  const got: string[] = [];
  const deliver: Deliver = async ({ key }, attempt) => {
    got.push(`${key} ${attempt.number}${attempt.mayHaveBeenSent ? ` doubts ${attempt.doubts}` : ''}`);
    const answer = answers[key]?.shift() ?? { outcome: 'delivered', providerId: `p-${key}` };
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { got, deliver };
}
const retry = { outcome: 'retry', reason: 'It said 503.' } as const;

describe('enqueueing', () => {
  test('is part of the transaction, and the same key is one item', async () => {
    const { got, deliver } = provider();
    const outbox = worker(kindOf(deliver));
    await db.sql
      .begin(async (tx) => {
        await enqueue(tx, item('undone'));
        throw new Error('undo');
      })
      .catch(() => {});
    const twice = await Promise.all([1, 2].map(() => db.sql.begin((tx) => enqueue(tx, item('once')))));
    expect(new Set(twice.map(({ id }) => id)).size).toBe(1);
    expect(twice.filter(({ isNew }) => isNew)).toHaveLength(1);
    hintOutbox(bus);
    await outbox.settle();
    expect(got).toEqual(['once 1']);
    const [stored] = await findItems(db.sql, { keys: ['once'], limit: 9 });
    expect(stored).toMatchObject({ state: 'delivered', providerId: 'p-once', attempts: 1, settledAt: now });
  });

  test('gives a lane the order of commits, not of beginnings', async () => {
    const { got, deliver } = provider();
    let first = () => {};
    const held = new Promise<void>((resolve) => (first = resolve));
    let started = () => {};
    const locked = new Promise<void>((resolve) => (started = resolve));
    const slow = db.sql.begin(async (tx) => {
      await enqueue(tx, item('first'));
      started();
      await held;
    });
    await locked;
    const second = put(item('second'));
    const outbox = worker(kindOf(deliver));
    await outbox.settle();
    expect(got).toEqual([]);
    first();
    await Promise.all([slow, second]);
    await outbox.settle();
    expect(got).toEqual(['first 1', 'second 1']);
  });
});

describe('delivering', () => {
  test('is done once by as many processes as there are, in order within a lane', async () => {
    const { got, deliver } = provider();
    const lanes = ['a', 'b', 'c'];
    const wanted = lanes.flatMap((lane) => [1, 2, 3, 4].map((n) => item(`${lane}${n}`, lane)));
    await put(...wanted);
    const workers = [1, 2, 3].map(() => worker(kindOf(deliver)));
    await Promise.all(workers.map((outbox) => outbox.settle()));
    expect(got).toHaveLength(wanted.length);
    for (const lane of lanes)
      expect(got.filter((entry) => entry.startsWith(lane))).toEqual([1, 2, 3, 4].map((n) => `${lane}${n} 1`));
  });

  test('waits after a failure, and holds back what follows in the lane and nothing else', async () => {
    const { got, deliver } = provider({ a1: [retry] });
    await put(item('a1'), item('a2'), item('b1', 'b'));
    const outbox = worker(kindOf(deliver));
    await outbox.settle();
    expect(got.toSorted()).toEqual(['a1 1', 'b1 1']);
    pass(5_000);
    await outbox.settle();
    expect(got.slice(2)).toEqual(['a1 2', 'a2 1']);
  });

  test('pauses every lane of an account that is limited', async () => {
    const limited = { outcome: 'limited', reason: '429', after_ms: 30_000 } as const;
    const { got, deliver } = provider({ a1: [limited] });
    const outbox = worker(kindOf(deliver, { parallel: 1 }));
    await put(item('a1', 'a', { account: 'acme' }));
    await outbox.settle();
    await put(item('b1', 'b', { account: 'acme' }), item('c1', 'c', { account: 'other' }));
    pass(29_000);
    await outbox.settle();
    expect(got).toEqual(['a1 1', 'c1 1']);
    pass(1_000);
    await outbox.settle();
    expect(got.slice(2).toSorted()).toEqual(['a1 2', 'b1 1']);
  });

  test('is not begun before its time', async () => {
    const { got, deliver } = provider();
    const outbox = worker(kindOf(deliver));
    await put(item('later', 'a', { notBefore: new Date(now.getTime() + 60_000) }));
    await outbox.settle();
    expect(got).toEqual([]);
    pass(60_000);
    await outbox.settle();
    expect(got).toEqual(['later 1']);
  });

  test('tells the feature in the transaction that records it, and hints after the commit', async () => {
    const told: string[] = [];
    const { deliver } = provider({ a1: [retry, { outcome: 'refused', reason: 'No such ticket.' }] });
    const stateIn = async (tx: Tx, id: string) =>
      (await findItems(tx, { ids: [id], limit: 1 }))[0]?.state as string;
    const kind = kindOf(deliver, {
      onDelayed: async (tx, { id, payload }, { failures }) => {
        told.push(`${payload}: ${await stateIn(tx, id)} after ${failures}`);
        return undefined;
      },
      onSettled: async (tx, { id }, settled) => {
        told.push(`${await stateIn(tx, id)} ${'reason' in settled ? settled.reason : ''}`);
        return () => told.push('hinted');
      },
    });
    await put(item('a1'));
    const outbox = worker(kind);
    await outbox.settle();
    pass(5_000);
    await outbox.settle();
    expect(told).toEqual(['text of a1: queued after 1', 'dead No such ticket.', 'hinted']);
  });
});

describe('what may have been sent', () => {
  test('is begun again by another process when its own is gone, and says so', async () => {
    await put(item('a1'), item('a2'));
    const begun = await claimNext(db.sql, [{ kind: 'mail', passesDead: false }], now);
    expect(begun).toMatchObject({ key: 'a1', attempt: 1, isLost: false });
    const { got, deliver } = provider();
    const outbox = worker(kindOf(deliver));
    await outbox.settle();
    expect(got).toEqual([]);
    pass(LEASE_MS);
    await outbox.settle();
    pass(5_000);
    await outbox.settle();
    expect(got).toEqual(['a1 2 doubts 1', 'a2 1']);
    const attempts = await findAttempts(db.sql, [begun?.id as string]);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'delivered']);
  });

  test('is what broke off or took too long', async () => {
    const never = () => new Promise<Outcome>(() => {});
    const { deliver } = provider({ thrown: [new Error('socket hang up')] });
    await put(item('thrown'), item('late', 'b', { kind: 'late' }));
    const late = outboxKind({ kind: 'late', payload: z.string(), deliver: never, limit_ms: 1 });
    await worker(kindOf(deliver), late).settle();
    const doubts = async () =>
      Object.fromEntries((await findItems(db.sql, { limit: 9 })).map((one) => [one.key, one.doubts]));
    expect(await doubts()).toEqual({ thrown: 1, late: 1 });
  });

  test('is not recorded by who comes back after the lane was taken over', async () => {
    let answer = (_outcome: Outcome) => {};
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const { got, deliver } = provider();
    // Whichever worker makes the second attempt, only the first one stalls.
    const stalledOnce: Deliver = (given, attempt) => {
      if (attempt.number > 1) return deliver(given, attempt);
      asked();
      return new Promise((resolve) => (answer = resolve));
    };
    await put(item('a1'));
    const first = worker(kindOf(stalledOnce));
    await isAsked;
    pass(LEASE_MS);
    const second = worker(kindOf(deliver));
    await second.settle();
    answer({ outcome: 'refused', reason: 'too late' });
    await first.settle();
    pass(5_000);
    await Promise.all([first, second].map((outbox) => outbox.settle()));
    expect(await states()).toEqual({ a1: 'delivered' });
    expect(got).toEqual(['a1 2 doubts 1']);
  });
});

describe('a dead item', () => {
  const refused = { outcome: 'refused', reason: 'No such ticket.' } as const;

  test('blocks its lane until it is sent again or given up', async () => {
    const { got, deliver } = provider({ a1: [refused, refused] });
    await put(item('a1'), item('a2'));
    const outbox = worker(kindOf(deliver));
    await outbox.settle();
    expect(await states()).toEqual({ a1: 'dead', a2: 'queued' });
    const again = () => db.sql.begin((tx) => sendAgain(tx, { kind: 'mail', key: 'a1' }, now));
    expect(await again()).toMatchObject({ key: 'a1', lane: 'a' });
    expect(await again()).toBeNull();
    await outbox.settle();
    const reason = 'Given up by Noor.';
    await db.sql.begin((tx) => discard(tx, { kind: 'mail', key: 'a1' }, { reason, now }));
    await outbox.settle();
    expect(got).toEqual(['a1 1', 'a1 2', 'a2 1']);
    expect(await states()).toEqual({ a1: 'discarded', a2: 'delivered' });
  });

  test('is passed where its kind says so', async () => {
    const { got, deliver } = provider({ a1: [refused] });
    await put(item('a1'), item('a2'));
    await worker(kindOf(deliver, { onDead: 'pass' })).settle();
    expect(got).toEqual(['a1 1', 'a2 1']);
  });

  test('is what no version of the server can read', async () => {
    const { got, deliver } = provider();
    await put(item('a1', 'a', { payload: { from: 'the future' } }));
    await worker(kindOf(deliver)).settle();
    expect([got, await states()]).toEqual([[], { a1: 'dead' }]);
  });
});

test('what waits can be taken back, what is under way or done cannot', async () => {
  const { deliver } = provider();
  await put(item('done'), item('waits', 'b', { notBefore: new Date(now.getTime() + 60_000) }));
  const outbox = worker(kindOf(deliver));
  await outbox.settle();
  const take = (key: string) =>
    db.sql.begin((tx) => discard(tx, { kind: 'mail', key }, { reason: 'Taken back.', now }));
  expect([await take('done'), await take('nothing')]).toEqual([null, null]);
  expect(await take('waits')).toMatchObject({ key: 'waits' });
  expect(await states()).toEqual({ done: 'delivered', waits: 'discarded' });
});

test('a scrape is told what waits, since when, and what is dead', async () => {
  const registry = new Registry();
  outboxMetrics(registry, { sql: db.sql, clock })('mail', 'delivered');
  const { deliver } = provider({ a1: [{ outcome: 'refused', reason: 'No.' }] });
  await put(item('a1'), item('a2'));
  await worker(kindOf(deliver)).settle();
  pass(90_000);
  const said = await registry.metrics();
  for (const line of [
    'caseroom_outbox_queued{kind="mail"} 1',
    'caseroom_outbox_dead{kind="mail"} 1',
    'caseroom_outbox_oldest_seconds{kind="mail"} 90',
    'caseroom_outbox_attempts_total{kind="mail",outcome="delivered"} 1',
  ])
    expect(said).toContain(line);
});

test('what was settled long ago is forgotten, what is dead is not', async () => {
  const { deliver } = provider({ b1: [{ outcome: 'refused', reason: 'No.' }] });
  await put(item('a1'), item('b1', 'b'));
  await worker(kindOf(deliver)).settle();
  await sweepOutbox({ sql: db.sql, clock });
  expect(await states()).toEqual({ a1: 'delivered', b1: 'dead' });
  pass(KEPT_MS + 1);
  await sweepOutbox({ sql: db.sql, clock });
  expect(await states()).toEqual({ b1: 'dead' });
  expect(await db.sql`select lane from outbox_lane`).toEqual([{ lane: 'b' }]);
});
