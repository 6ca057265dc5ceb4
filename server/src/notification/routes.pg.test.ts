import type { Inbox, NotificationSettings } from '@caseroom/shared/notification';
import { refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notify, PEOPLE_CHANNEL, readPeopleHint } from '../case/notify.ts';
import { blankNote, type NoteFixture } from '../note/testing/note-fixture.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { systemClock } from '../platform/clock.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { notificationRoutes } from './routes.ts';

let db: FreshDatabase;
let note: NoteFixture;
let server: Listening;
let maya: string;
let tomasz: string;
const hinted: string[] = [];

beforeAll(async () => {
  db = await freshDatabase();
  const bus = createInProcessBus(silentLog);
  bus.subscribe(PEOPLE_CHANNEL, (message) => hinted.push(...(readPeopleHint(message)?.personIds ?? [])));
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
  notificationRoutes(http.api, { sql: db.sql, bus, clock: systemClock, mailAvailable: false });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await db.drop();
});
beforeEach(async () => {
  note = await blankNote(db.sql, ['Maya', 'Tomasz']);
  [maya, tomasz] = note.people as [string, string];
  for (const eventSeq of [1, 2])
    await db.sql.begin((tx) =>
      notify(tx, {
        caseId: note.caseId,
        eventSeq,
        kind: 'thread.reply',
        personIds: [tomasz],
        actorId: maya,
        data: { noteId: note.noteId, text: `reply ${eventSeq}` },
        at: new Date(`2026-11-22T12:0${eventSeq}:00.000Z`),
      }),
    );
});

async function call<T>(personId: string, method: string, path: string, body?: unknown) {
  const response = await fetch(server.base + path, {
    method,
    headers: { cookie: personId, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}
const inbox = async (personId: string) => (await call<Inbox>(personId, 'GET', '/api/inbox')).body;

describe('the inbox', () => {
  test('holds what is not done, newest first, and counts what is not read', async () => {
    const { unread, items } = await inbox(tomasz);
    expect(unread).toBe(2);
    expect(items.map(({ text, actor }) => [text, actor?.id])).toEqual([
      ['reply 2', maya],
      ['reply 1', maya],
    ]);
    hinted.length = 0;
    const { body } = await call<Inbox>(tomasz, 'PATCH', `/api/inbox/${items[0]?.id}`, { done: true });
    expect([body.unread, body.items.map(({ text }) => text)]).toEqual([1, ['reply 1']]);
    expect(hinted).toEqual([tomasz]);
  });

  test('is read up to what was on the screen, not what came meanwhile', async () => {
    const { body } = await call<Inbox>(tomasz, 'POST', '/api/inbox/read-all', {
      before: '2026-11-22T12:01:00.000Z',
    });
    expect(body.items.map(({ text, read }) => [text, read])).toEqual([
      ['reply 2', false],
      ['reply 1', true],
    ]);
  });

  test('is nobody else’s, and hides what may no longer be read', async () => {
    const [first] = (await inbox(tomasz)).items;
    expect((await call(maya, 'PATCH', `/api/inbox/${first?.id}`, { read: true })).status).toBe(404);
    await db.sql`delete from membership where person_id = ${tomasz}`;
    expect(await inbox(tomasz)).toEqual({ unread: 0, items: [] });
  });
});

describe('the choices', () => {
  test('begin with the defaults and keep what is chosen; no browser without the app', async () => {
    const before = await call<NotificationSettings>(tomasz, 'GET', '/api/inbox/settings');
    expect(before.body.kinds.mention).toEqual({ app: true, browser: true, mail: true });
    const { body } = await call<NotificationSettings>(tomasz, 'PATCH', '/api/inbox/settings', {
      kind: 'mention',
      channels: { app: false, browser: true, mail: false },
    });
    expect(body.kinds.mention).toEqual({ app: false, browser: false, mail: false });
    expect(
      (await call<NotificationSettings>(maya, 'GET', '/api/inbox/settings')).body.kinds.mention.app,
    ).toBe(true);
  });
});
