import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { noteText } from '@caseroom/shared/editor/text';
import {
  defaultInterimSettings,
  type Interim,
  type InterimPreview,
  type PatchInterim,
} from '@caseroom/shared/interim';
import { defaultAutoRules, type PlannedUpdate } from '@caseroom/shared/interim-auto';
import type { Role } from '@caseroom/shared/people';
import type { Problem } from '@caseroom/shared/problem';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { openCase } from '../case/open.ts';
import { logReceived } from '../interaction/acts.ts';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { createIdempotencyStore } from '../platform/idempotency.ts';
import { silentLog } from '../platform/log.ts';
import { type Outbox, startOutbox } from '../platform/outbox/worker.ts';
import { Secret } from '../platform/secret.ts';
import { createSecretBox } from '../platform/secrets.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { type MailSink, readable, startMailSink } from '../platform/testing/mail-sink.ts';
import { signWebhook } from '../platform/webhook-signature.ts';
import { enterSatisfaction } from '../summary/report.ts';
import { sweepMissed } from './auto/missed.ts';
import { readAutoCases } from './auto/queries.ts';
import { autoRoutes } from './auto/routes.ts';
import { type AutoDeps, sweepAuto } from './auto/sweep.ts';
import { twilioSignature } from './channels/sms.ts';
import { interimKind } from './deliver.ts';
import { interimPublicRoutes } from './public-routes.ts';
import { interimRoutes } from './routes.ts';
import { writeInterimSettings } from './settings.ts';

const roles = {
  maya: 'agent',
  tomasz: 'senior',
  ines: 'lead',
  raj: 'lead',
  aroha: 'qa',
} as const satisfies Record<string, Role>;
type Who = keyof typeof roles | 'admin' | 'stranger';

interface Call {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const HOUR_MS = 3_600_000;
const AUTH_TOKEN = 'twilio-token';
const CHAT_SECRET = 'chat-secret';

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let outbox: Outbox;
let program: string;
let sink: MailSink;
let auto: AutoDeps;
let provider: ReturnType<typeof createServer>;
const calls: Call[] = [];
/** What the provider answers next, in order; 201 and an id when there is nothing. */
const answers: { status: number; body?: unknown; headers?: Record<string, string> }[] = [];
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  for (const [who, role] of Object.entries(roles)) {
    const made = { email: `${who}@example.com`, name: who, memberships: [{ programId: program, role }] };
    people[who as Who] = await makePerson(db.sql, made);
  }
  people.admin = await makePerson(db.sql, { email: 'admin@example.com' });
  people.stranger = await makePerson(db.sql, { email: 'stranger@example.com' });
  sink = await startMailSink();
  const apiUrl = await startProvider();
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
  const secrets = createSecretBox([Buffer.alloc(32, 7)]);
  const clock = { now: () => new Date() };
  const deployment = {
    smtpUrl: `smtp://127.0.0.1:${sink.port}`,
    mailFrom: 'Care <care@northwind.example>',
    address: 'https://desk.example',
    allowPrivate: true,
  };
  const deps = { sql: db.sql, bus, clock, secrets, deployment };
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (cookie) =>
      cookie
        ? {
            id: cookie,
            name: 'Maya Okafor',
            colour: 0,
            admin: cookie === people.admin,
            auditor: false,
            sessionId: cookie,
          }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
    idempotency: createIdempotencyStore(db.sql),
    after: [
      interimPublicRoutes({
        ...deps,
        log: silentLog,
        logReply: (tx, { channel: _channel, ...reply }) =>
          logReceived(tx, { ...reply, channel: 'chat', reference: '' }),
        rate: enterSatisfaction,
      }),
    ],
  });
  const startNote = async () => ({ outline: null });
  auto = { ...deps, rooms, startNote, log: silentLog };
  autoRoutes(http.api, deps);
  interimRoutes(http.api, {
    ...deps,
    rooms,
    startNote,
    logContact: async () => ({}),
  });
  server = await listen(http.app);
  outbox = startOutbox({ ...deps, log: silentLog, kinds: [interimKind(deps)], random: () => 0 });
  for (const [channel, settings, secret] of [
    ['sms', { accountSid: 'AC1', from: '+15550001111', apiUrl }, AUTH_TOKEN],
    ['chat', { url: `${apiUrl}/in` }, CHAT_SECRET],
  ] as const)
    await ok('admin', 'PUT', `/api/admin/programs/${program}/interim-channels/${channel}`, {
      on: true,
      settings,
      secret,
    });
});
afterAll(async () => {
  await outbox.stop();
  await server.close();
  await rooms.drain();
  provider.close();
  await sink.close();
  await db.drop();
});

async function startProvider(): Promise<string> {
  provider = createServer((req, res) => {
    void readText(req).then((body) => {
      calls.push({ url: req.url ?? '', headers: req.headers, body });
      const {
        status,
        body: said,
        headers,
      } = answers.shift() ?? { status: 201, body: { sid: `SM${calls.length}` } };
      res
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(said ?? {}));
    });
  });
  await new Promise<void>((ready) => provider.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
}

async function api(who: Who, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${server.base}${path}`, {
    method,
    headers: { cookie: people[who], ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
async function ok<T>(who: Who, method: string, path: string, body?: unknown): Promise<T> {
  const response = await api(who, method, path, body);
  const said = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(said)}`);
  return said as T;
}
const refused = async (who: Who, method: string, path: string, body?: unknown): Promise<Problem> =>
  (await api(who, method, path, body)).json() as Promise<Problem>;

const customer = { name: 'Elena Ruiz', email: 'elena@example.com', phone: '+34600111222', account: 'conv-1' };

async function newCase(more: { priority?: 'P1' | 'P2'; customer?: typeof customer } = {}): Promise<string> {
  const input = {
    programId: program,
    subject: 'Double charge',
    priority: 'P2' as const,
    customer,
    tags: [],
    ...more,
  };
  const { caseId } = await db.sql.begin((tx) => openCase(tx, { ...input, openedBy: people.maya }));
  return caseId;
}

/** A message that somebody wrote, on its way over a channel. */
async function drafted(
  caseId: string,
  words: string,
  patch: PatchInterim = {},
  who: Who = 'maya',
): Promise<Interim> {
  const made = await ok<Interim>('maya', 'POST', `/api/cases/${caseId}/interims`, {});
  await write(made.id, words, who);
  const nextUpdateAt = new Date(Date.now() + HOUR_MS).toISOString();
  return ok<Interim>('maya', 'PATCH', `/api/interims/${made.id}`, { nextUpdateAt, ...patch });
}

async function write(noteId: string, words: string, who: Who = 'maya'): Promise<void> {
  const done = await rooms.edit(noteId, people[who], (doc) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    bodyOf(doc).push([paragraph]);
  });
  if (isRefusal(done)) throw new Error(done.detail);
}

const preview = (id: string) => ok<InterimPreview>('maya', 'GET', `/api/interims/${id}/preview`);
async function release(
  id: string,
  who: Who = 'maya',
  overrides: { key: string; reason: string }[] = [],
): Promise<Interim> {
  const { seq } = await preview(id);
  return ok<Interim>(who, 'POST', `/api/interims/${id}/release`, { seq, overrides });
}
const one = async (caseId: string, id: string): Promise<Interim> => {
  const { items } = await ok<{ items: Interim[] }>('maya', 'GET', `/api/cases/${caseId}/interims`);
  return items.find((item) => item.id === id) as Interim;
};
const kindsIn = async (caseId: string): Promise<string[]> => {
  const rows = await db.sql<
    { kind: string }[]
  >`select kind from case_event where case_id = ${caseId} order by seq`;
  return rows.map(({ kind }) => kind).filter((kind) => /^(interim|customer|portal)\./.test(kind));
};

describe('an e-mail', () => {
  it('leaves once, with the right words, and nobody writes in it any more', async () => {
    const caseId = await newCase();
    const { id } = await drafted(
      caseId,
      'Hello {{customer.first_name}}, you hear from us by {{next_update}}.',
    );
    sink.messages.length = 0;
    const { seq, text, findings } = await preview(id);
    expect(findings).toEqual([]);
    expect(text).toMatch(/^Hello Elena, you hear from us by /);
    const [first, second] = await Promise.all([
      api('maya', 'POST', `/api/interims/${id}/release`, { seq, overrides: [] }),
      api('maya', 'POST', `/api/interims/${id}/release`, { seq, overrides: [] }),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    await outbox.settle();
    expect(sink.messages).toHaveLength(1);
    const mail = readable(sink.messages[0] ?? '');
    expect(mail).toContain('To: elena@example.com');
    expect(mail).toContain('Hello Elena, you hear from us by');
    expect(mail).toContain(`Message-ID: <${id}@northwind.example>`);
    const sent = await one(caseId, id);
    expect(sent).toMatchObject({ state: 'sent', delivery: { attempts: 1, maybeTwice: false } });
    expect(sent.released?.text).toBe(text);
    expect(
      isRefusal(
        await rooms.edit(id, people.maya, (doc) => bodyOf(doc).push([new Y.XmlElement('paragraph')])),
      ),
    ).toBe(true);
    expect(await kindsIn(caseId)).toEqual(['interim.released', 'interim.sent']);
    const [timer] = await db.sql<{ dueAt: Date }[]>`
      select due_at as "dueAt" from timer where case_id = ${caseId} and kind = 'next-update'`;
    expect(timer?.dueAt.toISOString()).toBe(sent.nextUpdateAt);
  });

  it('is not released unseen: somebody wrote in it since', async () => {
    const caseId = await newCase();
    const { id } = await drafted(caseId, 'We looked into it.');
    const { seq } = await preview(id);
    await write(id, 'And more.');
    expect(
      await refused('maya', 'POST', `/api/interims/${id}/release`, { seq, overrides: [] }),
    ).toMatchObject({
      code: 'conflict',
    });
  });

  it('is not for strangers, and qa only reads', async () => {
    const caseId = await newCase();
    const { id } = await drafted(caseId, 'We looked into it.');
    const { seq } = await preview(id);
    expect((await api('stranger', 'GET', `/api/interims/${id}/preview`)).status).toBe(404);
    // A wrong version tells a stranger no more than a right one.
    for (const at of [seq, seq + 1]) {
      expect((await api('stranger', 'POST', `/api/interims/${id}/release`, { seq: at })).status).toBe(404);
      expect((await api('stranger', 'POST', `/api/interims/${id}/approve`, { seq: at })).status).toBe(404);
    }
    for (const at of [seq, seq + 1])
      expect((await api('aroha', 'POST', `/api/interims/${id}/release`, { seq: at })).status).toBe(403);
  });
});

describe('the check at the release', () => {
  it('stops other customers’ data, digits and vague words; a reason lets through what may be let through', async () => {
    await newCase({
      customer: { ...customer, name: 'Ana Reis', email: 'ana@example.com', phone: '+351912345678' },
    });
    const caseId = await newCase();
    const { id } = await drafted(
      caseId,
      'As with REIS, Ána (912-345-678) in C-999999, we write soon. Card 4111 1111 1111 1111.',
    );
    const { seq, findings } = await preview(id);
    expect(findings.map(({ rule }) => rule)).toEqual([
      'forbidden-digits',
      ...Array(3).fill('other-customer'),
      'vague-promise',
    ]);
    const others = findings.filter(({ rule }) => rule === 'other-customer').map(({ quote }) => quote);
    expect(others.sort()).toEqual(['+351912345678', 'Ana Reis', 'C-999999']);
    const overrides = findings.map(({ key }) => ({ key, reason: 'I know what I do' }));
    const said = await refused('maya', 'POST', `/api/interims/${id}/release`, { seq, overrides });
    expect(said.fields?.map(({ path }) => path)).toEqual(['forbidden-digits:card number']);
    await rooms.edit(id, people.tomasz, (doc) => bodyOf(doc).delete(0, bodyOf(doc).length));
    await write(id, 'We write soon.');
    const again = await preview(id);
    const [soon] = again.findings;
    expect(again.findings).toHaveLength(1);
    const released = await release(id, 'maya', [
      { key: soon?.key ?? '', reason: 'She asked for exactly this' },
    ]);
    expect(released.released?.overrides).toMatchObject([
      { quote: 'soon', reason: 'She asked for exactly this' },
    ]);
    await outbox.settle();
  });
});

describe('approval', () => {
  it('waits for a lead who did not write in it, who may give it back', async () => {
    await ok('ines', 'PUT', `/api/programs/${program}/interim`, {
      language: 'en',
      approval: { email: ['P1'], sms: [], chat: [], phone: [], portal: [] },
      phrases: ['Falcon'],
      portalDays: 30,
    });
    const caseId = await newCase({ priority: 'P1' });
    const { id } = await drafted(caseId, 'We found the cause.');
    await write(id, 'It is mended.', 'raj');
    sink.messages.length = 0;
    expect(await release(id)).toMatchObject({ state: 'waiting' });
    const { seq } = await preview(id);
    expect((await api('raj', 'POST', `/api/interims/${id}/approve`, { seq })).status).toBe(403);
    const { items } = await ok<{ items: Interim[] }>('ines', 'GET', '/api/interims/waiting');
    expect(items.map((item) => item.id)).toEqual([id]);
    await ok('ines', 'POST', `/api/interims/${id}/return`, { comment: 'Say when.' });
    expect(await one(caseId, id)).toMatchObject({ state: 'draft', returned: { comment: 'Say when.' } });
    await release(id);
    // Who asked sends it elsewhere after the lead has looked: the note is the same, what leaves is not.
    const { hash } = await preview(id);
    await ok('maya', 'PATCH', `/api/interims/${id}`, { recipient: 'mallory@example.com' });
    await release(id);
    expect(await refused('ines', 'POST', `/api/interims/${id}/approve`, { seq, hash })).toMatchObject({
      code: 'conflict',
    });
    await ok('maya', 'PATCH', `/api/interims/${id}`, { recipient: 'elena@example.com' });
    await release(id);
    const approved = await ok<Interim>('ines', 'POST', `/api/interims/${id}/approve`, { seq, hash });
    expect(approved).toMatchObject({
      approved: { by: { id: people.ines } },
      released: { by: { id: people.maya } },
    });
    await outbox.settle();
    expect(sink.messages).toHaveLength(1);
    const told = await db.sql<{ kind: string; personId: string }[]>`
      select kind, person_id as "personId" from notification where case_id = ${caseId} order by at, kind`;
    expect(told.map(({ kind }) => kind)).toEqual([
      'interim.asked',
      'interim.returned',
      'interim.asked',
      'interim.asked',
      'interim.asked',
      'interim.approved',
    ]);
  });
});

describe('an SMS', () => {
  it('is posted as Twilio documents it, and its signed report says that it arrived', async () => {
    const caseId = await newCase();
    const { id } = await drafted(caseId, 'It is mended.', { channel: 'sms' });
    calls.length = 0;
    await release(id);
    await outbox.settle();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url).toBe('/2010-04-01/Accounts/AC1/Messages.json');
    expect(calls[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from(`AC1:${AUTH_TOKEN}`).toString('base64')}`,
    );
    const form = Object.fromEntries(new URLSearchParams(calls[0]?.body));
    const path = `/hooks/interim/sms/${program}?message=${id}`;
    expect(form).toEqual({
      To: '+34600111222',
      From: '+15550001111',
      Body: 'It is mended.',
      StatusCallback: `https://desk.example${path}`,
    });
    const params = { MessageSid: 'SM1', MessageStatus: 'delivered' };
    expect((await report(path, params, 'forged')).status).toBe(403);
    // Another program's provider signs what it likes, but not for this one.
    const other = await makeProgram(db.sql, 'Contoso');
    await ok('admin', 'PUT', `/api/admin/programs/${other}/interim-channels/sms`, {
      on: true,
      settings: { accountSid: 'AC2', from: '+15550002222', apiUrl: 'https://sms.example' },
      secret: AUTH_TOKEN,
    });
    const elsewhere = `/hooks/interim/sms/${other}?message=${id}`;
    const posing = { ...params, programId: program, noteId: id };
    const theirs = twilioSignature(AUTH_TOKEN, `https://desk.example${elsewhere}`, posing);
    expect((await report(elsewhere, posing, theirs)).status).toBe(200);
    expect(await one(caseId, id)).toMatchObject({ state: 'sent' });
    const signed = (to: string, said: Record<string, string>) =>
      report(to, said, twilioSignature(AUTH_TOKEN, `https://desk.example${to}`, said));
    await signed(path, { MessageSid: 'SM0', MessageStatus: 'failed' });
    expect(await one(caseId, id), 'another message failed').toMatchObject({ state: 'sent' });
    expect((await signed(path, params)).status).toBe(200);
    await signed(path, params);
    await signed(path, { MessageSid: 'SM1', MessageStatus: 'failed' });
    expect(await one(caseId, id)).toMatchObject({ state: 'delivered' });
    expect(await kindsIn(caseId)).toEqual(['interim.released', 'interim.sent', 'interim.delivered']);
    const inbox = `/hooks/interim/sms/${program}`;
    for (const [Body, optedOut] of [['Stop.', true] as const, ['START', false] as const]) {
      await signed(inbox, { MessageSid: `SMin${Body}`, From: '+34600111222', Body });
      expect(await ok('maya', 'GET', `/api/cases/${caseId}/terms`)).toMatchObject({ optedOut });
    }
  });

  it('that the provider refuses tells the owner, and is tried again by hand', async () => {
    const caseId = await newCase();
    const { id } = await drafted(caseId, 'It is mended.', { channel: 'sms' }, 'maya');
    answers.push({ status: 400, body: { code: 21211, message: 'Invalid To' } });
    await release(id);
    await outbox.settle();
    const failed = await one(caseId, id);
    expect(failed).toMatchObject({
      state: 'failed',
      delivery: { failure: 'Invalid To (21211)' },
      rights: { retry: true },
    });
    const [told] =
      await db.sql`select 1 from notification where case_id = ${caseId} and kind = 'interim.failed'`;
    expect(told).toBeDefined();
    await ok('maya', 'POST', `/api/interims/${id}/retry`);
    await outbox.settle();
    expect(await one(caseId, id)).toMatchObject({ state: 'sent', delivery: { failure: null } });
  });
});

const report = (path: string, params: Record<string, string>, signature: string) =>
  fetch(`${server.base}${path}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(params),
  });

describe('the chat', () => {
  it('takes a signed message, and a signed reply comes into the case once, without digits', async () => {
    const caseId = await newCase({ customer: { ...customer, account: 'conv-7' } });
    const { id } = await drafted(caseId, 'It is mended.', { channel: 'chat' });
    calls.length = 0;
    await release(id);
    await outbox.settle();
    expect(calls[0]?.headers['webhook-id']).toBe(id);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({
      data: { conversation: 'conv-7', text: 'It is mended.' },
    });
    const body = JSON.stringify({
      type: 'reply',
      data: { conversation: 'conv-7', text: 'Thanks! 4111 1111 1111 1111' },
    });
    const reply = (secret: string) =>
      fetch(`${server.base}/hooks/interim/chat/${program}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...signWebhook(new Secret(secret), { id: 'reply-1', at: new Date(), body }),
        },
        body,
      });
    expect((await reply('wrong')).status).toBe(403);
    expect((await reply(CHAT_SECRET)).status).toBe(202);
    await reply(CHAT_SECRET);
    const { items } = await ok<{ items: { text: string }[] }>(
      'maya',
      'GET',
      `/api/cases/${caseId}/interim-replies`,
    );
    expect(items.map(({ text }) => text)).toEqual(['Thanks! •••• •••• •••• ••••']);
    expect(await kindsIn(caseId)).toEqual(['interim.released', 'interim.sent', 'customer.replied']);
    expect(await contactsOf(caseId)).toEqual([
      { direction: 'inbound', ownerId: people.maya, words: 'Thanks! •••• •••• •••• ••••' },
    ]);
    // Whoever wrote to us has not been spoken to.
    const [held] = await readAutoCases(db.sql, program, new Date(), caseId);
    expect(held?.facts).toMatchObject({ spokeAt: null });
  });
});

/** What was said in a case, as contacts with its customer. */
const contactsOf = (caseId: string) => db.sql<{ direction: string; ownerId: string; words: string }[]>`
  select i.direction, i.logged_by as "ownerId", t.text as words
  from interaction i join interaction_turn t on t.interaction_id = i.id
  join interim_reply r on r.interaction_id = i.id where i.case_id = ${caseId} order by i.started_at`;

it('a call is read out and logged: only then was the customer told', async () => {
  const caseId = await newCase();
  const { id } = await drafted(caseId, 'It is mended.', { channel: 'phone' });
  expect(await release(id)).toMatchObject({ state: 'to-call' });
  const timers = () => db.sql`select 1 from timer where case_id = ${caseId} and kind = 'next-update'`;
  expect(await timers()).toHaveLength(0);
  expect(await ok('maya', 'POST', `/api/interims/${id}/call`, { outcome: 'no-answer' })).toMatchObject({
    state: 'to-call',
  });
  expect(await ok('maya', 'POST', `/api/interims/${id}/call`, { outcome: 'reached' })).toMatchObject({
    state: 'delivered',
  });
  expect(await timers()).toHaveLength(1);
});

it('the customer’s page shows what was released and nothing else, until it is revoked', async () => {
  const caseId = await newCase();
  const { id } = await drafted(caseId, 'Mended <b>today</b>. See {{portal.link}}', { channel: 'portal' });
  await drafted(caseId, 'A draft of ours.');
  const released = await release(id);
  expect(released).toMatchObject({ state: 'shown' });
  const link = /https:\/\/desk\.example(\/u\/\S+)/.exec(released.released?.text ?? '')?.[1] ?? '';
  const page = await fetch(`${server.base}${link}`);
  const html = await page.text();
  expect(html).toContain('Mended &lt;b&gt;today&lt;/b&gt;.');
  expect(html).not.toContain('A draft of ours');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(page.headers.get('x-robots-tag')).toContain('noindex');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  const { items } = await ok<{ items: { id: string; views: number }[] }>(
    'maya',
    'GET',
    `/api/cases/${caseId}/portal-links`,
  );
  expect(items).toMatchObject([{ views: 1 }]);
  const post = (what: string, fields: Record<string, string>) =>
    fetch(`${server.base}${link}/${what}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(fields),
    });
  const written = { form: randomUUID(), text: 'Is it done? <i>4111 1111 1111 1111</i>' };
  expect((await post('reply', written)).headers.get('location')).toBe(`${link}?said=reply`);
  await post('reply', written);
  expect((await contactsOf(caseId)).map(({ words }) => words)).toEqual([
    'Is it done? <i>•••• •••• •••• ••••</i>',
  ]);
  expect(await (await fetch(`${server.base}${link}?said=reply`)).text()).toContain(
    'Is it done? &lt;i&gt;••••',
  );
  await post('rating', { score: '1', comment: 'While more is promised' });
  await db.sql`update "case" set status = 'resolved' where id = ${caseId}`;
  await post('rating', { score: '4', comment: 'Quick' });
  await post('rating', { score: '9', comment: 'Too good' });
  const scores = await db.sql`select score, comment, recorded_by from satisfaction where case_id = ${caseId}`;
  expect(scores).toEqual([{ score: 4, comment: 'Quick', recorded_by: null }]);
  expect(await kindsIn(caseId)).toEqual(['portal.linked', 'interim.released', 'customer.replied']);
  await ok('maya', 'DELETE', `/api/cases/${caseId}/portal-links/${items[0]?.id}`);
  expect((await post('reply', { ...written, form: randomUUID() })).status).toBe(404);
  expect((await fetch(`${server.base}${link}`)).status).toBe(404);
});

it('secrets go in and never come out; leads see to words, admins to channels', async () => {
  const path = `/api/admin/programs/${program}/interim-channels/chat`;
  expect((await api('ines', 'PUT', path, { on: false, settings: {} })).status).toBe(403);
  const read = await ok<object>('admin', 'GET', `/api/programs/${program}/interim`);
  expect(JSON.stringify(read)).not.toContain(CHAT_SECRET);
  const [row] = await db.sql<{ secret: string }[]>`select secret from interim_channel where channel = 'chat'`;
  expect(row?.secret).not.toContain(CHAT_SECRET);
});

it('a template is previewed with a case’s values and begins a message', async () => {
  const caseId = await newCase();
  const [{ number }] = (await db.sql`select number from "case" where id = ${caseId}`) as unknown as [
    { number: number },
  ];
  const template = {
    name: 'Outage',
    channel: 'sms',
    language: 'en',
    subject: '',
    body: 'Hello {{customer.first_name}}, {{customer.company}}',
  };
  const shown = await ok('ines', 'POST', `/api/programs/${program}/interim-templates/preview`, {
    caseRef: `C-${number}`,
    template,
  });
  expect(shown).toEqual({
    subject: '',
    text: 'Hello Elena, {{customer.company}}',
    missing: ['customer.company'],
  });
  const made = await ok<{ id: string }>(
    'ines',
    'POST',
    `/api/programs/${program}/interim-templates`,
    template,
  );
  const begun = await ok<Interim>('maya', 'POST', `/api/cases/${caseId}/interims`, { templateId: made.id });
  expect(begun).toMatchObject({ channel: 'sms', recipient: '+34600111222' });
  expect(await rooms.read(begun.id, ({ doc }) => noteText(bodyOf(doc)))).toContain('{{customer.first_name}}');
  const { findings } = await preview(begun.id);
  expect(findings.map(({ rule }) => rule)).toContain('missing-variable');
});

it('a promise that was not kept is told to the owner, then to the leads, whatever is switched off of timers', async () => {
  const caseId = await newCase();
  const { id } = await drafted(caseId, 'It is looked into.', { channel: 'portal' });
  await release(id);
  await db.sql`delete from timer where case_id = ${caseId}`;
  await db.sql`
    insert into notification_setting (person_id, kind, app, browser, mail)
    values (${people.maya}, 'timer.warning', false, false, false)`;
  const told = async (minutes: number) => {
    await sweepMissed({ ...auto, clock: { now: () => new Date(Date.now() + minutes * 60_000) } });
    const rows = await db.sql<{ personId: string }[]>`
      select person_id as "personId" from notification where case_id = ${caseId} and kind = 'interim.missed'`;
    return rows.map(({ personId }) => personId).sort();
  };
  expect(await told(30)).toEqual([]);
  expect(await told(61)).toEqual([people.maya]);
  expect(await told(70)).toEqual([people.maya]);
  expect(await told(80)).toEqual([people.maya, people.ines, people.raj].sort());
  expect(await told(200)).toHaveLength(3);
  expect((await kindsIn(caseId)).slice(1)).toEqual(['interim.missed', 'interim.missed']);
});

describe('rules that write on their own', () => {
  const rules = { ...defaultAutoRules, on: true, quiet: null, spoke: 0, thirdParty: null, eta: false };
  const later = (minutes: number) => ({ now: () => new Date(Date.now() + minutes * 60_000) });
  const sweep = (minutes: number) => sweepAuto({ ...auto, clock: later(minutes) });

  it('begin one message however many processes look, and it waits for the owner', async () => {
    const caseId = await newCase({ priority: 'P1' });
    await ok('ines', 'PUT', `/api/programs/${program}/auto-updates`, rules);
    expect((await api('maya', 'PUT', `/api/programs/${program}/auto-updates`, rules)).status).toBe(403);
    await sweep(29);
    expect((await ok<{ items: Interim[] }>('maya', 'GET', `/api/cases/${caseId}/interims`)).items).toEqual(
      [],
    );
    await Promise.all([sweep(31), sweep(31)]);
    await sweep(40);
    const { items } = await ok<{ items: Interim[] }>('maya', 'GET', `/api/cases/${caseId}/interims`);
    expect(items).toMatchObject([{ state: 'draft', origin: 'rule', channel: 'email' }]);
    expect(await kindsIn(caseId)).toEqual(['interim.begun']);
    const told =
      await db.sql`select 1 from notification where case_id = ${caseId} and kind = 'interim.begun'`;
    expect(told).toHaveLength(1);
  });

  it('send on their own what nothing speaks against, in the name of who put them in force', async () => {
    const words = {
      name: 'On it',
      channel: 'chat',
      language: 'en',
      subject: '',
      body: 'We are on it, by {{next_update}}.',
    };
    const template = await ok<{ id: string }>(
      'ines',
      'POST',
      `/api/programs/${program}/interim-templates`,
      words,
    );
    const sending = { ...rules, mode: 'send', templateId: template.id };
    await ok('ines', 'PUT', `/api/programs/${program}/auto-updates`, sending);
    const caseId = await newCase({ priority: 'P1', customer: { ...customer, account: 'conv-9' } });
    const plan = await ok<{ items: PlannedUpdate[] }>(
      'ines',
      'POST',
      `/api/programs/${program}/auto-updates/plan`,
      { rules: sending },
    );
    expect(plan.items.find((one) => one.case.id === caseId)).toMatchObject({ why: 'cadence' });
    await sweep(31);
    await sweep(31);
    const { items } = await ok<{ items: Interim[] }>('maya', 'GET', `/api/cases/${caseId}/interims`);
    // The outbox keeps to the real clock and sends it in half an hour.
    expect(items).toMatchObject([{ state: 'queued', released: { by: { id: people.ines } } }]);
    expect(items[0]?.released?.text).toMatch(/^We are on it, by /);
    // Where a lead has to agree, the owner hears what it waits for.
    const { approval } = defaultInterimSettings;
    await writeInterimSettings(db.sql, program, {
      ...defaultInterimSettings,
      approval: { ...approval, chat: ['P1'] },
    });
    const watched = await newCase({ priority: 'P1', customer: { ...customer, account: 'conv-10' } });
    await sweep(31);
    const [told] = await db.sql`
      select person_id, data->>'text' as text from notification
      where case_id = ${watched} and kind = 'interim.begun'`;
    expect(told).toEqual({ person_id: people.maya, text: expect.stringMatching(/^A lead other than/) });
    await writeInterimSettings(db.sql, program, defaultInterimSettings);
    // Without the words nothing leaves, and owners are given drafts.
    await ok('ines', 'DELETE', `/api/programs/${program}/interim-templates/${template.id}`);
    expect(await ok('ines', 'GET', `/api/programs/${program}/auto-updates`)).toMatchObject({
      fault: expect.stringMatching(/^The template of these rules was removed/),
    });
    const unworded = await newCase({ priority: 'P1' });
    await sweep(31);
    const drafts = await ok<{ items: Interim[] }>('maya', 'GET', `/api/cases/${unworded}/interims`);
    expect(drafts.items).toMatchObject([{ state: 'draft', origin: 'rule' }]);
    expect((await api('ines', 'PUT', `/api/programs/${program}/auto-updates`, sending)).status).toBe(422);
    await ok('ines', 'PUT', `/api/programs/${program}/auto-updates`, { ...rules, on: false });
  });
});

it('what the customer was told of the end changes only for a reason', async () => {
  const caseId = await newCase();
  const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
  expect(await ok('maya', 'PUT', `/api/cases/${caseId}/eta`, { at: at(1) })).toMatchObject({
    eta: { reason: '' },
  });
  const gone = await refused('maya', 'PUT', `/api/cases/${caseId}/eta`, { at: at(-1), reason: 'Late' });
  expect(gone.fields?.map(({ path }) => path)).toEqual(['at']);
  const said = await refused('maya', 'PUT', `/api/cases/${caseId}/eta`, { at: at(2) });
  expect(said.fields?.map(({ path }) => path)).toEqual(['reason']);
  await ok('maya', 'PUT', `/api/cases/${caseId}/eta`, { at: at(2), reason: 'The part is late' });
  await ok('maya', 'PUT', `/api/cases/${caseId}/opt-out`, { optedOut: true });
  const { id } = await drafted(caseId, 'It takes until {{eta}}.');
  const { text, findings } = await preview(id);
  expect(text).not.toContain('{{');
  expect(findings.map(({ rule }) => rule)).toEqual(['opted-out']);
});
