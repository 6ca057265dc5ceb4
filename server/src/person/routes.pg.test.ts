import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makeCase, makePerson, makeProgram } from '../auth/testing/people.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { programRoutes } from '../program/routes.ts';
import { INVITATION_D } from './invitations.ts';
import { personRoutes } from './routes.ts';

const PASSWORD = 'correct horse battery';
let db: FreshDatabase;
let api: TestApi;
let north: string;
let kestrel: string;
let noor: Browser;
let serial = 0;

beforeAll(async () => {
  db = await freshDatabase();
  api = await startTestApi(db.sql, (routes, deps) => {
    personRoutes(routes, deps);
    programRoutes(routes, deps);
  });
  north = await makeProgram(db.sql, 'Northwind Mobile');
  kestrel = await makeProgram(db.sql, 'Kestrel Cards');
  await makePerson(db.sql, { email: 'noor@example.com', name: 'Noor', password: PASSWORD, admin: true });
});
afterAll(async () => {
  await api.close();
  await db.drop();
});
beforeEach(async () => {
  noor = await signedIn('noor@example.com');
});

async function signedIn(email: string, password = PASSWORD): Promise<Browser> {
  const browser = api.browser();
  expect((await browser.signIn(email, password)).status).toBe(201);
  return browser;
}

type Role = 'agent' | 'senior' | 'lead' | 'qa' | 'client';
const newEmail = () => `person${++serial}@example.com`;

/** A new person with a password and one role in each of the programs named. */
async function member(roles: Partial<Record<'north' | 'kestrel', Role>> = { north: 'agent' }) {
  const email = newEmail();
  const programs = { north, kestrel };
  const memberships = Object.entries(roles).map(([key, role]) => ({
    programId: programs[key as 'north' | 'kestrel'],
    role,
  }));
  const id = await makePerson(db.sql, { email, password: PASSWORD, memberships });
  return { id, email };
}

const patch = (id: string, body: unknown) => noor.send('PATCH', `/api/admin/people/${id}`, body);
const invite = (body: object) =>
  noor.send('POST', '/api/admin/people', { name: 'New Person', email: newEmail(), ...body });
const tokenOf = (link: string) => link.replace('/invite/', '');

test('only administrators administer', async () => {
  const { email, id } = await member({ north: 'lead' });
  const lead = await signedIn(email);
  const answers = await Promise.all([
    lead.send('GET', '/api/admin/people'),
    lead.send('POST', '/api/admin/people', { name: 'X', email: newEmail() }),
    lead.send('PATCH', `/api/admin/people/${id}`, { admin: true }),
    lead.send('POST', `/api/admin/people/${id}/invitation`),
    lead.send('GET', '/api/admin/programs'),
    lead.send('POST', '/api/admin/programs', { name: 'X', client: 'X' }),
    lead.send('PATCH', `/api/admin/programs/${north}`, { name: 'X' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(403));
  expect((await lead.send('GET', '/api/me')).body.admin).toBe(false);
});

test('an invited person opens the link, chooses a password and is in', async () => {
  const email = newEmail();
  const invited = await invite({
    email: email.toUpperCase(),
    name: 'Lin Tran',
    auditor: true,
    memberships: [{ programId: north, role: 'agent', team: 'Night' }],
  });
  expect(invited.status).toBe(201);
  expect(invited.body.person).toMatchObject({
    email,
    name: 'Lin Tran',
    state: 'invited',
    auditor: true,
    admin: false,
    lastSeenAt: null,
  });
  expect(invited.body.link).toMatch(/^\/invite\/[\w-]{43}$/);
  const token = tokenOf(invited.body.link);

  const lin = api.browser();
  expect((await lin.send('GET', `/api/invitations/${token}`)).body).toEqual({
    name: 'Lin Tran',
    email,
    expiresAt: invited.body.expiresAt,
  });
  expect((await lin.send('POST', `/api/invitations/${token}`, { password: 'short' })).status).toBe(422);
  const accepted = await lin.send('POST', `/api/invitations/${token}`, { password: 'a long enough one' });
  expect(accepted).toMatchObject({
    status: 201,
    body: { user: { email, memberships: [{ role: 'agent', team: 'Night' }] } },
  });
  expect((await lin.send('GET', '/api/me')).status).toBe(200);
  await signedIn(email, 'a long enough one');
  const { items } = (await noor.send('GET', '/api/admin/people')).body;
  expect(items.find((person: { email: string }) => person.email === email)).toMatchObject({
    state: 'active',
    lastSeenAt: expect.any(String),
  });
});

test('no table holds anything that opens an invitation, not even for a repeated request', async () => {
  const key = { 'idempotency-key': 'invite-once' };
  const body = { name: 'New Person', email: newEmail() };
  const first = await noor.send('POST', '/api/admin/people', body, key);
  const again = await noor.send(
    'POST',
    `/api/admin/people/${first.body.person.id}/invitation`,
    undefined,
    key,
  );
  expect([first.status, again.status]).toEqual([201, 201]);
  const rows = await db.owner<{ row: string }[]>`
    select invitation::text as row from invitation union all select idempotency::text from idempotency`;
  expect(rows.length).toBeGreaterThan(0);
  for (const { body } of [first, again]) expect(JSON.stringify(rows)).not.toContain(tokenOf(body.link));
});

test('used, expired, replaced, disabled and made-up links are refused with one sentence', async () => {
  const used = await invite({});
  await api
    .browser()
    .send('POST', `/api/invitations/${tokenOf(used.body.link)}`, { password: 'a long enough one' });
  const replaced = await invite({});
  const fresh = await noor.send('POST', `/api/admin/people/${replaced.body.person.id}/invitation`);
  const disabled = await invite({});
  await patch(disabled.body.person.id, { disabled: true });
  const links = [used, replaced, disabled].map(({ body }) => tokenOf(body.link));
  const said = new Set<string>();
  for (const token of [...links, 'made-up', '%00']) {
    const seen = await api.browser().send('GET', `/api/invitations/${token}`);
    const taken = await api
      .browser()
      .send('POST', `/api/invitations/${token}`, { password: 'a long enough one' });
    expect([seen.status, taken.status]).toEqual([404, 404]);
    if (token !== '%00') said.add(seen.body.detail).add(taken.body.detail);
  }
  expect([...said]).toEqual(['This link is not valid any more. Ask an administrator for a new one.']);

  const last = tokenOf(fresh.body.link);
  expect((await api.browser().send('GET', `/api/invitations/${last}`)).status).toBe(200);
  api.clock.advance(INVITATION_D * 24 * 60);
  expect((await api.browser().send('GET', `/api/invitations/${last}`)).status).toBe(404);
});

test('a link is used once, however many use it at once', async () => {
  const token = tokenOf((await invite({})).body.link);
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, i) =>
      api.browser().send('POST', `/api/invitations/${token}`, { password: `password number ${i}` }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 404, 404, 404, 404]);
});

test('a new link resets a forgotten password and ends the sessions it opened', async () => {
  const { id, email } = await member();
  const old = await signedIn(email);
  const { body } = await noor.send('POST', `/api/admin/people/${id}/invitation`);
  expect((await old.send('GET', '/api/me')).status).toBe(200);
  const browser = api.browser();
  await browser.send('POST', `/api/invitations/${tokenOf(body.link)}`, { password: 'another password' });
  expect((await old.send('GET', '/api/me')).status).toBe(401);
  expect((await api.browser().signIn(email, PASSWORD)).status).toBe(401);
  await signedIn(email, 'another password');
  expect(await api.hints()).toContainEqual({ personId: id });
});

test('an address that is taken, an unknown program and a doubled one are refused, and leave nothing', async () => {
  const email = newEmail();
  expect(await invite({ email: 'NOOR@example.com' })).toMatchObject({
    status: 409,
    body: { detail: 'Somebody with this e-mail address is already here.' },
  });
  const nowhere = { programId: '00000000-0000-4000-8000-000000000000', role: 'agent' };
  expect(await invite({ email, memberships: [nowhere] })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'memberships.0.programId' }] },
  });
  const twice = [
    { programId: north, role: 'agent' },
    { programId: north, role: 'lead' },
  ];
  expect(await invite({ email, memberships: twice })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'memberships.1.programId' }] },
  });
  expect(await db.sql`select 1 from person where email = ${email}`).toHaveLength(0);
});

test('people are given the colours fewest have', async () => {
  const colours = new Set<number>();
  for (let i = 0; i < 3; i++) colours.add((await invite({})).body.person.colour);
  expect(colours.size).toBe(3);
});

test('disabling ends sessions at once, hints, and keeps the person out until enabled', async () => {
  const { id, email } = await member();
  const browser = await signedIn(email);
  const before = (await api.hints()).length;
  expect(await patch(id, { disabled: true })).toMatchObject({ status: 200, body: { state: 'disabled' } });
  expect((await api.hints()).slice(before)).toEqual([{ personId: id }]);
  expect((await browser.send('GET', '/api/me')).status).toBe(401);
  expect(await db.sql`select 1 from session where person_id = ${id}`).toHaveLength(0);
  expect((await noor.send('POST', `/api/admin/people/${id}/invitation`)).status).toBe(409);
  expect((await patch(id, { disabled: false })).body.state).toBe('active');
  await signedIn(email);
});

test('changed memberships raise the person’s epoch and hint; a new name does neither', async () => {
  const { id } = await member();
  const epoch = async () =>
    (await db.sql<{ epoch: number }[]>`select access_epoch as epoch from person where id = ${id}`)[0]?.epoch;
  await patch(id, { name: 'Renamed' });
  expect(await epoch()).toBe(0);
  const before = (await api.hints()).length;
  const { body } = await patch(id, {
    memberships: [{ programId: kestrel, role: 'senior', team: 'Disputes' }],
  });
  expect(body).toMatchObject({
    name: 'Renamed',
    memberships: [{ program: { id: kestrel }, role: 'senior', team: 'Disputes' }],
  });
  expect(await epoch()).toBe(1);
  expect((await api.hints()).slice(before)).toEqual([{ personId: id }]);
  expect(
    (await patch(id, { memberships: [{ programId: '00000000-0000-4000-8000-000000000000', role: 'qa' }] }))
      .status,
  ).toBe(422);
  expect(
    (await noor.send('GET', '/api/admin/people')).body.items.find(
      (person: { id: string }) => person.id === id,
    ).memberships,
  ).toHaveLength(1);
  expect(await epoch()).toBe(1);
});

test('nobody who owns unresolved cases loses their way to them', async () => {
  const { id, email } = await member();
  for (const status of ['open', 'waiting', 'resolved'])
    await makeCase(db.sql, { programId: north, ownerId: id, status });
  const browser = await signedIn(email);
  const refused = {
    status: 409,
    body: {
      code: 'conflict',
      detail: expect.stringContaining('owns 2 unresolved cases in Northwind Mobile'),
    },
  };
  expect(await patch(id, { disabled: true })).toMatchObject(refused);
  expect(await patch(id, { memberships: [] })).toMatchObject(refused);
  expect((await browser.send('GET', '/api/me')).body.memberships).toHaveLength(1);
  await db.sql`update "case" set status = 'closed' where owner_id = ${id}`;
  expect((await patch(id, { disabled: true })).status).toBe(200);
});

test('of two administrators who demote each other at once one stays', async () => {
  const second = await makePerson(db.sql, { email: newEmail(), password: PASSWORD, admin: true });
  const { id: first } = (await noor.send('GET', '/api/me')).body;
  const answers = await Promise.all([patch(second, { admin: false }), patch(first, { disabled: true })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  await db.sql`update person set disabled_at = null, admin = true where id = ${first}`;
  await db.sql`update person set admin = false where id = ${second}`;
  noor = await signedIn('noor@example.com');
  expect(await patch(first, { admin: false })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('last administrator') },
  });
});

test('unknown people, unknown fields and empty names are refused', async () => {
  const { id } = await member();
  expect((await patch('00000000-0000-4000-8000-000000000000', { name: 'X' })).status).toBe(404);
  expect((await patch('not-an-id', { name: 'X' })).status).toBe(404);
  expect((await patch(id, { email: 'new@example.com' })).status).toBe(422);
  expect((await patch(id, { name: '  ' })).status).toBe(422);
});

test('colleagues are those of shared programs, with the roles there and no others', async () => {
  const both = await member({ north: 'senior', kestrel: 'lead' });
  const mine = await member({ north: 'agent' });
  const stranger = await member({ kestrel: 'agent' });
  const left = await member({ north: 'agent' });
  await db.sql`update person set disabled_at = now() where id = ${left.id}`;
  const { items } = (await (await signedIn(mine.email)).send('GET', '/api/people')).body;
  const byId = new Map(items.map((person: { id: string; roles: unknown }) => [person.id, person.roles]));
  expect(byId.get(both.id)).toEqual([{ programId: north, role: 'senior', team: null }]);
  expect(byId.get(mine.id)).toEqual([{ programId: north, role: 'agent', team: null }]);
  expect(byId.has(stranger.id) || byId.has(left.id)).toBe(false);
});

test('a client viewer and somebody without a program see only themselves', async () => {
  for (const roles of [{ north: 'client' }, {}] as const) {
    const { id, email } = await member(roles);
    const { items } = (await (await signedIn(email)).send('GET', '/api/people')).body;
    expect(items.map((person: { id: string }) => person.id)).toEqual([id]);
  }
});

test('programs: one’s own for a member, all for an administrator, who adds and renames them', async () => {
  const { email } = await member({ kestrel: 'agent' });
  const agent = await signedIn(email);
  expect(
    (await agent.send('GET', '/api/programs')).body.items.map((program: { id: string }) => program.id),
  ).toEqual([kestrel]);
  const added = await noor.send('POST', '/api/admin/programs', { name: 'Alder Energy', client: 'Alder' });
  expect(added).toMatchObject({
    status: 201,
    body: { name: 'Alder Energy', client: 'Alder', people: 0, unresolvedCases: 0 },
  });
  expect(await noor.send('PATCH', `/api/admin/programs/${added.body.id}`, { name: 'Alder' })).toMatchObject({
    status: 200,
    body: { name: 'Alder', client: 'Alder' },
  });
  expect((await noor.send('PATCH', `/api/admin/programs/${added.body.id}`, {})).status).toBe(422);
  expect((await noor.send('GET', '/api/programs')).body.items).toHaveLength(3);
  const { items } = (await noor.send('GET', '/api/admin/programs')).body;
  expect(items[0].id).toBe(added.body.id);
  expect(items.find((program: { id: string }) => program.id === kestrel).people).toBeGreaterThan(0);
});
