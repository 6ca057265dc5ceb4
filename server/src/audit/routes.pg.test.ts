import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makeCase, makePerson, makeProgram } from '../auth/testing/people.ts';
import { appendEvent } from '../case/events.ts';
import { appendEdits } from '../note/journal.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { PAGE_ROWS } from './ledgers.ts';
import { auditRoutes } from './routes.ts';

const PASSWORD = 'correct horse battery';
let db: FreshDatabase;
let api: TestApi;
let north: string;
let kestrel: string;
let maya: string;
let raj: string;
let auditor: Browser;
let lead: Browser;

beforeAll(async () => {
  db = await freshDatabase();
  api = await startTestApi(db.sql, auditRoutes);
  north = await makeProgram(db.sql, 'Northwind Mobile');
  kestrel = await makeProgram(db.sql, 'Kestrel Cards');
  maya = await makePerson(db.sql, {
    email: 'maya@example.com',
    name: 'Maya',
    password: PASSWORD,
    memberships: [{ programId: north, role: 'agent' }],
  });
  raj = await makePerson(db.sql, { email: 'raj@example.com', name: 'Raj' });
  await makePerson(db.sql, {
    email: 'ines@example.com',
    password: PASSWORD,
    memberships: [
      { programId: north, role: 'lead' },
      { programId: kestrel, role: 'agent' },
    ],
  });
  await makePerson(db.sql, { email: 'henrik@example.com', password: PASSWORD, auditor: true });
  auditor = await signedIn('henrik@example.com');
  lead = await signedIn('ines@example.com');
});
afterAll(async () => {
  await api.close();
  await db.drop();
});

async function signedIn(email: string): Promise<Browser> {
  const browser = api.browser();
  expect((await browser.signIn(email, PASSWORD)).status).toBe(201);
  return browser;
}

const DAY_MS = 86_400_000;
const start = Date.parse('2026-03-02T09:00:00.123Z');
let day = 0;

/** A case with `events` ledger entries, one a minute, on a day of its own. */
async function caseWith(events: number, programId = north): Promise<string> {
  const caseId = await makeCase(db.sql, { programId, ownerId: maya });
  const opened = start + ++day * DAY_MS;
  await db.sql.begin(async (tx) => {
    for (let i = 0; i < events; i++) {
      const at = new Date(opened + i * 60_000);
      const changes = [
        { field: 'subject', from: `é “${i}”`, to: null },
        { field: 'tags', from: [1.5, 'b', { z: 1, a: [] }], to: i },
      ];
      if (i === 0)
        await appendEvent(tx, {
          caseId,
          kind: 'case.opened',
          actorId: maya,
          at,
          data: { subject: 'Double charge', priority: 'P3' },
        });
      else
        await appendEvent(tx, {
          caseId,
          kind: 'case.changed',
          actorId: i % 2 ? raj : null,
          at,
          data: { changes },
        });
    }
  });
  return caseId;
}

async function noteWith(edits: number, caseId: string): Promise<string> {
  const [note] = await db.sql<{ id: string }[]>`
    insert into note (case_id, kind, title, created_by) values (${caseId}, 'case', 'Notes', ${maya}) returning id`;
  const noteId = note?.id ?? '';
  const rows = Array.from({ length: edits }, (_, i) => ({
    authorId: i % 2 ? maya : raj,
    payload: Buffer.from(`edit ${i}`),
    newClients: [],
  }));
  await db.sql.begin((tx) => appendEdits(tx, [{ noteId, expectedSeq: 0, edits: rows }]));
  return noteId;
}

const verify = async (query = '', by = auditor) => (await by.send('GET', `/api/audit/verify${query}`)).body;

describe('[verification]', () => {
  test('what the server wrote verifies, over pages, in numbers', async () => {
    const caseId = await caseWith(4);
    await noteWith(PAGE_ROWS * 2 + 1, caseId);
    await noteWith(0, caseId);
    expect(await verify(`?caseId=${caseId}`)).toMatchObject({
      ok: true,
      cases: 1,
      events: 4,
      notes: 2,
      edits: PAGE_ROWS * 2 + 1,
      redacted: 0,
      brokenLedgers: 0,
      broken: [],
    });
  });

  const other = '00000000-0000-4000-8000-00000000beef';
  test.each<[string, (noteId: string) => PromiseLike<unknown>, number, string]>([
    ['seq', (id) => db.owner`update note_edit set seq = 40 where note_id = ${id} and seq = 3`, 3, 'gap'],
    [
      'author_id',
      (id) => db.owner`update note_edit set author_id = ${maya} where note_id = ${id} and seq = 3`,
      3,
      'chain',
    ],
    [
      'at',
      (id) =>
        db.owner`update note_edit set at = at + interval '1 millisecond' where note_id = ${id} and seq = 3`,
      3,
      'chain',
    ],
    [
      'payload',
      (id) => db.owner`update note_edit set payload = 'edit 9' where note_id = ${id} and seq = 3`,
      3,
      'content',
    ],
    [
      'salt',
      (id) =>
        db.owner`update note_edit set salt = set_byte(salt, 0, 255 - get_byte(salt, 0)) where note_id = ${id} and seq = 3`,
      3,
      'content',
    ],
    [
      'mac',
      (id) =>
        db.owner`update note_edit set mac = set_byte(mac, 0, 255 - get_byte(mac, 0)) where note_id = ${id} and seq = 3`,
      3,
      'content',
    ],
    [
      'chain',
      (id) =>
        db.owner`update note_edit set chain = set_byte(chain, 0, 255 - get_byte(chain, 0)) where note_id = ${id} and seq = 3`,
      3,
      'chain',
    ],
    ['a deleted row', (id) => db.owner`delete from note_edit where note_id = ${id} and seq = 3`, 3, 'gap'],
    ['a cut tail', (id) => db.owner`delete from note_edit where note_id = ${id} and seq > 3`, 4, 'end'],
    ['every row deleted', (id) => db.owner`delete from note_edit where note_id = ${id}`, 1, 'end'],
    ['head_seq', (id) => db.owner`update note set head_seq = 4 where id = ${id}`, 5, 'end'],
    ['head_chain', (id) => db.owner`update note set head_chain = 'x' where id = ${id}`, 5, 'end'],
  ])('finds a note’s journal tampered with: %s', async (_what, tamper, seq, fault) => {
    const caseId = await caseWith(1);
    const noteId = await noteWith(5, caseId);
    expect(await verify(`?noteId=${noteId}`)).toMatchObject({ ok: true, cases: 0, notes: 1, edits: 5 });
    await tamper(noteId);
    const broken = { ledger: 'note', caseId, noteId, seq, fault };
    expect(await verify(`?noteId=${noteId}`)).toMatchObject({
      ok: false,
      brokenLedgers: 1,
      broken: [broken],
    });
    expect(await verify(`?caseId=${caseId}`)).toMatchObject({
      ok: false,
      cases: 1,
      events: 1,
      broken: [broken],
    });
  });

  test.each<[string, (caseId: string) => PromiseLike<unknown>, number, string]>([
    ['seq', (id) => db.owner`update case_event set seq = 40 where case_id = ${id} and seq = 3`, 3, 'gap'],
    [
      'kind',
      (id) => db.owner`update case_event set kind = 'case.opened' where case_id = ${id} and seq = 3`,
      3,
      'chain',
    ],
    [
      'actor_id',
      (id) => db.owner`update case_event set actor_id = ${maya} where case_id = ${id} and seq = 3`,
      3,
      'chain',
    ],
    [
      'actor_id removed',
      (id) => db.owner`update case_event set actor_id = null where case_id = ${id} and seq = 2`,
      2,
      'chain',
    ],
    [
      'at',
      (id) =>
        db.owner`update case_event set at = at + interval '1 millisecond' where case_id = ${id} and seq = 3`,
      3,
      'chain',
    ],
    [
      'data',
      (id) =>
        db.owner`update case_event set data = jsonb_set(data, '{changes,1,to}', '99') where case_id = ${id} and seq = 3`,
      3,
      'content',
    ],
    [
      'salt',
      (id) => db.owner`update case_event set salt = 'another' where case_id = ${id} and seq = 3`,
      3,
      'content',
    ],
    [
      'mac',
      (id) => db.owner`update case_event set mac = 'another' where case_id = ${id} and seq = 3`,
      3,
      'content',
    ],
    [
      'chain',
      (id) => db.owner`update case_event set chain = 'another' where case_id = ${id} and seq = 3`,
      3,
      'chain',
    ],
    ['a deleted row', (id) => db.owner`delete from case_event where case_id = ${id} and seq = 1`, 1, 'gap'],
    ['event_seq', (id) => db.owner`update "case" set event_seq = 4 where id = ${id}`, 5, 'end'],
    ['event_chain', (id) => db.owner`update "case" set event_chain = 'x' where id = ${id}`, 5, 'end'],
  ])('finds a case’s ledger tampered with: %s', async (_what, tamper, seq, fault) => {
    const caseId = await caseWith(5);
    await tamper(caseId);
    expect(await verify(`?caseId=${caseId}`)).toMatchObject({
      ok: false,
      brokenLedgers: 1,
      broken: [{ ledger: 'case', caseId, noteId: null, seq, fault }],
    });
  });

  test('a row moved to another ledger breaks both', async () => {
    const [from, to] = [await caseWith(3), await caseWith(2)];
    await db.owner`update case_event set case_id = ${to} where case_id = ${from} and seq = 3`;
    expect(await verify(`?caseId=${from}`)).toMatchObject({ ok: false, broken: [{ seq: 3, fault: 'end' }] });
    expect(await verify(`?caseId=${to}`)).toMatchObject({ ok: false, broken: [{ seq: 3, fault: 'chain' }] });
  });

  test('a redacted edit is counted and breaks nothing', async () => {
    const noteId = await noteWith(3, await caseWith(1));
    await db.owner`update note_edit set payload = '', salt = '' where note_id = ${noteId} and seq = 2`;
    expect(await verify(`?noteId=${noteId}`)).toMatchObject({ ok: true, edits: 3, redacted: 1 });
  });

  test('without a case or a note, everything within reach is read: all for an auditor, their programs for a lead', async () => {
    const hidden = await caseWith(2, kestrel);
    const count = async (where = db.sql`true`) =>
      (await db.sql<{ n: number }[]>`select count(*) as n from "case" c where ${where}`)[0]?.n;
    const [all, mine] = [await verify(), await verify('', lead)];
    expect(all.cases).toBe(await count());
    expect(mine.cases).toBe(await count(db.sql`c.program_id = ${north}`));
    expect(all.ok).toBe(false);
    expect(all.broken.length).toBe(all.brokenLedgers);
    expect(await lead.send('GET', `/api/audit/verify?caseId=${hidden}`)).toMatchObject({ status: 404 });
  });

  test('what does not exist, and both at once, are refused', async () => {
    expect((await auditor.send('GET', `/api/audit/verify?caseId=${other}`)).status).toBe(404);
    expect((await auditor.send('GET', `/api/audit/verify?noteId=${other}`)).status).toBe(404);
    expect((await auditor.send('GET', `/api/audit/verify?noteId=${other}&caseId=${other}`)).status).toBe(422);
  });
});

describe('[events]', () => {
  const list = async (query: string, by = auditor) =>
    (await by.send('GET', `/api/audit/events${query}`)).body;
  const seqs = (body: { items: { seq: number }[] }) => body.items.map(({ seq }) => seq);

  test('newest first, with the case and who acted; null when the system did', async () => {
    const caseId = await caseWith(3);
    const [row] = await db.sql<{ number: number }[]>`select number from "case" where id = ${caseId}`;
    const body = await list(`?caseId=${caseId}`);
    expect(seqs(body)).toEqual([3, 2, 1]);
    expect(body.items[2]).toMatchObject({
      caseNumber: `C-${row?.number}`,
      program: { id: north },
      kind: 'case.opened',
      actor: { id: maya, name: 'Maya' },
      data: { subject: 'Double charge', priority: 'P3' },
    });
    expect(body.items[0].actor).toBeNull();
  });

  test('filters by time, person and kind', async () => {
    const caseId = await caseWith(6);
    const { items } = await list(`?caseId=${caseId}`);
    const at = (seq: number) =>
      encodeURIComponent(items.find((item: { seq: number }) => item.seq === seq).at);
    expect(seqs(await list(`?caseId=${caseId}&after=${at(3)}&before=${at(5)}`))).toEqual([4, 3]);
    expect(seqs(await list(`?caseId=${caseId}&actorId=${raj}`))).toEqual([6, 4, 2]);
    expect(seqs(await list(`?caseId=${caseId}&kind=case.opened`))).toEqual([1]);
  });

  test('pages join without a gap or a repeat, also where times are equal', async () => {
    const caseId = await caseWith(5);
    await db.owner`update case_event set at = ${new Date(start)} where case_id = ${caseId}`;
    const seen: number[] = [];
    let cursor = '';
    do {
      const body = await list(`?caseId=${caseId}&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...seqs(body));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  test('a lead reads the programs they lead and no others', async () => {
    const [mine, hidden] = [await caseWith(1), await caseWith(1, kestrel)];
    expect((await list(`?caseId=${mine}`, lead)).items).toHaveLength(1);
    expect((await list(`?caseId=${hidden}`, lead)).items).toHaveLength(0);
    expect((await list(`?caseId=${hidden}`)).items).toHaveLength(1);
  });

  test('nobody else reads any', async () => {
    const agent = await signedIn('maya@example.com');
    for (const path of ['events', 'verify'])
      expect((await agent.send('GET', `/api/audit/${path}`)).status).toBe(403);
    for (const path of ['events', 'verify'])
      expect((await api.browser().send('GET', `/api/audit/${path}`)).status).toBe(401);
  });

  test.each(['cursor=abc', 'cursor=WyJ4Il0', 'after=yesterday', 'caseId=1', 'limit=0', 'colour=1'])(
    'refuses ?%s',
    async (query) => {
      expect((await auditor.send('GET', `/api/audit/events?${query}`)).status).toBe(422);
    },
  );
});

describe('[role]', () => {
  test.each(['note_edit', 'case_event', 'note_client', 'note_restore'])(
    'the server can append to %s and do nothing else to it',
    async (table) => {
      const denied = 'permission denied';
      const name = db.sql(table);
      const [column] = await db.owner<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_name = ${table} order by ordinal_position limit 1`;
      const key = db.sql(column?.name ?? '');
      await expect(db.sql`update ${name} set ${key} = ${key}`).rejects.toThrow(denied);
      await expect(db.sql`delete from ${name}`).rejects.toThrow(denied);
      await expect(db.sql`truncate ${name}`).rejects.toThrow(denied);
      await expect(db.sql`alter table ${name} disable trigger all`).rejects.toThrow('must be owner');
      await expect(db.sql`drop table ${name}`).rejects.toThrow('must be owner');
      await expect(db.sql`select 1 from ${name} for update`).rejects.toThrow(denied);
    },
  );

  test('a login that has only the server’s role cannot become the owner', async () => {
    const [{ owner } = { owner: '' }] = await db.owner<{ owner: string }[]>`select current_user as owner`;
    expect(await db.owner`select pg_has_role('caseroom_server', ${owner}, 'member') as can`).toEqual([
      { can: false },
    ]);
  });
});
