import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Deriver, deriveLeftBehind, deriveTogether, type Source } from './derive.ts';
import { bodyOf } from './doc.ts';
import { blankNote } from './testing/note-fixture.ts';

let db: FreshDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

let written: string[];
let failed: string[];
beforeEach(() => {
  written = [];
  failed = [];
});

/** Lines that begin with "!" are what it keeps. It cannot write "!broken". */
const marked: Deriver<string[]> = {
  name: 'marked',
  read: (body) => body.toString().match(/!\w+/g) ?? [],
  write: async (_tx, { noteId }, facts) => {
    if (facts.includes('!broken')) throw new Error('cannot be written');
    written.push(noteId);
    return () => {};
  },
};

const derive = (sources: readonly Source[]) =>
  deriveTogether(
    { sql: db.sql, derivers: [marked] as Deriver[], failed: (noteId) => failed.push(noteId) },
    sources,
  );

async function noteOf(text: string, seq = 1): Promise<Source> {
  const { noteId } = await blankNote(db.sql, ['Maya']);
  return asOf(noteId, text, seq);
}

function asOf(noteId: string, text: string, seq: number): Source {
  const doc = new Y.Doc();
  const line = new Y.XmlElement('paragraph');
  line.insert(0, [new Y.XmlText(text)]);
  bodyOf(doc).insert(0, [line]);
  return { noteId, read: async (use) => use({ doc, seq, authorOf: () => undefined }) };
}

async function textOf({ noteId }: Source) {
  const [row] = await db.sql`select text, text_seq as seq from note where id = ${noteId}`;
  return row;
}

test('a note that somebody is writing at this moment is left for later, and holds up nobody', async () => {
  const [busy, quiet] = [await noteOf('busy'), await noteOf('quiet')];
  const again = await db.owner.begin(async (tx) => {
    await tx`select from note where id = ${busy.noteId} for no key update`;
    return derive([busy, quiet]);
  });
  expect(again).toEqual([busy.noteId]);
  expect([await textOf(busy), await textOf(quiet)]).toEqual([
    { text: '', seq: 0 },
    { text: 'quiet', seq: 1 },
  ]);
});

test('an older reading never replaces a newer one', async () => {
  const newer = await noteOf('second', 2);
  await derive([newer]);
  await derive([asOf(newer.noteId, 'first', 1)]);
  expect(await textOf(newer)).toEqual({ text: 'second', seq: 2 });
});

test('what a deriver keeps is written when it changed, and not when it is nothing or the same', async () => {
  const [plain, said] = [await noteOf('plain'), await noteOf('!said')];
  await derive([plain, said]);
  await derive([asOf(plain.noteId, 'plainer', 2), asOf(said.noteId, '!said and more', 2)]);
  expect(written).toEqual([said.noteId]);
  await derive([asOf(plain.noteId, 'now !said', 3), asOf(said.noteId, 'no more', 3)]);
  expect(written).toEqual([said.noteId, plain.noteId, said.noteId]);
});

test('one note’s failure is its own', async () => {
  const broken = await noteOf('!broken');
  const unread: Source = { noteId: crypto.randomUUID(), read: () => Promise.reject(new Error('dropped')) };
  const whole = await noteOf('!whole');
  await derive([broken, unread, whole]);
  expect([written, failed.toSorted()]).toEqual([[whole.noteId], [broken.noteId, unread.noteId].toSorted()]);
});

test('more notes than are looked up at once are caught up with in one run, whichever of them fail', async () => {
  const { noteId: model } = await blankNote(db.sql, ['Maya']);
  await db.owner`
    insert into note (case_id, kind, title, created_by, touched_at, head_seq)
    select case_id, kind, title, created_by, now() - interval '1 hour', 1 from note, generate_series(1, 105)
    where id = ${model}`;
  const asked: string[] = [];
  const deriveFrom = async (noteId: string) => {
    asked.push(noteId);
    if (asked.length % 2 === 1) throw new Error('cannot be read');
  };
  const back = { derivers: [], all: true, deriveFrom, failed: (noteId: string) => failed.push(noteId) };
  await deriveLeftBehind(db.sql, new Date(), { ...back, isOver: () => false });
  expect([asked.length, new Set(asked).size, failed.length]).toEqual([105, 105, 53]);
  await deriveLeftBehind(db.sql, new Date(), { ...back, isOver: () => asked.length >= 110 });
  expect(asked).toHaveLength(110);
});
