import type { FollowUp } from '@caseroom/shared/follow-up';
import { refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { blankNote, type NoteFixture } from '../note/testing/note-fixture.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { followUpDeriver } from './deriver.ts';
import { followUpRoutes } from './routes.ts';

let db: FreshDatabase;
let note: NoteFixture;
let server: Listening;
let rooms: Rooms;
let maya: string;
let tomasz: string;
let quality: string;
let stranger: string;
const id = crypto.randomUUID();

beforeAll(async () => {
  db = await freshDatabase();
  note = await blankNote(db.sql, ['Maya', 'Tomasz', 'Quality']);
  [maya, tomasz, quality] = note.people as [string, string, string];
  await db.sql`update membership set role = 'qa' where person_id = ${quality}`;
  stranger = (await blankNote(db.sql, ['Stranger'])).people[0] as string;
  const bus = createInProcessBus(silentLog);
  const derivers = [followUpDeriver({ bus })];
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog, derivers });
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
  followUpRoutes(http.api, { sql: db.sql, rooms });
  server = await listen(http.app);
  await rooms.edit(note.noteId, maya, (doc) => bodyOf(doc).push([taskList()]));
  await rooms.derive(note.noteId);
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

/** One task without an owner. */
function taskList(): Y.XmlElement {
  const [list, item, line, due] = ['taskList', 'taskItem', 'paragraph', 'due'].map(
    (name) => new Y.XmlElement(name),
  ) as [Y.XmlElement, Y.XmlElement, Y.XmlElement, Y.XmlElement];
  item.setAttribute('followUp', id);
  due.setAttribute('at', '2026-11-23T15:00:00.000Z');
  line.insert(0, [new Y.XmlText('Tell the others'), due]);
  item.insert(0, [line]);
  list.insert(0, [item]);
  return list;
}

async function call<T>(personId: string, method: string, path: string, body?: unknown) {
  const response = await fetch(server.base + path, {
    method,
    headers: { cookie: personId, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}
const list = async (personId: string, query = ''): Promise<string[]> => {
  const answer = await call<{ items: FollowUp[] }>(personId, 'GET', `/api/follow-ups${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items.map(({ text }) => text);
};
const tick = (personId: string, done: boolean) =>
  call<FollowUp & { code: string }>(personId, 'POST', `/api/follow-ups/${id}`, { done });

describe('follow-ups over HTTP', () => {
  test('are narrowed to cases with any of the tags, also by what a tag was called', async () => {
    const { caseId, programId } = note;
    await db.sql`update "case" set tags = '{port out,vip}' where id = ${caseId}`;
    const [tag] = await db.sql<{ id: string }[]>`
      insert into tag (program_id, name, "group", colour, about, keywords, created_at)
      values (${programId}, 'port out', 'reason', 'blue', '', '{}', now()) returning id`;
    await db.sql`insert into tag_old_name (program_id, name, tag_id) values (${programId}, 'porting', ${tag?.id ?? ''})`;
    for (const tags of ['vip', 'billing,vip', 'porting'])
      expect(await list(maya, `?tag=${tags}`)).toEqual(['Tell the others']);
    expect(await list(maya, '?tag=billing')).toEqual([]);
  });

  test('without an owner they are the case owner’s, and everybody on the case sees them', async () => {
    expect(await list(maya)).toEqual(['Tell the others']);
    expect(await list(tomasz)).toEqual([]);
    expect(await list(tomasz, '?of=team')).toEqual(['Tell the others']);
    expect(await list(stranger, '?of=team')).toEqual([]);
    const of = await call<{ items: FollowUp[] }>(quality, 'GET', `/api/cases/${note.caseId}/follow-ups`);
    expect(of.body.items.map(({ text, write }) => [text, write])).toEqual([['Tell the others', false]]);
    expect((await call(stranger, 'GET', `/api/cases/${note.caseId}/follow-ups`)).status).toBe(404);
  });

  test('are ticked in the note by those who may write there, once however often it is asked', async () => {
    expect((await tick(stranger, true)).status).toBe(404);
    expect(await tick(quality, true)).toMatchObject({ status: 403, body: { code: 'read-only' } });
    const { body } = await tick(tomasz, true);
    expect(body.done?.by?.id).toBe(tomasz);
    await tick(maya, true);
    const checked = await rooms.read(note.noteId, ({ doc }) => {
      const item = (bodyOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlElement;
      return item.getAttribute('checked') as unknown;
    });
    expect(checked).toBe(true);
    const rows = await db.sql`select actor_id from case_event where kind = 'follow-up.done'`;
    expect(rows).toEqual([{ actor_id: tomasz }]);
    expect(await list(maya)).toEqual([]);
    expect(await list(maya, '?state=done')).toEqual(['Tell the others']);
  });

  test('that were taken out of the note meanwhile are refused, and nothing is written', async () => {
    await tick(maya, false);
    await rooms.edit(note.noteId, maya, (doc) => bodyOf(doc).delete(0, 1));
    expect(await tick(tomasz, true)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await rooms.derive(note.noteId);
    expect((await tick(tomasz, true)).status).toBe(404);
  });
});
