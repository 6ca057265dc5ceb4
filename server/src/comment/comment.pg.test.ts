import type { CaseEvent } from '@caseroom/shared/case';
import {
  type CaseThreads,
  MAX_COMMENT_CHARS,
  MAX_COMMENTS_PER_THREAD,
  MAX_THREADS_PER_NOTE,
  type NewThread,
  type NoteThreads,
  type Thread,
} from '@caseroom/shared/comment';
import { FlatNote } from '@caseroom/shared/editor/anchor';
import { noteText } from '@caseroom/shared/editor/text';
import type { Burst, Edit, Run } from '@caseroom/shared/note';
import type { Inbox } from '@caseroom/shared/notification';
import type { Role } from '@caseroom/shared/people';
import type { Problem } from '@caseroom/shared/problem';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import type { Since, UnreadCases } from '@caseroom/shared/seen';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { auditRoutes } from '../audit/routes.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { openCase } from '../case/open.ts';
import { caseRoutes } from '../case/routes.ts';
import { bodyOf } from '../note/doc.ts';
import { createHistories } from '../note/history/service.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { noteRoutes } from '../note/routes.ts';
import { notificationRoutes } from '../notification/routes.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { createIdempotencyStore } from '../platform/idempotency.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { seenRoutes } from '../seen/routes.ts';
import { acceptSuggestion } from './accept.ts';
import { commentRoutes } from './routes.ts';

const roles = {
  maya: 'agent',
  raj: 'agent',
  tomasz: 'senior',
  ines: 'lead',
  daniel: 'lead',
  aroha: 'qa',
  joana: 'client',
} as const satisfies Record<string, Role>;
type Who = keyof typeof roles | 'stranger' | 'henrik';

const LINE = 'I promised the refund by Friday, at the latest.';
const QUOTE = 'the refund by Friday';

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let program: string;
let caseId: string;
let noteId: string;
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  for (const [who, role] of Object.entries(roles)) {
    const made = { email: `${who}@example.com`, name: who, memberships: [{ programId: program, role }] };
    people[who as Who] = await makePerson(db.sql, made);
  }
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  const memberships = [{ programId: elsewhere, role: 'lead' as const }];
  people.stranger = await makePerson(db.sql, { email: 'stranger@example.com', memberships });
  people.henrik = await makePerson(db.sql, { email: 'henrik@example.com', auditor: true });
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (id) =>
      id
        ? { id, name: id, colour: 0, admin: false, auditor: id === people.henrik, sessionId: id }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
    idempotency: createIdempotencyStore(db.sql),
  });
  const clock = { now: () => new Date() };
  const deps = { sql: db.sql, bus, clock, rooms, histories: createHistories(db.sql), log: silentLog };
  commentRoutes(http.api, deps);
  caseRoutes(http.api, deps);
  noteRoutes(http.api, deps);
  seenRoutes(http.api, deps);
  notificationRoutes(http.api, { ...deps, mailAvailable: false });
  auditRoutes(http.api, deps);
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

/** A case of Maya's with one line of hers, and everybody's inbox empty. */
beforeEach(async () => {
  await db.owner`delete from notification`;
  const opened = await db.sql.begin((tx) =>
    openCase(tx, {
      programId: program,
      subject: 'Charged twice',
      priority: 'P2',
      customer: { name: 'Elena Ruiz' },
      tags: [],
      openedBy: people.maya,
    }),
  );
  ({ caseId, noteId } = opened);
  await writes('maya', (body) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(LINE)]);
    body.insert(0, [paragraph]);
  });
});

interface Answer<T> {
  readonly status: number;
  readonly body: T & Problem;
}
async function call<T = unknown>(
  who: Who,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
): Promise<Answer<T>> {
  const answer = await fetch(`${server.base}${path}`, {
    method,
    headers: {
      cookie: people[who],
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as T & Problem };
}

async function writes(who: Who, change: (body: Y.XmlFragment) => void): Promise<void> {
  const result = await rooms.edit(noteId, people[who], (doc) => change(bodyOf(doc)));
  if (isRefusal(result)) throw new Error(result.detail);
}
const firstLine = (body: Y.XmlFragment) => (body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
const lineNow = () => rooms.read(noteId, ({ doc }) => noteText(bodyOf(doc)).split('\n')[0]);
const headOf = async () => (await rooms.read(noteId, ({ seq }) => seq)) as number;
const marks = () => rooms.read(noteId, ({ doc }) => [...new FlatNote(bodyOf(doc)).marks().keys()]);

const opens = (who: Who, more: Partial<NewThread> = {}) =>
  call<Thread>(who, 'POST', `/api/notes/${noteId}/threads`, { quote: QUOTE, body: 'By whom?', ...more });
async function opened(who: Who, more: Partial<NewThread> = {}): Promise<Thread> {
  const { status, body } = await opens(who, more);
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
}
const coaching = (more: Partial<NewThread> = {}) =>
  opened('ines', {
    audience: 'coaching',
    coachedId: people.maya,
    body: 'Promise only what you hold.',
    ...more,
  });
const threadsOfCase = async (who: Who) =>
  (await call<{ items: CaseThreads[] }>(who, 'GET', `/api/cases/${caseId}/threads`)).body.items;
/** Of the note; the case says the same of it. */
async function threads(who: Who): Promise<NoteThreads> {
  const { body } = await call<NoteThreads>(who, 'GET', `/api/notes/${noteId}/threads`);
  expect(await threadsOfCase(who)).toContainEqual({ noteId, ...body });
  return body;
}
const accepts = (who: Who, id: string) => call<Thread>(who, 'POST', `/api/threads/${id}/suggestion/accept`);
const inbox = async (who: Who) =>
  (await call<Inbox>(who, 'GET', '/api/inbox')).body.items.map(({ kind, text }) => [kind, text]);
const eventsFor = async (who: Who) =>
  (await call<{ items: CaseEvent[] }>(who, 'GET', `/api/cases/${caseId}/events`)).body.items;
const kindsFor = async (who: Who) => (await eventsFor(who)).map(({ kind }) => kind);

describe('a comment', () => {
  it('marks its text in the commenter’s name, and is the same to everybody who reads the note', async () => {
    const thread = await opened('tomasz');
    expect(thread).toMatchObject({
      quote: QUOTE,
      prefix: 'I promised ',
      suffix: expect.stringMatching(/^, at the latest\./),
    });
    expect(await marks()).toEqual([thread.id]);
    const { items } = (await call<{ items: Edit[] }>('raj', 'GET', `/api/notes/${noteId}/edits`)).body;
    expect(items.at(-1)).toMatchObject({ author: { id: people.tomasz }, inserted: 0, deleted: 0 });
    const bursts = (await call<{ items: Burst[] }>('raj', 'GET', `/api/notes/${noteId}/bursts`)).body.items;
    expect(bursts[0]).toMatchObject({ author: { id: people.tomasz }, commented: true });
    for (const who of ['raj', 'ines', 'aroha'] as const)
      expect((await threads(who)).items.map(({ id, unread }) => [id, unread])).toEqual([[thread.id, 1]]);
  });

  it('on a finalised note stands beside a text that can no longer move', async () => {
    await db.owner`
      update note set finalised_seq = head_seq, finalised_by = ${people.maya}, finalised_at = now() where id = ${noteId}`;
    const head = await headOf();
    const thread = await opened('tomasz');
    const coached = await coaching();
    expect([thread.anchor, coached.anchor]).not.toContain(null);
    expect([await marks(), await headOf()]).toEqual([[], head]);
    const suggested = await opens('ines', { suggestion: { text: 'the refund' } });
    expect([suggested.status, suggested.body.code]).toEqual([409, 'note-finalised']);
  });

  it('of a reviewer, who never edits, stands beside the text without a mark', async () => {
    const head = await headOf();
    const thread = await opened('aroha');
    expect(thread.anchor).not.toBeNull();
    expect([await marks(), await headOf()]).toEqual([[], head]);
  });

  it('about text that is gone meanwhile is an orphan with its quote', async () => {
    const thread = await opened('raj', { quote: 'what nobody wrote', prefix: 'and ', suffix: '.' });
    expect(thread).toMatchObject({ quote: 'what nobody wrote', prefix: 'and ', suffix: '.', anchor: null });
    expect(await marks()).toEqual([]);
  });

  it('outlives its text', async () => {
    const { id } = await opened('raj');
    await writes('maya', (body) => body.delete(0, 1));
    expect(await marks()).toEqual([]);
    expect((await threads('maya')).items[0]).toMatchObject({ id, quote: QUOTE });
  });

  it('is edited and deleted by its author alone; the ledger tells of it without its words', async () => {
    const { id, comments } = await opened('raj', { body: 'A secret word' });
    const path = `/api/comments/${comments[0]?.id}`;
    expect((await call('ines', 'PATCH', path, { body: 'No' })).status).toBe(403);
    expect((await call('ines', 'DELETE', path)).status).toBe(403);
    const edited = await call<Thread>('raj', 'PATCH', path, { body: 'Another secret word' });
    expect(edited.body.comments[0]).toMatchObject({
      body: 'Another secret word',
      editedAt: expect.any(String),
    });
    const deleted = await call<Thread>('raj', 'DELETE', path);
    expect(deleted.body.comments[0]).toMatchObject({ body: '', deletedAt: expect.any(String) });
    expect((await call('raj', 'PATCH', path, { body: 'Back' })).status).toBe(409);
    expect((await call('raj', 'POST', `/api/threads/${id}/comments`, { body: 'Still here' })).status).toBe(
      201,
    );
    const events = await eventsFor('maya');
    expect(events.slice(-4).map(({ kind }) => kind)).toEqual([
      'thread.opened',
      'comment.edited',
      'comment.deleted',
      'thread.replied',
    ]);
    expect(JSON.stringify(events)).not.toMatch(/secret|Still/);
  });

  it('tells whom it mentions and who is in the thread, once, and shows them its words as they are now', async () => {
    const mentions = [{ target: 'role:lead', label: 'lead' }];
    const { id } = await opened('raj', { body: '@lead, may we?', mentions });
    const reply = await call<Thread>('ines', 'POST', `/api/threads/${id}/comments`, {
      body: 'Ask @maya and @stranger',
      mentions: [
        { target: people.maya, label: 'maya' },
        { target: people.stranger, label: 'stranger' },
        { target: people.tomasz, label: 'not said' },
      ],
    });
    expect(await inbox('ines')).toEqual([['mention', '@lead, may we?']]);
    expect(await inbox('daniel')).toEqual([['mention', '@lead, may we?']]);
    expect(await inbox('maya')).toEqual([['mention', 'Ask @maya and @stranger']]);
    expect(await inbox('raj')).toEqual([['thread.reply', 'Ask @maya and @stranger']]);
    for (const who of ['stranger', 'tomasz', 'joana'] as const) expect(await inbox(who)).toEqual([]);
    await call('ines', 'DELETE', `/api/comments/${reply.body.comments[1]?.id}`);
    expect(await inbox('maya')).toEqual([['mention', '']]);
  });

  it('is unread until it is read, and again when somebody replies', async () => {
    const { id } = await opened('raj');
    const unread = async (who: Who) => (await threads(who)).items[0]?.unread;
    expect([await unread('maya'), await unread('raj')]).toEqual([1, 0]);
    await call('maya', 'PUT', `/api/threads/${id}/seen`, { until: '2999-01-01T00:00:00.000Z' });
    expect(await unread('maya')).toBe(0);
    await call('raj', 'POST', `/api/threads/${id}/comments`, { body: 'Anybody?' });
    expect(await unread('maya')).toBe(1);
  });

  it('takes each reaction of a person once', async () => {
    const { comments } = await opened('raj');
    const path = `/api/comments/${comments[0]?.id}/reactions/${encodeURIComponent('👍')}`;
    await call('maya', 'PUT', path);
    const twice = await call<Thread>('maya', 'PUT', path);
    expect(twice.body.comments[0]?.reactions).toMatchObject([
      { reaction: '👍', people: [{ id: people.maya }] },
    ]);
    expect((await call<Thread>('maya', 'DELETE', path)).body.comments[0]?.reactions).toEqual([]);
    expect((await kindsFor('raj')).filter((kind) => kind === 'comment.reacted')).toHaveLength(2);
    expect((await call('maya', 'PUT', path.replace(/[^/]+$/, 'x'))).status).toBe(404);
  });

  it('is resolved and reopened by whoever comments; its people are told', async () => {
    const { id } = await opened('raj');
    const patch = (resolved: boolean) => call<Thread>('maya', 'PATCH', `/api/threads/${id}`, { resolved });
    expect((await patch(true)).body).toMatchObject({ resolvedBy: { id: people.maya } });
    expect((await patch(true)).status).toBe(200);
    expect((await patch(false)).body).toMatchObject({ resolvedBy: null, resolvedAt: null });
    expect((await inbox('raj')).map(([kind]) => kind)).toEqual(['thread.resolved']);
    expect((await kindsFor('raj')).slice(-2)).toEqual(['thread.resolved', 'thread.reopened']);
  });

  it('comes once, however often its request does', async () => {
    const post = () =>
      call<Thread>('raj', 'POST', `/api/notes/${noteId}/threads`, { quote: QUOTE, body: 'By whom?' }, 'k-1');
    const [first, second] = [await post(), await post()];
    expect(second.body.id).toBe(first.body.id);
    expect((await threads('raj')).items).toHaveLength(1);
  });

  it.each<[string, Who, Partial<NewThread>, number]>([
    ['somebody of another program', 'stranger', {}, 404],
    ['a client', 'joana', {}, 403],
    ['a body over the limit', 'raj', { body: 'x'.repeat(MAX_COMMENT_CHARS + 1) }, 422],
    ['an empty body', 'raj', { body: ' ' }, 422],
    ['an anchor that no editor made', 'raj', { anchor: { from: '!', to: '' } }, 422],
  ])('is refused: %s', async (_what, who, more, status) => {
    expect((await opens(who, more)).status).toBe(status);
    expect(await marks()).toEqual([]);
  });

  it('in a note for leads is nothing to anybody else', async () => {
    const { id } = await opened('ines');
    await db.owner`update note set audience = 'leads' where id = ${noteId}`;
    expect((await threadsOfCase('ines')).flatMap(({ items }) => items)).toMatchObject([{ id }]);
    expect(await threadsOfCase('maya')).toEqual([]);
  });

  it('is refused in a note, in a thread and on a comment that are not there', async () => {
    const nowhere = crypto.randomUUID();
    for (const [method, path, body] of [
      ['POST', `notes/${nowhere}/threads`, { quote: 'x', body: 'x' }],
      ['POST', `threads/${nowhere}/comments`, { body: 'x' }],
      ['POST', `threads/${nowhere}/suggestion/accept`, undefined],
      ['DELETE', `comments/${nowhere}`, undefined],
    ] as const)
      expect((await call('raj', method, `/api/${path}`, body)).status).toBe(404);
  });

  it('is refused beyond what a note and a thread hold', async () => {
    const { id } = await opened('raj');
    await db.owner`
      insert into comment (thread_id, author_id, at, body)
      select ${id}, ${people.raj}, now(), 'again' from generate_series(2, ${MAX_COMMENTS_PER_THREAD})`;
    expect((await call('raj', 'POST', `/api/threads/${id}/comments`, { body: 'One more' })).status).toBe(413);
    await db.owner`
      insert into comment_thread
      select gen_random_uuid(), note_id, audience, opened_by, opened_at, coached_id, marked, anchor_from, anchor_to,
             quote, prefix, suffix
      from comment_thread, generate_series(2, ${MAX_THREADS_PER_NOTE}) where id = ${id}`;
    expect((await opens('raj')).status).toBe(413);
  });

  it('on a closed case is left to those who review it', async () => {
    const { id } = await opened('ines', { suggestion: { text: 'an answer by Friday' } });
    const own = (await opened('maya')).comments[0]?.id;
    await db.owner`update "case" set status = 'closed' where id = ${caseId}`;
    const { rights, items } = await threads('maya');
    expect(rights).toEqual({ comment: false, coach: false, suggest: false });
    expect(items[0]?.rights).toMatchObject({ reply: false, accept: false });
    expect((await opens('maya')).body.detail).toBe('The case is closed. Reopen it first.');
    expect((await call('maya', 'POST', `/api/threads/${id}/comments`, { body: 'x' })).status).toBe(409);
    expect((await call('maya', 'PATCH', `/api/comments/${own}`, { body: 'Other words' })).status).toBe(409);
    expect((await accepts('maya', id)).status).toBe(409);
    await opened('aroha');
    expect((await coaching()).rights.reply).toBe(true);
  });
});

describe('coaching', () => {
  it('puts nothing into the shared note', async () => {
    const head = await headOf();
    const thread = await coaching();
    expect(thread.anchor).not.toBeNull();
    expect([await headOf(), await marks()]).toEqual([head, []]);
  });

  it('is between the two of it: nobody else, of whatever role, learns more than that something happened', async () => {
    for (const who of ['tomasz', 'daniel', 'maya'] as const) {
      await call(who, 'PUT', `/api/cases/${caseId}/seen`, { seq: (await eventsFor(who)).length });
      await call(who, 'PUT', `/api/notes/${noteId}/seen`, { seq: await headOf() });
    }
    const mentions = [{ target: people.tomasz, label: 'tomasz' }];
    const { id, comments } = await coaching({ body: 'As @tomasz does.', mentions });
    const commentId = comments[0]?.id;
    for (const who of ['tomasz', 'daniel', 'raj', 'aroha'] as const) {
      expect((await threads(who)).items).toEqual([]);
      for (const [method, path, body] of [
        ['POST', `threads/${id}/comments`, { body: 'Hello' }],
        ['PATCH', `threads/${id}`, { resolved: true }],
        ['PUT', `threads/${id}/seen`, { until: new Date().toISOString() }],
        ['PUT', `threads/${id}/suggestion`, { text: 'x' }],
        ['PATCH', `comments/${commentId}`, { body: 'x' }],
        ['PUT', `comments/${commentId}/reactions/${encodeURIComponent('👍')}`, undefined],
      ] as const)
        expect((await call(who, method, `/api/${path}`, body)).status).toBe(404);
      expect((await eventsFor(who)).at(-1)).toMatchObject({ kind: 'withheld', actor: null, data: {} });
      expect(await inbox(who)).toEqual([]);
    }
    expect((await threads('maya')).items.map((thread) => thread.id)).toEqual([id]);
    expect(await kindsFor('maya')).toContain('thread.opened');
    expect(await inbox('maya')).toEqual([['thread.coaching', 'As @tomasz does.']]);
    const unread = async (who: Who) => (await call<UnreadCases>(who, 'GET', '/api/seen/unread')).body.items;
    const since = async (who: Who) =>
      (await call<Since>(who, 'GET', `/api/cases/${caseId}/since`)).body.events.map(({ kind }) => kind);
    expect([await unread('maya'), await since('maya')]).toEqual([[caseId], ['thread.opened']]);
    for (const who of ['tomasz', 'daniel'] as const)
      expect([await unread(who), await since(who)]).toEqual([[], []]);
    const audited = async (who: Who) =>
      JSON.stringify((await call(who, 'GET', `/api/audit/events?caseId=${caseId}`)).body);
    expect(await audited('daniel')).not.toContain(id);
    expect(await audited('henrik')).toContain(id);
    expect(await audited('henrik')).not.toContain('tomasz does');
  });

  it('is offered by leads to somebody else who works on the note', async () => {
    const coach = (who: Who, coachedId?: string) => opens(who, { audience: 'coaching', coachedId });
    expect((await coach('tomasz', people.maya)).status).toBe(403);
    expect((await coach('ines', people.ines)).status).toBe(422);
    expect((await coach('ines', people.aroha)).status).toBe(422);
    expect((await coach('ines', people.stranger)).status).toBe(422);
    expect((await coach('ines')).body.coached?.id).toBe(people.maya);
  });

  it('is marked as evidence by who coaches, and by nobody else', async () => {
    const { id } = await coaching();
    const mark = (who: Who) => call<Thread>(who, 'PATCH', `/api/threads/${id}`, { evidence: true });
    expect((await mark('maya')).status).toBe(403);
    expect((await mark('ines')).body.evidence).toBe(true);
    const open = await opened('ines');
    expect((await call('ines', 'PATCH', `/api/threads/${open.id}`, { evidence: true })).status).toBe(422);
  });
});

describe('a suggestion', () => {
  const suggestion = { text: 'an answer by Friday' };
  const SUGGESTED = 'I promised an answer by Friday, at the latest.';
  const runs = async (who: Who) =>
    (await call<{ runs: Run[] }>(who, 'GET', `/api/notes/${noteId}/authorship?seq=${await headOf()}`)).body
      .runs;

  it('is accepted as an edit of who accepts it, with both names in the history and credit for what stays', async () => {
    const { id } = await opened('ines', { suggestion, body: '' });
    expect(await inbox('maya')).toEqual([['suggestion', suggestion.text]]);
    const { body } = await accepts('maya', id);
    expect(body).toMatchObject({
      resolvedBy: { id: people.maya },
      suggestion: { state: 'accepted', by: { id: people.ines }, settledBy: { id: people.maya } },
    });
    expect(await lineNow()).toBe(SUGGESTED);
    expect(await marks()).toEqual([id]);
    const line = (await runs('raj')).filter(({ block }) => block === 0);
    expect(line.map(({ text, author, suggestedBy }) => [text, author.name, suggestedBy?.name])).toEqual([
      ['I promised ', 'maya', undefined],
      ['an answer', 'maya', 'ines'],
      [' by Friday, at the latest.', 'maya', undefined],
    ]);
    const event = (await eventsFor('raj')).at(-1);
    expect(event).toMatchObject({
      kind: 'suggestion.accepted',
      actor: { id: people.maya },
      data: { suggestedByName: 'ines', seq: await headOf() },
    });
  });

  it('stays between the two of a coaching, and so does whose words they were', async () => {
    const { id } = await coaching({ suggestion });
    expect((await accepts('daniel', id)).status).toBe(404);
    expect((await accepts('ines', id)).status).toBe(403);
    const { body } = await accepts('maya', id);
    expect(body).toMatchObject({
      quote: suggestion.text,
      suggestion: { state: 'accepted', replaces: QUOTE },
    });
    expect(await lineNow()).toBe(SUGGESTED);
    const suggesters = async (who: Who) => (await runs(who)).map(({ suggestedBy }) => suggestedBy?.name);
    for (const who of ['maya', 'ines'] as const) expect(await suggesters(who)).toContain('ines');
    expect(await suggesters('daniel')).not.toContain('ines');
  });

  it('is accepted once: 50 acceptances by everybody at the same time make one edit', async () => {
    const { id } = await opened('ines', { suggestion });
    const head = await headOf();
    const crowd = Array.from({ length: 50 }, (_, i) => (['maya', 'raj', 'tomasz'] as const)[i % 3] as Who);
    const answers = await Promise.all(crowd.map((who) => accepts(who, id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect([await lineNow(), await headOf()]).toEqual([SUGGESTED, head + 1]);
    expect((await kindsFor('raj')).filter((kind) => kind === 'suggestion.accepted')).toHaveLength(1);
    const winners = crowd.filter((_, i) => answers[i]?.status === 200);
    expect(new Set(winners).size).toBe(1);
    expect((await accepts(winners[0] as Who, id)).status).toBe(200);
    expect(await headOf()).toBe(head + 1);
  });

  it('is accepted once by a person who clicks again and again, through two processes', async () => {
    const { id } = await opened('ines', { suggestion });
    const head = await headOf();
    const bus = createInProcessBus(silentLog);
    const there = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
    const clicks = Array.from({ length: 20 }, (_, i) =>
      acceptSuggestion({ sql: db.sql, rooms: i % 2 === 0 ? rooms : there }, id, {
        actorId: people.maya,
        at: new Date(),
      }),
    );
    expect((await Promise.all(clicks)).filter(isRefusal)).toEqual([]);
    expect([await lineNow(), await headOf()]).toEqual([SUGGESTED, head + 1]);
    expect((await kindsFor('raj')).filter((kind) => kind === 'suggestion.accepted')).toHaveLength(1);
    await there.drain();
  });

  it('whose process died after the edit is brought to its end by the next who accepts', async () => {
    const { id } = await opened('ines', { suggestion });
    const clientId = 4_471;
    await rooms.edit(noteId, people.maya, (doc) => {
      doc.clientID = clientId;
      const text = firstLine(bodyOf(doc));
      text.delete('I promised '.length, 'the refund'.length);
      text.insert('I promised '.length, 'an answer');
    });
    const head = await headOf();
    await db.owner`
      update suggestion set state = 'accepting', settled_by = ${people.maya}, client_id = ${clientId},
        settled_at = now() - interval '1 minute' where thread_id = ${id}`;
    const late = await accepts('raj', id);
    expect([late.status, late.body.detail]).toEqual([409, 'maya accepted this suggestion first.']);
    expect([await lineNow(), await headOf()]).toEqual([SUGGESTED, head]);
    expect((await threads('raj')).items[0]?.suggestion).toMatchObject({
      state: 'accepted',
      settledBy: { id: people.maya },
    });
    expect((await eventsFor('raj')).at(-1)).toMatchObject({
      actor: { id: people.maya },
      data: { seq: head },
    });
  });

  it('whose process died before the edit is written by the next', async () => {
    const { id } = await opened('ines', { suggestion });
    await db.owner`
      update suggestion set state = 'accepting', settled_by = ${people.maya}, client_id = 4472,
        settled_at = now() - interval '1 minute' where thread_id = ${id}`;
    await accepts('raj', id);
    expect(await lineNow()).toBe(SUGGESTED);
  });

  it('is refused when the text has changed meanwhile, with what it reads now, and may be made anew', async () => {
    const { id } = await opened('ines', { suggestion });
    await writes('maya', (body) => firstLine(body).insert('I promised the '.length, 'full '));
    const { status, body } = await accepts('maya', id);
    expect([status, body.detail]).toEqual([
      409,
      'The text has changed since ines suggested this. It now reads “the full refund by Friday”.',
    ]);
    expect((await threads('maya')).items[0]?.suggestion?.state).toBe('open');
    const anew = await call<Thread>('ines', 'PUT', `/api/threads/${id}/suggestion`, {
      text: 'a full answer',
    });
    expect(anew.body.suggestion).toMatchObject({
      replaces: 'the full refund by Friday',
      text: 'a full answer',
    });
    expect((await accepts('maya', id)).status).toBe(200);
    expect(await lineNow()).toBe('I promised a full answer, at the latest.');
  });

  it('is refused when its text is gone, unless that is what was suggested', async () => {
    const [gone, going] = [
      await opened('ines', { suggestion }),
      await opened('ines', { suggestion: { text: '' } }),
    ];
    expect((await accepts('maya', going.id)).status).toBe(200);
    expect(await lineNow()).toBe('I promised , at the latest.');
    const { status, body } = await accepts('maya', gone.id);
    expect([status, body.detail]).toEqual([409, 'The text that ines wanted to change is gone.']);
  });

  it('is dismissed, and its thread goes on', async () => {
    const { id } = await opened('ines', { suggestion });
    const { body } = await call<Thread>('maya', 'POST', `/api/threads/${id}/suggestion/dismiss`);
    expect(body).toMatchObject({ resolvedAt: null, suggestion: { state: 'dismissed' } });
    expect((await accepts('maya', id)).body.detail).toBe('maya dismissed this suggestion first.');
    expect(await lineNow()).toBe(LINE);
  });

  it.each<[string, Who, Partial<NewThread>, number]>([
    ['by an agent', 'raj', { suggestion }, 403],
    ['by a reviewer', 'aroha', { suggestion }, 403],
    ['over several lines', 'ines', { suggestion, quote: 'latest.\nx' }, 422],
    ['of several lines', 'ines', { suggestion: { text: 'a\nb' } }, 422],
    ['for words that do not stand there', 'ines', { suggestion, quote: 'what nobody wrote' }, 409],
  ])('is refused %s', async (_what, who, more, status) => {
    expect((await opens(who, more)).status).toBe(status);
    expect([await marks(), (await threads('maya')).items]).toEqual([[], []]);
  });
});
