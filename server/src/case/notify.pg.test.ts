import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blankNote, type NoteFixture } from '../note/testing/note-fixture.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Notice, notify, readersOf } from './notify.ts';

let db: FreshDatabase;
let at: NoteFixture;
let maya: string;
let tomasz: string;
let ines: string;
let stranger: string;

beforeAll(async () => {
  db = await freshDatabase();
  at = await blankNote(db.sql, ['Maya', 'Tomasz', 'Ines']);
  [maya, tomasz, ines] = at.people as [string, string, string];
  await db.sql`update membership set role = 'lead' where person_id = ${ines}`;
  stranger = (await blankNote(db.sql, ['Stranger'])).people[0] as string;
});
afterAll(() => db.drop());

const tell = (notice: Partial<Notice>): Promise<string[]> =>
  db.sql.begin((tx) =>
    notify(tx, {
      caseId: at.caseId,
      eventSeq: 1,
      kind: 'mention',
      personIds: [maya, tomasz, ines, stranger],
      actorId: maya,
      data: { noteId: at.noteId },
      ...notice,
    }),
  ) as Promise<string[]>;

describe('notify', () => {
  test('tells everyone but the actor and those outside the program, once', async () => {
    expect((await tell({})).sort()).toEqual([tomasz, ines].sort());
    expect(await tell({})).toEqual([]);
    expect((await tell({ eventSeq: 2, actorId: null })).sort()).toEqual([maya, tomasz, ines].sort());
  });

  test('tells two processes’ worth of the same once', async () => {
    const told = await Promise.all(Array.from({ length: 5 }, () => tell({ eventSeq: 3 })));
    expect(told.flat().sort()).toEqual([tomasz, ines].sort());
  });

  test('tells only leads of what is for leads', async () => {
    expect(await tell({ eventSeq: 4, audience: 'leads' })).toEqual([ines]);
    expect(readersOf('leads')).toEqual(['lead']);
  });

  test('tells nobody who is disabled, and leaves out who wants neither app nor mail', async () => {
    await db.sql`insert into notification_setting values (${tomasz}, 'mention', false, false, false)`;
    await db.sql`update person set disabled_at = now() where id = ${ines}`;
    expect(await tell({ eventSeq: 5 })).toEqual([]);
  });

  test('keeps for the digest what a person wants by mail alone', async () => {
    await db.sql`update notification_setting set mail = true where person_id = ${tomasz}`;
    expect(await tell({ eventSeq: 6 })).toEqual([tomasz]);
    const [row] = await db.sql`select in_app, by_mail from notification where event_seq = 6`;
    expect(row).toEqual({ in_app: false, by_mail: true });
  });
});
