import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Bus } from '../platform/bus.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { hintAccess } from './changes.ts';
import { beginSession, endSession } from './session.ts';
import { storedId } from './session-store.ts';
import { makePerson } from './testing/people.ts';
import { type AccessWatch, createAccessWatch } from './watch.ts';

const log = pino({ level: 'silent' });
let db: FreshDatabase;
let bus: Bus;
let watch: AccessWatch;
let personId: string;
let serial = 0;

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  bus = createInProcessBus(log);
  watch = createAccessWatch({ sql: db.sql, bus, log });
  personId = await makePerson(db.sql, { email: `maya${++serial}@example.com` });
});
afterEach(async () => {
  watch.close();
  await bus.close();
});

const signIn = async () => storedId(await beginSession(db.sql, personId, { address: null, userAgent: null }));

/** A watched connection that counts its rechecks. */
function connection(sessionId: string, activeAt?: () => number, more: { accessEpoch?: number } = {}) {
  const counted = {
    rechecks: 0,
    personId,
    sessionId,
    recheck: () => void counted.rechecks++,
    ...(activeAt ? { activeAt } : {}),
    ...more,
  };
  return { counted, remove: watch.add(counted) };
}

const delivered = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('a hint about a person or a session reaches exactly their connections, without asking Postgres', async () => {
  const [one, two] = [connection(await signIn()).counted, connection(await signIn()).counted];
  hintAccess(bus, { sessionId: one.sessionId });
  await delivered();
  expect([one.rechecks, two.rechecks]).toEqual([1, 0]);
  hintAccess(bus, { personId });
  bus.publish('access', 'not json');
  await delivered();
  expect([one.rechecks, two.rechecks]).toEqual([2, 1]);
});

test('a connection that says what it was judged by is left alone until that changes, even before its first poll', async () => {
  const epoch = { accessEpoch: 0 };
  const { counted } = connection(await signIn(), undefined, epoch);
  await watch.poll();
  expect(counted.rechecks).toBe(0);
  await db.sql`update person set access_epoch = access_epoch + 1 where id = ${personId}`;
  const late = connection(await signIn(), undefined, epoch).counted;
  await watch.poll();
  await watch.poll();
  expect([counted.rechecks, late.rechecks]).toEqual([1, 1]);
});

test('a connection that does not say is rechecked by the first poll and then left alone', async () => {
  const { counted } = connection(await signIn());
  await watch.poll();
  await watch.poll();
  expect(counted.rechecks).toBe(1);
});

test.each([
  ['the session ended', (sessionId: string) => endSession(db.sql, sessionId)],
  [
    'the session expired',
    (sessionId: string) => db.sql`update session set expires_at = now() where id = ${sessionId}`,
  ],
  ['the person was disabled', () => db.sql`update person set disabled_at = now() where id = ${personId}`],
  [
    'the person’s rights changed',
    () => db.sql`update person set access_epoch = access_epoch + 1 where id = ${personId}`,
  ],
])('without any hint, a poll finds that %s', async (_what, change) => {
  const { counted } = connection(await signIn());
  await watch.poll();
  await change(counted.sessionId);
  await watch.poll();
  await watch.poll();
  expect(counted.rechecks).toBe(2);
});

test('a removed connection hears nothing more', async () => {
  const { counted, remove } = connection(await signIn());
  remove();
  hintAccess(bus, { personId });
  await delivered();
  await watch.poll();
  expect(counted.rechecks).toBe(0);
});

test('working over a socket keeps a session alive; an idle socket does not', async () => {
  const busy = connection(await signIn(), () => Date.now()).counted;
  const idle = connection(await signIn(), () => 0).counted;
  await db.sql`update session set expires_at = now() + interval '5 minutes', last_seen_at = now() - interval '2 minutes'
               where person_id = ${personId}`;
  await watch.poll();
  const left = await db.sql<{ id: string; renewed: boolean }[]>`
    select id, expires_at > now() + interval '11 hours' as renewed from session where person_id = ${personId}`;
  expect(new Map(left.map((row) => [row.id, row.renewed]))).toEqual(
    new Map([
      [busy.sessionId, true],
      [idle.sessionId, false],
    ]),
  );
});

test('a database that is away ends nothing', async () => {
  const { counted } = connection(await signIn());
  await watch.poll();
  const away = createAccessWatch({
    sql: Object.assign(() => Promise.reject(new Error('away'))) as never,
    bus,
    log,
  });
  away.add(counted);
  await away.poll();
  away.close();
  expect(counted.rechecks).toBe(1);
});
