import type { Case, CaseEvent, CaseSummary } from '@caseroom/shared/case';
import type { Role } from '@caseroom/shared/people';
import type { Problem } from '@caseroom/shared/problem';
import { refuse } from '@caseroom/shared/refusal';
import type { TagChange, TagSuggestion, TagUse, Vocabulary, VocabularyTag } from '@caseroom/shared/tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { PEOPLE_CHANNEL, type PeopleHint, readPeopleHint } from '../case/notify.ts';
import { caseRoutes } from '../case/routes.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { loadEnglish } from './english.ts';
import { tagRoutes } from './routes.ts';
import { createTagSuggester, type TagSuggester } from './suggester.ts';

const roles = { maya: 'agent', ines: 'lead', aroha: 'qa', joana: 'client' } as const satisfies Record<
  string,
  Role
>;
type Who = keyof typeof roles | 'stranger';

let db: FreshDatabase;
let server: Listening;
let suggester: TagSuggester;
let program: string;
const hinted: (PeopleHint | null)[] = [];
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  for (const [who, role] of Object.entries(roles)) {
    const made = { email: `${who}@example.com`, name: who, memberships: [{ programId: program, role }] };
    people[who as Who] = await makePerson(db.sql, made);
  }
  people.stranger = await makePerson(db.sql, {
    email: 'stranger@example.com',
    memberships: [{ programId: elsewhere, role: 'lead' }],
  });
  const bus = createInProcessBus(silentLog);
  bus.subscribe(PEOPLE_CHANNEL, (message) => hinted.push(readPeopleHint(message)));
  suggester = createTagSuggester({ sql: db.sql, bus, log: silentLog, reader: loadEnglish });
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
  // What an edit of the vocabulary sets off is awaited in the tests, by hand.
  tagRoutes(http.api, { sql: db.sql, bus, clock: { now: () => new Date() }, suggester: { reread() {} } });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await suggester.drain();
  await db.drop();
});

async function call<T = unknown>(who: Who, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${server.base}${path}`, {
    method,
    headers: { cookie: people[who], ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: (text ? JSON.parse(text) : undefined) as T & Pick<Problem, 'fields'>,
  };
}
const list = async <T>(who: Who, path: string) => (await call<{ items: T[] }>(who, 'GET', path)).body.items;

async function addTag(name: string, more: object = {}): Promise<VocabularyTag> {
  const made = await call<VocabularyTag>('ines', 'POST', `/api/programs/${program}/tags`, {
    name,
    group: 'reason',
    ...more,
  });
  expect(made.status).toBe(201);
  return made.body;
}

async function openCase(tags: string[] = []): Promise<Case> {
  const customer = { name: 'Elena Ruiz' };
  const body = { programId: program, subject: 'Charged', priority: 'P3', customer, tags };
  const opened = await call<Case>('maya', 'POST', '/api/cases', body);
  expect(opened.status).toBe(201);
  return opened.body;
}

/** As if somebody had written it and it had been derived. */
async function say(caseId: string, text: string, audience = 'team'): Promise<void> {
  const [note] = await db.sql<{ id: string }[]>`
    update note set text = ${text}, text_seq = text_seq + 1, audience = ${audience}
    where case_id = ${caseId} returning id`;
  expect(note).toBeDefined();
  await suggester.readLeftBehind();
}

const suggested = async (caseId: string) =>
  (await list<TagSuggestion>('maya', `/api/cases/${caseId}/tag-suggestions`)).map(({ name }) => name);
const tagsOf = async (caseId: string) => (await call<Case>('maya', 'GET', `/api/cases/${caseId}`)).body.tags;

it('keeps a vocabulary for its leads to edit, for its people to read and for nobody else to see', async () => {
  const path = `/api/programs/${program}/tags`;
  const newTag = { name: 'Wire', group: 'product' };
  expect((await call('maya', 'POST', path, newTag)).status).toBe(403);
  expect((await call('stranger', 'POST', path, newTag)).status).toBe(404);
  const wire = await addTag('Wire', { group: 'product', keywords: ['Copper'] });
  expect(wire).toMatchObject({ name: 'wire', colour: 'teal', keywords: ['copper'], retired: false });
  expect((await call('ines', 'POST', path, newTag)).body.fields).toMatchObject([{ path: 'name' }]);

  const [hint] = hinted;
  expect(hint?.changed).toBe('vocabulary');
  expect(new Set(hint?.personIds)).toEqual(new Set([people.maya, people.ines, people.aroha]));

  const seen = await call<Vocabulary>('aroha', 'GET', path);
  expect(seen.body).toMatchObject({ freeTags: true, configure: false });
  expect(seen.body.tags.map(({ name }) => name)).toContain('wire');
  expect((await call('joana', 'GET', path)).status).toBe(404);
  expect((await call('stranger', 'GET', path)).status).toBe(404);
  expect((await call('stranger', 'GET', `/api/tags/${wire.id}/changes`)).status).toBe(404);
});

it('begins with the tags of a line of work, once', async () => {
  const ship = () =>
    call<Vocabulary>('ines', 'POST', `/api/programs/${program}/tags/shipped`, { industry: 'healthcare' });
  const { tags } = (await ship()).body;
  expect(tags.map(({ name }) => name)).toEqual(expect.arrayContaining(['prescription', 'critical impact']));
  expect((await ship()).body.tags).toHaveLength(tags.length);
});

it('renames a tag in every case, in their ledgers, and its old name keeps finding', async () => {
  const tag = await addTag('number transfer');
  const [opened, plain] = [await openCase(['number transfer', 'zebra']), await openCase()];
  const touched = opened.touchedAt;
  const renamed = await call<VocabularyTag>('ines', 'PATCH', `/api/tags/${tag.id}`, { name: 'porting' });
  expect(renamed.body).toMatchObject({ name: 'porting', oldNames: ['number transfer'] });
  const now = (await call<Case>('maya', 'GET', `/api/cases/${opened.id}`)).body;
  expect(now).toMatchObject({ tags: ['porting', 'zebra'], touchedAt: touched });
  const last = (await list<CaseEvent>('maya', `/api/cases/${opened.id}/events`)).at(-1);
  expect(last).toMatchObject({
    kind: 'case.retagged',
    actor: { id: people.ines },
    data: { from: 'number transfer', to: 'porting', why: 'renamed' },
  });

  const found = await list<CaseSummary>('maya', '/api/cases?tag=number+transfer');
  expect(found.map(({ id }) => id)).toEqual([opened.id]);
  const patched = await call<Case>('maya', 'PATCH', `/api/cases/${plain.id}`, { tags: ['number transfer'] });
  expect(patched.body.tags).toEqual(['porting']);
  expect(
    (
      await call('ines', 'POST', `/api/programs/${program}/tags`, {
        name: 'number transfer',
        group: 'reason',
      })
    ).status,
  ).toBe(422);
  const back = await call<VocabularyTag>('ines', 'PATCH', `/api/tags/${tag.id}`, { name: 'number transfer' });
  expect(back.body.oldNames).toEqual(['porting']);
  const history = await list<TagChange>('maya', `/api/tags/${tag.id}/changes`);
  expect(history.map(({ kind, from, cases }) => [kind, from, cases])).toEqual([
    ['renamed', 'porting', 2],
    ['renamed', 'number transfer', 1],
    ['added', null, 0],
  ]);
});

it('merges tags of the vocabulary and typed ones, cases and names and history with them', async () => {
  const [billing, invoice] = [await addTag('billing'), await addTag('invoice', { keywords: ['bill'] })];
  const both = await openCase(['billing', 'invoice', 'typed so']);
  const merge = (from: string) =>
    call<VocabularyTag>('ines', 'POST', `/api/tags/${billing.id}/merge`, { from });
  expect((await merge('billing')).status).toBe(422);
  expect((await merge('nobody has this')).status).toBe(422);
  expect((await merge('invoice')).body).toMatchObject({ oldNames: ['invoice'], keywords: ['bill'] });
  expect((await merge('typed so')).body.oldNames).toEqual(['invoice', 'typed so']);
  expect(await tagsOf(both.id)).toEqual(['billing']);
  expect((await call('ines', 'PATCH', `/api/tags/${invoice.id}`, { about: 'x' })).status).toBe(404);
  const uses = await list<TagUse>('maya', `/api/programs/${program}/tags/uses`);
  expect(uses).toContainEqual({ name: 'billing', cases: 1 });
});

it('takes only tags of the vocabulary where the program says so, and no retired ones', async () => {
  const fax = await addTag('fax');
  const held = await openCase(['fax', 'my own']);
  const settings = (freeTags: boolean) =>
    call('ines', 'PUT', `/api/programs/${program}/tags/settings`, { freeTags });
  await call('ines', 'PATCH', `/api/tags/${fax.id}`, { retired: true });
  await settings(false);
  const patch = (tags: string[]) => call<Case>('maya', 'PATCH', `/api/cases/${held.id}`, { tags });
  expect((await patch(['fax', 'my own', 'another'])).body.fields).toMatchObject([{ path: 'tags' }]);
  expect((await patch(['my own'])).body.tags).toEqual(['my own']);
  expect((await patch(['my own', 'fax'])).status).toBe(422);
  await settings(true);
  expect((await patch(['my own', 'another'])).body.tags).toEqual(['another', 'my own']);
});

it('suggests what notes speak for, counts nothing until a person accepts, and remembers a no', async () => {
  await addTag('gift card', { keywords: ['voucher'] });
  await addTag('shop visit', { keywords: ['in the shop'] });
  const { id } = await openCase();
  await say(id, 'Situation\nShe bought vouchers in the shop.\nNo gift card was scanned.');
  expect(await suggested(id)).toEqual(['gift card', 'shop visit']);
  expect(await tagsOf(id)).toEqual([]);

  const [voucher, shop] = await list<TagSuggestion>('maya', `/api/cases/${id}/tag-suggestions`);
  expect(voucher).toMatchObject({ term: 'voucher', noteTitle: 'Case note' });
  const decide = (tagId: string | undefined, what: string, who: Who = 'maya') =>
    call(who, 'POST', `/api/cases/${id}/tag-suggestions/${tagId}`, { do: what });
  expect((await decide(voucher?.tagId, 'accept', 'aroha')).status).toBe(403);
  expect((await decide(voucher?.tagId, 'accept', 'stranger')).status).toBe(404);
  await decide(voucher?.tagId, 'accept');
  await decide(shop?.tagId, 'dismiss');
  expect([await tagsOf(id), await suggested(id)]).toEqual([['gift card'], []]);
  await say(id, 'She bought vouchers in the shop, and more vouchers.');
  expect(await suggested(id)).toEqual([]);
  await decide(shop?.tagId, 'restore');
  await decide(voucher?.tagId, 'restore');
  expect([await tagsOf(id), await suggested(id)]).toEqual([[], ['gift card', 'shop visit']]);
  const kinds = (await list<CaseEvent>('maya', `/api/cases/${id}/events`)).map(({ kind }) => kind);
  expect(kinds.slice(-4)).toEqual(['case.changed', 'tag.dismissed', 'tag.restored', 'case.changed']);

  await say(id, 'Nothing of the sort.');
  expect(await suggested(id)).toEqual([]);
  await say(id, 'She bought vouchers.', 'leads');
  expect(await suggested(id)).toEqual([]);
});
