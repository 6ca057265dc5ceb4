import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { MAX_FRAME_BYTES, REQUEST_BURST, WHOLE_BURST } from '@caseroom/server/note/limits';
import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import type { Note } from '@caseroom/shared/note';
import { closeCode, editorSchemaVersion, messageType } from '@caseroom/shared/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { type Floor, makeFloor, openNote, type Who } from '../support/floor.ts';
import { NoteClient } from '../support/note-client.ts';
import { askReceiptFrame, editFrame, RawNote, step1Frame } from '../support/raw-note.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { lineEdit, writeLine } from '../support/writing.ts';

let database: FreshDatabase;
let floor: Floor;
let app: TestApp;
/** A team note with one line in it. */
let noteId: string;
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
  app = await startApp(database);
  const maya = await floor.signIn(app.origin, 'maya');
  ({ noteId } = await openNote(maya, floor.programId));
  const writer = await RawNote.join(maya, noteId);
  writer.send(editFrame(lineEdit(writer.doc, 'for the team')));
  await writer.saved();
  writer.close();
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const NOBODYS = '7a1c6f0e-6f0b-4c1e-9a55-0d8f3f0e4b11';

/** What becomes of a connection that says nothing but its first step. */
async function outcome(
  who: { origin: string; cookie?: string },
  note: string,
  query?: string,
): Promise<{ code: number; reason: string; heard: number }> {
  const client = new RawNote(who, note, query === undefined ? {} : { query });
  await client.opened();
  client.send(step1Frame(client.doc));
  return { ...(await client.closed), heard: client.heard.length };
}

const as = (who: Who) => floor.signIn(app.origin, who);

describe('[N20] before the upgrade', () => {
  test.each([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['no Origin', {}],
    ['an opaque Origin', { origin: 'null' }],
    ['our own host on another port', { origin: 'http://127.0.0.1:1' }],
  ])('%s is refused with 403, whoever is signed in', async (_what, options) => {
    const { cookie } = await as('maya');
    const address = `${app.origin.replace('http', 'ws')}/collab/${noteId}`;
    const ws = new WebSocket(address, { headers: { cookie }, ...options });
    const [error] = (await once(ws, 'error')) as [Error];
    expect(error.message).toContain('403');
  });
});

describe('[N20] 4401', () => {
  test('nobody is signed in', async () => {
    expect(await outcome({ origin: app.origin }, noteId)).toEqual({
      code: closeCode.sessionEnded,
      reason: 'not-signed-in',
      heard: 0,
    });
  });

  test.each([
    ['no token of ours', 'caseroom_session=nonsense'],
    ['a token nobody was given', `caseroom_session=${'a'.repeat(40)}`],
    ['an empty cookie', 'caseroom_session='],
  ])('%s', async (_what, cookie) => {
    expect((await outcome({ origin: app.origin, cookie }, noteId)).code).toBe(closeCode.sessionEnded);
  });

  test('a session that was signed out', async () => {
    const maya = await as('maya');
    await maya.send('DELETE', '/api/session');
    expect((await outcome(maya, noteId)).code).toBe(closeCode.sessionEnded);
  });

  test('a session that has expired', async () => {
    const maya = await as('maya');
    await database.owner`
      update session set expires_at = now() - interval '1 second' where person_id = ${maya.person.id}`;
    expect((await outcome(maya, noteId)).code).toBe(closeCode.sessionEnded);
  });
});

describe('[N20] 4403', () => {
  test('a client, who is in the program but reads no internal note', async () => {
    const { code, reason, heard } = await outcome(await as('joana'), noteId);
    expect({ code, reason, heard }).toEqual({ code: closeCode.noAccess, reason: 'no-access', heard: 0 });
  });

  test('[P4] a note for leads, to everybody else who reads the case', async () => {
    const ines = await as('ines');
    const { noteId: forLeads } = await openNote(ines, floor.programId, 'supervisor');
    for (const who of ['maya', 'tomasz', 'aroha'] as const) {
      const { code, heard } = await outcome(await as(who), forLeads);
      expect([who, code, heard]).toEqual([who, closeCode.noAccess, 0]);
    }
    const lead = await RawNote.join(ines, forLeads);
    expect(lead.ending).toBeNull();
    lead.close();
  });

  test('[N22] somebody who may only read is served, and turned away when they write', async () => {
    const aroha = await as('aroha');
    const reader = new NoteClient(aroha, noteId);
    await reader.synced();
    expect((await aroha.get<Note>(`/api/notes/${noteId}`)).access).toBe('read');
    const gone = once(reader.provider.ws as unknown as WebSocket, 'close');
    writeLine(reader.doc, 'a remark of quality');
    await gone;
    await until(() => !reader.provider.shouldConnect);
    expect((await aroha.get<Note>(`/api/notes/${noteId}`)).text).toBe('for the team');
    reader.close();
    const raw = await RawNote.join(aroha, noteId);
    raw.send(editFrame(lineEdit(raw.doc, 'again')));
    expect(await raw.closed).toEqual({ code: closeCode.noAccess, reason: 'read-only' });
  });
});

describe('[N20] 4404', () => {
  test('another program’s note cannot be told from one that does not exist, by anybody', async () => {
    for (const who of ['daniel', 'admin', 'auditor'] as const) {
      const [others, nobodys] = [await outcome(await as(who), noteId), await outcome(await as(who), NOBODYS)];
      expect(nobodys).toEqual({ code: closeCode.notFound, reason: 'not-found', heard: 0 });
      expect(others).toEqual(nobodys);
    }
  });

  test('and neither over HTTP', async () => {
    const daniel = await as('daniel');
    const answer = async (id: string) => {
      const response = await daniel.fetch(`/api/notes/${id}`);
      const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
      return { status: response.status, problem };
    };
    expect((await answer(noteId)).status).toBe(404);
    expect(await answer(noteId)).toEqual(await answer(NOBODYS));
  });

  test.each(['1', 'note', '%00', `${NOBODYS}x`, "'; drop table note; --", '%2e%2e'])(
    'an id that is none: %s',
    async (id) => {
      expect(await outcome(await as('maya'), encodeURI(id))).toEqual({
        code: closeCode.notFound,
        reason: 'not-found',
        heard: 0,
      });
    },
  );
});

describe('[N20] 4426', () => {
  test.each(['0', '', 'NaN', '-1', 'latest'])('a page built for schema %j', async (schema) => {
    expect(await outcome(await as('maya'), noteId, `?schema=${schema}`)).toMatchObject({
      code: closeCode.clientTooOld,
      reason: 'client-too-old',
      heard: 0,
    });
  });

  test('today’s page is let in', async () => {
    const client = new RawNote(await as('maya'), noteId, { query: `?schema=${editorSchemaVersion}` });
    await client.opened();
    client.send(step1Frame(client.doc));
    await client.hears(({ kind }) => kind === 'step2');
    client.close();
  });
});

describe('4429', () => {
  test('more questions than a client of ours ever has', async () => {
    const client = await RawNote.join(await as('maya'), noteId);
    for (let k = 0; k < 2 * REQUEST_BURST; k++) client.send(askReceiptFrame(k));
    expect(await client.closed).toEqual({ code: closeCode.tooFast, reason: 'too-fast' });
  });

  test('[N15] the whole note, or everybody’s presence, over and over', async () => {
    for (const again of [step1Frame(new Y.Doc()), Uint8Array.from([messageType.queryAwareness])]) {
      const client = await RawNote.join(await as('maya'), noteId);
      for (let i = 0; i < 100 * WHOLE_BURST; i++) client.send(again);
      expect(await client.closed).toEqual({ code: closeCode.tooFast, reason: 'too-fast' });
      expect(client.heard.filter(({ kind }) => kind === 'step2').length).toBeLessThanOrEqual(WHOLE_BURST);
    }
  });

  test('more unknown messages than could be a newer client’s', async () => {
    const client = await RawNote.join(await as('maya'), noteId);
    for (let i = 0; i < 2 * REQUEST_BURST; i++) client.send(Uint8Array.from([99]));
    expect((await client.closed).code).toBe(closeCode.tooFast);
  });
});

describe('frames that are none', () => {
  const malformed: [string, number[]][] = [
    ['nothing', []],
    ['a sync message that breaks off', [0]],
    ['a sync message of no kind', [0, 9, 0]],
    ['an edit shorter than it says', [0, 2, 200, 1]],
    ['a number without an end', [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
    ['an awareness message that breaks off', [1, 1, 9]],
    ['a receipt asked for nothing', [121]],
    ['a state vector that is none', [0, 0, 1, 255]],
  ];
  test.each(malformed)('[N20] %s: 4422', async (_what, bytes) => {
    const client = await RawNote.join(await as('maya'), noteId);
    client.send(Uint8Array.from(bytes));
    expect(await client.closed).toEqual({ code: closeCode.editRefused, reason: 'edit-malformed' });
  });

  test('text: 1003', async () => {
    const client = await RawNote.join(await as('maya'), noteId);
    client.send('hello');
    expect((await client.closed).code).toBe(closeCode.unsupportedData);
  });

  test('a frame beyond the limit: 1009', async () => {
    const client = await RawNote.join(await as('maya'), noteId);
    client.send(new Uint8Array(MAX_FRAME_BYTES + 1));
    expect((await client.closed).code).toBe(closeCode.tooLarge);
  });

  const MASKED = 0x80;
  const violations: [string, number, number[]][] = [
    ['text that is not UTF-8: 1007', 1007, [0x81, MASKED | 1, 0, 0, 0, 0, 0xff]],
    ['an opcode that does not exist: 1002', 1002, [0x83, MASKED, 0, 0, 0, 0]],
    ['a frame without a mask: 1002', 1002, [0x82, 1, 0]],
    ['a close code that does not exist: 1002', 1002, [0x88, MASKED | 2, 0, 0, 0, 0, 0x00, 0x01]],
  ];
  test.each(violations)('%s', async (_what, code, bytes) => {
    const client = await RawNote.join(await as('maya'), noteId);
    streamOf(client).write(Uint8Array.from(bytes));
    expect((await client.closed).code).toBe(code);
  });

  test('a message in more pieces than any client makes: closed', async () => {
    const client = await RawNote.join(await as('maya'), noteId);
    for (let piece = 0; piece < 100; piece++) client.ws.send(Uint8Array.from([0]), { fin: false });
    expect((await client.closed).code).toBe(1008);
  });

  test('[N3] none of it has touched the note or those who are in it', async () => {
    const maya = await as('maya');
    const note = await maya.get<Note>(`/api/notes/${noteId}`);
    expect(note).toMatchObject({ text: 'for the team', headSeq: 1 });
  });
});

/** The TCP stream below a WebSocket, to say what no WebSocket says. */
const streamOf = (client: RawNote): Duplex => (client.ws as unknown as { _socket: Duplex })._socket;
