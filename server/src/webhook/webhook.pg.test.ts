import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { appendEvent } from '../case/events.ts';
import { caseRoutes } from '../case/routes.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { type Outbox, startOutbox } from '../platform/outbox/worker.ts';
import { Secret } from '../platform/secret.ts';
import { createSecretBox } from '../platform/secrets.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { verifyWebhook } from '../platform/webhook-signature.ts';
import { webhookKind } from './deliver.ts';
import { relayEvents } from './relay.ts';
import { webhookRoutes } from './routes.ts';
import { DISABLE_AFTER } from './rules.ts';

let db: FreshDatabase;
let api: TestApi;
let bus: Bus;
let clock: Clock;
let noor: Browser;
let maya: Browser;
let mayaId: string;
let programId: string;
let receiver: Server;
let outbox: Outbox;
let got: { headers: IncomingHttpHeaders; body: string }[];
let status: number;
let told: string[];

const password = 'a long password';
const secrets = createSecretBox([Buffer.alloc(32, 1)]);

beforeAll(async () => {
  db = await freshDatabase();
  programId = await makeProgram(db.sql);
  const memberships = [{ programId, role: 'lead' as const }];
  mayaId = await makePerson(db.sql, { email: 'maya@x.example', name: 'Maya', password, memberships });
  await makePerson(db.sql, { email: 'noor@x.example', password, admin: true });
  api = await startTestApi(db.sql, (routes, deps) => {
    ({ bus, clock } = deps);
    caseRoutes(routes, deps);
    webhookRoutes(routes, { ...deps, secrets });
  });
  [noor, maya] = [api.browser(), api.browser()];
  await noor.signIn('noor@x.example', password);
  await maya.signIn('maya@x.example', password);
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push({ headers: request.headers, body });
    response.writeHead(status).end('thanks');
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await api.close();
  await db.drop();
});
beforeEach(() => {
  [got, status, told] = [[], 200, []];
  outbox = deliverer(true);
});
afterEach(async () => {
  await outbox.stop();
  await db.sql`update webhook_endpoint set removed_at = now()`;
});

const deliverer = (allowPrivate: boolean) =>
  startOutbox({
    sql: db.sql,
    bus,
    clock,
    log: silentLog,
    kinds: [
      webhookKind({
        sql: db.sql,
        clock,
        log: silentLog,
        secrets,
        allowPrivate,
        tellAdmins: ({ because }) => told.push(because),
      }),
    ],
    random: () => 0,
  });

const add = async (more: object = {}) => {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  return (await noor.send('POST', '/api/admin/webhooks', { programId, url, kinds: ['case'], ...more })).body;
};
const openCase = async () => {
  const body = { programId, subject: 'No signal', priority: 'P3', customer: { name: 'Ana' } };
  return (await maya.send('POST', '/api/cases', body)).body.id as string;
};
async function deliver(): Promise<void> {
  await relayEvents({ sql: db.sql, bus, clock });
  await outbox.settle();
}
const types = () => got.map(({ body }) => JSON.parse(body).type);
const deliveries = async (id: string) =>
  (await noor.send('GET', `/api/admin/webhooks/${id}/deliveries`)).body.items;

test('entries of a case arrive in order, signed, with what the ledger says', async () => {
  const { webhook, secret } = await add();
  const caseId = await openCase();
  await maya.send('PATCH', `/api/cases/${caseId}`, { priority: 'P1' });
  await deliver();
  expect(types()).toEqual(['case.opened', 'case.changed']);
  const [first] = got as [(typeof got)[number]];
  expect(verifyWebhook(new Secret(secret), { ...first, now: clock.now() })).toMatch(/^msg_/);
  expect(JSON.parse(first.body).data).toMatchObject({
    case: { id: caseId },
    seq: 1,
    actor: { name: 'Maya' },
  });
  const [newest] = await deliveries(webhook.id);
  expect(newest).toMatchObject({
    type: 'case.changed',
    state: 'delivered',
    attempts: [{ number: 1, note: 'HTTP 200' }],
  });
});

test('only what was chosen is sent, what leads read only where an administrator said so, coaching never', async () => {
  await add({ kinds: ['review', 'thread', 'case.changed'] });
  await add({ kinds: ['review'], includesLeads: true });
  const caseId = await openCase();
  const note = {
    noteId: '7a1c6f0e-6f0b-4c1e-9a55-0d8f3f0e4b11',
    reviewId: mayaId,
    agentId: mayaId,
    agentName: 'Maya',
  };
  await db.sql.begin((tx) =>
    appendEvent(tx, { caseId, kind: 'review.submitted', actorId: mayaId, data: { ...note, percent: null } }),
  );
  await db.sql.begin((tx) =>
    appendEvent(tx, {
      caseId,
      kind: 'thread.opened',
      actorId: mayaId,
      data: { noteId: note.noteId, threadId: mayaId, between: [mayaId] },
    }),
  );
  await deliver();
  expect(types()).toEqual(['review.submitted']);
});

describe('what is not taken', () => {
  test('is repeated with the same id, and can be sent once more afterwards', async () => {
    const { webhook } = await add();
    await openCase();
    status = 503;
    await deliver();
    expect(got).toHaveLength(12);
    const [dead] = await deliveries(webhook.id);
    expect([dead.state, dead.attempts.at(-1).note]).toEqual(['dead', 'HTTP 503']);
    status = 200;
    const replay = () => noor.send('POST', `/api/admin/webhook-deliveries/${dead.id}/replay`);
    expect((await replay()).status).toBe(204);
    await outbox.settle();
    expect((await deliveries(webhook.id))[0].state).toBe('delivered');
    await outbox.stop();
    const clicks = await Promise.all([replay(), replay(), replay()]);
    expect(clicks.map((one) => one.status).toSorted()).toEqual([204, 409, 409]);
    outbox = deliverer(true);
    await outbox.settle();
    expect(await deliveries(webhook.id)).toHaveLength(2);
    expect(got).toHaveLength(14);
    expect(new Set(got.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([dead.messageId]));
  });

  test('again and again switches the endpoint off, and says so', async () => {
    const { webhook } = await add();
    status = 410;
    for (let i = 0; i <= DISABLE_AFTER; i++) await openCase();
    await deliver();
    const [listed] = (await noor.send('GET', '/api/admin/webhooks')).body.items;
    expect(listed.enabled).toBe(false);
    expect(listed.disabledBecause).toContain('HTTP 410');
    expect(told).toEqual([listed.disabledBecause]);
    await openCase();
    await deliver();
    const before = got.length;
    status = 200;
    await noor.send('PATCH', `/api/admin/webhooks/${webhook.id}`, { enabled: true });
    await openCase();
    await deliver();
    expect(got).toHaveLength(before + 1);
  });
});

test('an address in a private network is not gone to', async () => {
  const { webhook } = await add();
  await outbox.stop();
  outbox = deliverer(false);
  await openCase();
  await deliver();
  const https = 'https://localhost:1/hook';
  await noor.send('PATCH', `/api/admin/webhooks/${webhook.id}`, { url: https });
  await openCase();
  await deliver();
  const notes = (await deliveries(webhook.id)).map(
    ({ attempts }: { attempts: { note: string }[] }) => attempts[0]?.note,
  );
  expect(notes).toEqual(['The address leads to a private network.', 'The address must begin with https://.']);
  expect(got).toEqual([]);
});

test('a test message arrives; a new secret signs; others than administrators see nothing of it', async () => {
  const { webhook } = await add();
  expect((await maya.send('GET', '/api/admin/webhooks')).status).toBe(403);
  const { body } = await noor.send('POST', `/api/admin/webhooks/${webhook.id}/secret`);
  await noor.send('POST', `/api/admin/webhooks/${webhook.id}/test`);
  await outbox.settle();
  const [message] = got as [(typeof got)[number]];
  expect(types()).toEqual(['webhook.test']);
  expect(verifyWebhook(new Secret(body.secret), { ...message, now: clock.now() })).not.toBeNull();
  const [dump] = await db.sql<
    { text: string }[]
  >`select string_agg(e::text, ' ') as text from webhook_endpoint e`;
  expect(dump?.text).not.toContain(body.secret.slice(6));
  await noor.send('DELETE', `/api/admin/webhooks/${webhook.id}`);
  expect((await noor.send('GET', `/api/admin/webhooks/${webhook.id}/deliveries`)).status).toBe(404);
});
