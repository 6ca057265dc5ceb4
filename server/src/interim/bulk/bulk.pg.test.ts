import type { Priority } from '@caseroom/shared/case';
import { defaultInterimSettings } from '@caseroom/shared/interim';
import { NewBulkSend } from '@caseroom/shared/interim-bulk';
import { isRefusal } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makePerson, makeProgram } from '../../auth/testing/people.ts';
import { openCase } from '../../case/open.ts';
import { createJournal } from '../../note/journal.ts';
import { createRooms, type Rooms } from '../../note/rooms.ts';
import { readInbox } from '../../notification/queries.ts';
import { createInProcessBus } from '../../platform/bus-in-process.ts';
import { silentLog } from '../../platform/log.ts';
import { LEASE_MS } from '../../platform/outbox/limits.ts';
import { type FreshDatabase, freshDatabase } from '../../platform/testing/fresh-database.ts';
import { readDraft } from '../preview.ts';
import { writeInterimSettings } from '../settings.ts';
import { approveBulk, carryOnBulk, makeBulk, stopBulk } from './acts.ts';
import { createBulkDriver } from './driver.ts';
import { listBulkCases, readBulk } from './queries.ts';
import { type BulkDeps, claimNext, sendNext } from './send.ts';

const HOUR_MS = 3_600_000;
let db: FreshDatabase;
let rooms: Rooms;
let deps: BulkDeps;
let program: string;
let ines: string;
let raj: string;
let now = new Date('2026-11-22T09:00:00Z');

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  const lead = { memberships: [{ programId: program, role: 'lead' as const }] };
  ines = await makePerson(db.sql, { email: 'ines@example.com', name: 'Ines Ferreira', ...lead });
  raj = await makePerson(db.sql, { email: 'raj@example.com', name: 'Raj Iyer', ...lead });
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
  const deployment = {
    smtpUrl: 'smtp://127.0.0.1:1',
    mailFrom: 'Care <care@northwind.example>',
    address: null,
    allowPrivate: true,
  };
  const startNote = async () => ({ outline: null });
  deps = { sql: db.sql, bus, clock: { now: () => now }, rooms, deployment, startNote, log: silentLog };
});
afterAll(async () => {
  await rooms.drain();
  await db.drop();
});
beforeEach(() => writeInterimSettings(db.sql, program, defaultInterimSettings));

let named = 0;
async function newCase({ email = true, priority = 'P3' as Priority } = {}): Promise<string> {
  named += 1;
  const name = `Ada Bright${named}`;
  const customer = { name, ...(email ? { email: `ada${named}@example.com` } : {}) };
  const input = { programId: program, subject: 'No line', priority, customer, tags: [], openedBy: ines };
  return (await db.sql.begin((tx) => openCase(tx, input))).caseId;
}

const words = (more: Partial<NewBulkSend> = {}) =>
  NewBulkSend.parse({
    caseIds: [],
    channel: 'email',
    language: 'en',
    subject: 'Outage: {{case.number}}',
    body: 'Hello {{customer.name}},\n- lines are down\n- we write again by {{next_update}}.',
    nextUpdateAt: new Date(now.getTime() + HOUR_MS).toISOString(),
    ...more,
  });

async function made(caseIds: readonly string[], more: Partial<NewBulkSend> = {}): Promise<string> {
  const message = words({ ...more, caseIds: [...caseIds] });
  const by = { actorId: ines, actorName: 'Ines Ferreira', at: now };
  const { deployment } = deps;
  const make = { ...by, programId: program, message, deployment, address: 'https://desk.example' };
  const done = await db.sql.begin((tx) => makeBulk(tx, make));
  if (isRefusal(done)) throw new Error(done.detail);
  return done.id;
}

const inTx = async (run: Parameters<typeof db.sql.begin>[1]) => {
  const done = (await db.sql.begin(run as never)) as unknown;
  if (isRefusal(done)) throw new Error(done.detail);
};
const standing = async (id: string) => {
  const row = await readBulk(db.sql, id);
  return { state: row?.state, ...row?.counts };
};
const settle = () => createBulkDriver(deps).look();
const messagesOf = async (caseIds: readonly string[]) => {
  const rows = await db.sql<{ words: string; caseId: string }[]>`
    select i.words, i.case_id as "caseId" from interim i join outbox_item o on o.key = i.note_id::text
    where i.case_id = any(${[...caseIds]}::uuid[])`;
  return rows;
};

test('two processes at once write to each case once, with its own words, which stand in its ledger', async () => {
  const caseIds = await Promise.all(Array.from({ length: 8 }, () => newCase()));
  const id = await made(caseIds);
  await Promise.all([settle(), settle(), settle()]);
  expect(await standing(id)).toEqual({ state: 'done', waiting: 0, sent: 8, skipped: 0, failed: 0 });
  const sent = await messagesOf(caseIds);
  expect(new Set(sent.map(({ caseId }) => caseId)).size).toBe(8);
  expect(sent).toHaveLength(8);
  const [first] = await listBulkCases(db.sql, id);
  expect(first).toMatchObject({ state: 'sent', interim: { state: 'queued', channel: 'email' } });
  const noteId = first?.interim?.id ?? '';
  const [message] = await db.sql<{ words: string; subject: string; origin: string; seq: number }[]>`
    select words, words_subject as subject, origin, seq from interim where note_id = ${noteId}`;
  expect(message).toMatchObject({ origin: 'bulk', subject: `Outage: ${first?.case.number}` });
  expect(message?.words).toMatch(/^Hello Ada Bright\d,\n+• lines are down\n• we write again by .+\.$/);
  // What was judged in the transaction is what the note says.
  const draft = await readDraft(rooms, noteId);
  expect(draft.seq).toBe(message?.seq);
  const kinds =
    await db.sql`select kind from case_event where case_id = ${first?.case.id ?? ''} order by seq`;
  expect(kinds.map(({ kind }) => kind).slice(-3)).toEqual([
    'note.added',
    'note.finalised',
    'interim.released',
  ]);
});

test('two leads who write the same of one outage at once write it once', async () => {
  const caseIds = [await newCase(), await newCase()];
  const tried = await Promise.allSettled([made(caseIds), made(caseIds.slice(1))]);
  expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = tried.find((one) => one.status === 'rejected');
  expect(String(refused?.reason)).toContain('The same words went to some of these customers');
  expect(
    await made(caseIds, { body: 'Hello {{customer.name}}, we write by {{next_update}}.' }),
  ).toBeDefined();
  await settle();
});

test('a stop falls between two cases, and the rest is carried on with', async () => {
  const id = await made(await Promise.all([newCase(), newCase(), newCase()]));
  const claim = await claimNext(db.sql, now);
  if (!claim) throw new Error('nobody claimed it');
  expect(await sendNext(deps, claim)).toBe('next');
  await inTx((tx) => stopBulk(tx, { id, actorId: raj, at: now }));
  expect(await sendNext(deps, claim)).toBe('over');
  expect(await standing(id)).toEqual({ state: 'stopped', waiting: 2, sent: 1, skipped: 0, failed: 0 });
  await settle();
  expect(await standing(id)).toMatchObject({ state: 'stopped', sent: 1 });
  await inTx((tx) => carryOnBulk(tx, { id, actorId: ines, at: now }, false));
  await settle();
  expect(await standing(id)).toEqual({ state: 'done', waiting: 0, sent: 3, skipped: 0, failed: 0 });
});

test('what a process left behind is taken over after its lease, and whoever comes back late does nothing', async () => {
  const caseIds = await Promise.all([newCase(), newCase(), newCase()]);
  const id = await made(caseIds);
  const lost = await claimNext(db.sql, now);
  if (!lost) throw new Error('nobody claimed it');
  await sendNext(deps, lost);
  // Killed after the second case's message was begun and before it was released: none of it is there.
  let looks = 0;
  const clock = {
    now() {
      looks += 1;
      if (looks > 2) throw new Error('killed');
      return now;
    },
  };
  const died = { ...deps, clock };
  await expect(sendNext(died, lost)).rejects.toThrow('killed');
  await settle();
  expect(await standing(id)).toMatchObject({ state: 'running', sent: 1, waiting: 2 });
  now = new Date(now.getTime() + LEASE_MS);
  const taken = await claimNext(db.sql, now);
  expect(taken).toEqual({ ...lost, drive: lost.drive + 1 });
  expect(await sendNext(deps, lost)).toBe('over');
  if (taken) while ((await sendNext(deps, taken)) === 'next');
  expect(await standing(id)).toMatchObject({ state: 'done', sent: 3 });
  expect(await messagesOf(caseIds)).toHaveLength(3);
});

test('says of each case that is left out why, leaves nothing behind in it, and tries again when asked', async () => {
  await writeInterimSettings(db.sql, program, { ...defaultInterimSettings, phrases: ['falcon'] });
  const [plain, noMail, optedOut, solved, bare] = [
    await newCase(),
    await newCase({ email: false }),
    await newCase(),
    await newCase(),
    await newCase(),
  ];
  for (const caseId of [plain, noMail, optedOut, solved]) await addCompany(caseId);
  const id = await made([plain, noMail, optedOut, solved, bare], {
    body: 'Hello {{customer.name}} of {{customer.company}}, we write by {{next_update}}.',
  });
  await db.sql`
    insert into interim_opt_out (program_id, recipient, at)
    select program_id, customer->>'email', ${now} from "case" where id = ${optedOut}`;
  await db.sql`update "case" set status = 'resolved' where id = ${solved}`;
  await settle();
  const fates = async () => (await listBulkCases(db.sql, id)).map(({ state, skip }) => skip ?? state);
  expect(await fates()).toEqual(['sent', 'no-address', 'opted-out', 'resolved', 'missing-variable']);
  const left =
    await db.sql`select from note where kind = 'interim' and case_id = any(${[noMail, bare]}::uuid[])`;
  expect(left).toHaveLength(0);
  await addCompany(bare);
  await inTx((tx) => carryOnBulk(tx, { id, actorId: ines, at: now }, true));
  await settle();
  expect(await fates()).toEqual(['sent', 'no-address', 'opted-out', 'resolved', 'sent']);
  expect(await messagesOf([plain])).toHaveLength(1);
});

const addCompany = (caseId: string) => db.sql`
  update "case" set customer = customer || '{"company":"Bright Ltd"}' where id = ${caseId}`;

test('waits for a second lead where the program wants it, whose word holds for each case', async () => {
  const approval = { ...defaultInterimSettings.approval, email: ['P1' as const] };
  await writeInterimSettings(db.sql, program, { ...defaultInterimSettings, approval });
  const caseIds = [await newCase({ priority: 'P1' }), await newCase()];
  const id = await made(caseIds);
  await settle();
  expect(await standing(id)).toMatchObject({ state: 'waiting', sent: 0 });
  await expect(inTx((tx) => approveBulk(tx, { id, actorId: ines, at: now }))).rejects.toThrow('another lead');
  await inTx((tx) => approveBulk(tx, { id, actorId: raj, at: now }));
  // Raj is asked and Inês answered, each in the inbox and nobody else.
  const inbox = async (personId: string) => (await readInbox(db.sql, personId)).items;
  const about = { case: null, eventSeq: null, data: { bulkId: id } };
  expect(await inbox(raj)).toMatchObject([
    { ...about, kind: 'bulk.asked', actor: { id: ines }, text: 'To 2 customers · Outage: …' },
  ]);
  expect(await inbox(ines)).toMatchObject([
    { ...about, kind: 'bulk.approved', actor: { id: raj }, text: 'Outage: …' },
  ]);
  await settle();
  expect(await standing(id)).toMatchObject({ state: 'done', sent: 2 });
  const approvers =
    await db.sql`select approved_by, released_by from interim where case_id = ${caseIds[0] ?? ''}`;
  expect(approvers).toEqual([{ approved_by: raj, released_by: ines }]);
  // One that came to need a word meanwhile is not sent without it.
  const plain = [await newCase(), await newCase()];
  const later = await made(plain);
  await db.sql`update "case" set priority = 'P1' where id = ${plain[1] ?? ''}`;
  await settle();
  expect((await listBulkCases(db.sql, later)).map(({ state, skip }) => skip ?? state)).toEqual([
    'sent',
    'approval',
  ]);
});

test('is refused to who leads nothing there, and when nobody would get it', async () => {
  const caseId = await newCase();
  await expect(made([caseId], { body: 'Card 4111 1111 1111 1111 is fine.' })).rejects.toThrow(
    'Nobody would get',
  );
  const other = await makeProgram(db.sql, 'Contoso');
  await db.sql`update membership set program_id = ${other} where person_id = ${raj}`;
  await expect(inTx((tx) => stopBulk(tx, { id: caseId, actorId: raj, at: now }))).rejects.toThrow('no such');
  const id = await made([caseId, await newCase()]);
  await expect(inTx((tx) => stopBulk(tx, { id, actorId: raj, at: now }))).rejects.toThrow('no such');
  await db.sql`update membership set role = 'agent' where person_id = ${ines}`;
  await settle();
  expect((await listBulkCases(db.sql, id)).map(({ skip }) => skip)).toEqual(['no-access', 'no-access']);
});
