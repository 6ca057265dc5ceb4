import { createRedisBus } from '@caseroom/server/platform/bus-redis';
import { silentLog } from '@caseroom/server/platform/log';
import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import {
  type RedisServer,
  redisServer,
  redisServerPath,
} from '@caseroom/server/platform/testing/redis-server';
import type { CaseEvent, CaseSummary } from '@caseroom/shared/case';
import { noteText } from '@caseroom/shared/editor/text';
import type { Handover } from '@caseroom/shared/handover';
import type { Joined, PresentPerson } from '@caseroom/shared/live';
import type { Edit, Note } from '@caseroom/shared/note';
import { closeCode } from '@caseroom/shared/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Floor, makeFloor, type OpenedNote, openNote } from '../support/floor.ts';
import type { HttpClient } from '../support/http-client.ts';
import { connectLive, type LiveClient } from '../support/live-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { RawNote } from '../support/raw-note.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { writeLine } from '../support/writing.ts';

let database: FreshDatabase;
let floor: Floor;
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
});
afterAll(() => database.drop());

let here: TestApp;
let there: TestApp;
let maya: HttpClient;
let raj: HttpClient;
let opened: OpenedNote;
const open: { close(): unknown }[] = [];

/** Maya works through one process, Raj through another. */
async function twoProcesses(redisUrl: string | null): Promise<void> {
  const bus = () => (redisUrl === null ? {} : { bus: createRedisBus(redisUrl, silentLog) });
  [here, there] = await Promise.all([
    startApp({ url: database.url, ...bus() }),
    startApp({ url: database.url, ...bus() }),
  ]);
  maya = await floor.signIn(here.origin, 'maya');
  raj = await floor.signIn(there.origin, 'raj');
  opened = await openNote(maya, floor.programId);
  if (redisUrl !== null) await until(() => isBusConnected(here));
  if (redisUrl !== null) await until(() => isBusConnected(there));
}
afterEach(async () => {
  for (const client of open.splice(0)) client.close();
  await Promise.all([here.stop(), there.stop()]);
});

async function isBusConnected(app: TestApp): Promise<boolean> {
  return (await app.app.registry.metrics()).includes('caseroom_bus_away 0');
}

async function joined(): Promise<[NoteClient, NoteClient]> {
  const clients = [new NoteClient(maya, opened.noteId), new NoteClient(raj, opened.noteId)] as const;
  open.push(...clients);
  await Promise.all(clients.map((client) => client.synced()));
  return [...clients];
}

async function live(who: HttpClient): Promise<LiveClient> {
  const client = await connectLive(who);
  open.push(client);
  return client;
}

const both = (one: NoteClient, two: NoteClient) => noteText(one.body) === noteText(two.body);

/** Both write at once; both end with all of it, and so does the journal, once each. */
async function writeAtOnce(one: NoteClient, two: NoteClient, lines: number): Promise<void> {
  const before = noteText(one.body).split('\n').filter(Boolean).length;
  for (let line = 0; line < lines; line++) {
    writeLine(one.doc, `line ${line} from here`);
    writeLine(two.doc, `line ${line} from there`);
    await new Promise(setImmediate);
  }
  await Promise.all([one.saved(), two.saved()]);
  await until(() => both(one, two));
  expect(noteText(one.body).split('\n')).toHaveLength(before + 2 * lines);
  expect((await raj.get<Note>(`/api/notes/${opened.noteId}`)).text).toBe(noteText(one.body));
  const { items } = await maya.get<{ items: Edit[] }>(`/api/notes/${opened.noteId}/edits?limit=1000`);
  expect(items.map(({ seq }) => seq)).toEqual(items.map((_, i) => i + 1));
}

/** `client` is told that somebody has changed the open case. Earlier ones of the program may still be told of. */
function hearsOfCase(client: LiveClient, subject: string): Promise<void> {
  return new Promise((resolve) =>
    client.on('queue:case', ({ summary }) => {
      if (summary.id === opened.caseId && summary.subject === subject) resolve();
    }),
  );
}

const watchQueue = (client: LiveClient) =>
  new Promise((resolve) => client.emit('queue:watch', resolve as never));

const joinCase = (client: LiveClient): Promise<Joined> =>
  new Promise((resolve, reject) =>
    client.emit('case:join', { caseId: opened.caseId, afterSeq: 0 }, (answer) =>
      answer.ok ? resolve(answer.value) : reject(new Error(answer.code)),
    ),
  );

describe('two processes on one database, nothing between them', () => {
  beforeEach(() => twoProcesses(null));

  test('[N10][N11] people on both write at once, and nothing is lost or stored twice', async () => {
    const [one, two] = await joined();
    await writeAtOnce(one, two, 20);
  });

  test('[N14] a joiner is served what the other process committed a moment ago', async () => {
    const [one] = await joined();
    writeLine(one.doc, 'just now');
    await one.saved();
    const joiner = await RawNote.join(raj, opened.noteId);
    open.push(joiner);
    expect(noteText(joiner.body)).toBe('just now');
  });

  test('a change of a case reaches the queue and the case’s page at the other', async () => {
    const client = await live(raj);
    await watchQueue(client);
    await joinCase(client);
    const heard = hearsOfCase(client, 'Refunded');
    const event = new Promise((resolve) => client.once('case:events', resolve));
    await maya.send('PATCH', `/api/cases/${opened.caseId}`, { subject: 'Refunded' });
    await heard;
    expect(await event).toMatchObject({ caseId: opened.caseId });
  });

  test('[N21] a session ended at one is over on the sockets of the other', async () => {
    const elsewhere: HttpClient = { ...maya, origin: there.origin };
    const note = await RawNote.join(elsewhere, opened.noteId);
    await maya.send('DELETE', '/api/session');
    expect((await note.closed).code).toBe(closeCode.sessionEnded);
  });
});

describe.skipIf(redisServerPath() === null && !process.env.CI)(
  'two processes with Redis between them',
  () => {
    let redis: RedisServer;
    beforeEach(async () => {
      redis = await redisServer();
      await redis.start();
      await twoProcesses(redis.url);
    });
    afterEach(() => redis.stop());

    test('[N10][N11] people on both write at once, and nothing is lost or stored twice', async () => {
      const [one, two] = await joined();
      await writeAtOnce(one, two, 40);
    });

    test('[N17] presence crosses over, signed, and is taken back when its person leaves', async () => {
      const [one, two] = await joined();
      const id = one.doc.clientID;
      one.provider.awareness.setLocalState({ user: { id: 'somebody else' }, cursor: 3 });
      const state = () => two.provider.awareness.getStates().get(id);
      await until(() => state()?.cursor === 3);
      expect(state()?.user).toMatchObject({ id: maya.person.id, name: maya.person.name });
      one.close();
      await until(() => state() === undefined);
    });

    test('[N18] who opens a note later sees the people who are in it at the other process', async () => {
      const early = new NoteClient(maya, opened.noteId);
      open.push(early);
      await early.synced();
      early.provider.awareness.setLocalStateField('cursor', 1);
      const late = new NoteClient(raj, opened.noteId);
      open.push(late);
      await until(() => late.provider.awareness.getStates().get(early.doc.clientID)?.cursor === 1);
    });

    test('[N4] an id that is claimed by presence at one process cannot be written under at the other', async () => {
      const [one, two] = await joined();
      one.provider.awareness.setLocalStateField('cursor', 1);
      const id = one.doc.clientID;
      await until(() => two.provider.awareness.getStates().has(id));
      const attacker = new NoteClient(raj, opened.noteId);
      open.push(attacker);
      await attacker.synced();
      const own = attacker.doc.clientID;
      attacker.doc.clientID = id;
      writeLine(attacker.doc, 'forged');
      await until(() => !attacker.provider.shouldConnect);
      attacker.doc.clientID = own;
      expect((await maya.get<Note>(`/api/notes/${opened.noteId}`)).headSeq).toBe(0);
    });

    test('who is where, changes of cases and ends of sessions cross over at once', async () => {
      const client = await live(raj);
      await watchQueue(client);
      await joinCase(client);
      const person = new Promise<PresentPerson>((resolve) =>
        client.on('case:people', ({ people }) => {
          const found = people.find(({ id }) => id === maya.person.id);
          if (found) resolve(found);
        }),
      );
      const other = await live(maya);
      await joinCase(other);
      expect((await person).role).toBe('agent');
      const heard = hearsOfCase(client, 'Refunded');
      await maya.send('PATCH', `/api/cases/${opened.caseId}`, { subject: 'Refunded' });
      await heard;
      const note = await RawNote.join({ ...maya, origin: there.origin }, opened.noteId);
      const from = performance.now();
      await maya.send('DELETE', '/api/session');
      expect((await note.closed).code).toBe(closeCode.sessionEnded);
      expect(performance.now() - from).toBeLessThan(1_000);
    });

    test('a case handed over at one process is accepted at the other while its giver types', async () => {
      const receiver = await live(raj);
      const giver = await live(maya);
      await joinCase(giver);
      const owned = new Promise((resolve) =>
        giver.on('case:events', ({ events }) => {
          if (events.some(({ kind }) => kind === 'handover.accepted')) resolve(events);
        }),
      );
      const offered = new Promise<void>((resolve) => receiver.once('handovers:changed', resolve));
      const { id, items } = await maya.send<Handover>('POST', '/api/handovers', {});
      const [note] = items.filter((item) => item.case.id === opened.caseId).map(({ noteId }) => noteId);
      const packet = new NoteClient(maya, note ?? '');
      open.push(packet);
      await packet.synced();
      writeLine(packet.doc, 'Do not credit again.');
      await packet.saved();
      const caseIds = [opened.caseId];
      const choice = { items: [{ caseId: opened.caseId, receiverId: raj.person.id }] };
      await maya.send('PUT', `/api/handovers/${id}/receivers`, choice);
      await maya.send('POST', `/api/handovers/${id}/send`, { caseIds });
      await offered;
      const at = `/api/handovers/${id}/items/${opened.caseId}`;
      const seen = await raj.get<Handover>(`/api/handovers/${id}`);
      const lines = seen.items[0]?.parts.flatMap((part) => part.lines) ?? [];
      expect(lines.map(({ text }) => text)).toContain('Do not credit again.');
      await raj.send('PUT', `${at}/read-back`, { items: lines.map(({ key }) => ({ key, read: true })) });
      const [typing] = await joined();
      const elsewhere: HttpClient = { ...raj, origin: here.origin };
      const accepts = [raj, elsewhere].map((tab) => tab.send<Handover>('POST', `${at}/accept`));
      for (let line = 0; line < 20; line++) writeLine(typing.doc, `line ${line}`);
      await Promise.all([...accepts, typing.saved(), owned]);
      const { items: entries } = await maya.get<{ items: CaseEvent[] }>(`/api/cases/${opened.caseId}/events`);
      expect(entries.filter(({ kind }) => kind === 'handover.accepted')).toHaveLength(1);
      expect((await raj.get<CaseSummary>(`/api/cases/${opened.caseId}`)).owner.id).toBe(raj.person.id);
      const { text } = await raj.get<Note>(`/api/notes/${opened.noteId}`);
      expect(text.split('\n').filter(Boolean)).toHaveLength(20);
    });

    test('[N1] kill -9 of Redis in the middle loses nothing, and its return is noticed', async () => {
      const [one, two] = await joined();
      await writeAtOnce(one, two, 5);
      await redis.stop();
      await writeAtOnce(one, two, 10);
      expect([one, two].map((client) => client.provider.wsconnected)).toEqual([true, true]);
      await redis.start();
      await until(() => isBusConnected(here));
      await until(() => isBusConnected(there));
      await writeAtOnce(one, two, 5);
    });
  },
);
