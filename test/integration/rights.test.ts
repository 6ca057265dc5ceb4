import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { noteText } from '@caseroom/shared/editor/text';
import type { Role } from '@caseroom/shared/people';
import { closeCode } from '@caseroom/shared/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Floor, makeFloor, openNote, type Who } from '../support/floor.ts';
import type { HttpClient } from '../support/http-client.ts';
import { connectLive, type LiveClient } from '../support/live-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { editFrame, RawNote } from '../support/raw-note.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { lineEdit, writeLine } from '../support/writing.ts';

/** What DESIGN §5 and N21 promise, ms. */
const WITHIN_MS = 1_000;

let database: FreshDatabase;
let floor: Floor;
let app: TestApp;
let admin: HttpClient;
let maya: HttpClient;
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
  app = await startApp(database);
  admin = await as('admin');
  maya = await as('maya');
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

let caseId: string;
let noteId: string;
const live: LiveClient[] = [];
beforeEach(async () => {
  ({ caseId, noteId } = await openNote(maya, floor.programId));
});
afterEach(async () => {
  for (const client of live.splice(0)) client.disconnect();
  await setRole('raj', 'agent');
  await admin.send('PATCH', `/api/admin/people/${await idOf('raj')}`, { disabled: false });
});

const as = (who: Who) => floor.signIn(app.origin, who);

async function idOf(who: Who): Promise<string> {
  const [row] = await database.sql<{ id: string }[]>`
    select id from person where email = ${`${who}@example.com`}`;
  return row?.id ?? '';
}

const setMemberships = async (who: Who, memberships: { programId: string; role: Role }[]) =>
  admin.send('PATCH', `/api/admin/people/${await idOf(who)}`, { memberships });
const setRole = (who: Who, role: Role) => setMemberships(who, [{ programId: floor.programId, role }]);

async function watchLive(who: HttpClient): Promise<LiveClient> {
  const client = await connectLive(who);
  live.push(client);
  return client;
}

/** How long what came about took from now on, ms. */
async function took(change: () => Promise<unknown>, consequence: Promise<unknown>): Promise<number> {
  const from = performance.now();
  await Promise.all([change(), consequence]);
  return performance.now() - from;
}

describe('[N21] a session that ends', () => {
  test('by signing out: its sockets are closed within a second, others of the same person stay', async () => {
    const [here, elsewhere] = [await as('raj'), await as('raj')];
    const [note, other] = [await RawNote.join(here, noteId), await RawNote.join(elsewhere, noteId)];
    const [socket, otherSocket] = [await watchLive(here), await watchLive(elsewhere)];
    const ended = new Promise((resolve) => socket.once('session:ended', () => resolve(null)));
    const all = Promise.all([note.closed, ended, disconnected(socket)]);
    expect(await took(() => here.send('DELETE', '/api/session'), all)).toBeLessThan(WITHIN_MS);
    expect(await note.closed).toEqual({ code: closeCode.sessionEnded, reason: 'not-signed-in' });
    expect((await here.fetch('/api/me')).status).toBe(401);
    other.send(editFrame(lineEdit(other.doc, 'still here')));
    expect(await other.saved()).toBe(1);
    expect(otherSocket.connected).toBe(true);
    other.close();
  });

  test('ended from another of one’s own devices', async () => {
    const [here, elsewhere] = [await as('raj'), await as('raj')];
    const note = await RawNote.join(elsewhere, noteId);
    const { items } = await elsewhere.get<{ items: { id: string; current: boolean }[] }>('/api/me/sessions');
    const { id } = items.find(({ current }) => current) as { id: string };
    expect(await took(() => here.send('DELETE', `/api/me/sessions/${id}`), note.closed)).toBeLessThan(
      WITHIN_MS,
    );
    expect((await note.closed).code).toBe(closeCode.sessionEnded);
  });

  test('of a person who is disabled', async () => {
    const raj = await as('raj');
    const [note, socket] = [await RawNote.join(raj, noteId), await watchLive(raj)];
    const all = Promise.all([note.closed, disconnected(socket)]);
    const disable = async () => admin.send('PATCH', `/api/admin/people/${raj.person.id}`, { disabled: true });
    expect(await took(disable, all)).toBeLessThan(WITHIN_MS);
    expect((await note.closed).code).toBe(closeCode.sessionEnded);
    await expect(as('raj')).rejects.toThrow(/^40[13] /);
  });

  test('by running out, of which nobody hints: found by the next look', async () => {
    const raj = await as('raj');
    const note = await RawNote.join(raj, noteId);
    await database.owner`update session set expires_at = now() where person_id = ${raj.person.id}`;
    expect((await note.closed).code).toBe(closeCode.sessionEnded);
  });

  test('while an edit is under way: what was committed counts, and nothing after it is let in', async () => {
    const raj = await as('raj');
    const note = await RawNote.join(raj, noteId);
    note.send(editFrame(lineEdit(note.doc, 'said in time')));
    await note.saved();
    const signedOut = raj.send('DELETE', '/api/session');
    await note.closed;
    await signedOut;
    const back = new RawNote(raj, noteId);
    expect((await back.closed).code).toBe(closeCode.sessionEnded);
    expect(await maya.get(`/api/notes/${noteId}`)).toMatchObject({ text: 'said in time', headSeq: 1 });
  });
});

describe('[N21] a membership that changes', () => {
  test.each<[string, Role, number]>([
    ['a client, who reads no note', 'client', closeCode.noAccess],
    ['somebody who may only read', 'qa', closeCode.reauthorise],
    ['a senior', 'senior', closeCode.reauthorise],
    ['a lead', 'lead', closeCode.reauthorise],
  ])('to %s', async (_what, role, code) => {
    const raj = await as('raj');
    const [note, socket] = [await RawNote.join(raj, noteId), await watchLive(raj)];
    const told = new Promise((resolve) => socket.once('access:changed', () => resolve(null)));
    const all = Promise.all([note.closed, told]);
    expect(await took(() => setRole('raj', role), all)).toBeLessThan(WITHIN_MS);
    expect((await note.closed).code).toBe(code);
  });

  test('to none: the note is not there any more, and neither is its case', async () => {
    const raj = await as('raj');
    const [note, socket] = [await RawNote.join(raj, noteId), await watchLive(raj)];
    expect(await join(socket)).toMatchObject({ ok: true });
    expect(await took(() => setMemberships('raj', []), note.closed)).toBeLessThan(WITHIN_MS);
    expect(await note.closed).toEqual({ code: closeCode.notFound, reason: 'not-found' });
    await until(async () => (await join(socket)).ok === false);
    expect(await join(socket)).toMatchObject({ ok: false, code: 'not-found' });
    expect((await raj.fetch(`/api/notes/${noteId}`)).status).toBe(404);
  });

  test('from lead: a note for leads is closed, and stays closed', async () => {
    const ines = await as('ines');
    const { noteId: forLeads } = await openNote(ines, floor.programId, 'supervisor');
    await setRole('raj', 'lead');
    const raj = await as('raj');
    const note = await RawNote.join(raj, forLeads);
    expect(await took(() => setRole('raj', 'agent'), note.closed)).toBeLessThan(WITHIN_MS);
    expect((await note.closed).code).toBe(closeCode.noAccess);
    expect((await new RawNote(raj, forLeads).closed).code).toBe(closeCode.noAccess);
  });

  test('[N22] a stock provider comes back by itself with its new rights, and its text', async () => {
    const raj = await as('raj');
    const client = new NoteClient(raj, noteId);
    await client.synced();
    writeLine(client.doc, 'as an agent');
    await client.saved();
    const before = client.provider.ws;
    await setRole('raj', 'qa');
    await until(() => client.provider.ws !== before && client.provider.synced);
    const colleague = await RawNote.join(maya, noteId);
    colleague.send(editFrame(lineEdit(colleague.doc, 'seen by quality')));
    await until(() => noteText(client.body) === 'as an agent\nseen by quality');
    writeLine(client.doc, 'no longer allowed');
    await until(() => !client.provider.shouldConnect);
    expect(await maya.get(`/api/notes/${noteId}`)).toMatchObject({ text: 'as an agent\nseen by quality' });
    colleague.close();
    client.close();
  });

  test('that of somebody else disturbs nobody', async () => {
    const [bystander, socket] = [await RawNote.join(maya, noteId), await watchLive(maya)];
    let isTold = false;
    socket.once('access:changed', () => {
      isTold = true;
    });
    const raj = await RawNote.join(await as('raj'), noteId);
    await setRole('raj', 'senior');
    await raj.closed;
    expect(await join(socket)).toMatchObject({ ok: true });
    await bystander.saved();
    expect([bystander.ending, isTold]).toEqual([null, false]);
    bystander.close();
  });
});

const disconnected = (socket: LiveClient): Promise<void> =>
  new Promise((resolve) => socket.once('disconnect', () => resolve()));

const join = (socket: LiveClient) =>
  new Promise<{ ok: boolean }>((resolve) => socket.emit('case:join', { caseId, afterSeq: 0 }, resolve));
