import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { notesLeftBehind } from '../note/derive.ts';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { blankNote, type NoteFixture } from '../note/testing/note-fixture.ts';
import { mentionDeriver } from '../notification/mentions.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { followUpDeriver } from './deriver.ts';
import { findFollowUps } from './queries.ts';
import { tellDue } from './tell-due.ts';

const DUE = '2026-11-23T15:00:00.000Z';
const MINUTE_MS = 60_000;

let db: FreshDatabase;
let note: NoteFixture;
let maya: string;
let tomasz: string;
let rooms: Rooms;

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  note = await blankNote(db.sql, ['Maya', 'Tomasz']);
  [maya, tomasz] = note.people as [string, string];
  rooms = process();
  return () => rooms.drain();
});

/** One process of the deployment. */
function process(): Rooms {
  const bus = createInProcessBus(silentLog);
  const derivers = [mentionDeriver({ bus }), followUpDeriver({ bus })];
  return createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog, derivers });
}

function task(
  words: string,
  owner: string | null,
  at = DUE,
  followUp: string = crypto.randomUUID(),
): Y.XmlElement {
  const item = new Y.XmlElement('taskItem');
  item.setAttribute('followUp', followUp);
  const line = new Y.XmlElement('paragraph');
  line.insert(0, [new Y.XmlText(words), ...(owner ? [mention(owner)] : []), due(at)]);
  item.insert(0, [line]);
  return item;
}

function mention(id: string): Y.XmlElement {
  const node = new Y.XmlElement('mention');
  node.setAttribute('id', id);
  node.setAttribute('label', 'Somebody');
  return node;
}

function due(at: string): Y.XmlElement {
  const node = new Y.XmlElement('due');
  node.setAttribute('at', at);
  return node;
}

async function write(by: string, ...items: Y.XmlElement[]): Promise<void> {
  await rooms.edit(note.noteId, by, (doc) => {
    const list = new Y.XmlElement('taskList');
    list.insert(0, items);
    bodyOf(doc).push([list]);
  });
  await rooms.derive(note.noteId);
}

const firstItem = (doc: Y.Doc) => (bodyOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlElement;
const followUps = () => findFollowUps(db.sql, maya, db.sql`f.note_id = ${note.noteId}`);
const events = async () =>
  (
    await db.sql<{ kind: string; by: string | null }[]>`
      select kind, actor_id as by from case_event where case_id = ${note.caseId} order by seq`
  ).map(({ kind, by }) => [kind, by]);
const inboxOf = async (person: string) =>
  (
    await db.sql<{ kind: string }[]>`
      select kind from notification where person_id = ${person} and case_id = ${note.caseId} order by at, event_seq`
  ).map(({ kind }) => kind);

describe('a task with a due time', () => {
  test('is a follow-up of whom it names, by whom it was written, and names them once', async () => {
    await write(maya, task('Call Elena ', tomasz));
    const [followUp] = await followUps();
    expect(followUp).toMatchObject({
      text: 'Call Elena',
      dueAt: DUE,
      promise: false,
      done: null,
      write: true,
    });
    expect(followUp?.owner?.id).toBe(tomasz);
    expect(await events()).toEqual([
      ['note.mentioned', maya],
      ['follow-up.added', maya],
    ]);
    expect(await inboxOf(tomasz)).toEqual(['mention']);
    await rooms.derive(note.noteId);
    expect(await events()).toHaveLength(2);
  });

  test('is ticked and unticked by whoever does it, and taken out and brought back', async () => {
    await write(maya, task('Call Elena', tomasz));
    for (const done of [true, false]) {
      await rooms.edit(note.noteId, tomasz, (doc) => firstItem(doc).setAttribute('checked', done as never));
      await rooms.derive(note.noteId);
      expect((await followUps())[0]?.done?.by?.id).toBe(done ? tomasz : undefined);
    }
    const id = (await followUps())[0]?.id as string;
    await rooms.edit(note.noteId, tomasz, (doc) => bodyOf(doc).delete(0, 1));
    await rooms.derive(note.noteId);
    expect(await followUps()).toEqual([]);
    await write(maya, task('Call Elena', tomasz, DUE, id));
    expect((await followUps())[0]?.id).toBe(id);
    expect((await events()).slice(1)).toEqual([
      ['follow-up.added', maya],
      ['follow-up.done', tomasz],
      ['follow-up.reopened', tomasz],
      ['follow-up.removed', tomasz],
      ['follow-up.restored', maya],
    ]);
    expect(await inboxOf(tomasz)).toEqual(['mention']);
  });

  test('stays when the case gets another owner, and goes to the case’s owner while it has none', async () => {
    await write(maya, task('Tell the others', null), task('Call Elena', tomasz));
    await db.sql`update "case" set owner_id = ${tomasz} where id = ${note.caseId}`;
    await rooms.derive(note.noteId);
    expect((await followUps()).map(({ owner }) => owner?.id)).toHaveLength(2);
    const clock = { now: () => new Date(Date.parse(DUE) - MINUTE_MS) };
    await tellDue({ sql: db.sql, bus: createInProcessBus(silentLog), clock });
    expect(await inboxOf(tomasz)).toEqual(['mention', 'follow-up.due', 'follow-up.due']);
  });

  test('keeps apart two items that claim one id', async () => {
    const id = crypto.randomUUID();
    await write(maya, task('One', null, DUE, id), task('Two', null, DUE, id));
    const found = await followUps();
    expect(found.map(({ text }) => text).sort()).toEqual(['One', 'Two']);
    expect(new Set(found.map((followUp) => followUp.id)).size).toBe(2);
  });

  test('is derived once by many processes at the same moment', async () => {
    const others = Array.from({ length: 4 }, process);
    await rooms.edit(note.noteId, maya, (doc) => {
      const list = new Y.XmlElement('taskList');
      list.insert(0, [task('Call Elena', tomasz)]);
      bodyOf(doc).push([list]);
    });
    await Promise.all([rooms, ...others].map((other) => other.derive(note.noteId)));
    expect(await events()).toHaveLength(2);
    expect(await inboxOf(tomasz)).toEqual(['mention']);
    await Promise.all(others.map((other) => other.drain()));
  });

  test('is found when its process ended before it was derived', async () => {
    const bare = createRooms({
      sql: db.sql,
      bus: createInProcessBus(silentLog),
      journal: createJournal(db.sql),
      log: silentLog,
    });
    await bare.edit(note.noteId, maya, (doc) => {
      const list = new Y.XmlElement('taskList');
      list.insert(0, [task('Call Elena', tomasz)]);
      bodyOf(doc).push([list]);
    });
    await bare.drain();
    const derivers = [mentionDeriver({ bus: null }), followUpDeriver({ bus: null })];
    const later = new Date(Date.now() + MINUTE_MS);
    expect(await notesLeftBehind(db.sql, later, { derivers, all: false })).toContain(note.noteId);
    await rooms.derive(note.noteId);
    expect(await followUps()).toHaveLength(1);
    expect(await notesLeftBehind(db.sql, later, { derivers, all: true })).not.toContain(note.noteId);
  });
});

describe('due times', () => {
  test('are told of once, near and passed, by many processes, and anew when they move', async () => {
    await write(maya, task('Call Elena', tomasz));
    const bus = createInProcessBus(silentLog);
    const tellAt = (offset_ms: number) =>
      Promise.all(
        [1, 2, 3].map(() =>
          tellDue({ sql: db.sql, bus, clock: { now: () => new Date(Date.parse(DUE) + offset_ms) } }),
        ),
      );
    await tellAt(-20 * MINUTE_MS);
    expect(await inboxOf(tomasz)).toEqual(['mention']);
    await tellAt(-10 * MINUTE_MS);
    await tellAt(0);
    await tellAt(MINUTE_MS);
    expect((await inboxOf(tomasz)).sort()).toEqual(['follow-up.due', 'follow-up.overdue', 'mention']);
    await rooms.edit(note.noteId, maya, (doc) => {
      const line = firstItem(doc).get(0) as Y.XmlElement;
      const chip = line.get(2) as Y.XmlElement;
      chip.setAttribute('at', '2026-11-23T15:30:00.000Z');
    });
    await rooms.derive(note.noteId);
    await tellAt(40 * MINUTE_MS);
    expect((await inboxOf(tomasz)).filter((kind) => kind === 'follow-up.overdue')).toHaveLength(2);
  });
});

describe('mentions', () => {
  test('of a team reach its members but the writer, and moving one tells nobody again', async () => {
    await db.sql`update membership set team = 'Day' where program_id = ${note.programId}`;
    const line = () => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('Look at this '), mention('team:Day')]);
      return paragraph;
    };
    await rooms.edit(note.noteId, maya, (doc) => bodyOf(doc).push([line()]));
    await rooms.derive(note.noteId);
    await rooms.edit(note.noteId, tomasz, (doc) => {
      bodyOf(doc).delete(0, 1);
      bodyOf(doc).push([line()]);
    });
    await rooms.derive(note.noteId);
    expect(await inboxOf(tomasz)).toEqual(['mention']);
    expect(await inboxOf(maya)).toEqual([]);
  });

  test('in a note for leads reach leads alone', async () => {
    await db.sql`update membership set role = 'lead' where person_id = ${maya}`;
    await db.sql`update note set audience = 'leads' where id = ${note.noteId}`;
    await write(maya, task('Call Elena', tomasz));
    expect(await inboxOf(tomasz)).toEqual([]);
    const tomaszs = await findFollowUps(db.sql, tomasz, db.sql`f.note_id = ${note.noteId}`);
    expect(tomaszs).toEqual([]);
    expect(await followUps()).toHaveLength(1);
  });
});
