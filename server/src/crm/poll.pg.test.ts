import type { CaseEvent, CaseEventKind } from '@caseroom/shared/case';
import type { CrmConnection, CrmPolling, CrmPollOpens } from '@caseroom/shared/crm';
import { isRefusal } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EMAIL, startZendesk, TOKEN, type Zendesk } from '../../../test/support/crm/zendesk.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { startFromOutline } from '../note/create.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { silentLog } from '../platform/log.ts';
import { pausedUntil } from '../platform/outbox/pause.ts';
import { createSecretBox } from '../platform/secrets.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { addConnection, crmOf, readConnection, readWay, tryConnection } from './connections.ts';
import { createPoller } from './poll.ts';
import { accountOf, setPolling } from './poll-store.ts';

let db: FreshDatabase;
let zendesk: Zendesk;
let deps: Parameters<typeof createPoller>[0] & { allowLoopback: true };
let program: string;
let maya: string;
let connection: CrmConnection;
const started = new Date();
let now = started;
const pass = (s: number) => {
  now = new Date(now.getTime() + s * 1_000);
};
/** Moments of the provider's, counted from the start of the test, to the second as Zendesk writes them. */
const moment = (s: number) => `${new Date(started.getTime() + s * 1_000).toISOString().slice(0, 19)}Z`;

beforeAll(async () => {
  [db, zendesk] = await Promise.all([freshDatabase(), startZendesk()]);
  const bus = createInProcessBus(silentLog);
  const clock = { now: () => now };
  const secrets = createSecretBox([Buffer.alloc(32, 7)]);
  const { sql } = db;
  const startNote = startFromOutline;
  deps = { sql, bus, clock, log: silentLog, secrets, startNote, random: () => 0, allowLoopback: true };
  program = await makeProgram(sql, 'Northwind');
  const memberships = [{ programId: program, role: 'agent' as const }];
  maya = await makePerson(sql, { email: 'maya@example.com', name: 'Maya', memberships });
  const credentials = { kind: 'token' as const, token: TOKEN, email: EMAIL };
  const site = zendesk.base;
  const made = await addConnection(deps, maya, {
    programId: program,
    provider: 'zendesk',
    site,
    credentials,
  });
  connection = expectFine(made);
});
afterAll(async () => {
  await zendesk.close();
  await db.drop();
});

function expectFine<T>(made: T): Exclude<T, { refused: unknown }> {
  if (isRefusal(made)) throw new Error(made.detail);
  return made as Exclude<T, { refused: unknown }>;
}
const poll = () => createPoller(deps).pollNow(connection.id);
const set = (opens: CrmPollOpens, isOn = true) =>
  setPolling(deps, connection, { isOn, everyMin: 5, opens, personId: maya });
const polling = async (): Promise<CrmPolling | null> =>
  expectFine(await readConnection(db.sql, connection.id)).polling;

interface CaseRow {
  readonly id: string;
  readonly subject: string;
  readonly priority: string;
  readonly customer: { name: string; email?: string };
  readonly recordId: string;
  readonly status: string;
}
const cases = () => db.sql<CaseRow[]>`
  select c.id, c.subject, c.priority, c.customer, l.record_id as "recordId", l.facts->>'status' as status
  from "case" c left join crm_link l on l.case_id = c.id order by c.number`;
const entries = (kind: CaseEventKind) => db.sql<Pick<CaseEvent, 'actor' | 'data'>[]>`
  select data, actor_id as actor from case_event where kind = ${kind} order by at, seq`;

const ticket = (subject: string, at: number, more: object = {}) => ({
  subject,
  created_at: moment(at),
  updated_at: moment(at),
  ...more,
});

it('says nothing of what was there before, and nothing at all while it is off', async () => {
  zendesk.write('500', ticket('Older than the poll', -600));
  expect(await poll()).toMatchObject({ detail: 'Asking what changed is off. Switch it on first.' });
  expect(await setPolling(deps, connection, { isOn: true, everyMin: 5, opens: 'new' })).toMatchObject({
    fields: [{ path: 'personId' }],
  });
  await set('new');
  zendesk.write('500', { updated_at: moment(1) });
  expect(await poll()).toBeNull();
  expect(await cases()).toEqual([]);
  expect(await polling()).toMatchObject({ last: { opened: 0, changed: 0, problem: null }, isOn: true });
});

it('opens one case for a new record, linked to it, by whom an administrator chose, however many ask', async () => {
  zendesk.write('501', ticket('Card 4111 1111 1111 1111 was charged twice', 10, { priority: 'urgent' }));
  const asked = await Promise.all([1, 2, 3, 4].map(poll));
  expect(asked.filter((refusal) => refusal === null)).toHaveLength(1);
  const opened = await cases();
  expect(opened).toMatchObject([
    {
      subject: 'Card •••• •••• •••• •••• was charged twice',
      priority: 'P1',
      customer: { name: 'Elena Ruiz', email: 'elena@example.com' },
      recordId: '501',
      status: 'Open',
    },
  ]);
  const via = { tokenId: connection.id, name: 'Zendesk' };
  expect(await entries('crm.linked')).toMatchObject([{ actor: maya, data: { record: '#501', via } }]);
  expect(await polling()).toMatchObject({ last: { opened: 1, changed: 0 } });

  // As after a crash between the case and the cursor, and as from a cursor that Zendesk does not know any more.
  for (const page of [null, '?'])
    await db.sql`
      update crm_poll set position = ${db.sql.json({ since: moment(-60), page, more: false })}`.then(poll);
  expect(await polling()).toMatchObject({ last: { problem: expect.stringMatching(/Invalid cursor/) } });
  await poll();
  expect(await cases()).toEqual(opened);
  expect(await entries('crm.changed')).toEqual([]);
});

it('shows what changed beside the case and in its ledger, and nothing of what we wrote ourselves', async () => {
  zendesk.write('501', { status: 'pending', priority: 'normal', updated_at: moment(20) });
  await poll();
  expect(await cases()).toMatchObject([{ status: 'Pending', priority: 'P1' }]);
  const changes = [
    { field: 'status', from: 'Open', to: 'Pending' },
    { field: 'priority', from: 'Urgent', to: 'Normal' },
  ];
  expect(await entries('crm.changed')).toMatchObject([{ actor: null, data: { record: '#501', changes } }]);
  expect(await polling()).toMatchObject({ last: { opened: 0, changed: 1 } });

  const way = await readWay(db.sql, connection.id);
  const note = { title: 'Ours', text: 'It is mended.', from: 'Caseroom C-1', ref: 'x' };
  if (way) expect(await crmOf(deps, way).addPrivateNote('501', note, { look: false })).toBe('added');
  await poll();
  expect(await polling()).toMatchObject({ last: { opened: 0, changed: 0, problem: null } });
  expect(await entries('crm.changed')).toHaveLength(1);
});

it('leaves a record alone that somebody took off its case', async () => {
  await set('changed');
  await db.sql`update crm_link set unlinked_at = ${now} where record_id = '501'`;
  zendesk.write('501', { status: 'solved', updated_at: moment(40) });
  zendesk.write('500', { updated_at: moment(41) });
  await poll();
  expect((await cases()).map(({ recordId, status }) => [recordId, status])).toEqual([
    ['501', 'Pending'],
    ['500', 'Open'],
  ]);
});

it('waits as long as it is asked to, with what is written back, and longer after each failure', async () => {
  zendesk.happen('limited');
  await poll();
  expect(await pausedUntil(db.sql, accountOf(connection.id), now)).toEqual(new Date(now.getTime() + 93_000));
  expect(await polling()).toMatchObject({ last: { problem: expect.stringMatching(/too many requests/) } });
  expect(await poll()).toMatchObject({ detail: expect.stringMatching(/asks us to wait/) });
  pass(94);
  for (const wait_s of [10, 10, 20]) {
    zendesk.happen('away');
    await createPoller({ ...deps, random: () => 0.999 }).pollDue();
    const { nextAt } = (await polling()) as { nextAt: string };
    const waits_s = Math.round((Date.parse(nextAt) - now.getTime()) / 1_000);
    expect(waits_s).toBe(wait_s);
    pass(waits_s);
  }
  await createPoller(deps).pollDue();
  const { nextAt, last } = (await polling()) as CrmPolling;
  expect(last?.problem).toBeNull();
  expect(Date.parse(nextAt ?? '') - now.getTime()).toBe(300_000);
});

it('stops where it is when it is turned away or its person may not open cases, and goes on from there', async () => {
  zendesk.write('502', ticket('While nobody may', 60));
  await db.sql`update person set disabled_at = ${now} where id = ${maya}`;
  await poll();
  expect((await polling())?.last?.problem).toMatch(/may not open cases in this program any more/);
  await db.sql`update person set disabled_at = null where id = ${maya}`;
  zendesk.happen('expired');
  await poll();
  expect(await poll()).toMatchObject({ detail: 'The connection does not work. Test it first.' });
  await tryConnection(deps, connection.id);
  expect(await poll()).toBeNull();
  expect((await cases()).at(-1)).toMatchObject({ subject: 'While nobody may', recordId: '502' });
});
