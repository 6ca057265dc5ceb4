import { FlatNote, locate } from '@caseroom/shared/editor/anchor';
import { missingFields } from '@caseroom/shared/editor/fields';
import { noteText } from '@caseroom/shared/editor/text';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { type Survival, survivedPercent } from '@caseroom/shared/summary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { checkLedgers } from '../audit/check.ts';
import { checkPassword } from '../auth/password.ts';
import { judgeEdit } from '../note/author.ts';
import { bodyOf, createNoteDoc } from '../note/doc.ts';
import { readBindings, readEdits } from '../note/journal.ts';
import { loadNote } from '../note/snapshot.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { templateOfNote } from '../template/store.ts';
import { demoCases } from './cases/all.ts';
import { demoHandovers } from './cases/handovers.ts';
import { elementsOf } from './find.ts';
import { pastCases } from './past/plan.ts';
import { demoPeople } from './people.ts';
import { seedDemo } from './seed.ts';
import { isWaiting } from './typing.ts';
import type { WrittenCase, WrittenNote } from './write.ts';

const now = new Date('2026-11-22T11:47:00Z');
const before = pastCases(now);
const seed = (db: FreshDatabase) => seedDemo({ sql: db.sql, clock: { now: () => now }, log: silentLog });

let db: FreshDatabase;
/** What two processes that start at once have written. */
let starts: readonly (readonly WrittenCase[] | null)[];
let written: readonly WrittenCase[];
let notes: readonly WrittenNote[];
let handoverNotes: number;

beforeAll(async () => {
  db = await freshDatabase();
  starts = await Promise.all([seed(db), seed(db)]);
  written = starts.find((one) => one !== null) ?? [];
  notes = written.flatMap((one) => one.notes);
  handoverNotes = demoHandovers.flatMap(({ builds }) => builds.flatMap(({ cases }) => cases)).length;
}, 60_000);
afterAll(() => db.drop());

test('fills an empty deployment as the server’s role', async () => {
  const [counts] = await db.sql`
    select (select count(*) from person) as people, (select count(*) from program) as programs,
           (select count(*) from "case") as cases, (select count(*) from note) as notes,
           (select demo from deployment) as demo`;
  expect(counts).toEqual({
    people: demoPeople.length,
    programs: 2,
    cases: demoCases.length + before.length,
    notes: notes.length + handoverNotes + before.length,
    demo: true,
  });
  expect(notes.length).toBeGreaterThan(70);
});

test('does nothing where somebody exists already', async () => {
  expect(await seed(db)).toBeNull();
  const [{ count } = {}] = await db.sql`select count(*) from "case"`;
  expect(count).toBe(demoCases.length + before.length);
});

test('two processes that start at once write the demo once', () => {
  expect(starts.filter((one) => one === null)).toHaveLength(1);
});

test('the next case gets the next number', async () => {
  const [{ next } = {}] = await db.sql`select nextval('case_number') as next`;
  expect(next).toBeGreaterThan(Math.max(...demoCases.map((one) => one.number)));
});

test('every demo person can sign in with the password shown', async () => {
  const rows = await db.sql<{ email: string; hash: string }[]>`
    select email, password_hash as hash from person order by email`;
  expect(rows.map((row) => row.email)).toEqual(demoPeople.map((person) => person.email).sort());
  const [{ hash } = { hash: '' }] = rows;
  expect(rows.every((row) => row.hash === hash)).toBe(true);
  expect(await checkPassword(hash, demoPeople[0]?.password ?? '')).toMatchObject({ ok: true });
});

test('all roles and duties are taken', async () => {
  const roles = await db.sql`select distinct role from membership order by role`;
  expect(roles.map((row) => row.role)).toEqual(['agent', 'client', 'lead', 'qa', 'senior']);
  const [duties] = await db.sql`
    select count(*) filter (where admin) as admins, count(*) filter (where auditor) as auditors from person`;
  expect(duties).toEqual({ admins: 1, auditors: 1 });
});

test('every note rebuilds from the journal to what was typed, and its derived text agrees', async () => {
  for (const { noteId, script, played } of notes) {
    const { doc, seq } = await loadNote(db.sql, noteId);
    expect(noteText(bodyOf(doc))).toBe(played.text);
    // Below a template's fields stands a line to write in.
    const waiting = elementsOf(bodyOf(doc)).slice(0, script.fields || script.draftedFrom ? -1 : undefined);
    expect(waiting.filter(isWaiting), `an outline nobody filled in: ${played.text}`).toEqual([]);
    const [row] =
      await db.sql`select text, text_seq as "textSeq", head_seq as "headSeq" from note where id = ${noteId}`;
    expect(row).toEqual({ text: played.text, textSeq: seq, headSeq: seq });
  }
});

test('every edit passes the judge in order, is canonical, and binds its client id to its author', async () => {
  for (const { noteId } of notes) {
    const doc = createNoteDoc();
    const owners = new Map<number, string>();
    for (const edit of await readEdits(db.sql, noteId, { after: 0 })) {
      const verdict = judgeEdit(edit.payload, edit.authorId, {
        doc,
        ownerOf: (client) => owners.get(client),
      });
      expect(verdict, `edit ${edit.seq}`).toMatchObject({ isNew: true });
      const clients = (verdict as { newClients: readonly number[] }).newClients;
      for (const client of clients) owners.set(client, edit.authorId);
      const emitted: Uint8Array[] = [];
      doc.once('update', (bytes: Uint8Array) => emitted.push(bytes));
      Y.applyUpdate(doc, edit.payload);
      expect(emitted[0] && Buffer.from(emitted[0]).equals(edit.payload), `edit ${edit.seq}`).toBe(true);
    }
    expect(await readBindings(db.sql, noteId)).toEqual(owners);
  }
});

test('what a script’s author typed is credited to that person and to nobody else', async () => {
  const ids = new Map((await db.sql`select id, email from person`).map((row) => [row.email, row.id]));
  for (const { noteId, played } of notes) {
    const edits = await readEdits(db.sql, noteId, { after: played.firstSeq - 1 });
    const expected = played.edits.map(({ by }) => ids.get(`${by}@caseroom.example`));
    expect(edits.map((edit) => edit.authorId)).toEqual(expected);
  }
});

test('everybody wrote only where their role lets them', async () => {
  const strangers = await db.sql`
    select p.name, n.title from note_edit e
    join note n on n.id = e.note_id join "case" c on c.id = n.case_id join person p on p.id = e.author_id
    left join membership m on m.program_id = c.program_id and m.person_id = e.author_id
    where m.role is null or m.role not in ('agent', 'senior', 'lead') or (n.audience = 'leads' and m.role <> 'lead')`;
  expect(strangers).toEqual([]);
  for (const { noteId, script } of notes) {
    const [row] = await db.sql`select audience from note where id = ${noteId}`;
    expect(row?.audience).toBe(script.audience ?? noteKinds[script.kind].audience);
  }
});

test('times rise in every note and ledger, and none lies in the future', async () => {
  const [broken] = await db.sql`
    select (select count(*) from (
              select at < lag(at) over (partition by note_id order by seq) as back from note_edit) e where back) as edits,
           (select count(*) from (
              select at < lag(at) over (partition by case_id order by seq) as back from case_event) e where back) as events,
           (select count(*) from note_edit where at > ${now}::timestamptz - interval '15 seconds') as later,
           (select count(*) from "case" where touched_at > ${now} or touched_at < opened_at) as cases,
           (select count(*) from note n join "case" c on c.id = n.case_id
             where n.created_at < c.opened_at or n.touched_at > c.touched_at + interval '2 seconds') as notes`;
  expect(broken).toEqual({ edits: 0, events: 0, later: 0, cases: 0, notes: 0 });
});

test('cases were opened in the order of their numbers, some just now', async () => {
  const rows = await db.sql<{ number: number; openedAt: Date; touchedAt: Date; status: string }[]>`
    select number, opened_at as "openedAt", touched_at as "touchedAt", status from "case" order by opened_at`;
  expect(rows.map((row) => row.number)).toEqual([...before, ...demoCases].map((one) => one.number));
  const minutesAgo = rows.map((row) => (now.getTime() - row.touchedAt.getTime()) / 60_000);
  expect(minutesAgo.filter((minutes) => minutes < 30).length).toBeGreaterThanOrEqual(5);
  expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['open', 'waiting', 'resolved', 'closed']));
});

test('deadlines are believable: most lie ahead, one has just passed, some cases wait for a reason', async () => {
  const rows = await db.sql<{ number: number; minutes: number | null; pause: unknown }[]>`
    select number, extract(epoch from due_at - ${now})::float8 / 60 as minutes, timer_pause as pause
    from "case" where status in ('open', 'waiting') order by number`;
  const numbersWhere = (is: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(is).map((row) => row.number);
  expect(numbersWhere(({ minutes }) => minutes !== null && minutes < 0)).toEqual([1039]);
  expect(
    numbersWhere(({ minutes }) => minutes !== null && minutes >= 0 && minutes < 60).length,
  ).toBeGreaterThan(3);
  expect(numbersWhere(({ pause }) => pause !== null)).toEqual([1011, 1016, 1021, 1027]);
  expect(numbersWhere(({ minutes, pause }) => minutes === null && pause === null)).toEqual([]);
});

test('follow-ups: one promise has passed, some are for today, one has no owner yet', async () => {
  const rows = await db.sql<{ owner: string | null; minutes: number; promise: boolean }[]>`
    select p.name as owner, f.promise, extract(epoch from f.due_at - ${now})::float8 / 60 as minutes
    from follow_up f left join person p on p.id = f.owner_id where f.done_at is null order by f.due_at`;
  const [first] = rows;
  expect(first).toMatchObject({ owner: 'Maya Okafor', promise: true });
  expect(rows.filter(({ minutes }) => minutes < 0)).toHaveLength(1);
  expect(rows.filter(({ minutes }) => minutes > 0 && minutes < 360).length).toBeGreaterThan(3);
  expect(rows.filter(({ owner }) => owner === null)).toHaveLength(1);
});

test('inboxes hold a few things of today that are not read', async () => {
  const rows = await db.sql<{ name: string; count: number }[]>`
    select p.name, count(*)::int as count from notification n join person p on p.id = n.person_id
    where n.read_at is null group by p.name`;
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Maya Okafor', 'Tomasz Król', 'Inês Santos']));
  expect(Math.max(...rows.map(({ count }) => count))).toBeLessThan(10);
  const [{ mailed } = {}] =
    await db.sql`select count(*) as mailed from notification where by_mail and mailed_at is null`;
  expect(mailed).toBe(0);
});

test('one packet is being written, one is to be read back, one is late', async () => {
  const rows = await db.sql<
    { giver: string; state: string; items: Record<string, string>; late: number[] }[]
  >`
    select p.name as giver, h.state, json_object_agg(c.number, i.state order by c.number) as items,
           coalesce(json_agg(c.number order by c.number) filter (where i.leads_told_at is not null), '[]') as late
    from handover h join person p on p.id = h.giver_id
    join handover_item i on i.handover_id = h.id join "case" c on c.id = i.case_id
    group by h.id, p.name order by p.name`;
  expect(rows).toMatchObject([
    {
      giver: 'Fatima El Amrani',
      state: 'sent',
      items: { 1017: 'unsent', 1034: 'offered', 1037: 'offered', 1040: 'accepted', 1045: 'declined' },
      late: [1017, 1034, 1037],
    },
    { giver: 'Maya Okafor', state: 'drafting', late: [] },
    { giver: 'Raj Verma', items: { 1016: 'offered', 1033: 'offered', 1039: 'offered' }, late: [] },
  ]);
  const [{ owner } = {}] = await db.sql`
    select p.name as owner from "case" c join person p on p.id = c.owner_id where c.number = 1040`;
  expect(owner).toBe('Samuel Adeyemi');
});

test('notes of templates are finalised once every required field is answered, and one waits for its answers', async () => {
  const rows = await db.sql<{ id: string; number: number; kind: string; isFinal: boolean }[]>`
    select n.id, c.number, n.kind, n.finalised_at is not null as "isFinal"
    from note n join "case" c on c.id = n.case_id where n.template_id is not null order by c.number, n.kind`;
  const found = rows.map(async ({ id, number, kind, isFinal }) => {
    const template = await templateOfNote(db.sql, id);
    const { doc } = await loadNote(db.sql, id);
    const missing = template ? missingFields(template.content, bodyOf(doc)).map(({ key }) => key) : [];
    return { number, kind, isFinal, missing };
  });
  expect(await Promise.all(found)).toEqual([
    { number: 1005, kind: 'call-summary', isFinal: true, missing: [] },
    { number: 1016, kind: 'sentiment', isFinal: true, missing: [] },
    { number: 1025, kind: 'resolution', isFinal: false, missing: ['answer'] },
    { number: 1029, kind: 'resolution', isFinal: true, missing: [] },
    { number: 1031, kind: 'call-summary', isFinal: false, missing: [] },
    { number: 1045, kind: 'interaction', isFinal: false, missing: ['verified', 'told'] },
  ]);
});

test('of one drafted summary the ledger says what its author let stand, another waits for its review', async () => {
  const rows = await db.sql<{ number: number; survival: Survival | null; percent: string | null }[]>`
    select c.number, d.survival, e.data->>'percent' as percent
    from summary_draft d join "case" c on c.id = d.case_id
    left join case_event e on e.case_id = d.case_id and e.kind = 'summary.reviewed'
    order by c.number`;
  expect(rows).toMatchObject([
    { number: 1005, survival: { edited: 2, discarded: 1 } },
    { number: 1031, survival: null, percent: null },
  ]);
  const [{ survival, percent } = {}] = rows;
  expect(survival && survivedPercent(survival)).toBe(Number(percent));
});

test('the audit finds every ledger whole', async () => {
  const [{ events, edits } = {}] = await db.sql`
    select (select count(*) from case_event) as events, (select count(*) from note_edit) as edits`;
  expect(await checkLedgers(db.sql, { programIds: null }, {}, () => true)).toEqual({
    cases: demoCases.length + before.length,
    events,
    notes: notes.length + handoverNotes + before.length,
    edits,
    redacted: 0,
    brokenLedgers: 0,
    broken: [],
  });
});

test('C-1042 reads as its four authors left it, with the version Maya named', async () => {
  const { notes: parts = [] } = written[demoCases.findIndex((one) => one.number === 1042)] ?? {};
  expect(parts.map((note) => note.script.kind)).toEqual(['case', 'technical', 'supervisor', 'interim']);
  const [caseNote] = parts;
  expect(new Set(caseNote?.played.edits.map((edit) => edit.by))).toEqual(
    new Set(['raj', 'maya', 'tomasz', 'ines']),
  );
  expect(caseNote?.played.text.split('\n')).toEqual([
    'Situation',
    expect.stringMatching(
      /^Customer was charged twice on \d+ \w+ \(€39\.90 and €24\.90\) after moving from Plus to Core\. She says the second charge happened after the agent confirmed the switch and asks for the difference back today\.$/,
    ),
    'What was tried',
    'Checked the ledger: both charges settled. Proration job ran at 02:14 and skipped accounts with a pending port-in. Confirmed with two other accounts in the same batch: same pair of amounts, same minute. Billing has the list of all 214.',
    'What the customer was told',
    expect.stringMatching(
      /^That we confirm the refund by \d\d:[03]0, and call back on the number ending 4471\.$/,
    ),
    'Next steps',
    'Ask billing for the batch id @Tomasz Król',
    expect.stringMatching(/^Call Elena with the refund date and amount @Maya Okafor \(promised for .*Z\)$/),
    expect.stringMatching(/^Find an owner for the other 213 accounts \(due .*Z\)$/),
  ]);
  const [named] = await db.sql`
    select v.name, v.seq, p.name as by from note_version_name v join person p on p.id = v.by_id
    where v.note_id = ${caseNote?.noteId ?? null}`;
  expect(named).toMatchObject({ name: 'Before the swarm', by: 'Maya Okafor' });
});

test('everybody finds threads on the words they are about, and nobody finds another’s coaching', async () => {
  const played = notes.flatMap(({ noteId, played: { threads } }) =>
    threads.map((thread) => ({ noteId, ...thread })),
  );
  expect(played.length).toBeGreaterThan(3);
  for (const { noteId, id, placed, script } of played) {
    const { doc } = await loadNote(db.sql, noteId);
    const note = new FlatNote(bodyOf(doc));
    const range = locate(note, doc, { id, ...placed });
    expect(range && note.text.slice(range.from, range.to)).toBe(placed.quote);
    expect(note.marks().has(id)).toBe(!script.coaching);
  }
  const strangers = await db.sql`
    select from notification n join comment_thread t on t.id = (n.data->>'threadId')::uuid
    where t.audience = 'coaching' and n.person_id not in (t.opened_by, t.coached_id)`;
  expect(strangers).toEqual([]);
});
