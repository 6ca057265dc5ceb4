import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPeople } from '../demo/people.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { demoPeopleRoutes } from './demo-routes.ts';
import { sweepSignInFailures } from './sign-in-attempts.ts';
import { signInLimits } from './sign-in-rules.ts';
import { type Browser, startTestApi, type TestApi } from './testing/api-server.ts';
import { makePerson, makeProgram } from './testing/people.ts';

const PASSWORD = 'correct horse battery';
let db: FreshDatabase;
let api: TestApi;
let maya: string;
let serial = 0;

beforeAll(async () => {
  db = await freshDatabase();
  api = await startTestApi(db.sql, (routes) => demoPeopleRoutes(routes, { sql: db.sql, people: demoPeople }));
  const programId = await makeProgram(db.sql);
  maya = await makePerson(db.sql, {
    email: 'maya@example.com',
    name: 'Maya',
    password: PASSWORD,
    memberships: [{ programId, role: 'agent' }],
  });
});
afterAll(async () => {
  await api.close();
  await db.drop();
});

/** A browser at an address nobody used before, and how it guesses. */
function guesser(address = `192.0.2.${++serial}`) {
  const browser = api.browser();
  const from = { 'x-forwarded-for': address };
  return (email: string, password: string) => browser.send('POST', '/api/session', { email, password }, from);
}

async function signedIn(): Promise<Browser> {
  const browser = api.browser();
  expect((await browser.signIn('maya@example.com', PASSWORD)).status).toBe(201);
  return browser;
}

test('signing in answers the person and their programs, and a cookie that is them', async () => {
  const browser = api.browser();
  expect((await browser.send('GET', '/api/me')).status).toBe(401);
  const { status, body, headers } = await browser.signIn(' MAYA@example.com ', PASSWORD);
  expect(status).toBe(201);
  expect(body.user).toMatchObject({
    id: maya,
    name: 'Maya',
    admin: false,
    memberships: [{ role: 'agent', program: { name: 'Northwind Mobile' } }],
  });
  expect(headers.get('set-cookie')).toMatch(
    /^caseroom_session=[a-z2-7]{40}; HttpOnly; Max-Age=604800; Path=\/; SameSite=Lax$/,
  );
  expect(await browser.send('GET', '/api/me')).toMatchObject({ status: 200, body: body.user });
});

test('the cookie is Secure when the request came by https', async () => {
  const { origin } = api;
  const { headers } = await api.browser().send(
    'POST',
    '/api/session',
    { email: 'maya@example.com', password: PASSWORD },
    {
      'x-forwarded-proto': 'https',
      origin: origin.replace('http:', 'https:'),
    },
  );
  expect(headers.get('set-cookie')).toMatch(/; Secure$/);
});

test('signing out ends the session, hints at it, and takes the cookie away; twice is no error', async () => {
  const browser = await signedIn();
  const { cookie } = browser;
  const before = (await api.hints()).length;
  const out = await browser.send('DELETE', '/api/session');
  expect(out.status).toBe(204);
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  expect((await api.hints()).slice(before)).toEqual([{ sessionId: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  browser.cookie = cookie;
  expect((await browser.send('GET', '/api/me')).status).toBe(401);
  expect((await browser.send('DELETE', '/api/session')).status).toBe(204);
});

test('signing in again in the same browser ends the session it had', async () => {
  const browser = await signedIn();
  const old = browser.cookie;
  await browser.signIn('maya@example.com', PASSWORD);
  expect(browser.cookie).not.toBe(old);
  const stale = api.browser();
  stale.cookie = old;
  expect((await stale.send('GET', '/api/me')).status).toBe(401);
});

test('another site’s page can neither sign somebody in nor out', async () => {
  const browser = await signedIn();
  const foreign = { origin: 'https://evil.example' };
  expect(await browser.send('DELETE', '/api/session', undefined, foreign)).toMatchObject({
    status: 403,
    body: { code: 'foreign-origin' },
  });
  expect(
    (await browser.send('POST', '/api/session', { email: 'maya@example.com', password: PASSWORD }, foreign))
      .status,
  ).toBe(403);
  expect((await browser.send('GET', '/api/me')).status).toBe(200);
});

test('an account without a password, a wrong password and no account are refused alike', async () => {
  await makePerson(db.sql, { email: 'invited@example.com' });
  const guess = guesser();
  const answers = await Promise.all(
    ['maya', 'nobody', 'invited'].map((name) => guess(`${name}@example.com`, 'wrong')),
  );
  const [first, ...others] = answers.map(({ status, body: { requestId: _, ...problem } }) => ({
    status,
    problem,
  }));
  expect(first).toMatchObject({ status: 401, problem: { code: 'bad-credentials' } });
  for (const other of others) expect(other).toEqual(first);
});

test('a disabled person is told so only with the right password, and their sessions are over', async () => {
  const id = await makePerson(db.sql, { email: 'gone@example.com', password: PASSWORD });
  const browser = api.browser();
  await browser.signIn('gone@example.com', PASSWORD);
  await db.sql`update person set disabled_at = now() where id = ${id}`;
  expect((await browser.send('GET', '/api/me')).status).toBe(401);
  expect(await browser.signIn('gone@example.com', PASSWORD)).toMatchObject({
    status: 403,
    body: { code: 'no-access' },
  });
  expect(await browser.signIn('gone@example.com', 'wrong')).toMatchObject({ status: 401 });
});

test.each(['maya@example.com', 'nobody@example.com'])(
  'guessing at %s is stopped after the limit, whether or not it exists',
  async (email) => {
    const guess = guesser();
    for (let i = 0; i < signInLimits.pair.failures; i++)
      expect((await guess(email, `guess ${i}`)).status).toBe(401);
    const stopped = await guess(email, PASSWORD);
    expect(stopped).toMatchObject({
      status: 429,
      body: { code: 'too-fast', detail: 'Too many failed attempts. Try again in 15 minutes.' },
    });
    const wait_s = Number(stopped.headers.get('retry-after'));
    expect(wait_s).toBeGreaterThan(14 * 60);
    expect(wait_s).toBeLessThanOrEqual(15 * 60);
    // Somebody else at the same address, and the same person elsewhere, are not stopped.
    expect((await guess('other@example.com', 'x')).status).toBe(401);
    expect((await guesser()(email, 'wrong')).status).toBe(401);
  },
);

test('the limit is over when its window is', async () => {
  const email = 'later@example.com';
  await makePerson(db.sql, { email, password: PASSWORD });
  const guess = guesser();
  for (let i = 0; i < signInLimits.pair.failures; i++) await guess(email, 'wrong');
  expect((await guess(email, PASSWORD)).status).toBe(429);
  api.clock.advance(signInLimits.pair.window_min);
  expect((await guess(email, PASSWORD)).status).toBe(201);
});

test('attempts made at once cannot slip past the limit together', async () => {
  const guess = guesser();
  const answers = await Promise.all(Array.from({ length: 25 }, () => guess('rush@example.com', 'wrong')));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(signInLimits.pair.failures);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(25 - signInLimits.pair.failures);
});

test('one account is limited over all addresses', async () => {
  const email = 'spread@example.com';
  for (let i = 0; i < signInLimits.account.failures; i++) await guesser(`198.51.100.${i}`)(email, 'wrong');
  expect((await guesser('203.0.113.1')(email, 'wrong')).status).toBe(429);
});

test('one address is limited over all accounts, and people who sign in well are not counted', async () => {
  const address = '203.0.113.9';
  const guess = guesser(address);
  for (let i = 0; i < signInLimits.address.failures - 1; i++) {
    await db.sql`insert into sign_in_failure (key, at) values (${`address:${address}`}, ${api.clock.now()})`;
  }
  for (let i = 0; i < 3; i++) expect((await guess('maya@example.com', PASSWORD)).status).toBe(201);
  expect((await guess('someone@example.com', 'wrong')).status).toBe(401);
  expect((await guess('maya@example.com', PASSWORD)).status).toBe(429);
});

test('success forgets the account’s failures', async () => {
  const guess = guesser();
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < signInLimits.pair.failures - 1; i++)
      expect((await guess('maya@example.com', 'wrong')).status).toBe(401);
    expect((await guess('maya@example.com', PASSWORD)).status).toBe(201);
  }
});

test('the table of failures holds no e-mail, and is swept', async () => {
  await guesser()('secret-typed-as-email', 'wrong');
  const rows = await db.owner<{ row: string }[]>`select sign_in_failure::text as row from sign_in_failure`;
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain('secret-typed');
  api.clock.advance(61);
  expect(await sweepSignInFailures({ sql: db.sql, clock: api.clock })).toBe(rows.length);
});

test('a person sees their sessions and ends one of them, not somebody else’s', async () => {
  await makePerson(db.sql, { email: 'two@example.com', password: PASSWORD });
  const [here, there, stranger] = [api.browser(), api.browser(), await signedIn()];
  await here.signIn('two@example.com', PASSWORD);
  await there.signIn('two@example.com', PASSWORD);
  const { items } = (await here.send('GET', '/api/me/sessions')).body;
  expect(items.map((item: { current: boolean }) => item.current).toSorted()).toEqual([false, true]);
  const other = items.find((item: { current: boolean }) => !item.current);
  expect((await stranger.send('DELETE', `/api/me/sessions/${other.id}`)).status).toBe(404);
  expect((await here.send('DELETE', `/api/me/sessions/${other.id}`)).status).toBe(204);
  expect((await there.send('GET', '/api/me')).status).toBe(401);
  expect((await here.send('GET', '/api/me')).status).toBe(200);
});

test('the demo accounts are told only where there is demo data', async () => {
  const browser = api.browser();
  expect((await browser.send('GET', '/api/demo/people')).status).toBe(404);
  await db.owner`update deployment set demo = true`;
  const { status, body } = await browser.send('GET', '/api/demo/people');
  expect(status).toBe(200);
  expect(body).toHaveLength(demoPeople.length);
  expect(body[0]).toMatchObject({ email: demoPeople[0]?.email, password: demoPeople[0]?.password });
});
