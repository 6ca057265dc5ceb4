import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notify } from '../case/notify.ts';
import { blankNote, type NoteFixture } from '../note/testing/note-fixture.ts';
import { silentLog } from '../platform/log.ts';
import { createMailer, type Mailer } from '../platform/mail.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type MailSink, startMailSink } from '../platform/testing/mail-sink.ts';
import { DIGEST_DELAY_MS, sendDigests } from './digest.ts';

let db: FreshDatabase;
let note: NoteFixture;
let maya: string;
let tomasz: string;
let sink: MailSink;

const now = new Date('2026-11-22T12:00:00.000Z');

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  note = await blankNote(db.sql, ['Maya', 'Tomasz']);
  [maya, tomasz] = note.people as [string, string];
  sink = await startMailSink();
});
afterEach(async () => {
  await sink.close();
  await db.sql`delete from notification`;
});

const send = (at = new Date(now.getTime() + DIGEST_DELAY_MS)) =>
  sendDigests({
    sql: db.sql,
    clock: { now: () => at },
    log: silentLog,
    mailer: sink.mailer,
    address: 'https://desk.example',
  });

const mention = (eventSeq: number, personIds = [tomasz]) =>
  db.sql.begin((tx) =>
    notify(tx, {
      caseId: note.caseId,
      eventSeq,
      kind: 'mention',
      personIds,
      actorId: maya,
      data: { noteId: note.noteId, text: 'secret words' },
      at: now,
    }),
  );

describe('the digest', () => {
  test('is one message for what waits, once, from as many processes as there are', async () => {
    await mention(1);
    await mention(2);
    await Promise.all([send(), send(), send()]);
    await send();
    expect(sink.messages).toHaveLength(1);
    expect(sink.messages[0]).toContain('Subject: 2 things wait for you in Caseroom');
    expect(sink.messages[0]).toContain('To: tomasz.');
    expect(sink.messages[0]).toContain(`https://desk.example/cases/${note.caseId}`);
    expect(sink.messages[0]).not.toContain('secret words');
  });

  test('waits a while, and leaves out what was read meanwhile', async () => {
    await mention(1);
    await send(now);
    expect(sink.messages).toEqual([]);
    await db.sql`update notification set read_at = now()`;
    await send();
    expect(sink.messages).toEqual([]);
  });

  test('goes to nobody who may no longer read the case', async () => {
    await mention(1);
    await db.sql`delete from membership where person_id = ${tomasz}`;
    await send();
    expect(sink.messages).toEqual([]);
  });

  test('is tried again when the mail server said no, and not when nobody knows what became of it', async () => {
    await mention(1);
    sink.refusal = Object.assign(new Error('later'), { responseCode: 451 });
    await send();
    sink.refusal = null;
    await send();
    expect(sink.messages).toHaveLength(1);
    await mention(2);
    const lost: Mailer = { send: async () => 'unknown', close: () => {} };
    const clock = { now: () => new Date(now.getTime() + DIGEST_DELAY_MS) };
    await sendDigests({ sql: db.sql, clock, log: silentLog, mailer: lost, address: null });
    const [row] = await db.sql`select mailed_at from notification where event_seq = 2`;
    expect(row?.mailed_at).not.toBeNull();
  });

  test('is not sent where there is no mail server', () => {
    expect(createMailer(null, 'x')).toBeNull();
  });
});
