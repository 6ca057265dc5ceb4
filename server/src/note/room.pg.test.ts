import { noteText } from '@caseroom/shared/editor/text';
import { closeCode } from '@caseroom/shared/wire';
import type * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { bodyOf } from './doc.ts';
import { appendEdits, createJournal, type Journal, readEdits } from './journal.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { loadNote } from './snapshot.ts';
import { ClientInMemory } from './testing/client-in-memory.ts';
import { TEXT, v1Lists, writeItem, writeText } from './testing/edit-bytes.ts';
import { blankNote, type NoteFixture } from './testing/note-fixture.ts';

let db: FreshDatabase;
let note: NoteFixture;
let rooms: Rooms;
let maya: string;
let tomasz: string;

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  note = await blankNote(db.sql, ['Maya', 'Tomasz']);
  [maya, tomasz] = note.people as [string, string];
  rooms = roomsOf(createJournal(db.sql));
  return () => rooms.drain();
});

function roomsOf(journal: Journal, bus = createInProcessBus(silentLog)): Rooms {
  return createRooms({ sql: db.sql, bus, journal, log: silentLog });
}

/** A journal whose commits wait until the test lets them through or fails them. */
function heldJournal() {
  const journal = createJournal(db.sql);
  const waiting: { pass: () => void; fail: (error: Error) => void }[] = [];
  const held: Journal = {
    append: async (append) => {
      await new Promise<void>((pass, fail) => waiting.push({ pass, fail }));
      return journal.append(append);
    },
    drain: () => journal.drain(),
  };
  /** The next commit, once it is about to happen. */
  const next = async () => {
    while (waiting.length === 0) await new Promise(setImmediate);
    return waiting.shift() as (typeof waiting)[number];
  };
  return { held, next };
}

/** Lets everything that needs no outside help happen. */
async function settle(...clients: ClientInMemory[]): Promise<void> {
  for (let quiet = false; !quiet; ) {
    await rooms.open(note.noteId).settled();
    quiet = clients.every((client) => client.received.length === 0);
    for (const client of clients) client.deliver();
  }
}

/** Queries on this database that wait for a lock. */
async function waitingForLocks(): Promise<number> {
  const [row] = await db.owner<{ count: number }[]>`
    select count(*)::int as count from pg_locks where not granted
      and database = (select oid from pg_database where datname = current_database())`;
  return row?.count ?? 0;
}

function write(client: ClientInMemory, words: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  client.doc.transact(() => {
    paragraph.insert(0, [new Y.XmlText(words)]);
    client.body.insert(client.body.length, [paragraph]);
  });
}

async function joined(
  personId: string,
  options?: ConstructorParameters<typeof ClientInMemory>[1],
): Promise<ClientInMemory> {
  const client = new ClientInMemory(personId, options);
  client.connect(rooms.open(note.noteId));
  await settle(client);
  return client;
}

const headSeq = async () => (await readEdits(db.sql, note.noteId, { after: 0 })).length;
const committedText = async () => noteText(bodyOf((await loadNote(db.sql, note.noteId)).doc));

describe('saving', () => {
  test('[N1] nobody sees an edit and no receipt is answered before the commit', async () => {
    const { held, next } = heldJournal();
    rooms = roomsOf(held);
    const [author, reader] = [await joined(maya), await joined(tomasz)];
    write(author, 'refund promised');
    author.room?.askReceipt(author, 7);
    const commit = await next();
    expect([author.received, reader.received]).toEqual([[], []]);
    commit.pass();
    await settle(author, reader);
    expect(author.receipts).toEqual([{ k: 7, seq: 1 }]);
    expect(noteText(reader.body)).toBe('refund promised');
  });

  test('[N1] a joiner who comes while a commit is under way is served what is committed', async () => {
    const { held, next } = heldJournal();
    rooms = roomsOf(held);
    const author = await joined(maya);
    write(author, 'not yet');
    const commit = await next();
    const joiner = new ClientInMemory(tomasz);
    joiner.connect(rooms.open(note.noteId));
    joiner.deliver();
    expect(noteText(joiner.body)).toBe('');
    commit.pass();
    await settle(author, joiner);
    expect(noteText(joiner.body)).toBe('not yet');
  });

  test('[N2] receipts come in the order of asking, each with the seq of what was sent before it', async () => {
    const author = await joined(maya);
    for (const k of [1, 2, 3]) {
      write(author, `line ${k}`);
      author.room?.askReceipt(author, k);
    }
    await settle(author);
    expect(author.receipts.map((receipt) => receipt.k)).toEqual([1, 2, 3]);
    expect(author.receipts.every((receipt) => receipt.seq >= receipt.k)).toBe(true);
    expect(await headSeq()).toBe(3);
  });

  test('[N12] a failed commit shows nothing to anyone and closes everybody with 1013', async () => {
    const { held, next } = heldJournal();
    rooms = roomsOf(held);
    const [author, reader] = [await joined(maya), await joined(tomasz)];
    write(author, 'lost commit');
    (await next()).fail(new Error('connection to Postgres lost'));
    await rooms.open(note.noteId).settled();
    reader.deliver();
    expect([author.closed?.code, reader.closed?.code]).toEqual([1013, 1013]);
    expect(noteText(reader.body)).toBe('');
    expect(await committedText()).toBe('');
  });

  test('[N12] the author of a failed commit comes back and resends it', async () => {
    const { held, next } = heldJournal();
    rooms = roomsOf(held);
    const author = await joined(maya);
    write(author, 'kept by the browser');
    (await next()).fail(new Error('connection to Postgres lost'));
    await rooms.open(note.noteId).settled();
    author.connect(rooms.open(note.noteId));
    while (author.received.length < 2) await new Promise(setImmediate);
    author.deliver();
    (await next()).pass();
    await settle(author);
    expect(await committedText()).toBe('kept by the browser');
    expect(await headSeq()).toBe(1);
  });
});

describe('two processes', () => {
  test('[N11] edits judged against an old head are judged again, and nothing is stored twice', async () => {
    const other = roomsOf(createJournal(db.sql));
    const here = await joined(maya);
    const there = new ClientInMemory(tomasz);
    there.connect(other.open(note.noteId));
    await other.open(note.noteId).settled();
    there.deliver();
    write(there, 'from there');
    await other.open(note.noteId).settled();
    write(here, 'from here');
    await settle(here);
    await other.read(note.noteId, () => {});
    there.deliver();
    expect(await headSeq()).toBe(2);
    expect(noteText(here.body)).toBe(noteText(there.body));
    expect(noteText(here.body).split('\n').sort()).toEqual(['from here', 'from there']);
    await other.drain();
  });

  test('[N11] a client that moves to another process resends nothing new and goes on', async () => {
    const other = roomsOf(createJournal(db.sql));
    await other.read(note.noteId, () => {});
    const client = await joined(maya);
    write(client, 'first');
    await settle(client);
    client.disconnect();
    client.connect(other.open(note.noteId));
    write(client, 'second');
    await other.open(note.noteId).settled();
    client.deliver();
    await other.open(note.noteId).settled();
    expect(client.refusal).toBeNull();
    expect(await committedText()).toBe('first\nsecond');
    expect(await headSeq()).toBe(2);
    await other.drain();
  });

  test('[N14] a hint about another process’s edit reaches everybody here', async () => {
    const bus = createInProcessBus(silentLog);
    rooms = roomsOf(createJournal(db.sql), bus);
    const other = roomsOf(createJournal(db.sql), bus);
    const here = await joined(maya);
    expect(
      await other.edit(note.noteId, tomasz, (doc) => bodyOf(doc).insert(0, [new Y.XmlElement('paragraph')])),
    ).toEqual({ seq: 1 });
    while (here.received.length === 0) await new Promise(setImmediate);
    here.deliver();
    expect(here.body.length).toBe(1);
    await other.drain();
  });
});

describe('refusing', () => {
  test('[N3] a refused edit changes nothing, and what came before it counts', async () => {
    const victim = await joined(maya, { clientId: 11 });
    const attacker = await joined(tomasz, { clientId: 22 });
    write(victim, 'the truth');
    await settle(victim, attacker);
    write(attacker, 'fair');
    attacker.doc.clientID = 11;
    write(attacker, 'forged');
    await settle(victim, attacker);
    expect(attacker.refusal?.refused).toBe('edit-foreign-author');
    expect(noteText(victim.body)).toBe('the truth\nfair');
    expect(await committedText()).toBe('the truth\nfair');
    expect(victim.closed).toBeNull();
  });

  test('[N27] what is typed right after coming back waits for what was typed offline', async () => {
    const [author, reader] = [await joined(maya), await joined(tomasz)];
    author.disconnect();
    write(author, 'typed offline');
    author.connect(rooms.open(note.noteId));
    write(author, 'typed on coming back');
    author.room?.askReceipt(author, 1);
    await rooms.open(note.noteId).settled();
    expect([author.closed, author.receipts, noteText(reader.body)]).toEqual([null, [], '']);
    await settle(author, reader);
    expect(noteText(reader.body)).toBe('typed offline\ntyped on coming back');
    expect(author.receipts).toEqual([{ k: 1, seq: 1 }]);
    expect(author.closed).toBeNull();
  });

  test('[N27] a gap is refused when no step 2 explains it', async () => {
    const attacker = await joined(tomasz);
    const author = new ClientInMemory(maya);
    author.connect(rooms.open(note.noteId));
    const gapped = new Y.Doc();
    gapped.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')]);
    const before = Y.encodeStateVector(gapped);
    gapped.getXmlFragment('body').insert(1, [new Y.XmlElement('paragraph')]);
    rooms.open(note.noteId).edit(attacker, Y.encodeStateAsUpdate(gapped, before));
    await settle(attacker);
    expect(attacker.refusal?.refused).toBe('edit-gap');
    rooms.open(note.noteId).edit(author, Y.encodeStateAsUpdate(gapped, before));
    rooms.open(note.noteId).edit(author, new Uint8Array([0, 0]), true);
    await rooms.open(note.noteId).settled();
    expect(author.refusal?.refused).toBe('edit-gap');
  });

  test('[N23] the attempt is in the case’s ledger, once', async () => {
    const victim = await joined(maya, { clientId: 11 });
    write(victim, 'the truth');
    await settle(victim);
    for (let i = 0; i < 3; i++) {
      const attacker = await joined(tomasz, { clientId: 22 + i });
      attacker.doc.clientID = 11;
      write(attacker, 'forged');
      await settle(victim, attacker);
      expect(attacker.refusal?.refused).toBe('edit-foreign-author');
    }
    const attempts = async () => db.sql<{ actor: string; data: unknown }[]>`
      select actor_id as actor, data from case_event where case_id = ${note.caseId} and kind = 'note.edit-refused'`;
    while ((await attempts()).length === 0) await new Promise(setImmediate);
    expect([...(await attempts())]).toEqual([
      { actor: tomasz, data: { noteId: note.noteId, code: 'edit-foreign-author' } },
    ]);
  });

  test('[N7] text whose neighbours were chosen so that Yjs walks all of it for every item', async () => {
    const author = await joined(maya, { clientId: 6 });
    write(author, 'x'.repeat(3_000));
    await settle(author);
    const attacker = await joined(tomasz);
    const [, text] = author.doc.store.clients.get(6) ?? [];
    const at = (text?.id.clock ?? 0) + 1;
    const structs = Array.from(
      { length: 2_900 },
      (_, i) => (e: encoding.Encoder) =>
        writeItem(e, { rightOrigin: new Y.ID(6, at + i) }, TEXT, writeText('y')),
    );
    rooms.open(note.noteId).edit(attacker, v1Lists([{ client: 7, clock: 0, structs }]));
    write(author, 'undisturbed');
    await settle(author, attacker);
    expect([attacker.refusal?.refused, author.closed]).toEqual(['edit-too-large', null]);
    expect(await committedText()).toBe(`${'x'.repeat(3_000)}\nundisturbed`);
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('[N7] who typed offline where others typed too is let in, as client %i beside %i', async (a, b) => {
    const [away, here] = [await joined(maya, { clientId: a }), await joined(tomasz, { clientId: b })];
    write(away, 'start');
    await settle(away, here);
    away.disconnect();
    const textOf = (client: ClientInMemory) => (client.body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    for (let i = 0; i < 400; i++) {
      textOf(away).insert(0, 'a', i % 2 ? { bold: {} } : {});
      textOf(here).insert(textOf(here).length - 5, 'h', i % 2 ? { bold: {} } : {});
    }
    away.connect(rooms.open(note.noteId));
    await settle(away, here);
    expect([away.refusal, (await committedText()).length]).toEqual([null, 805]);
  });

  test('[N22] who may only read is turned away when they write, and not when they tidy', async () => {
    const author = await joined(maya);
    write(author, 'read me');
    await settle(author);
    const reader = await joined(tomasz, { canWrite: false });
    expect(noteText(reader.body)).toBe('read me');
    expect(reader.refusal).toBeNull();
    write(reader, 'scribble');
    await settle(author, reader);
    expect(reader.refusal?.refused).toBe('read-only');
    expect(await committedText()).toBe('read me');
  });
});

describe('serving', () => {
  test('[N9] a client that comes back with everything it knows stores nothing', async () => {
    const author = await joined(maya);
    write(author, 'once');
    await settle(author);
    author.disconnect();
    author.connect(rooms.open(note.noteId));
    await settle(author);
    expect(await headSeq()).toBe(1);
  });

  test('[N14][N24] a note is served whole from any snapshot', async () => {
    const author = await joined(maya);
    for (let i = 0; i < 5; i++) {
      write(author, `line ${i}`);
      await settle(author);
      if (i % 2 === 0) await rooms.open(note.noteId).snapshot();
    }
    await rooms.drain();
    rooms = roomsOf(createJournal(db.sql));
    const joiner = await joined(tomasz);
    expect(noteText(joiner.body)).toBe('line 0\nline 1\nline 2\nline 3\nline 4');
    for (let seq = 1; seq <= 5; seq++) {
      const { doc } = await loadNote(db.sql, note.noteId, seq);
      expect(noteText(bodyOf(doc)).split('\n')).toHaveLength(seq);
    }
  });

  test('[N26] the document of a room is the document of the journal, formats and all', async () => {
    const [a, b] = [await joined(maya), await joined(tomasz)];
    write(a, 'bold and italic words');
    await settle(a, b);
    const textOf = (client: ClientInMemory) => (client.body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    textOf(a).format(0, 8, { bold: {} });
    textOf(b).format(4, 12, { bold: {} });
    textOf(a).format(2, 10, { bold: null });
    await settle(a, b);
    const held = await rooms.read(note.noteId, ({ doc }) => Y.encodeStateAsUpdate(doc));
    const { doc } = await loadNote(db.sql, note.noteId);
    expect(Buffer.from(Y.encodeStateAsUpdate(doc)).equals(Buffer.from(held))).toBe(true);
  });

  test('[N10] a server-made change is credited to its person, under a client id of its own', async () => {
    const result = await rooms.edit(note.noteId, tomasz, (doc) =>
      bodyOf(doc).insert(0, [new Y.XmlElement('paragraph')]),
    );
    expect(result).toEqual({ seq: 1 });
    expect(await rooms.edit(note.noteId, tomasz, () => {})).toEqual({ seq: 1 });
    const [edit] = await readEdits(db.sql, note.noteId, { after: 0 });
    expect(edit?.authorId).toBe(tomasz);
  });

  test('[N13] who holds a case’s row does not hold up the edits of its notes', async () => {
    await db.owner`update "case" set touched_at = now() - interval '1 hour' where id = ${note.caseId}`;
    const author = await joined(maya);
    const touched = async () => {
      const [row] = await db.sql<{ ago: number }[]>`
        select extract(epoch from now() - touched_at)::float8 as ago from "case" where id = ${note.caseId}`;
      return row?.ago ?? 0;
    };
    await db.owner.begin(async (tx) => {
      await tx`select from "case" where id = ${note.caseId} for update`;
      write(author, 'meanwhile');
      author.room?.askReceipt(author, 1);
      await settle(author);
      expect(author.receipts).toEqual([{ k: 1, seq: 1 }]);
    });
    expect(await touched()).toBeGreaterThan(3_000);
    write(author, 'and then');
    await settle(author);
    expect(await touched()).toBeLessThan(60);
  });

  test('[N13] a reader or a change of the server’s own that throws fails alone', async () => {
    const author = await joined(maya);
    const fails = () => {
      throw new Error('a bug');
    };
    await expect(rooms.read(note.noteId, fails)).rejects.toThrow('a bug');
    await expect(rooms.edit(note.noteId, tomasz, fails)).rejects.toThrow('a bug');
    write(author, 'still here');
    await settle(author);
    expect([author.closed, await committedText()]).toEqual([null, 'still here']);
  });

  test('[N4] who wrote through another process while the note was being loaded may go on here', async () => {
    const author = await joined(maya);
    const other = roomsOf(createJournal(db.sql));
    const [first, second] = [
      [() => write(author, 'one'), () => write(author, 'two')].map((edit) => {
        const before = Y.encodeStateVector(author.doc);
        author.room = null;
        edit();
        return Y.encodeStateAsUpdate(author.doc, before);
      }),
    ].flat() as [Uint8Array, Uint8Array];
    const there = new ClientInMemory(maya);
    await db.owner.begin(async (tx) => {
      // The load waits for its edits, and must not have read before them whose the client ids are.
      await tx`lock table note_edit in access exclusive mode`;
      there.connect(other.open(note.noteId));
      while ((await waitingForLocks()) === 0) await new Promise(setImmediate);
      await appendEdits(tx, [
        {
          noteId: note.noteId,
          expectedSeq: 0,
          edits: [{ authorId: maya, payload: first, newClients: [author.doc.clientID] }],
        },
      ]);
    });
    other.open(note.noteId).edit(there, second);
    await other.open(note.noteId).settled();
    expect([there.refusal, await committedText()]).toEqual([null, 'one\ntwo']);
    await other.drain();
  });

  test('[N28] a drain ends in a room in which somebody never stops writing', async () => {
    const journal = createJournal(db.sql);
    let busy: ClientInMemory | null = null;
    let isDrained = false;
    const others = roomsOf({
      append: (append) => {
        if (busy && !isDrained) write(busy, 'and on');
        return journal.append(append);
      },
      drain: () => journal.drain(),
    });
    const author = new ClientInMemory(maya);
    author.connect(others.open(note.noteId));
    await others.open(note.noteId).settled();
    busy = author;
    write(author, 'on');
    author.room?.askReceipt(author, 1);
    await others.drain();
    isDrained = true;
    author.deliver();
    expect([author.closed?.code, author.receipts]).toEqual([closeCode.restarting, [{ k: 1, seq: 1 }]]);
  });

  test('derived text follows the journal', async () => {
    const author = await joined(maya);
    write(author, 'findable');
    await settle(author);
    await rooms.drain();
    const [row] = await db.sql`select text, text_seq from note where id = ${note.noteId}`;
    expect(row).toEqual({ text: 'findable', text_seq: 1 });
  });
});
