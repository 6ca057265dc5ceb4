import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { noteText } from '@caseroom/shared/editor/text';
import type { Note } from '@caseroom/shared/note';
import { HEARTBEAT_MS } from '@caseroom/shared/wire';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { type Floor, makeFloor, openNote } from '../support/floor.ts';
import { NoteClient } from '../support/note-client.ts';
import { RawNote } from '../support/raw-note.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { writeLine } from '../support/writing.ts';

let database: FreshDatabase;
let floor: Floor;
let app: TestApp;
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
  app = await startApp(database);
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const open: { close(): void }[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const client of open.splice(0)) client.close();
});
const keep = <T extends { close(): void }>(client: T): T => {
  open.push(client);
  return client;
};

test('[N1][N2] sign in, open a case, write its note with a stock provider, be told it is saved, read it back', async () => {
  const maya = await floor.signIn(app.origin, 'maya');
  const { caseId, noteId } = await openNote(maya, floor.programId);
  const client = keep(new NoteClient(maya, noteId));
  await client.synced();
  writeLine(client.doc, 'Charged twice on 3 May.');
  expect(await client.saved()).toBe(1);
  const note = await maya.get<Note>(`/api/notes/${noteId}`);
  expect(note).toMatchObject({ caseId, headSeq: 1, text: 'Charged twice on 3 May.', access: 'write' });
  expect(note.authors.map(({ id }) => id)).toEqual([maya.person.id]);
});

test('[N1][N15] two stock providers that write at once end with the same note, and so does the journal', async () => {
  const [maya, raj] = [await floor.signIn(app.origin, 'maya'), await floor.signIn(app.origin, 'raj')];
  const { noteId } = await openNote(maya, floor.programId);
  const clients = [maya, raj].map((who) => keep(new NoteClient(who, noteId)));
  await Promise.all(clients.map((client) => client.synced()));
  for (let line = 0; line < 40; line++) {
    for (const [i, client] of clients.entries()) writeLine(client.doc, `line ${line} of person ${i}`);
    await new Promise(setImmediate);
  }
  await Promise.all(clients.map((client) => client.saved()));
  const [one, two] = clients as [NoteClient, NoteClient];
  await until(() => noteText(one.body) === noteText(two.body));
  expect(noteText(one.body).split('\n')).toHaveLength(80);
  const read = await maya.get<Note>(`/api/notes/${noteId}`);
  expect(read).toMatchObject({ headSeq: 80, text: noteText(one.body) });
});

test('[N14] what was typed while away arrives when the provider comes back', async () => {
  const maya = await floor.signIn(app.origin, 'maya');
  const { noteId } = await openNote(maya, floor.programId);
  const client = keep(new NoteClient(maya, noteId));
  await client.synced();
  client.provider.disconnect();
  writeLine(client.doc, 'typed in a tunnel');
  client.provider.connect();
  expect(await client.saved()).toBe(1);
  expect((await maya.get<Note>(`/api/notes/${noteId}`)).text).toBe('typed in a tunnel');
});

test('[N27] who typed while away and goes on typing the moment they are back is not taken for an attacker', async () => {
  const maya = await floor.signIn(app.origin, 'maya');
  const { noteId } = await openNote(maya, floor.programId);
  const client = keep(new NoteClient(maya, noteId));
  await client.synced();
  client.provider.disconnect();
  writeLine(client.doc, 'in a tunnel');
  client.provider.once('status', () => {
    client.provider.once('status', () => writeLine(client.doc, 'and out of it'));
  });
  client.provider.connect();
  await client.saved();
  expect((await maya.get<Note>(`/api/notes/${noteId}`)).text).toBe('in a tunnel\nand out of it');
});

test('[N1] with a client id a second provider uses as well, nobody’s words are lost', async () => {
  const [maya, raj] = [await floor.signIn(app.origin, 'maya'), await floor.signIn(app.origin, 'raj')];
  const { noteId } = await openNote(maya, floor.programId);
  const first = keep(new NoteClient(maya, noteId, withClientId(4711)));
  await first.synced();
  writeLine(first.doc, 'the first');
  await first.saved();
  // Yjs changes its own id when it hears of somebody else’s structs under it.
  const second = keep(new NoteClient(raj, noteId, withClientId(4711)));
  await second.synced();
  writeLine(second.doc, 'the second');
  await second.saved();
  await until(() => noteText(first.body) === 'the first\nthe second');
  expect(second.doc.clientID).not.toBe(4711);
  // A stock provider cannot be closed under another client id than it was opened with.
  second.doc.clientID = 4711;
});

function withClientId(id: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = id;
  return doc;
}

test('[N19] a connection on which nothing happens hears from the server', async () => {
  const maya = await floor.signIn(app.origin, 'maya');
  const { noteId } = await openNote(maya, floor.programId);
  // Before the server starts, so that its clock is ours; sockets and Postgres go on as always.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() });
  const silent = await startApp(database);
  const here = await floor.signIn(silent.origin, 'maya');
  const listener = keep(await RawNote.join(here, noteId));
  const beats = () => listener.heard.filter(({ kind }) => kind === 'heartbeat').length;
  for (let beat = 1; beat <= 3; beat++) {
    await listener.saved(beat); // Its answer to the ping before has arrived.
    vi.advanceTimersByTime(HEARTBEAT_MS);
    await until(() => beats() === beat);
  }
  expect(listener.ending).toBeNull();
  await silent.stop();
});

test('[N19] a connection that answers no ping is hung up on', async () => {
  const maya = await floor.signIn(app.origin, 'maya');
  const { noteId } = await openNote(maya, floor.programId);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() });
  const strict = await startApp(database);
  const here = await floor.signIn(strict.origin, 'maya');
  const dead = keep(await RawNote.join(here, noteId, { autoPong: false }));
  for (let beat = 1; beat <= 2; beat++) vi.advanceTimersByTime(HEARTBEAT_MS);
  expect((await dead.closed).code).toBe(1006);
  await strict.stop();
});
