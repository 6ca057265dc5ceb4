import type { CaseEvent, CaseEventData, CaseEventKind } from '@caseroom/shared/case';
import type { CaseCrm, CrmConnection, CrmConsent, CrmQueue, CrmRecord } from '@caseroom/shared/crm';
import type { NoteKind } from '@caseroom/shared/note';
import type { Problem } from '@caseroom/shared/problem';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CLIENT } from '../../../test/support/crm/oauth.ts';
import { EMAIL, startZendesk, TOKEN } from '../../../test/support/crm/zendesk.ts';
import { startZoho } from '../../../test/support/crm/zoho.ts';
import { makeCase, makePerson, makeProgram } from '../auth/testing/people.ts';
import { appendEvent } from '../case/events.ts';
import { caseRoutes } from '../case/routes.ts';
import { createNote, startFromOutline } from '../note/create.ts';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type Outbox, startOutbox } from '../platform/outbox/worker.ts';
import { createSecretBox } from '../platform/secrets.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { createFollower, type Follower } from './follow.ts';
import { createPoller } from './poll.ts';
import { crmRoutes } from './routes.ts';
import { openSession, type Way } from './session.ts';
import { crmNoteKind } from './write-back.ts';

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let outbox: Outbox;
let follower: Follower;
let zendesk: Awaited<ReturnType<typeof startZendesk>>;
let zoho: Awaited<ReturnType<typeof startZoho>>;
let program: string;
let now = new Date();
const clock = { now: () => now };
const secrets = createSecretBox([Buffer.alloc(32, 3)]);
const people = {} as Record<'agent' | 'lead' | 'qa' | 'client' | 'admin' | 'stranger', string>;

beforeAll(async () => {
  [db, zendesk, zoho] = await Promise.all([freshDatabase(), startZendesk(), startZoho()]);
  program = await makeProgram(db.sql, 'Northwind');
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  for (const role of ['agent', 'lead', 'qa', 'client'] as const) {
    const memberships = [{ programId: program, role }];
    people[role] = await makePerson(db.sql, { email: `${role}@example.com`, name: role, memberships });
  }
  people.admin = await makePerson(db.sql, { email: 'admin@example.com', admin: true });
  const memberships = [{ programId: elsewhere, role: 'lead' as const }];
  people.stranger = await makePerson(db.sql, { email: 'stranger@example.com', memberships });
  const bus = createInProcessBus(silentLog);
  const deps = { sql: db.sql, bus, clock, log: silentLog, secrets };
  rooms = createRooms({ ...deps, journal: createJournal(db.sql) });
  // It follows when a test asks it to, not by itself in the middle of one.
  follower = createFollower({ ...deps, bus: { ...bus, subscribe: () => () => {} } });
  outbox = startOutbox({ ...deps, kinds: [crmNoteKind(deps)], random: () => 0 });
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (cookie) => {
      const who = { name: cookie ?? '', colour: 0, auditor: false, sessionId: cookie ?? '' };
      return cookie ? { id: cookie, ...who, admin: cookie === people.admin } : refuse('not-signed-in');
    },
    isAllowedOrigin: () => true,
  });
  caseRoutes(http.api, { ...deps, startNote: async () => ({ content: null }) as never });
  const poller = createPoller({ ...deps, startNote: startFromOutline });
  crmRoutes(http.api, { ...deps, poller, allowLoopback: true });
  server = await listen(http.app);
});
afterAll(async () => {
  await Promise.all([server.close(), zendesk.close(), zoho.close(), outbox.stop(), follower.drain()]);
  await rooms.drain();
  await db.drop();
});

async function call<T = unknown>(who: keyof typeof people, method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.base}${path}`, {
    method,
    headers: {
      cookie: people[who],
      origin: 'https://desk.example',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T & Problem };
}

const newZendesk = (token = TOKEN, programId = program) => ({
  programId,
  provider: 'zendesk',
  site: zendesk.base,
  credentials: { kind: 'token', token, email: EMAIL },
});
const queue = async () => (await call<CrmQueue>('admin', 'GET', `/api/admin/crm?program=${program}`)).body;
const crmOf = async (caseId: string, who: keyof typeof people = 'agent') =>
  (await call<CaseCrm>(who, 'GET', `/api/cases/${caseId}/crm`)).body;
const newCase = () => makeCase(db.sql, { programId: program, ownerId: people.agent });

/** A note that somebody has written. */
async function written(
  caseId: string,
  text: string,
  kind: NoteKind = 'technical',
  audience: 'team' | 'leads' = 'team',
) {
  const by = audience === 'leads' ? people.lead : people.agent;
  const noteId = await db.sql.begin((tx) =>
    createNote(tx, { caseId, kind, audience, title: `About ${kind}`, actorId: by, at: now, outline: null }),
  );
  const edited = await rooms.edit(noteId, by, (doc) => {
    const line = new Y.XmlElement('paragraph');
    line.insert(0, [new Y.XmlText(text)]);
    bodyOf(doc).insert(0, [line]);
  });
  expect(isRefusal(edited)).toBe(false);
  return noteId;
}

const enter = <K extends CaseEventKind>(
  caseId: string,
  kind: K,
  actorId: string | null,
  data: CaseEventData[K],
) => db.sql.begin((tx) => appendEvent(tx, { caseId, kind, actorId, data }));

/** A finalised note, as if somebody had written and finalised it. */
async function finalised(
  caseId: string,
  text: string,
  ...more: [kind?: NoteKind, audience?: 'team' | 'leads']
) {
  const noteId = await written(caseId, text, ...more);
  await enter(caseId, 'note.finalised', more[1] === 'leads' ? people.lead : people.agent, { noteId, seq: 1 });
}

/** Follows, delivers, and answers what stands in the record now. */
async function delivered(recordId = '35436'): Promise<string[]> {
  await follower.catchUp();
  await outbox.settle();
  return zendesk.notes(recordId);
}

let connection: CrmConnection;

describe('a connection', () => {
  it('is an administrator’s to make, and only to a provider’s own address', async () => {
    expect((await call('lead', 'POST', '/api/admin/crm/connections', newZendesk())).status).toBe(403);
    const elsewhere = { ...newZendesk(), site: 'http://10.0.0.7' };
    const refused = await call('admin', 'POST', '/api/admin/crm/connections', elsewhere);
    expect(refused.body.fields).toMatchObject([{ path: 'site' }]);
    const nameless = { ...newZendesk(), credentials: { kind: 'token', token: TOKEN } };
    const mistyped = { ...newZendesk(), credentials: { kind: 'token', token: 'abc…', email: EMAIL } };
    expect((await call('admin', 'POST', '/api/admin/crm/connections', mistyped)).status).toBe(422);
    const unsaid = await call('admin', 'POST', '/api/admin/crm/connections', nameless);
    expect(unsaid.body.fields).toMatchObject([{ path: 'credentials.email' }]);
  });

  it('is tried at once, says what is wrong, and never shows its token', async () => {
    const made = await call<CrmConnection>(
      'admin',
      'POST',
      '/api/admin/crm/connections',
      newZendesk('wrong'),
    );
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      state: 'broken',
      test: { problem: 'Zendesk does not know this e-mail and token.' },
    });
    const path = `/api/admin/crm/connections/${made.body.id}`;
    const { credentials } = newZendesk();
    const mended = await call<CrmConnection>('admin', 'PATCH', path, { credentials });
    expect(mended.body).toMatchObject({ state: 'ready', test: { account: { person: 'Ana Silva' } } });
    connection = mended.body;
    const polling = { isOn: true, everyMin: 5, opens: 'none' };
    for (const [method, what, body] of [
      ['PUT', 'polling', polling],
      ['POST', 'poll', undefined],
    ] as const) {
      expect((await call('lead', method, `${path}/${what}`, body)).status).toBe(403);
      expect((await call('admin', method, `${path}/${what}`, body)).status).toBe(200);
    }
    expect((await call('admin', 'PUT', `${path}/polling`, { ...polling, everyMin: 0 })).status).toBe(422);
    expect((await queue()).connections[0]?.polling).toMatchObject({ ...polling, last: { problem: null } });
    await call('admin', 'PUT', `${path}/polling`, { ...polling, isOn: false });
    expect(JSON.stringify(await queue())).not.toContain(TOKEN);
    const [stored] = await db.sql`select * from crm_connection where id = ${connection.id}`;
    expect(JSON.stringify(stored)).not.toContain(TOKEN);
    expect((await call('admin', 'POST', '/api/admin/crm/connections', newZendesk())).status).toBe(422);
  });

  it('by consent counts for who asked, once, and is renewed by one at a time', async () => {
    const made = await call<CrmConnection>('admin', 'POST', '/api/admin/crm/connections', {
      programId: program,
      provider: 'zoho',
      site: zoho.base,
      credentials: { kind: 'oauth', ...CLIENT },
    });
    expect(made.body.state).toBe('consent');
    const ask = await call<CrmConsent>('admin', 'POST', `/api/admin/crm/connections/${made.body.id}/consent`);
    const said = await fetch(ask.body.url, { redirect: 'manual' });
    const back = new URL(said.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe('https://desk.example/admin/crm/connected');
    const answer = Object.fromEntries(back.searchParams);
    expect((await call('lead', 'POST', '/api/admin/crm/consents', answer)).status).toBe(403);
    const connected = await call<CrmConnection>('admin', 'POST', '/api/admin/crm/consents', answer);
    expect(connected.body).toMatchObject({ state: 'ready', test: { account: { person: 'Ana Silva' } } });
    expect((await call('admin', 'POST', '/api/admin/crm/consents', answer)).status).toBe(409);

    const [way] = await db.sql<Way[]>`
      select id, provider, site, secrets from crm_connection where id = ${made.body.id}`;
    const sessions = [1, 2, 3].map(() => openSession({ sql: db.sql, secrets, clock }, way as Way));
    const before = await Promise.all(sessions.map((session) => session.header()));
    zoho.desk.expire();
    const after = await Promise.all(sessions.map((session, i) => session.renew?.(before[i] as string)));
    expect(new Set(after).size).toBe(1);
    expect(after[0]).not.toBe(before[0]);
    expect(zoho.desk.refreshed).toBe(1);

    zoho.desk.withdraw();
    const tried = await call<CrmConnection>(
      'admin',
      'POST',
      `/api/admin/crm/connections/${made.body.id}/test`,
    );
    expect(tried.body).toMatchObject({
      state: 'broken',
      test: { problem: expect.stringMatching(/allow this connection once more/) },
    });
  });
});

describe('a linked record', () => {
  it('is found by words or its address, by who may write, within their program', async () => {
    const caseId = await newCase();
    const path = `/api/cases/${caseId}/crm`;
    const search = (who: keyof typeof people, q: string, connectionId = connection.id) =>
      call<{ items: CrmRecord[] }>(who, 'POST', `${path}/search`, { connectionId, q });
    expect((await search('agent', 'charged')).body.items).toMatchObject([
      { id: '35436', facts: { owner: 'Ana Silva' } },
    ]);
    expect((await search('agent', `${zendesk.base}/agent/tickets/35436`)).body.items).toHaveLength(1);
    expect((await search('agent', `${zendesk.base}/agent/users/7`)).status).toBe(422);
    expect((await search('agent', 'http://169.254.169.254/x')).status).toBe(422);
    expect((await search('qa', 'charged')).status).toBe(403);
    expect((await search('stranger', 'charged')).status).toBe(404);
    const body = { connectionId: connection.id, recordId: '35436' };
    expect((await call('qa', 'POST', `${path}/links`, body)).status).toBe(403);
    const missing = await call('agent', 'POST', `${path}/links`, { ...body, recordId: '999' });
    expect(missing.body.detail).toMatch(/^Zendesk has no such record/);

    const linked = await call<CaseCrm>('agent', 'POST', `${path}/links`, body);
    expect(linked.body).toMatchObject({
      links: [{ facts: { number: '#35436' }, writes: [] }],
      open: [{ provider: 'zoho' }],
    });
    expect((await call('agent', 'POST', `${path}/links`, body)).status).toBe(409);
    expect(await crmOf(caseId, 'qa')).toMatchObject({ links: [{ recordId: '35436' }], write: false });
    expect((await call('client', 'GET', path)).status).toBe(403);
    const linkId = linked.body.links[0]?.id;
    expect((await call('agent', 'POST', `${path}/links/${linkId}/refresh`)).status).toBe(200);
    await call('agent', 'DELETE', `${path}/links/${linkId}`);
    expect((await crmOf(caseId)).links).toEqual([]);
    const events = await call<{ items: CaseEvent[] }>('agent', 'GET', `/api/cases/${caseId}/events`);
    expect(events.body.items.map(({ kind }) => kind)).toEqual(['crm.linked', 'crm.unlinked']);
  });

  it('of another program cannot be reached by naming its connection', async () => {
    const other = await makeProgram(db.sql, 'Fabrikam');
    const theirs = await call<CrmConnection>(
      'admin',
      'POST',
      '/api/admin/crm/connections',
      newZendesk(TOKEN, other),
    );
    const body = { connectionId: theirs.body.id, q: 'charged' };
    expect((await call('agent', 'POST', `/api/cases/${await newCase()}/crm/search`, body)).status).toBe(404);
  });
});

describe('milestones', () => {
  const link = async (recordId = '35436') => {
    const caseId = await newCase();
    await finalised(caseId, 'Before it was linked.');
    const body = { connectionId: connection.id, recordId };
    expect((await call('agent', 'POST', `/api/cases/${caseId}/crm/links`, body)).status).toBe(201);
    return caseId;
  };

  it('are written once, in order, masked, and only what everybody on the case may read', async () => {
    const caseId = await link();
    const before = (await delivered()).length;
    await finalised(caseId, 'Card 4111 1111 1111 1111 was tried.');
    await finalised(caseId, 'Between leads.', 'technical', 'leads');
    await finalised(caseId, 'About Maya.', 'supervisor');
    await finalised(caseId, 'They called, it works.', 'call-summary');
    zendesk.happen('lost', 'away');
    const notes = (await delivered()).slice(before);
    expect(notes.map((note) => note.split('\n')[2])).toEqual([
      'Card •••• •••• •••• •••• was tried.',
      'They called, it works.',
    ]);
    expect(notes[0]).toMatch(/^About technical · agent, \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
    const { links } = await crmOf(caseId);
    expect(links[0]?.writes).toMatchObject([
      { milestone: 'summary', state: 'sent', title: 'About call-summary' },
      { milestone: 'note', state: 'sent', title: 'About technical' },
    ]);
    const events = await call<{ items: CaseEvent[] }>('agent', 'GET', `/api/cases/${caseId}/events`);
    expect(events.body.items.filter(({ kind }) => kind === 'crm.written')).toHaveLength(2);
    expect(await delivered()).toHaveLength(before + 2);
  });

  it('are those that were chosen, and each goes in once however many follow', async () => {
    const caseId = await link();
    const before = (await delivered()).length;
    const path = `/api/admin/crm/connections/${connection.id}`;
    await call('admin', 'PATCH', path, { milestones: ['resolution'] });
    await finalised(caseId, 'Not chosen.');
    const patched = await call('agent', 'PATCH', `/api/cases/${caseId}`, { status: 'resolved' });
    expect(patched.status).toBe(200);
    await Promise.all([1, 2, 3].map(() => follower.catchUp()));
    expect((await delivered()).slice(before).map((note) => note.split('\n')[2])).toEqual([
      'The case is resolved.',
    ]);
    await call('admin', 'PATCH', path, { milestones: ['note', 'summary', 'resolution'] });
  });

  it('say what happened, in the words of that moment', async () => {
    const caseId = await link();
    const before = (await delivered()).length;
    await call('admin', 'PATCH', `/api/admin/crm/connections/${connection.id}`, {
      milestones: ['escalation', 'handover', 'interim'],
    });
    const escalation = { escalationId: crypto.randomUUID(), target: 'Tier 2' };
    const noteId = await written(caseId, 'Who owns the batch?', 'escalation');
    await enter(caseId, 'escalation.sent', people.agent, {
      ...escalation,
      noteId,
      reason: 'Over my limit',
      noteSeq: 1,
    });
    const given = {
      handoverId: crypto.randomUUID(),
      hash: '',
      fromId: people.agent,
      fromName: 'agent',
      toId: people.lead,
    };
    const packet = await written(caseId, 'Call her at nine.', 'handover');
    await enter(caseId, 'handover.accepted', people.lead, { ...given, noteId: packet });
    const message = await written(caseId, 'Dear {{customer.name}}', 'interim');
    await db.sql`
      insert into interim (note_id, case_id, state, origin, channel, recipient, language, subject, created_at,
        released_by, released_at, seq, blocks, words, words_subject, hash)
      values (${message}, ${caseId}, 'sent', 'person', 'email', 'ana@example.com', 'en', '', ${now}, ${people.agent},
        ${now}, 1, '[]', 'Dear Ana, see https://desk.example/u/secret-key_1.', 'Your refund', 'x')`;
    const sent = { noteId: message, channel: 'email', providerId: null, maybeTwice: false };
    await enter(caseId, 'interim.sent', null, sent);
    const bodies = (await delivered()).slice(before).map((note) => note.split('\n').slice(0, -2).join('\n'));
    expect(bodies.map((body) => body.replace(/, \d{4}.*UTC/, ''))).toEqual([
      'Escalation to Tier 2 · agent\n\nReason: Over my limit\n\nWho owns the batch?',
      'Handover accepted · lead\n\nlead took the case over from agent.\n\nCall her at nine.',
      'E-mail to the customer · Caseroom\n\nTo: ana@example.com\nYour refund\n\nDear Ana, see (the link to their own page).',
    ]);
    await call('admin', 'PATCH', `/api/admin/crm/connections/${connection.id}`, {
      milestones: ['note', 'summary'],
    });
  });

  it('wait for what the provider asks, all of the account', async () => {
    const caseId = await link();
    const before = (await delivered()).length;
    await finalised(caseId, 'Slowly.');
    zendesk.happen('limited');
    expect(await delivered()).toHaveLength(before);
    const [waiting] = (await queue()).items;
    expect(waiting).toMatchObject({
      state: 'queued',
      record: '#35436',
      reason: expect.stringMatching(/too many requests/),
    });
    expect(Date.parse(waiting?.nextAt ?? '') - now.getTime()).toBe(93_000);
    now = new Date(now.getTime() + 94_000);
    expect((await delivered()).slice(before)).toHaveLength(1);
  });

  it('that are given up hold up those behind them until somebody sends or discards them', async () => {
    const caseId = await link('35400');
    expect((await crmOf(caseId)).links[0]?.facts.subject).toBe('Refund to •••• •••• •••• ••••');
    await finalised(caseId, 'To a closed ticket.');
    await finalised(caseId, 'The one behind.');
    await delivered();
    const { items } = await queue();
    expect(items).toMatchObject([
      { state: 'queued', reason: 'It waits behind one that was given up.', nextAt: null },
      {
        state: 'failed',
        reason: 'Zendesk did not take it. Zendesk says: Status: closed prevents ticket update.',
      },
    ]);
    const [behind, dead] = items;
    const told = await db.sql`
      select person_id as "personId", data from notification where case_id = ${caseId} and kind = 'crm.refused'`;
    expect(told).toEqual([{ personId: people.agent, data: { text: dead?.reason } }]);
    expect((await call('lead', 'POST', `/api/admin/crm/queue/${dead?.id}/discard`)).status).toBe(403);
    expect((await call('admin', 'POST', `/api/admin/crm/queue/${dead?.id}/discard`)).status).toBe(204);
    await delivered();
    expect((await queue()).items).toMatchObject([{ id: behind?.id, state: 'failed' }]);
    expect((await crmOf(caseId)).links[0]?.writes.map(({ state }) => state)).toEqual(['failed', 'discarded']);
    zendesk.reopen('35400');
    const again = await call('agent', 'POST', `/api/cases/${caseId}/crm/writes/${behind?.id}/again`);
    expect(again.status).toBe(200);
    expect((await delivered('35400')).map((note) => note.split('\n')[2])).toEqual(['The one behind.']);
    expect((await call('admin', 'POST', `/api/admin/crm/queue/${behind?.id}/again`)).status).toBe(409);
  });

  it('stop when the connection is turned away, go on when it is mended, and end with it', async () => {
    const caseId = await link();
    const before = (await delivered()).length;
    await finalised(caseId, 'With an ended token.');
    zendesk.happen('expired');
    await delivered();
    const broken = await queue();
    expect(broken.connections.find(({ id }) => id === connection.id)?.state).toBe('broken');
    await call('admin', 'POST', `/api/admin/crm/connections/${connection.id}/test`);
    await call('admin', 'POST', `/api/admin/crm/connections/${connection.id}/again`);
    expect((await delivered()).slice(before)).toHaveLength(1);
    await finalised(caseId, 'Waits.');
    expect((await call('admin', 'DELETE', `/api/admin/crm/connections/${connection.id}`)).status).toBe(204);
    expect((await delivered()).slice(before)).toHaveLength(1);
    expect((await crmOf(caseId)).links).toMatchObject([{ isConnected: false, milestones: [] }]);
    const [stored] = await db.sql`select secrets from crm_connection where id = ${connection.id}`;
    expect(stored).toEqual({ secrets: '' });
  });
});
