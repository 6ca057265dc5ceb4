import { SERVICE_COLOUR } from '@caseroom/shared/service-mark';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { caseRoutes } from '../case/routes.ts';
import { personRoutes } from '../person/routes.ts';
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
      personRoutes(routes, deps);
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

test('limited to programs, it is refused where its person works besides, and administers nothing', async () => {
  const elsewhere = await makeProgram(db.sql, 'Kestrel Cards');
  const memberships = [programId, elsewhere].map((id) => ({ programId: id, role: 'agent' as const }));
  await makePerson(db.sql, { email: 'ines@x.example', password, admin: true, memberships });
  const ines = await signedIn('ines');
  const asked = {
    name: 'Import',
    scopes: ['cases:read', 'cases:write', 'administration:read'],
    expiresInDays: 7,
  };
  const stranger = await makeProgram(db.sql, 'Not hers');
  const refused = await ines.send('POST', '/api/tokens', { ...asked, programIds: [stranger] });
  expect([refused.status, refused.body.fields[0].path]).toEqual([422, 'programIds']);
  const made = (await ines.send('POST', '/api/tokens', { ...asked, programIds: [elsewhere] })).body;
  expect(made.token.programs).toEqual([{ id: elsewhere, name: 'Kestrel Cards', client: 'Kestrel Cards' }]);
  expect((await call(made.secret, 'POST', '/api/cases', newCase())).status).toBe(404);
  const opened = await call(made.secret, 'POST', '/api/cases', { ...newCase(), programId: elsewhere });
  expect(opened.status).toBe(201);
  expect((await call(made.secret, 'GET', '/api/admin/people')).status).toBe(403);
  const me = (await call(made.secret, 'GET', '/api/me')).body;
  expect([me.admin, me.memberships.length]).toEqual([false, 1]);
  // Many at once wait for connections of the pool: each still acts within its own limit.
  const [inside, outside] = [opened.body.id, (await ines.send('POST', '/api/cases', newCase())).body.id];
  const looked = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      const which = i % 2 === 0 ? inside : outside;
      return (await call(made.secret, 'GET', `/api/cases/${which}`)).status;
    }),
  );
  expect(looked).toEqual(looked.map((_, i) => (i % 2 === 0 ? 200 : 404)));
});

test('what one token was answered is not the answer to another with the same key', async () => {
  const [first, second] = [await make(['cases:write']), await make(['cases:write'])];
  const keyed = async (secret: string) =>
    (
      await api.browser().send('POST', '/api/cases', newCase(), {
        authorization: `Bearer ${secret}`,
        'idempotency-key': 'one',
      })
    ).body.id;
  const id = await keyed(first.secret);
  expect(await keyed(first.secret)).toBe(id);
  expect(await keyed(second.secret)).not.toBe(id);
});

test('a service account works under its own name until it is switched off, and nobody signs in with it', async () => {
  const noor = await signedIn('noor');
  const memberships = [{ programId, role: 'agent' }];
  expect(
    (await maya.send('POST', '/api/admin/service-accounts', { name: 'Robot', memberships })).status,
  ).toBe(403);
  const account = (await noor.send('POST', '/api/admin/service-accounts', { name: 'Robot', memberships }))
    .body;
  expect(account).toMatchObject({
    name: 'Robot (service)',
    enabled: true,
    tokens: 0,
    madeBy: { name: 'noor' },
  });
  const asked = {
    name: 'Nightly',
    scopes: ['cases:read', 'cases:write'],
    programIds: [programId],
    expiresInDays: 7,
  };
  const { secret, token } = (
    await noor.send('POST', `/api/admin/service-accounts/${account.id}/tokens`, asked)
  ).body;
  expect(token).toMatchObject({ person: { id: account.id }, madeBy: { name: 'noor' } });
  const opened = await call(secret, 'POST', '/api/cases', newCase());
  expect([opened.status, opened.body.owner]).toEqual([
    201,
    { id: account.id, name: 'Robot (service)', colour: SERVICE_COLOUR },
  ]);
  expect((await call(secret, 'GET', '/api/me')).body).toMatchObject({ name: 'Robot (service)', email: '' });

  const change = (patch: object) => noor.send('PATCH', `/api/admin/service-accounts/${account.id}`, patch);
  const off = await change({ enabled: false });
  expect(off.body).toMatchObject({ enabled: false, tokens: 0, unresolvedCases: 1 });
  expect((await call(secret, 'GET', '/api/cases')).status).toBe(401);
  expect((await noor.send('POST', `/api/admin/service-accounts/${account.id}/tokens`, asked)).status).toBe(
    409,
  );
  expect((await change({ name: 'Night robot', enabled: true })).body.name).toBe('Night robot (service)');
  expect((await call(secret, 'GET', '/api/cases')).status).toBe(200);

  // Neither a person nor anything that a person can become.
  const people = (await noor.send('GET', '/api/admin/people')).body.items;
  expect(people.map(({ id }: { id: string }) => id)).not.toContain(account.id);
  for (const [method, path, body] of [
    ['PATCH', `/api/admin/people/${account.id}`, { admin: true }],
    ['POST', `/api/admin/people/${account.id}/invitation`, undefined],
    ['PATCH', `/api/admin/service-accounts/${mayaId}`, { enabled: false }],
    ['POST', `/api/admin/service-accounts/${mayaId}/tokens`, asked],
  ] as const)
    expect([(await noor.send(method, path, body)).status, path]).toEqual([404, path]);
  const posing = { name: 'Maya (service)', email: 'posing@x.example' };
  expect((await noor.send('POST', '/api/admin/people', posing)).status).toBe(422);
});

test('another secret, another id, no token: one answer', async () => {
  const { secret } = await make(['cases:read']);
  const otherAt = (at: number) =>
    `${secret.slice(0, at)}${secret[at] === 'A' ? 'B' : 'A'}${secret.slice(at + 1)}`;
  for (const one of [otherAt(secret.length - 1), otherAt(secret.indexOf('_') + 1), 'nonsense'])
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
  expect(items.map(({ area }: { area: string }) => area)).toEqual(['administration', 'cases', 'people']);
});
