import type { RecheckItem } from '@caseroom/shared/recheck';
import { refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createNote } from '../note/create.ts';
import { blankNote, type NoteFixture } from '../note/testing/note-fixture.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { recheckRoutes } from './routes.ts';
import { tellRechecks } from './tell-due.ts';

const bus = createInProcessBus(silentLog);
let db: FreshDatabase;
let server: Listening;
let now: Date;
let note: NoteFixture;
let owner: string;
let colleague: string;

beforeAll(async () => {
  db = await freshDatabase();
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (id) =>
      id ? { id, name: id, colour: 0, admin: false, auditor: false, sessionId: id } : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  recheckRoutes(http.api, { sql: db.sql, bus, clock: { now: () => now } });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await db.drop();
});
beforeEach(async () => {
  now = new Date('2026-11-22T12:00:00.000Z');
  note = await blankNote(db.sql, ['Maya', 'Tomasz', 'Quality', 'Lead']);
  [owner, colleague] = note.people as [string, string];
  for (const [index, role] of [
    [2, 'qa'],
    [3, 'lead'],
  ] as const)
    await db.sql`update membership set role = ${role} where person_id = ${note.people[index] as string}`;
});

async function call<T>(personId: string, method: string, path: string, body?: unknown) {
  const response = await fetch(server.base + path, {
    method,
    headers: { cookie: personId, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}
const set = (by: string, dueOn: string | null, everyDays: number | null, noteId = note.noteId) =>
  call<{ items: RecheckItem[] }>(by, 'PUT', `/api/notes/${noteId}/recheck`, { dueOn, everyDays });
const stillRight = (by: string) =>
  call<{ items: RecheckItem[] }>(by, 'POST', `/api/notes/${note.noteId}/recheck/still-right`);
const due = async (by: string, query = '') =>
  (await call<{ items: RecheckItem[] }>(by, 'GET', `/api/rechecks${query}`)).body.items.map(
    ({ noteId }) => noteId,
  );
const events = async () =>
  (
    await db.sql<{ kind: string; data: unknown }[]>`
      select kind, data from case_event where case_id = ${note.caseId} order by seq`
  ).map(({ kind, data }) => [kind, data]);
const tell = () => tellRechecks({ sql: db.sql, bus, clock: { now: () => now } });
const inbox = async (personId: string) =>
  (await db.sql<{ kind: string }[]>`select kind from notification where person_id = ${personId}`).map(
    ({ kind }) => kind,
  );

test('a note is listed once its day has come, its owner told once, and “still right” moves the day on', async () => {
  const { noteId } = note;
  await set(colleague, '2026-11-23', 30);
  await tell();
  expect([await due(owner), await due(owner, '?state=later'), await inbox(owner)]).toEqual([
    [],
    [noteId],
    [],
  ]);

  now = new Date('2026-11-23T00:00:01.000Z');
  await tell();
  await tell();
  expect(await inbox(owner)).toEqual(['note.recheck-due']);
  expect([await due(owner), await due(colleague), await due(colleague, '?of=team')]).toEqual([
    [noteId],
    [],
    [noteId],
  ]);

  expect((await stillRight(colleague)).body.items[0]).toMatchObject({
    dueOn: '2026-12-23',
    isDue: false,
    last: { by: { id: colleague } },
  });
  expect(await events()).toEqual([
    ['note.recheck-set', { noteId, dueOn: '2026-11-23', everyDays: 30 }],
    ['note.recheck-due', { noteId, dueOn: '2026-11-23' }],
    ['note.rechecked', { noteId, nextOn: '2026-12-23' }],
  ]);
  await tell();
  expect(await inbox(owner)).toHaveLength(1);
});

test('once is once, the same day set again is no event, and a day can be taken away', async () => {
  await set(owner, '2026-11-20', null);
  await set(owner, '2026-11-20', null);
  expect((await stillRight(owner)).body.items).toEqual([]);
  expect((await stillRight(owner)).status).toBe(409);
  await set(owner, '2026-12-01', 7);
  expect((await set(owner, null, null)).body.items).toEqual([]);
  expect((await events()).map(([kind]) => kind)).toEqual([
    'note.recheck-set',
    'note.rechecked',
    'note.recheck-set',
    'note.recheck-set',
  ]);
});

test('the day is that of the program’s own calendar', async () => {
  await db.sql`
    update program set timer_policy = jsonb_set(timer_policy, '{hours,timeZone}', '"Pacific/Auckland"')
    where id = ${note.programId}`;
  await set(owner, '2026-11-23', 1);
  // 01:00 on the 23rd in Auckland.
  now = new Date('2026-11-22T12:00:00.000Z');
  expect(await due(owner)).toEqual([note.noteId]);
  expect((await stillRight(owner)).body.items[0]?.dueOn).toBe('2026-11-24');
});

test('who may not read a note neither sees nor is told of its day; who may not write cannot set it', async () => {
  const [, , quality, lead] = note.people as [string, string, string, string];
  const leads = await db.sql.begin((tx) =>
    createNote(tx, {
      caseId: note.caseId,
      kind: 'supervisor',
      audience: 'leads',
      title: 'Supervisor note',
      actorId: lead,
      outline: null,
      recheckEvery_days: 7,
      at: new Date('2026-11-01T12:00:00.000Z'),
    }),
  );
  expect(await due(lead, '?of=team')).toEqual([leads]);
  expect(await due(owner, '?of=team')).toEqual([]);
  await tell();
  expect(await inbox(owner)).toEqual([]);
  expect((await set(owner, '2026-11-23', 7, leads)).status).toBe(403);
  expect((await set(quality, '2026-11-23', 7)).status).toBe(403);
});
