import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { closeCode } from '@caseroom/shared/wire';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type Floor, makeFloor, openNote } from '../support/floor.ts';
import type { HttpClient } from '../support/http-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { type Presence, presenceFrame, RawNote } from '../support/raw-note.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

let database: FreshDatabase;
let floor: Floor;
let app: TestApp;
let maya: HttpClient;
let raj: HttpClient;
let ines: HttpClient;
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
  app = await startApp(database);
  [maya, raj, ines] = await Promise.all([
    floor.signIn(app.origin, 'maya'),
    floor.signIn(app.origin, 'raj'),
    floor.signIn(app.origin, 'ines'),
  ]);
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

let noteId: string;
const open: { close(): void }[] = [];
beforeEach(async () => {
  ({ noteId } = await openNote(maya, floor.programId));
});
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

async function raw(who: HttpClient): Promise<RawNote> {
  const client = await RawNote.join(who, noteId);
  open.push(client);
  return client;
}

async function stock(who: HttpClient, doc?: Y.Doc): Promise<NoteClient> {
  const client = new NoteClient(who, noteId, doc);
  open.push(client);
  await client.synced();
  return client;
}

const userOf = (client: NoteClient, of: number): unknown =>
  client.provider.awareness.getStates().get(of)?.user;

test('[N17] who somebody is comes from their session, whatever they say', async () => {
  const [victim, liar] = [await stock(maya), await stock(raj)];
  const id = liar.doc.clientID;
  liar.provider.awareness.setLocalState({
    user: { id: maya.person.id, name: 'Maya', role: 'lead', color: 'url(https://evil.example)' },
    cursor: 7,
  });
  await until(() => victim.provider.awareness.getStates().get(id)?.cursor === 7);
  expect(userOf(victim, id)).toMatchObject({ id: raj.person.id, name: raj.person.name, role: 'agent' });
  expect(userOf(victim, id)).toMatchObject({ color: expect.stringMatching(/^#[0-9a-f]{6}$/i) });
});

test('[N16] what a connection says of others is passed over, silently', async () => {
  const [victim, watcher] = [await stock(maya), await raw(ines)];
  const id = victim.doc.clientID;
  victim.provider.awareness.setLocalStateField('cursor', 1);
  await until(() => watcher.presenceOf(id).some(({ state }) => state?.cursor === 1));
  const liar = await raw(raj);
  liar.send(presenceFrame([{ client: 12_345, clock: 1, state: { cursor: 0 } }]));
  liar.send(
    presenceFrame([
      { client: id, clock: 2 ** 30, state: { cursor: 666 } },
      { client: id, clock: 2 ** 30 + 1, state: null },
    ]),
  );
  await liar.saved();
  // A high clock would have frozen the victim for everybody: what they say next is still heard.
  victim.provider.awareness.setLocalStateField('cursor', 2);
  await until(() => watcher.presenceOf(id).some(({ state }) => state?.cursor === 2));
  expect(watcher.presenceOf(id).map(({ state }) => state?.cursor)).not.toContain(666);
  expect(watcher.presenceOf(id).filter(({ state }) => state === null)).toEqual([]);
  expect(liar.ending).toBeNull();
});

test('[N16] one connection cannot fill the room with 100,000 people', async () => {
  const watcher = await raw(ines);
  const liar = await raw(raj);
  const crowd = (from: number, count: number): Presence[] =>
    Array.from({ length: count }, (_, i) => ({ client: from + i, clock: 1, state: { i } }));
  for (let from = 1; from < 100_000; from += 2_000) liar.send(presenceFrame(crowd(from, 2_000)));
  await liar.saved();
  expect(liar.ending).toBeNull();
  const late = await raw(maya);
  await late.saved();
  for (const room of [watcher, late]) {
    const seen = new Set(
      room.heard.flatMap((heard) =>
        heard.kind === 'awareness' ? heard.entries.map(({ client }) => client) : [],
      ),
    );
    expect([...seen]).toEqual([1]);
  }
  liar.send(presenceFrame(crowd(1, 100_000)));
  expect((await liar.closed).code).toBe(closeCode.editRefused);
  await until(() => watcher.presenceOf(1).at(-1)?.state === null);
});

test('[N16] a state beyond the limit, or that is none, is not shown', async () => {
  const [watcher, liar] = [await raw(ines), await raw(raj)];
  liar.send(presenceFrame([{ client: 5, clock: 1, state: { text: 'x'.repeat(5_000) } }]));
  liar.send(presenceFrame([{ client: 5, clock: 2, state: [] as never }]));
  liar.send(presenceFrame([{ client: 5, clock: 2 ** 40, state: { cursor: 1 } }]));
  liar.send(presenceFrame([{ client: 5, clock: 3, state: { cursor: 2 } }]));
  await until(() => watcher.presenceOf(5).length > 0);
  expect(watcher.presenceOf(5)).toEqual([
    { client: 5, clock: 3, state: { cursor: 2, user: expect.objectContaining({ id: raj.person.id }) } },
  ]);
  expect(liar.ending).toBeNull();
});

test('[N16] a client id that belongs to somebody else in the note cannot be spoken for', async () => {
  const [victim, watcher] = [await stock(maya), await raw(ines)];
  victim.doc.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')]);
  await victim.saved();
  const id = victim.doc.clientID;
  victim.close();
  await until(() => watcher.presenceOf(id).at(-1)?.state === null);
  const liar = await raw(raj);
  liar.send(presenceFrame([{ client: id, clock: 2 ** 20, state: { cursor: 666 } }]));
  await liar.saved();
  expect(watcher.presenceOf(id).at(-1)?.state).toBeNull();
});

test('[N18] who leaves without a word is taken out, and is seen at once when they come back', async () => {
  const watcher = await stock(ines);
  const doc = new Y.Doc();
  const id = doc.clientID;
  const isSeen = () => watcher.provider.awareness.getStates().has(id);
  for (let visit = 0; visit < 3; visit++) {
    const client = await stock(maya, doc);
    await until(isSeen);
    (client.provider.ws as unknown as { terminate(): void }).terminate();
    client.provider.shouldConnect = false;
    await until(() => !isSeen());
    client.close();
  }
});

test('[N18] a provider that is cut off and reconnects by itself is seen again', async () => {
  const [watcher, client] = [await stock(ines), await stock(maya)];
  const id = client.doc.clientID;
  client.provider.awareness.setLocalStateField('cursor', 1);
  const cursor = () => watcher.provider.awareness.getStates().get(id)?.cursor;
  await until(() => cursor() === 1);
  (client.provider.ws as unknown as { terminate(): void }).terminate();
  await until(() => cursor() === undefined);
  await until(() => cursor() === 1);
});

test('[N16] nobody is counted or closed for resending what they hear of others, as stock providers do', async () => {
  const clients = await Promise.all([maya, raj, ines, maya, raj, ines].map((who) => stock(who)));
  const sockets = clients.map((client) => client.provider.ws);
  for (let round = 1; round <= 200; round++) {
    for (const client of clients) client.provider.awareness.setLocalStateField('cursor', round);
    await new Promise(setImmediate);
  }
  await Promise.all(clients.map((client) => client.saved()));
  const everyone = clients.map((client) => client.doc.clientID);
  for (const [i, client] of clients.entries()) {
    const others = everyone.filter((_, j) => j !== i);
    await until(() => others.every((id) => client.provider.awareness.getStates().get(id)?.cursor === 200));
  }
  expect(clients.map((client) => client.provider.ws)).toEqual(sockets);
});
