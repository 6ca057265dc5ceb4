import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { caseRoutes } from '../case/routes.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { authenticateToken } from './authenticate.ts';
import { tokenRoutes } from './routes.ts';

let db: FreshDatabase;
let api: TestApi;
let maya: Browser;
let mayaId: string;
let programId: string;

const password = 'a long password';

beforeAll(async () => {
  db = await freshDatabase();
  programId = await makeProgram(db.sql);
  const memberships = [{ programId, role: 'agent' as const }];
  mayaId = await makePerson(db.sql, { email: 'maya@x.example', name: 'Maya', password, memberships });
  await makePerson(db.sql, { email: 'noor@x.example', password, admin: true });
  await makePerson(db.sql, { email: 'raj@x.example', password });
  api = await startTestApi(
    db.sql,
    (routes, deps) => {
      caseRoutes(routes, deps);
      tokenRoutes(routes, deps);
    },
    authenticateToken,
  );
  maya = await signedIn('maya');
});
afterAll(async () => {
  await api.close();
  await db.drop();
});

async function signedIn(name: string): Promise<Browser> {
  const browser = api.browser();
  await browser.signIn(`${name}@x.example`, password);
  return browser;
}

const make = async (scopes: string[], expiresInDays: number | null = 30) =>
  (await maya.send('POST', '/api/tokens', { name: 'Nightly export', scopes, expiresInDays })).body;

/** A program: no cookie, no page it comes from; or a page of another site, which must make no difference. */
const call = (token: string, method: string, path: string, body?: unknown) =>
  api
    .browser()
    .send(method, path, body, { authorization: `Bearer ${token}`, origin: 'https://evil.example' });

const newCase = () => ({ programId, subject: 'From a program', priority: 'P3', customer: { name: 'Ana' } });

test('a token does what its scopes say, in its person’s name, and the ledger says through what', async () => {
  const { secret, token } = await make(['cases:read', 'cases:write']);
  expect(secret).toMatch(/^caseroom_[0-9a-f]{32}\.[\w-]{43}$/);
  const opened = await call(secret, 'POST', '/api/cases', newCase());
  expect([opened.status, opened.body.owner.name]).toEqual([201, 'Maya']);
  const { body } = await call(secret, 'GET', `/api/cases/${opened.body.id}/events`);
  expect(body.items[0]).toMatchObject({
    kind: 'case.opened',
    actor: { id: mayaId },
    data: { via: { tokenId: token.id, name: 'Nightly export' } },
  });
  const byHand = await maya.send('POST', '/api/cases', newCase());
  const [event] = (await maya.send('GET', `/api/cases/${byHand.body.id}/events`)).body.items;
  expect(event.data).not.toHaveProperty('via');
});

test('a scope that is missing is named, and a route for people alone takes no token', async () => {
  const { secret } = await make(['cases:read']);
  const refused = await call(secret, 'POST', '/api/cases', newCase());
  expect([refused.status, refused.body.code]).toEqual([403, 'no-access']);
  expect(refused.body.detail).toContain('cases:write');
  expect((await call(secret, 'GET', '/api/cases')).status).toBe(200);
  expect((await call(secret, 'GET', '/api/me')).body.name).toBe('Maya');
  for (const [method, path] of [
    ['GET', '/api/tokens'],
    ['DELETE', '/api/session'],
    ['GET', '/api/me/sessions'],
  ] as const)
    expect([(await call(secret, method, path)).status, path]).toEqual([403, path]);
});

test('it reaches nothing that its person does not', async () => {
  const elsewhere = await makeProgram(db.sql, 'Another');
  const { secret } = await make(['cases:write']);
  const refused = await call(secret, 'POST', '/api/cases', { ...newCase(), programId: elsewhere });
  expect(refused.status).toBe(404);
});

test('it ends when it is revoked, by its person or an administrator, when its time is over, and with its person', async () => {
  const works = async (secret: string) => (await call(secret, 'GET', '/api/me')).status;
  const [mine, theirs, short, last] = [
    await make(['cases:read']),
    await make(['cases:read']),
    await make(['cases:read'], 7),
    await make(['cases:read'], null),
  ];
  const raj = await signedIn('raj');
  expect((await raj.send('DELETE', `/api/tokens/${mine.token.id}`)).status).toBe(404);
  expect((await raj.send('GET', '/api/admin/tokens')).status).toBe(403);
  expect(await works(mine.secret)).toBe(200);
  expect((await maya.send('DELETE', `/api/tokens/${mine.token.id}`)).body.revokedBy.name).toBe('Maya');
  expect(await works(mine.secret)).toBe(401);

  const noor = await signedIn('noor');
  const listed = (await noor.send('GET', '/api/admin/tokens')).body.items;
  expect(listed.find(({ id }: { id: string }) => id === theirs.token.id).person.name).toBe('Maya');
  await noor.send('DELETE', `/api/tokens/${theirs.token.id}`);
  expect(await works(theirs.secret)).toBe(401);

  expect(await works(short.secret)).toBe(200);
  await db.sql`update api_token set expires_at = now() where id = ${short.token.id}`;
  expect(await works(short.secret)).toBe(401);

  expect(await works(last.secret)).toBe(200);
  await db.sql`update person set disabled_at = now() where id = ${mayaId}`;
  expect(await works(last.secret)).toBe(401);
  await db.sql`update person set disabled_at = null where id = ${mayaId}`;
});

test('another secret, another id, no token: one answer', async () => {
  const { secret } = await make(['cases:read']);
  const forged = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
  for (const one of [forged, secret.replace(/_\w/, '_0'), 'nonsense'])
    expect((await call(one, 'GET', '/api/me')).body.detail).toContain('not valid');
});

test('a scope nobody asks for is refused, and only a hash is stored', async () => {
  const refused = await maya.send('POST', '/api/tokens', {
    name: 'x',
    scopes: ['case:read'],
    expiresInDays: 7,
  });
  expect([refused.status, refused.body.fields]).toEqual([
    422,
    [{ path: 'scopes', message: 'There is no scope case:read.' }],
  ]);
  const { secret } = await make(['cases:read']);
  const [dump] = await db.sql<{ text: string }[]>`select string_agg(t::text, ' ') as text from api_token t`;
  expect(dump?.text).not.toContain(secret.split('.')[1]);
  const { items } = (await maya.send('GET', '/api/token-scopes')).body;
  expect(items.map(({ area }: { area: string }) => area)).toEqual(['cases']);
});
