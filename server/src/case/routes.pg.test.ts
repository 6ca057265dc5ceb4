import type { Case, CaseEvent, CaseFacets, CaseSummary } from '@caseroom/shared/case';
import type { Role } from '@caseroom/shared/people';
import type { Problem } from '@caseroom/shared/problem';
import { refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { createNote } from '../note/create.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { changeCase } from './change.ts';
import { CASE_CHANNEL } from './events.ts';
import { openCase } from './open.ts';
import { caseRoutes } from './routes.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const roles: Role[] = ['agent', 'senior', 'lead', 'qa', 'client'];

let db: FreshDatabase;
let server: Listening;
let program: string;
let otherProgram: string;
let stranger: string;
const people = {} as Record<Role, string>;
const hints: string[] = [];

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  otherProgram = await makeProgram(db.sql, 'Contoso');
  for (const role of roles)
    people[role] = await makePerson(db.sql, {
      email: `${role}@example.com`,
      memberships: [{ programId: program, role }],
    });
  stranger = await makePerson(db.sql, {
    email: 'stranger@example.com',
    memberships: [{ programId: otherProgram, role: 'lead' }],
  });
  const bus = createInProcessBus(silentLog);
  bus.subscribe(CASE_CHANNEL, (message) => void hints.push(new TextDecoder().decode(message)));
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (cookie) =>
      cookie
        ? { id: cookie, name: cookie, colour: 0, admin: false, auditor: false, sessionId: cookie }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  caseRoutes(http.api, { sql: db.sql, bus });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await db.drop();
});

interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

async function call<T>(
  personId: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(`${server.base}/api/cases${path}`, {
    method,
    headers: {
      cookie: personId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

type List = { items: CaseSummary[]; nextCursor?: string };
const list = (personId: string, query: Record<string, string> = {}) =>
  call<List>(personId, 'GET', `?${new URLSearchParams(query)}`);
const get = <T = Case>(personId: string, caseId: string) => call<T>(personId, 'GET', `/${caseId}`);
const patch = <T = Case>(personId: string, caseId: string, body: unknown, headers = {}) =>
  call<T>(personId, 'PATCH', `/${caseId}`, body, headers);
const events = <T = { items: CaseEvent[]; nextCursor?: string }>(
  personId: string,
  caseId: string,
  query = '',
) => call<T>(personId, 'GET', `/${caseId}/events${query}`);

const newCase = {
  subject: 'Refund missing',
  priority: 'P2' as const,
  customer: { name: 'Ana Souza' },
  tags: [] as string[],
};
async function open(more: Partial<Parameters<typeof openCase>[1]> = {}): Promise<string> {
  const input = { ...newCase, programId: program, openedBy: people.agent, ...more };
  return (await db.sql.begin((tx) => openCase(tx, input))).caseId;
}

describe('opening a case', () => {
  it('makes its opener its owner and writes the ledger and the first note', async () => {
    hints.length = 0;
    const body = {
      programId: program,
      subject: ' Router  dead ',
      priority: 'P1',
      customer: { name: 'Zoë', email: '' },
      tags: ['VIP', 'vip', 'billing'],
    };
    const { status, body: made } = await call<Case>(people.agent, 'POST', '', body);
    expect(status).toBe(201);
    expect(made).toMatchObject({
      number: expect.stringMatching(/^C-\d+$/),
      subject: 'Router  dead',
      status: 'open',
      owner: { id: people.agent },
      tags: ['billing', 'vip'],
      customer: { name: 'Zoë' },
      eventSeq: 2,
      rights: { write: true, readLeads: false, statuses: ['open', 'waiting', 'resolved'] },
    });
    const ledger = (await events(people.agent, made.id)).body.items;
    expect(ledger.map((event) => [event.seq, event.kind, event.actor?.id])).toEqual([
      [1, 'case.opened', people.agent],
      [2, 'note.added', people.agent],
    ]);
    const notes = await db.sql`select kind, head_seq as head from note where case_id = ${made.id}`;
    expect([...notes]).toEqual([{ kind: 'case', head: 1 }]);
    expect(hints).toEqual([made.id]);
  });

  it.each<[Role, number]>([
    ['agent', 201],
    ['senior', 201],
    ['lead', 201],
    ['qa', 403],
    ['client', 403],
  ])('is for those who write: %s gets %i', async (role, status) => {
    expect((await call(people[role], 'POST', '', { ...newCase, programId: program })).status).toBe(status);
  });

  it('does not tell another program from one that does not exist', async () => {
    const other = await call<Problem>(people.lead, 'POST', '', { ...newCase, programId: otherProgram });
    const none = await call<Problem>(people.lead, 'POST', '', { ...newCase, programId: NOBODY });
    expect(other.status).toBe(404);
    expect({ ...other.body, requestId: '' }).toEqual({ ...none.body, requestId: '' });
  });

  it.each([
    ['a subject of spaces', { ...newCase, subject: '  ' }],
    ['a NUL in a name', { ...newCase, customer: { name: 'a\0b' } }],
    ['half a surrogate pair', { ...newCase, customer: { name: 'ok', phone: '\ud800' } }],
    ['an unknown field', { ...newCase, owner: NOBODY }],
    ['too many tags', { ...newCase, tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }],
    ['a priority of its own', { ...newCase, priority: 'P0' }],
  ])('refuses %s', async (_, body) => {
    expect((await call<Problem>(people.agent, 'POST', '', { programId: program, ...body })).status).toBe(422);
  });
});

describe('reading a case', () => {
  it.each<[Role, number, boolean, boolean]>([
    ['agent', 200, true, false],
    ['senior', 200, true, false],
    ['lead', 200, true, true],
    ['qa', 200, false, false],
    ['client', 403, false, false],
  ])('as %s: %i', async (role, status, write, readLeads) => {
    const answer = await get(people[role], await open());
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body.rights).toMatchObject({ write, readLeads });
  });

  it('works by the number people say', async () => {
    const caseId = await open();
    const { number } = (await get(people.agent, caseId)).body;
    expect((await get(people.agent, number)).body.id).toBe(caseId);
    expect((await get(people.agent, number.toLowerCase())).body.id).toBe(caseId);
  });

  it('makes another program’s case look exactly like none, whatever is asked', async () => {
    const caseId = await open();
    const { number } = (await get(people.agent, caseId)).body;
    const asks: ((id: string) => Promise<Answer<Problem>>)[] = [
      (id) => get<Problem>(stranger, id),
      (id) => patch<Problem>(stranger, id, { subject: 'mine' }),
      (id) => events<Problem>(stranger, id),
    ];
    for (const ask of asks) {
      const [theirs, none] = [await ask(caseId), await ask(NOBODY)];
      expect(theirs.status).toBe(404);
      expect({ ...theirs.body, requestId: '' }).toEqual({ ...none.body, requestId: '' });
    }
    const [byNumber, noNumber] = [
      await get<Problem>(stranger, number),
      await get<Problem>(stranger, 'C-999999999'),
    ];
    expect({ ...byNumber.body, requestId: '' }).toEqual({ ...noNumber.body, requestId: '' });
    expect((await list(stranger)).body.items.filter((item) => item.id === caseId)).toEqual([]);
  });

  it('ends with the membership and with the person', async () => {
    const caseId = await open();
    const email = 'leaver@example.com';
    const leaver = await makePerson(db.sql, { email, memberships: [{ programId: program, role: 'agent' }] });
    expect((await get(leaver, caseId)).status).toBe(200);
    await db.sql`update person set disabled_at = now() where id = ${leaver}`;
    expect((await get(leaver, caseId)).status).toBe(404);
    expect((await list(leaver)).body.items).toEqual([]);
    await db.sql`update person set disabled_at = null where id = ${leaver}`;
    await db.sql`delete from membership where person_id = ${leaver}`;
    expect((await get(leaver, caseId)).status).toBe(404);
    expect((await list(leaver)).body.items).toEqual([]);
  });

  it.each(['nonsense', 'C-', 'C-99999999999999999999', '%00'])('finds nothing at %s', async (id) => {
    expect((await get(people.agent, id)).status).toBe(404);
  });
});

describe('changing a case', () => {
  it('writes what is different, one entry for it, and a hint', async () => {
    const caseId = await open({ tags: ['billing'] });
    hints.length = 0;
    const { body } = await patch(people.agent, caseId, {
      subject: newCase.subject,
      priority: 'P1',
      customer: { phone: '1' },
    });
    expect(body).toMatchObject({
      priority: 'P1',
      customer: { name: 'Ana Souza', phone: '1' },
      tags: ['billing'],
      eventSeq: 3,
    });
    const last = (await events(people.agent, caseId, '?after=2')).body.items;
    expect(last).toMatchObject([
      {
        seq: 3,
        kind: 'case.changed',
        actor: { id: people.agent },
        data: {
          changes: [
            { field: 'priority', from: 'P2', to: 'P1' },
            { field: 'customer.phone', from: null, to: '1' },
          ],
        },
      },
    ]);
    expect(hints).toEqual([caseId]);
  });

  it('writes nothing when nothing is different', async () => {
    const caseId = await open();
    hints.length = 0;
    const before = (await get(people.agent, caseId)).body;
    expect((await patch(people.lead, caseId, { subject: newCase.subject, tags: [] })).body.eventSeq).toBe(
      before.eventSeq,
    );
    expect(hints).toEqual([]);
  });

  it('is found again by its new subject and customer', async () => {
    const caseId = await open();
    await patch(people.agent, caseId, { subject: 'Überweisung', customer: { name: 'Łukasz' } });
    expect((await list(people.agent, { q: 'lukasz uberweisung' })).body.items.map((item) => item.id)).toEqual(
      [caseId],
    );
  });

  it('merges concurrent changes to different fields, with a gapless ledger', async () => {
    const caseId = await open();
    const changes = [
      { subject: 'New subject' },
      { priority: 'P4' },
      { tags: ['late'] },
      { status: 'waiting' },
      { customer: { email: 'ana@example.com' } },
      { customer: { company: 'Ana & Co' } },
    ];
    await Promise.all(changes.map((change, i) => patch(i % 2 ? people.agent : people.lead, caseId, change)));
    const { body } = await get(people.agent, caseId);
    expect(body).toMatchObject({
      subject: 'New subject',
      priority: 'P4',
      tags: ['late'],
      status: 'waiting',
      customer: { name: 'Ana Souza', email: 'ana@example.com', company: 'Ana & Co' },
      eventSeq: 8,
    });
    const seqs = (await events(people.agent, caseId)).body.items.map((event) => event.seq);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('can insist on what it saw', async () => {
    const caseId = await open();
    expect(
      (await patch<Problem>(people.agent, caseId, { priority: 'P1' }, { 'if-match': '"1"' })).body.code,
    ).toBe('conflict');
    expect((await patch(people.agent, caseId, { priority: 'P1' }, { 'if-match': '"2"' })).status).toBe(200);
    expect((await patch(people.agent, caseId, { priority: 'P3' }, { 'if-match': 'W/2' })).status).toBe(400);
    expect((await get(people.agent, caseId)).body).toMatchObject({ priority: 'P1', eventSeq: 3 });
  });

  it('lets only those who may close and reopen', async () => {
    const caseId = await open();
    const other = await makePerson(db.sql, {
      email: 'other.agent@example.com',
      memberships: [{ programId: program, role: 'agent' }],
    });
    const status = async (personId: string, to: string) =>
      (await patch<Problem>(personId, caseId, { status: to })).status;
    expect(await status(people.lead, 'closed')).toBe(422);
    expect(await status(other, 'resolved')).toBe(200);
    expect(await status(other, 'closed')).toBe(403);
    expect(await status(people.agent, 'closed')).toBe(200);
    expect(await status(people.agent, 'open')).toBe(403);
    expect((await get(people.senior, caseId)).body.rights.statuses).toEqual(['open', 'closed']);
    expect(await status(people.senior, 'open')).toBe(200);
  });

  it.each<[Role, string]>([
    ['qa', 'read-only'],
    ['client', 'no-access'],
  ])('is not for %s', async (role, code) => {
    const caseId = await open();
    expect((await patch<Problem>(people[role], caseId, { subject: 'x' })).body.code).toBe(code);
  });

  it.each([
    [{}],
    [{ owner: NOBODY }],
    [{ ownerId: NOBODY }],
    [{ status: 'lost' }],
    [{ customer: { name: '' } }],
    [[]],
  ])('refuses %j', async (body) => {
    expect((await patch(people.agent, await open(), body)).status).toBe(422);
  });
});

describe('the ledger', () => {
  it('comes in pages', async () => {
    const caseId = await open();
    for (const priority of ['P1', 'P2', 'P3'] as const)
      await db.sql.begin((tx) => changeCase(tx, { caseId, actorId: people.agent, patch: { priority } }));
    const seqs: number[] = [];
    let after = '0';
    for (;;) {
      const { items, nextCursor } = (await events(people.qa, caseId, `?limit=2&after=${after}`)).body;
      seqs.push(...items.map((event) => event.seq));
      if (nextCursor === undefined) break;
      after = nextCursor;
    }
    expect(seqs).toEqual([1, 2, 3, 4, 5]);
  });

  it('keeps the place, and nothing else, of what is for leads', async () => {
    const caseId = await open();
    await db.sql.begin((tx) =>
      createNote(tx, {
        caseId,
        kind: 'supervisor',
        audience: 'leads',
        title: 'About the agent',
        actorId: people.lead,
        outline: null,
      }),
    );
    const { items } = (await events(people.agent, caseId, '?after=2')).body;
    expect(items).toEqual([
      { seq: 3, caseId, kind: 'withheld', actor: null, at: expect.any(String), data: {} },
    ]);
    expect((await events(people.lead, caseId, '?after=2')).body.items).toMatchObject([
      { kind: 'note.added', data: { title: 'About the agent' } },
    ]);
  });
});

describe('the queue', () => {
  let queueProgram: string;
  let me: string;
  const ids: string[] = [];
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute));

  beforeAll(async () => {
    queueProgram = await makeProgram(db.sql, 'Queue');
    me = await makePerson(db.sql, {
      email: 'me@example.com',
      name: 'Me',
      memberships: [{ programId: queueProgram, role: 'lead' }],
    });
    const you = await makePerson(db.sql, {
      email: 'you@example.com',
      name: 'You',
      memberships: [{ programId: queueProgram, role: 'agent' }],
    });
    // Many ties: three times, two priorities, two subjects over 23 cases.
    for (let i = 0; i < 23; i++)
      ids.push(
        await open({
          programId: queueProgram,
          openedBy: i % 3 === 0 ? me : you,
          subject: i % 2 ? 'Slow line' : 'Bill too high',
          priority: i % 4 === 0 ? 'P1' : 'P3',
          tags: i % 5 === 0 ? ['vip', 'churn risk'] : ['billing'],
          at: at(i % 3),
        }),
      );
    for (const [i, caseId] of ids.entries())
      if (i % 6 === 1)
        await db.sql.begin((tx) =>
          changeCase(tx, { caseId, actorId: me, patch: { status: 'waiting' }, at: at(0) }),
        );
  });

  async function walk(query: Record<string, string>): Promise<CaseSummary[]> {
    const found: CaseSummary[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list(me, { ...query, limit: '4', ...(cursor ? { cursor } : {}) });
      found.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  const numberOf = (item: CaseSummary) => Number(item.number.slice(2));
  const keys: Record<string, (item: CaseSummary) => string | number> = {
    touched: (item) => item.touchedAt,
    opened: (item) => item.openedAt,
    priority: (item) => item.priority,
    number: numberOf,
    subject: (item) => item.subject.toLowerCase(),
  };
  const sorts = Object.keys(keys).flatMap((sort) => ['asc', 'desc'].map((order) => [sort, order] as const));

  it.each(sorts)('walks all cases by %s, %s, each once, ties by number', async (sort, order) => {
    const found = await walk({ sort, order });
    const key = keys[sort] as (item: CaseSummary) => string | number;
    const sign = order === 'asc' ? 1 : -1;
    const compare = (a: CaseSummary, b: CaseSummary) =>
      sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : numberOf(a) - numberOf(b));
    expect(found.map((item) => item.id).toSorted()).toEqual(ids.toSorted());
    expect(found).toEqual(found.toSorted(compare));
  });

  it('shows the latest touched first when nothing is said', async () => {
    const all = await walk({});
    expect(all).toEqual(await walk({ sort: 'touched', order: 'desc' }));
  });

  it('narrows by every filter, alone and together', async () => {
    const all = await walk({});
    const expectOnly = async (query: Record<string, string>, fits: (item: CaseSummary) => boolean) => {
      const wanted = all.filter(fits);
      expect(wanted.length).toBeGreaterThan(0);
      expect(await walk(query)).toEqual(wanted);
    };
    await expectOnly({ status: 'waiting' }, (item) => item.status === 'waiting');
    await expectOnly({ status: 'open,waiting' }, () => true);
    await expectOnly({ owner: 'me' }, (item) => item.owner.id === me);
    await expectOnly({ priority: 'P1,P2' }, (item) => item.priority === 'P1');
    await expectOnly({ tag: 'VIP,nothing' }, (item) => item.tags.includes('vip'));
    await expectOnly({ program: `${queueProgram},${program}` }, () => true);
    await expectOnly({ q: 'bill' }, (item) => item.subject.startsWith('Bill'));
    await expectOnly(
      { status: 'open', owner: 'me', priority: 'P3', tag: 'billing', q: 'LINE' },
      (item) =>
        item.status === 'open' &&
        item.owner.id === me &&
        item.priority === 'P3' &&
        item.tags.includes('billing') &&
        item.subject === 'Slow line',
    );
    expect(await walk({ program })).toEqual([]);
  });

  it('counts for tabs and menus', async () => {
    const all = await walk({});
    const { body } = await call<CaseFacets>(me, 'GET', '/facets');
    expect(body).toMatchObject({
      all: 23,
      unresolved: 23,
      mine: all.filter((item) => item.owner.id === me).length,
    });
    expect(body.statuses).toEqual({ open: 19, waiting: 4, resolved: 0, closed: 0 });
    expect(body.owners.map(({ person, count }) => [person.name, count])).toEqual([
      ['You', 15],
      ['Me', 8],
    ]);
    expect(body.tags).toEqual([
      { tag: 'billing', count: 18 },
      { tag: 'churn risk', count: 5 },
      { tag: 'vip', count: 5 },
    ]);
    const waiting = (await call<CaseFacets>(me, 'GET', '/facets?status=waiting')).body;
    expect(waiting.owners.reduce((sum, owner) => sum + owner.count, 0)).toBe(4);
    expect((await call<CaseFacets>(people.client, 'GET', '/facets')).body).toMatchObject({
      all: 0,
      owners: [],
      tags: [],
    });
  });

  it('does not open to clients', async () => {
    expect((await list(people.client)).body.items).toEqual([]);
  });

  it.each([
    [{ cursor: 'zzz' }, 'cursor'],
    [{ status: 'open,lost' }, 'status'],
    [{ owner: 'you' }, 'owner'],
    [{ limit: '0' }, 'limit'],
    [{ sort: 'colour' }, 'sort'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j', async (query, path) => {
    const { status, body } = await call<Problem>(
      me,
      'GET',
      `?${new URLSearchParams(query as unknown as Record<string, string>)}`,
    );
    expect({ status, paths: body.fields?.map((field) => field.path) }).toEqual({
      status: 422,
      paths: [path],
    });
  });

  it('goes on where it was when a case on a page before is touched', async () => {
    const first = (await list(me, { limit: '5', sort: 'number' })).body;
    await open({ programId: queueProgram, openedBy: me, at: at(9) });
    const second = (await list(me, { limit: '5', sort: 'number', cursor: first.nextCursor ?? '' })).body;
    expect(second.items.map((item) => item.id)).toEqual(ids.toReversed().slice(5, 10));
  });
});

describe('searching the queue', () => {
  const subjects = ['100% broken', '100 broken', 'a_b', 'aXb', 'back\\slash', 'Ça va, O’Neil?', 'straße'];
  let searcher: string;
  beforeAll(async () => {
    const searched = await makeProgram(db.sql, 'Searched');
    searcher = await makePerson(db.sql, {
      email: 'searcher@example.com',
      memberships: [{ programId: searched, role: 'agent' }],
    });
    for (const subject of subjects)
      await open({ programId: searched, openedBy: searcher, subject, customer: { name: 'Renée Dupont' } });
  });

  it.each([
    ['100%', ['100% broken']],
    ['%', ['100% broken']],
    ['_', ['a_b']],
    ['\\', ['back\\slash']],
    ['broken 100', ['100% broken', '100 broken']],
    ['CA', ['Ça va, O’Neil?']],
    ["o'neil", ['Ça va, O’Neil?']],
    ['STRASSE renee', ['straße']],
    ['renée dupont', subjects],
    ["'; drop table person; --", []],
  ])('%s finds %j', async (q, expected) => {
    const { body } = await list(searcher, { q });
    expect(body.items.map((item) => item.subject).toSorted()).toEqual(expected.toSorted());
  });

  it('finds a case by its number, with or without its letter', async () => {
    const [item] = (await list(searcher, { q: 'a_b' })).body.items;
    for (const q of [item?.number, item?.number.slice(2)])
      expect((await list(searcher, { q: q ?? '' })).body.items.map((found) => found.id)).toEqual([item?.id]);
  });
});
