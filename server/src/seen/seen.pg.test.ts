import type { Role } from '@caseroom/shared/people';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import type { SeenUpTo, Since } from '@caseroom/shared/seen';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { changeCase } from '../case/change.ts';
import { appendEvent } from '../case/events.ts';
import { openCase } from '../case/open.ts';
import { createNote } from '../note/create.ts';
import { bodyOf } from '../note/doc.ts';
import { createHistories } from '../note/history/service.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { seenRoutes } from './routes.ts';

type Who = 'maya' | 'tomasz' | 'ines' | 'daniel' | 'joana' | 'stranger';
const roles: Record<Exclude<Who, 'stranger'>, Role> = {
  maya: 'agent',
  tomasz: 'senior',
  ines: 'lead',
  daniel: 'lead',
  joana: 'client',
};

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let program: string;
let caseId: string;
let noteId: string;
let leadsNoteId: string;
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  for (const [who, role] of Object.entries(roles)) {
    const memberships = [{ programId: program, role }];
    people[who as Who] = await makePerson(db.sql, { email: `${who}@example.com`, memberships });
  }
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  people.stranger = await makePerson(db.sql, {
    email: 'stranger@example.com',
    memberships: [{ programId: elsewhere, role: 'lead' }],
  });
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
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
  const clock = { now: () => new Date() };
  seenRoutes(http.api, { sql: db.sql, clock, histories: createHistories(db.sql) });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

/** Opened two hours ago by Maya, with a note for all and one for leads. */
beforeEach(async () => {
  const at = new Date(Date.now() - 2 * 3_600_000);
  const opened = await db.sql.begin(async (tx) => {
    const { caseId } = await openCase(tx, {
      programId: program,
      subject: 'Charged twice',
      priority: 'P2',
      customer: { name: 'Elena Ruiz' },
      tags: [],
      openedBy: people.maya,
    });
    const note = { caseId, outline: null, actorId: people.ines, at };
    const forAll = await createNote(tx, { ...note, kind: 'case', audience: 'team', title: 'Case note' });
    const forLeads = await createNote(tx, {
      ...note,
      kind: 'supervisor',
      audience: 'leads',
      title: 'Hush',
    });
    return { caseId, forAll, forLeads };
  });
  caseId = opened.caseId;
  noteId = opened.forAll;
  leadsNoteId = opened.forLeads;
});

async function call<T>(
  who: Who,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: T }> {
  const answer = await fetch(`${server.base}${path}`, {
    method,
    headers: { cookie: people[who], 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}

const sees = (who: Who, note: string, seq: number) =>
  call<SeenUpTo>(who, 'PUT', `/api/notes/${note}/seen`, { seq });
const since = async (who: Who) => (await call<Since>(who, 'GET', `/api/cases/${caseId}/since`)).body;
const unread = async (who: Who) =>
  (await call<{ items: string[] }>(who, 'GET', '/api/seen/unread')).body.items.includes(caseId);

/** Looks at the case as it is now and leaves. */
async function visits(who: Who): Promise<void> {
  const { eventSeq } = await since(who);
  await call(who, 'PUT', `/api/cases/${caseId}/seen`, { seq: eventSeq });
}

async function writes(who: Who, text: string, note = noteId): Promise<number> {
  const result = await rooms.edit(note, people[who], (doc) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(text)]);
    const body = bodyOf(doc);
    body.insert(body.length, [paragraph]);
  });
  if (isRefusal(result)) throw new Error(result.detail);
  return result.seq;
}

describe('what a person has seen', () => {
  it('only moves forward', async () => {
    await writes('ines', 'one');
    await writes('ines', 'two');
    expect((await sees('maya', noteId, 2)).body.seq).toBe(2);
    expect((await sees('maya', noteId, 1)).body.seq).toBe(2);
    await visits('maya');
    const { body } = await call<SeenUpTo>('maya', 'PUT', `/api/cases/${caseId}/seen`, { seq: 1 });
    expect(body.seq).toBe((await since('maya')).eventSeq);
  });

  it('cannot lie beyond what there is', async () => {
    expect((await sees('maya', noteId, 1)).status).toBe(422);
    expect((await call('maya', 'PUT', `/api/cases/${caseId}/seen`, { seq: 99 })).status).toBe(422);
  });

  it('is refused to whoever may not read', async () => {
    expect((await sees('maya', leadsNoteId, 0)).status).toBe(403);
    expect((await sees('joana', noteId, 0)).status).toBe(403);
    expect((await sees('stranger', noteId, 0)).status).toBe(404);
    expect((await call('stranger', 'PUT', `/api/cases/${caseId}/seen`, { seq: 0 })).status).toBe(404);
    expect((await call('stranger', 'GET', `/api/cases/${caseId}/since`)).status).toBe(404);
  });
});

describe('since a person left', () => {
  it('there is no news on the first visit', async () => {
    await writes('ines', 'long before');
    expect(await since('maya')).toMatchObject({ leftAt: null, notes: [], events: [] });
    expect(await unread('maya')).toBe(false);
  });

  it('others’ text and acts are news, one’s own never are', async () => {
    await writes('ines', 'read by Maya');
    await visits('maya');
    await sees('maya', noteId, 1);
    await writes('maya', 'written by herself');
    expect(await unread('maya')).toBe(false);
    expect((await since('maya')).notes).toEqual([]);

    const seq = await writes('tomasz', 'Batch PR-1118-02');
    await db.sql.begin((tx) => changeCase(tx, { caseId, actorId: people.maya, patch: { priority: 'P1' } }));
    await db.sql.begin((tx) =>
      changeCase(tx, { caseId, actorId: people.tomasz, patch: { status: 'waiting' } }),
    );
    const news = await since('maya');
    expect(news.notes).toMatchObject([
      {
        noteId,
        seenSeq: 1,
        headSeq: seq,
        isNew: false,
        changes: [{ by: { id: people.tomasz }, parts: [{ change: 'inserted', text: 'Batch PR-1118-02' }] }],
        bursts: [{ author: { id: people.tomasz }, inserted: 16 }],
      },
    ]);
    expect(news.events.map(({ kind, actor }) => [kind, actor?.id])).toEqual([
      ['case.changed', people.tomasz],
    ]);
    expect(await unread('maya')).toBe(true);

    await sees('maya', noteId, seq);
    await visits('maya');
    expect(await since('maya')).toMatchObject({ notes: [], events: [] });
    expect(await unread('maya')).toBe(false);
  });

  it('a note she never scrolled to counts from her first visit, one added later is new as a whole', async () => {
    await writes('ines', 'already there');
    await visits('maya');
    await writes('tomasz', 'after she left');
    const added = await db.sql.begin((tx) =>
      createNote(tx, {
        caseId,
        kind: 'technical',
        audience: 'team',
        title: 'Technical note',
        actorId: people.tomasz,
        outline: null,
        at: new Date(Date.now() + 1_000),
      }),
    );
    await writes('tomasz', 'Ran at 02:14.', added);
    const { notes } = await since('maya');
    expect(notes.map(({ isNew, changes }) => [isNew, changes.map(({ parts }) => parts[0]?.text)])).toEqual([
      [false, ['after she left']],
      [true, []],
    ]);
  });

  it('nobody hears of a leads’ note who may not read it', async () => {
    await visits('tomasz');
    await visits('ines');
    await writes('ines', 'Hold refunds over 50.', leadsNoteId);
    await db.sql.begin((tx) =>
      createNote(tx, {
        caseId,
        kind: 'supervisor',
        audience: 'leads',
        title: 'Another',
        actorId: people.ines,
        outline: null,
      }),
    );
    expect(await since('tomasz')).toMatchObject({ notes: [], events: [] });
    expect(await unread('tomasz')).toBe(false);
    await writes('maya', 'one for all');
    const { notes } = await since('ines');
    expect(notes.map((note) => note.noteId)).toEqual([noteId]);
  });

  it('nobody but leads hears that somebody’s work was reviewed', async () => {
    for (const who of ['tomasz', 'ines'] as const) await visits(who);
    const about = { reviewId: crypto.randomUUID(), noteId, agentId: people.maya, agentName: 'maya' };
    const data = { ...about, percent: 60 };
    await db.sql.begin((tx) =>
      appendEvent(tx, { caseId, kind: 'review.submitted', actorId: people.daniel, data }),
    );
    expect([await unread('tomasz'), (await since('tomasz')).events]).toEqual([false, []]);
    expect([await unread('ines'), (await since('ines')).events.length]).toEqual([true, 1]);
  });
});
