import { writeJson } from '@caseroom/shared/editor/text';
import { type CasePrompts, defaultGuidance } from '@caseroom/shared/guidance';
import type { DocJson } from '@caseroom/shared/note';
import { refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeCase } from '../case/change.ts';
import { appendEvent, PROMPT_CHANNEL } from '../case/events.ts';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { blankNote, type NoteFixture } from '../note/testing/note-fixture.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { guidanceDeriver } from './deriver.ts';
import { guidanceRoutes } from './routes.ts';

const bus = createInProcessBus(silentLog);
let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let now = new Date();
let note: NoteFixture;
let maya: string;
let tomasz: string;

beforeAll(async () => {
  db = await freshDatabase();
  rooms = createRooms({
    sql: db.sql,
    bus,
    journal: createJournal(db.sql),
    log: silentLog,
    derivers: [guidanceDeriver({ bus })],
  });
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (id) =>
      id
        ? { id, name: id, colour: 0, admin: id === ADMIN, auditor: false, sessionId: id }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  guidanceRoutes(http.api, { sql: db.sql, clock: { now: () => now } });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});
beforeEach(async () => {
  note = await blankNote(db.sql, ['Maya', 'Tomasz', 'Quality']);
  [maya, tomasz] = note.people as [string, string];
  await db.sql`update membership set role = 'qa' where person_id = ${note.people[2] as string}`;
  now = new Date();
});

const ADMIN = crypto.randomUUID();
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

async function call<T>(personId: string, method: string, path: string, body?: unknown) {
  const response = await fetch(server.base + path, {
    method,
    headers: { cookie: personId, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}
const prompts = async (personId: string) =>
  (await call<CasePrompts>(personId, 'GET', `/api/cases/${note.caseId}/prompts`)).body;
const rulesFor = async (personId: string) => (await prompts(personId)).items.map(({ rule }) => rule);

async function write(...content: DocJson[]): Promise<void> {
  await rooms.edit(note.noteId, maya, (doc) => writeJson(bodyOf(doc), { type: 'doc', content }));
  await rooms.derive(note.noteId);
}
const heading = (text: string) => ({
  type: 'heading',
  attrs: { level: 3 },
  content: [{ type: 'text', text }],
});
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const resolve = () =>
  db.sql.begin((tx) =>
    changeCase(tx, { caseId: note.caseId, actorId: maya, patch: { status: 'resolved' }, at: now }),
  );

test('a case resolved without a cause prompts after its minutes, until a note says it, live', async () => {
  await resolve();
  expect(await prompts(maya)).toEqual({
    items: [],
    nextAt: new Date(now.getTime() + 5 * 60_000).toISOString(),
  });
  later(5);
  expect(await rulesFor(tomasz)).toEqual(['resolved-without-cause']);

  const told: string[] = [];
  const stop = bus.subscribe(PROMPT_CHANNEL, (message) => told.push(new TextDecoder().decode(message)));
  await write(heading('Cause'), paragraph('The job skipped accounts with a pending port-in.'));
  await expect.poll(() => told).toEqual([note.caseId]);
  stop();
  expect(await rulesFor(tomasz)).toEqual([]);
});

test('is read in fields as well as below headings, and a promise needs a time', async () => {
  const field = (key: string, text: string) => ({
    type: 'field',
    attrs: { key, type: 'rich', label: 'Promised' },
    content: [paragraph(text)],
  });
  await write(field('promise', 'We call her back with the date'));
  later(10);
  const [prompt] = (await prompts(maya)).items;
  expect(prompt).toMatchObject({
    rule: 'promise-without-time',
    noteId: note.noteId,
    field: 'promised-for',
    detail: 'We call her back with the date',
  });
  await write({
    type: 'fieldValue',
    attrs: { key: 'promised-for', type: 'date-time', label: 'By when', value: now.toISOString() },
  });
  expect(await rulesFor(maya)).toEqual([]);
});

test('what somebody puts away stays away for them alone, comes back when asked, and anew for something else', async () => {
  const tell = () =>
    db.sql.begin((tx) =>
      appendEvent(tx, {
        caseId: note.caseId,
        kind: 'customer.told',
        actorId: maya,
        data: { about: '' },
        at: now,
      }),
    );
  later(30);
  await tell();
  later(15);
  const [prompt] = (await prompts(maya)).items;
  const dismiss = (dismissed: boolean) =>
    call<CasePrompts>(maya, 'POST', `/api/cases/${note.caseId}/prompts/dismiss`, {
      rule: prompt?.rule,
      about: prompt?.about,
      dismissed,
    });
  expect((await dismiss(true)).body.items).toEqual([]);
  expect(await rulesFor(maya)).toEqual([]);
  expect(await rulesFor(tomasz)).toEqual(['told-unwritten']);
  expect((await dismiss(false)).body.items).toEqual([prompt]);
  await dismiss(true);
  later(30);
  await tell();
  later(15);
  expect(await rulesFor(maya)).toEqual(['told-unwritten']);
});

test('only writers are prompted, and only administrators set a program’s rules', async () => {
  const quality = note.people[2] as string;
  expect((await call(quality, 'GET', `/api/cases/${note.caseId}/prompts`)).status).toBe(403);
  const address = `/api/admin/programs/${note.programId}/guidance`;
  const settings = {
    ...defaultGuidance,
    prompts: { ...defaultGuidance.prompts, 'resolved-without-cause': { on: false, after_min: 0 } },
  };
  expect((await call(maya, 'PUT', address, settings)).status).toBe(403);
  expect((await call(ADMIN, 'PUT', address, settings)).status).toBe(200);
  await resolve();
  later(60);
  expect(await rulesFor(maya)).toEqual([]);
  const read = await call<{ settings: unknown }>(maya, 'GET', `/api/programs/${note.programId}/guidance`);
  expect(read.body.settings).toEqual(settings);
});
