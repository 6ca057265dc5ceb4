import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { caseRoutes } from '../case/routes.ts';
import { startFromOutline } from '../note/create.ts';
import { Secret } from '../platform/secret.ts';
import { createSecretBox } from '../platform/secrets.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { signWebhook } from '../platform/webhook-signature.ts';
import { intakeRoutes } from './routes.ts';

let db: FreshDatabase;
let api: TestApi;
let noor: Browser;
let maya: Browser;
let mayaId: string;
let programId: string;
let endpoint: { path: string; secret: Secret; id: string };

const password = 'a long password';
const secrets = createSecretBox([Buffer.alloc(32, 1)]);

beforeAll(async () => {
  db = await freshDatabase();
  programId = await makeProgram(db.sql);
  const memberships = [{ programId, role: 'agent' as const }];
  mayaId = await makePerson(db.sql, { email: 'maya@x.example', name: 'Maya', password, memberships });
  await makePerson(db.sql, { email: 'noor@x.example', password, admin: true });
  api = await startTestApi(db.sql, (routes, deps) => {
    caseRoutes(routes, deps);
    intakeRoutes(routes, { ...deps, secrets, startNote: startFromOutline });
  });
  [noor, maya] = [api.browser(), api.browser()];
  await noor.signIn('noor@x.example', password);
  await maya.signIn('maya@x.example', password);
  const made = await noor.send('POST', '/api/admin/incoming', {
    programId,
    name: 'Web form',
    personId: mayaId,
  });
  const { id, path } = made.body.endpoint;
  endpoint = { id, path, secret: new Secret(made.body.secret) };
});
afterAll(async () => {
  await api.close();
  await db.drop();
});

/** As another system sends it: its own bytes, signed; no cookie and no page. */
async function post(id: string, message: object, change: { at?: Date; body?: string } = {}) {
  const body = JSON.stringify(message, null, 1);
  const headers = signWebhook(endpoint.secret, { id, at: change.at ?? new Date(), body });
  const answer = await fetch(`${api.origin}${endpoint.path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: change.body ?? body,
  });
  return { status: answer.status, body: await answer.json() };
}
const first = (reference: string) => ({ reference, subject: 'No signal', customer: { name: 'Ana' } });
const cases = async () => (await maya.send('GET', '/api/cases')).body.items.length;

test('the first message with a reference opens a case, the next edits it, the same again does nothing', async () => {
  const opened = await post('m1', { ...first('A-1'), priority: 'P2' });
  expect(opened).toMatchObject({ status: 200, body: { outcome: 'opened' } });
  const { caseId } = opened.body;
  expect((await post('m2', { reference: 'A-1', priority: 'P1' })).body).toMatchObject({
    outcome: 'edited',
    caseId,
  });
  expect((await post('m3', { reference: 'A-1', priority: 'P1' })).body.outcome).toBe('unchanged');
  const { body } = await maya.send('GET', `/api/cases/${caseId}`);
  expect(body).toMatchObject({ subject: 'No signal', priority: 'P1', owner: { name: 'Maya' } });
  const [event] = (await maya.send('GET', `/api/cases/${caseId}/events`)).body.items;
  expect(event.data.via.name).toBe('Web form');
});

test('a message that comes twice, also at once, counts once', async () => {
  const before = await cases();
  const answers = await Promise.all([1, 2, 3].map(() => post('twice', first('A-2'))));
  expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1);
  const others = await Promise.all(['x', 'y'].map((id) => post(id, first('A-3'))));
  expect(others.map(({ body }) => body.outcome).toSorted()).toEqual(['opened', 'unchanged']);
  expect(await cases()).toBe(before + 2);
});

test('a message that is forged, changed or old is not taken in', async () => {
  const before = await cases();
  const old = new Date(Date.now() - 600_000);
  expect((await post('m4', first('B-1'), { at: old })).status).toBe(401);
  const changed = JSON.stringify({ ...first('B-1'), subject: 'Another' });
  expect((await post('m5', first('B-1'), { body: changed })).status).toBe(401);
  expect((await post('m6', { reference: 'B-1' })).body.fields).toHaveLength(2);
  expect(await cases()).toBe(before);
  expect((await post('m6', first('B-1'))).body.outcome).toBe('opened');
});

test('nothing comes in with more rights than the chosen person has', async () => {
  const outsider = await makePerson(db.sql, { email: 'raj@x.example' });
  const refused = await noor.send('POST', '/api/admin/incoming', {
    programId,
    name: 'x',
    personId: outsider,
  });
  expect(refused.body.fields[0].path).toBe('personId');
  expect((await maya.send('GET', '/api/admin/incoming')).status).toBe(403);
  await db.sql`update membership set role = 'qa' where person_id = ${mayaId}`;
  expect((await post('m7', first('C-1'))).status).toBe(409);
  await db.sql`update membership set role = 'agent' where person_id = ${mayaId}`;
  expect((await post('m7', first('C-1'))).status).toBe(200);
  await noor.send('DELETE', `/api/admin/incoming/${endpoint.id}`);
  expect((await post('m8', first('C-2'))).status).toBe(404);
});

test('somebody brings cases the same way, in their own name; what is refused half-way leaves nothing', async () => {
  const before = await cases();
  const bring = (more: object) => maya.send('POST', '/api/intake', { programId, ...first('D-1'), ...more });
  expect((await bring({ status: 'closed' })).status).toBe(422);
  expect(await cases()).toBe(before);
  expect((await bring({ status: 'waiting' })).body.outcome).toBe('opened');
  expect((await bring({})).body.outcome).toBe('unchanged');
  expect((await bring({ customer: { phone: '+351 1' } })).body.outcome).toBe('edited');
});
