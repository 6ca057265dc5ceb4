import { isRefusal } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import {
  authenticate,
  beginSession,
  endSession,
  isSessionLive,
  readToken,
  SESSION_COOKIE,
  sessionCookie,
  sweepSessions,
} from './session.ts';
import { SESSION_IDLE_H, SESSION_MAX_D } from './session-rules.ts';
import { storedId } from './session-store.ts';
import { makePerson } from './testing/people.ts';

let db: FreshDatabase;
let personId: string;
beforeAll(async () => {
  db = await freshDatabase();
  personId = await makePerson(db.sql, { email: 'maya@example.com', name: 'Maya', admin: true });
});
afterAll(() => db.drop());

const begin = () => beginSession(db.sql, personId, { address: '192.0.2.1', userAgent: 'test' });
const enter = (token: string) => authenticate({ sql: db.sql }, `other=%E0%A4%A; ${SESSION_COOKIE}=${token}`);

/** The session's idle time left, and its age when it will end, in hours. */
async function times(token: string) {
  const [row] = await db.sql<{ left: number; total: number; seen: number }[]>`
    select extract(epoch from expires_at - now())::float8 / 3600 as left,
           extract(epoch from expires_at - created_at)::float8 / 3600 as total,
           extract(epoch from now() - last_seen_at)::float8 as seen
    from session where id = ${storedId(token)}`;
  if (!row) throw new Error('there is no such session');
  return row;
}

test('a session is its person, known by the hash of its token', async () => {
  const token = await begin();
  expect(await enter(token)).toEqual({
    id: personId,
    name: 'Maya',
    colour: 0,
    admin: true,
    auditor: false,
    sessionId: storedId(token),
    accessEpoch: 0,
  });
});

test('neither the token nor anything that signs in is in the table', async () => {
  const token = await begin();
  const rows = await db.owner<{ row: string }[]>`select session::text as row from session`;
  expect(rows.length).toBeGreaterThan(0);
  for (const { row } of rows) expect(row).not.toContain(token);
  expect(await enter(storedId(token))).toMatchObject({ refused: 'not-signed-in' });
});

test('use restarts the idle time, at most once a minute', async () => {
  const token = await begin();
  await db.sql`update session set expires_at = now() + interval '10 minutes', last_seen_at = now() - interval '30 seconds'
               where id = ${storedId(token)}`;
  await enter(token);
  // Lucia itself renews a session whose idle time is more than half gone.
  expect((await times(token)).seen).toBeGreaterThan(29);
  await db.sql`update session set expires_at = now() + interval '11 hours', last_seen_at = now() - interval '61 seconds'
               where id = ${storedId(token)}`;
  await enter(token);
  expect((await times(token)).left).toBeCloseTo(SESSION_IDLE_H, 1);
  expect((await times(token)).seen).toBeLessThan(10);
});

test('an idle session is over, and forgotten', async () => {
  const token = await begin();
  await db.sql`update session set expires_at = now() - interval '1 second' where id = ${storedId(token)}`;
  expect(await isSessionLive(db.sql, storedId(token))).toBe(false);
  expect(await enter(token)).toMatchObject({ refused: 'not-signed-in' });
  expect(await db.sql`select 1 from session where id = ${storedId(token)}`).toHaveLength(0);
});

test('no use keeps a session beyond its absolute end', async () => {
  const token = await begin();
  await db.sql`update session set created_at = now() - ${SESSION_MAX_D * 24 - 1} * interval '1 hour', expires_at = now() + interval '30 minutes',
               last_seen_at = now() - interval '1 hour' where id = ${storedId(token)}`;
  await enter(token);
  const { left, total } = await times(token);
  expect(left).toBeCloseTo(1, 1);
  expect(total).toBeCloseTo(SESSION_MAX_D * 24, 2);
});

test('a disabled person has no session', async () => {
  const other = await makePerson(db.sql, { email: 'raj@example.com' });
  const token = await beginSession(db.sql, other, { address: null, userAgent: null });
  expect(isRefusal(await enter(token))).toBe(false);
  await db.sql`update person set disabled_at = now() where id = ${other}`;
  expect(await enter(token)).toMatchObject({ refused: 'not-signed-in' });
});

test('an ended session is over while another of its person goes on', async () => {
  const [one, two] = [await begin(), await begin()];
  await endSession(db.sql, storedId(one));
  expect(await enter(one)).toMatchObject({ refused: 'not-signed-in' });
  expect(await enter(two)).toMatchObject({ id: personId });
});

test('sweeping forgets expired sessions and no others', async () => {
  const [one, two] = [await begin(), await begin()];
  await db.sql`update session set expires_at = now() - interval '1 second' where id = ${storedId(one)}`;
  await sweepSessions(db.sql);
  const left = await db.sql<
    { id: string }[]
  >`select id from session where id in ${db.sql([storedId(one), storedId(two)])}`;
  expect(left).toEqual([{ id: storedId(two) }]);
});

test('the cookie is kept from scripts and other sites, and from plain http when it came by https', () => {
  const token = 'a'.repeat(40);
  const attributes = 'HttpOnly; Max-Age=604800; Path=/; SameSite=Lax';
  expect(sessionCookie(token, { secure: false })).toBe(`caseroom_session=${token}; ${attributes}`);
  expect(sessionCookie(token, { secure: true })).toBe(`caseroom_session=${token}; ${attributes}; Secure`);
  expect(sessionCookie(null, { secure: false })).toBe(
    'caseroom_session=; HttpOnly; Max-Age=0; Path=/; SameSite=Lax',
  );
});

test.each([
  ['nothing', undefined],
  ['an empty header', ''],
  ['another cookie', 'session=abc'],
  ['a cookie whose name ends like ours', `not_${SESSION_COOKIE}=${'a'.repeat(40)}`],
  ['a short token', `${SESSION_COOKIE}=abc`],
  ['a token in capitals', `${SESSION_COOKIE}=${'A'.repeat(40)}`],
  ['bytes that do not decode', `${SESSION_COOKIE}=%E0%A4%A`],
])('%s carries no token', (_name, header) => {
  expect(readToken(header)).toBeNull();
});
