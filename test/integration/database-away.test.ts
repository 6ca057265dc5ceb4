import { connect } from '@caseroom/server/platform/db';
import { noteText } from '@caseroom/shared/editor/text';
import type { Edit, Note } from '@caseroom/shared/note';
import { closeCode } from '@caseroom/shared/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Floor, makeFloor, openNote } from '../support/floor.ts';
import type { HttpClient } from '../support/http-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { OwnDatabase } from '../support/own-database.ts';
import { editFrame, RawNote } from '../support/raw-note.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { lineEdit, writeLine } from '../support/writing.ts';

let database: OwnDatabase;
let floor: Floor;
let app: TestApp;
let maya: HttpClient;
let raj: HttpClient;
beforeAll(async () => {
  database = await OwnDatabase.make();
  await database.start();
  const sql = connect(database.url, { max: 1 });
  floor = await makeFloor(sql);
  await sql.end();
  app = await startApp(database);
  [maya, raj] = [await floor.signIn(app.origin, 'maya'), await floor.signIn(app.origin, 'raj')];
});
afterAll(async () => {
  await app.stop();
  await database.remove();
});

const outages: [string, () => Promise<void>, () => Promise<void>][] = [
  ['is stopped by its administrator', () => database.stop(), () => database.start()],
  ['cannot be reached any more', () => database.unplug(), () => database.plugIn()],
];

test.each(outages)('[N12] a database that %s while people write', async (_what, leave, comeBack) => {
  const { noteId } = await openNote(maya, floor.programId);
  const clients = [maya, raj].map((who) => new NoteClient(who, noteId));
  await Promise.all(clients.map((client) => client.synced()));
  const write = (words: string) => {
    for (const [i, client] of clients.entries()) writeLine(client.doc, `${words} by ${i}`);
  };
  write('before');
  await Promise.all(clients.map((client) => client.saved()));
  const witness = await RawNote.join(maya, noteId);

  write('as it leaves');
  await leave();
  witness.send(editFrame(lineEdit(witness.doc, 'a raw line')));
  expect(await witness.closed).toEqual({ code: closeCode.tryAgain, reason: 'try again' });
  write('while it is away');

  expect(await answer('/api/me')).toEqual({
    status: 503,
    type: 'application/problem+json; charset=utf-8',
    code: 'unavailable',
    retryAfter: '2',
  });
  expect(await answer(`/api/notes/${noteId}`)).toMatchObject({ status: 503, code: 'unavailable' });
  expect((await maya.fetch('/readyz')).status).toBe(503);
  expect((await maya.fetch('/healthz')).status).toBe(200);
  const newcomer = new RawNote(maya, noteId);
  expect((await newcomer.closed).code).toBe(closeCode.tryAgain);
  // Nobody was shown the beginning of a note that could not be read.
  expect(newcomer.heard).toEqual([]);

  await comeBack();
  await Promise.all(clients.map((client) => client.saved()));
  const [one, two] = clients as [NoteClient, NoteClient];
  await until(() => noteText(one.body) === noteText(two.body));
  const lines = noteText(one.body).split('\n');
  const own = ['before', 'as it leaves', 'while it is away'].flatMap((words) => [
    `${words} by 0`,
    `${words} by 1`,
  ]);
  expect(lines.filter((line) => line !== 'a raw line').sort()).toEqual(own.sort());
  await isWhole(noteId, noteText(one.body));
  expect((await maya.fetch('/readyz')).status).toBe(200);
  for (const client of clients) client.close();
});

test('[N1] kill -9 of PostgreSQL loses nothing that was receipted, and everybody goes on by themselves', async () => {
  const { noteId } = await openNote(maya, floor.programId);
  const clients = [maya, raj].map((who) => new NoteClient(who, noteId));
  await Promise.all(clients.map((client) => client.synced()));
  for (const [i, client] of clients.entries()) writeLine(client.doc, `before by ${i}`);
  await Promise.all(clients.map((client) => client.saved()));
  let lines = 0;
  const typing = setInterval(() => {
    for (const [i, client] of clients.entries()) writeLine(client.doc, `line ${lines} by ${i}`);
    lines++;
  }, 5);
  await until(() => lines >= 10);
  await database.kill();
  const before = lines;
  await until(() => lines >= before + 10);
  clearInterval(typing);
  await Promise.all(clients.map((client) => client.saved()));
  const [one, two] = clients as [NoteClient, NoteClient];
  await until(() => noteText(one.body) === noteText(two.body));
  expect(noteText(one.body).split('\n')).toHaveLength(2 + 2 * lines);
  await isWhole(noteId, noteText(one.body));
  for (const client of clients) client.close();
});

test('a process that starts before its database refuses clearly, and serves as soon as it is there', async () => {
  const { noteId } = await openNote(maya, floor.programId);
  await database.stop();
  const early = await startApp(database);
  const here: HttpClient = { ...maya, origin: early.origin };
  expect((await new RawNote(here, noteId).closed).code).toBe(closeCode.tryAgain);
  expect((await fetch(`${early.origin}/readyz`)).status).toBe(503);
  const client = new NoteClient(here, noteId);
  writeLine(client.doc, 'typed before there was a database');
  await database.start();
  expect(await client.saved()).toBe(1);
  client.close();
  await early.stop();
  await isWhole(noteId, 'typed before there was a database');
});

/** The note reads so for a fresh joiner and over HTTP, its journal has no gap, and its chain verifies. */
async function isWhole(noteId: string, text: string): Promise<void> {
  const joiner = await RawNote.join(maya, noteId);
  expect(noteText(joiner.body)).toBe(text);
  joiner.close();
  const note = await maya.get<Note>(`/api/notes/${noteId}`);
  expect(note.text).toBe(text);
  const { items } = await maya.get<{ items: Edit[] }>(`/api/notes/${noteId}/edits?limit=1000`);
  expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: note.headSeq }, (_, i) => i + 1));
  const auditor = await floor.signIn(app.origin, 'auditor');
  expect(await auditor.get(`/api/audit/verify?noteId=${noteId}`)).toMatchObject({
    ok: true,
    notes: 1,
    edits: note.headSeq,
  });
}

async function answer(path: string) {
  const response = await maya.fetch(path);
  const { code } = (await response.json()) as { code: string };
  const header = (name: string) => response.headers.get(name);
  return { status: response.status, type: header('content-type'), code, retryAfter: header('retry-after') };
}
