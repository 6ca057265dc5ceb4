import { once } from 'node:events';
import { MAX_BUFFERED_BYTES, MAX_EDIT_BYTES } from '@caseroom/server/note/limits';
import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { noteText } from '@caseroom/shared/editor/text';
import type { Note } from '@caseroom/shared/note';
import { closeCode } from '@caseroom/shared/wire';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Floor, makeFloor, openNote } from '../support/floor.ts';
import { NoteClient } from '../support/note-client.ts';
import { askReceiptFrame, editFrame, RawNote } from '../support/raw-note.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { lineEdit, writeLine } from '../support/writing.ts';

let database: FreshDatabase;
let floor: Floor;
const apps: TestApp[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
});
afterAll(() => database.drop());

async function start(port?: number): Promise<TestApp> {
  const app = await startApp({ url: database.url, ...(port === undefined ? {} : { port }) });
  apps.push(app);
  return app;
}

test('[N15] a reader who does not read is closed with 1013; nobody waits for them and nothing is dropped', async () => {
  const app = await start();
  const [maya, raj] = [await floor.signIn(app.origin, 'maya'), await floor.signIn(app.origin, 'raj')];
  const { noteId } = await openNote(maya, floor.programId);
  const [writer, slow] = [await RawNote.join(maya, noteId), await RawNote.join(raj, noteId)];
  slow.ws.pause();
  // Three bytes a character: as large as an edit may be at a third of the clocks.
  const page = '訂'.repeat(Math.floor(MAX_EDIT_BYTES / 3) - 1_000);
  let sent = 0;
  while ((await connections(app)) === 2) {
    writer.send(editFrame(lineEdit(writer.doc, page)));
    await writer.saved(++sent);
  }
  expect(sent * MAX_EDIT_BYTES).toBeGreaterThan(MAX_BUFFERED_BYTES);
  slow.ws.resume();
  expect(await slow.closed).toEqual({ code: closeCode.tryAgain, reason: 'reading too slowly' });
  expect(writer.ending).toBeNull();
  // What had been sent until then came whole and in order.
  const read = noteText(slow.body).split('\n');
  expect(read.length).toBeGreaterThan(0);
  expect(read.every((line) => line === page)).toBe(true);
  const again = await RawNote.join(raj, noteId);
  expect(noteText(again.body).split('\n')).toHaveLength(sent);
  for (const client of [writer, again]) client.close();
});

async function connections(app: TestApp): Promise<number> {
  const text = await app.app.registry.metrics();
  return Number(/^caseroom_note_connections (\d+)$/m.exec(text)?.[1]);
}

test('[N2] a drain commits and receipts what waits, then closes with 1012', async () => {
  const app = await start();
  const maya = await floor.signIn(app.origin, 'maya');
  const { noteId } = await openNote(maya, floor.programId);
  const writer = await RawNote.join(maya, noteId);
  const lock = await lockNote(noteId);
  for (let line = 1; line <= 20; line++) writer.send(editFrame(lineEdit(writer.doc, `line ${line}`)));
  writer.send(askReceiptFrame(7));
  const pong = once(writer.ws, 'pong');
  writer.ws.ping();
  await pong; // The server has all of it, and Postgres keeps it waiting.
  const stopped = app.stop();
  apps.length = 0;
  await expect(fetch(`${app.origin}/healthz`)).rejects.toThrow();
  expect(writer.heard.some(({ kind }) => kind === 'receipt')).toBe(false);
  await lock.release();
  expect(await writer.closed).toEqual({ code: closeCode.restarting, reason: 'restarting' });
  expect(writer.heard).toContainEqual({ kind: 'receipt', k: 7, seq: 20 });
  await stopped;
  const [row] = await database.sql`select head_seq, text, text_seq from note where id = ${noteId}`;
  expect(row).toEqual({ head_seq: 20, text: noteText(writer.body), text_seq: 20 });
});

/** Holds the note's row, so that its commits wait. */
async function lockNote(noteId: string): Promise<{ release(): Promise<void> }> {
  const connection = await database.owner.reserve();
  await connection`begin`;
  await connection`select 1 from note where id = ${noteId} for update`;
  return {
    async release() {
      await connection`commit`;
      connection.release();
    },
  };
}

test('[N2] stock providers go on typing over a restart and lose nothing', async () => {
  const first = await start();
  const people = [await floor.signIn(first.origin, 'maya'), await floor.signIn(first.origin, 'raj')] as const;
  const { noteId } = await openNote(people[0], floor.programId);
  const clients = people.map((who) => new NoteClient(who, noteId));
  await Promise.all(clients.map((client) => client.synced()));
  const write = (words: string) => {
    for (const [i, client] of clients.entries()) writeLine(client.doc, `${words} by ${i}`);
  };
  write('before');
  apps.length = 0;
  const stopped = first.stop();
  write('during');
  await stopped;
  write('between');
  await start(first.port);
  write('after');
  await Promise.all(clients.map((client) => client.saved()));
  const [one, two] = clients as [NoteClient, NoteClient];
  await until(() => noteText(one.body) === noteText(two.body));
  const expected = ['before', 'during', 'between', 'after'].flatMap((words) => [
    `${words} by 0`,
    `${words} by 1`,
  ]);
  expect(noteText(one.body).split('\n').sort()).toEqual(expected.sort());
  expect((await people[0].get<Note>(`/api/notes/${noteId}`)).text).toBe(noteText(one.body));
  for (const client of clients) client.close();
});
