import type { CaseEvent, CaseSummary } from '@caseroom/shared/case';
import { type CaseTimer, type CaseTimers, defaultPolicy, type TimerPolicy } from '@caseroom/shared/timer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { caseRoutes } from '../case/routes.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { timerRoutes } from './routes.ts';
import { sweepTimers } from './sweep.ts';

const PASSWORD = 'time and again';
const roles = ['agent', 'senior', 'lead', 'qa', 'client'] as const;
const MINUTE_MS = 60_000;

let db: FreshDatabase;
let api: TestApi;
let programId: string;
const as: Record<string, Browser> = {};
const ids: Record<string, string> = {};

beforeAll(async () => {
  db = await freshDatabase();
  programId = await makeProgram(db.sql);
  for (const role of [...roles, 'admin', 'stranger']) {
    const isMember = roles.some((known) => known === role);
    ids[role] = await makePerson(db.sql, {
      email: `${role}@example.com`,
      password: PASSWORD,
      admin: role === 'admin',
      memberships: isMember ? [{ programId, role: role as (typeof roles)[number] }] : [],
    });
  }
  api = await startTestApi(db.sql, (routes, deps) => {
    caseRoutes(routes, deps);
    timerRoutes(routes, deps);
  });
  for (const role of Object.keys(ids)) {
    const browser = api.browser();
    await browser.signIn(`${role}@example.com`, PASSWORD);
    as[role] = browser;
  }
});
afterAll(async () => {
  await api.close();
  await db.drop();
});

let caseId: string;
let openedAt: number;
/** P1: answer within 15 min, update every 60, resolve within 480. */
beforeEach(async () => {
  const opened = await send<CaseSummary>('agent', 'POST', '/api/cases', {
    programId,
    subject: 'Charged twice',
    priority: 'P1',
    customer: { name: 'Elena Ruiz' },
  });
  caseId = opened.id;
  openedAt = Date.parse(opened.openedAt);
});

async function send<T>(who: string, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await ask(who, method, path, body);
  if (answer.status >= 400) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}
const ask = (who: string, method: string, path: string, body?: unknown) =>
  (as[who] as Browser).send(method, path, body);
const timers = async () =>
  Object.fromEntries(
    (await send<CaseTimers>('agent', 'GET', `/api/cases/${caseId}/timers`)).items.map((timer) => [
      timer.kind,
      timer,
    ]),
  ) as Record<string, CaseTimer>;
const summary = () => send<CaseSummary>('agent', 'GET', `/api/cases/${caseId}`);
const minutesAfter = (at: string | null | undefined) => at && (Date.parse(at) - openedAt) / MINUTE_MS;

const sweepAt = (minutes: number) => {
  const clock = { now: () => new Date(openedAt + minutes * MINUTE_MS) };
  return sweepTimers({ sql: db.sql, bus: createInProcessBus(silentLog), clock });
};
const warnings = async () =>
  (await send<{ items: CaseEvent[] }>('agent', 'GET', `/api/cases/${caseId}/events`)).items
    .filter(({ kind }) => kind === 'timer.warned')
    .map(({ actor, data }) => [actor, data.timer, data.percent, minutesAfter(data.reachedAt as string)]);
const told = async () => {
  const rows = await db.sql<{ personId: string; percent: number; timer: string }[]>`
    select person_id as "personId", (data->>'percent')::int as percent, data->>'timer' as timer
    from notification where case_id = ${caseId} order by event_seq, person_id = ${ids.agent as string} desc`;
  return rows.map(({ personId, timer, percent }) => [
    Object.keys(ids).find((role) => ids[role] === personId),
    timer,
    percent,
  ]);
};
/** Other tests' cases would be swept as well. */
const forgetOthers = () => db.sql`delete from timer where case_id <> ${caseId}`;

describe('a case', () => {
  it('is timed from its opening, and says so in the queue', async () => {
    const { 'first-response': first, resolution } = await timers();
    expect([minutesAfter(first?.dueAt), minutesAfter(resolution?.dueAt)]).toEqual([15, 480]);
    expect((await summary()).timer).toEqual({
      kind: 'first-response',
      dueAt: new Date(openedAt + 15 * MINUTE_MS).toISOString(),
      soonAt: new Date(openedAt + 11.25 * MINUTE_MS).toISOString(),
    });
  });

  it('is answered by an interaction note, and by telling the customer', async () => {
    await send('agent', 'POST', `/api/cases/${caseId}/told`, { about: 'We found the batch.' });
    expect(await timers()).toMatchObject({
      'first-response': { state: 'stopped', dueAt: null },
      'next-update': { state: 'running', target_min: 60 },
    });
    expect((await summary()).timer?.kind).toBe('next-update');
  });

  it('follows its priority and stops with its resolution', async () => {
    await send('agent', 'PATCH', `/api/cases/${caseId}`, { priority: 'P2' });
    expect((await timers())['first-response']).toMatchObject({ target_min: 60 });
    await send('agent', 'PATCH', `/api/cases/${caseId}`, { status: 'resolved' });
    expect(Object.values(await timers()).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
    expect((await summary()).timer).toBeNull();
    await send('agent', 'PATCH', `/api/cases/${caseId}`, { status: 'open' });
    expect((await timers()).resolution?.state).toBe('running');
  });
});

describe('a pause', () => {
  it('has a reason, is in the ledger, and ends', async () => {
    const reason = { reason: 'customer', note: 'Promised her statement by Friday' };
    const paused = await send<CaseTimers>('agent', 'POST', `/api/cases/${caseId}/timers/pause`, reason);
    expect(paused.pause).toMatchObject({ ...reason, by: { id: ids.agent } });
    expect(paused.items.map(({ kind, state }) => [kind, state])).toEqual([
      ['first-response', 'running'],
      ['resolution', 'paused'],
    ]);
    expect((await ask('agent', 'POST', `/api/cases/${caseId}/timers/pause`, reason)).status).toBe(409);
    const resumed = await send<CaseTimers>('senior', 'POST', `/api/cases/${caseId}/timers/resume`);
    expect(resumed.pause).toBeNull();
    expect((await ask('senior', 'POST', `/api/cases/${caseId}/timers/resume`)).status).toBe(409);
    const { items } = await send<{ items: CaseEvent[] }>('agent', 'GET', `/api/cases/${caseId}/events`);
    expect(items.slice(-2).map(({ kind, data }) => [kind, data])).toEqual([
      ['timer.paused', reason],
      ['timer.resumed', {}],
    ]);
  });

  it('for another reason says which', async () => {
    const answer = await ask('agent', 'POST', `/api/cases/${caseId}/timers/pause`, { reason: 'other' });
    expect(answer.status).toBe(422);
  });

  it('by two people at once happens once', async () => {
    const answers = await Promise.all(
      ['agent', 'senior', 'lead'].map((who) =>
        ask(who, 'POST', `/api/cases/${caseId}/timers/pause`, { reason: 'client' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('is not for a case that is resolved', async () => {
    await send('agent', 'PATCH', `/api/cases/${caseId}`, { status: 'resolved' });
    const answer = await ask('agent', 'POST', `/api/cases/${caseId}/timers/pause`, { reason: 'client' });
    expect(answer.status).toBe(409);
  });
});

describe('access', () => {
  it.each([
    ['lead', 200, 200],
    ['qa', 200, 403],
    ['client', 403, 403],
    ['stranger', 404, 404],
    ['admin', 404, 404],
  ])('%s reads %i and acts %i', async (who, reads, acts) => {
    expect((await ask(who, 'GET', `/api/cases/${caseId}/timers`)).status).toBe(reads);
    expect((await ask(who, 'POST', `/api/cases/${caseId}/told`, {})).status).toBe(acts);
    const paused = await ask(who, 'POST', `/api/cases/${caseId}/timers/pause`, { reason: 'client' });
    expect(paused.status).toBe(acts);
  });
});

describe('the sweep', () => {
  beforeEach(forgetOthers);

  it('after the server was away gives each warning once, with the time it was reached', async () => {
    expect(await sweepAt(16)).toBe(4);
    const expected = [
      [null, 'first-response', 50, 7.5],
      [null, 'first-response', 75, 11.25],
      [null, 'first-response', 90, 13.5],
      [null, 'first-response', 100, 15],
    ];
    expect(await warnings()).toEqual(expected);
    expect(await sweepAt(16)).toBe(0);
    expect(await sweepAt(200)).toBe(0);
    expect(await warnings()).toEqual(expected);
  });

  it('tells the owner, and the leads when the time is up; of what is long past only the last', async () => {
    await sweepAt(12);
    expect(await told()).toEqual([['agent', 'first-response', 75]]);
    await sweepAt(20);
    expect(await told()).toEqual([
      ['agent', 'first-response', 75],
      ['agent', 'first-response', 100],
      ['lead', 'first-response', 100],
    ]);
  });

  it('by several processes at once still gives each once', async () => {
    const given = await Promise.all(Array.from({ length: 5 }, () => sweepAt(500)));
    expect(given.reduce((sum, count) => sum + count, 0)).toBe(8);
    expect(await warnings()).toHaveLength(8);
  });

  it('warns nobody of what is paused, nor of what was met', async () => {
    await send('agent', 'POST', `/api/cases/${caseId}/told`, {});
    await send('agent', 'POST', `/api/cases/${caseId}/timers/pause`, { reason: 'supplier' });
    expect(await sweepAt(600)).toBe(0);
  });

  it('warns anew of an update that is owed anew', async () => {
    await send('agent', 'POST', `/api/cases/${caseId}/told`, {});
    expect(await sweepAt(32)).toBe(1);
    await send('agent', 'POST', `/api/cases/${caseId}/told`, {});
    expect(await sweepAt(32)).toBe(1);
    expect((await warnings()).map(([, timer, percent]) => [timer, percent])).toEqual([
      ['next-update', 50],
      ['next-update', 50],
    ]);
  });
});

describe('a program’s policy', () => {
  const path = () => `/api/admin/programs/${programId}/timers`;

  it('starts as the contract’s default', async () => {
    expect(await send('admin', 'GET', path())).toEqual({ programId, policy: defaultPolicy });
  });

  it('moves the deadlines of what runs', async () => {
    const policy: TimerPolicy = {
      ...defaultPolicy,
      targets: { ...defaultPolicy.targets, 'first-response': { P1: 30, P2: 60, P3: null, P4: null } },
    };
    await send('admin', 'PUT', path(), policy);
    expect(Math.round(minutesAfter((await timers())['first-response']?.dueAt) as number)).toBe(30);
    await send('admin', 'PUT', path(), defaultPolicy);
  });

  it.each([
    ['a time zone that is none', { timeZone: 'Europe/Atlantis' }],
    ['no hour of a week', { week: Array.from({ length: 7 }, () => []) }],
    ['a time that is none', { week: Array.from({ length: 7 }, () => [{ from: '25:00', to: '26:00' }]) }],
  ])('refuses %s', async (_, hours) => {
    const policy = { ...defaultPolicy, hours: { ...defaultPolicy.hours, ...hours } };
    expect((await ask('admin', 'PUT', path(), policy)).status).toBe(422);
  });

  it('is the administrators’', async () => {
    expect((await ask('lead', 'GET', path())).status).toBe(403);
    expect((await ask('lead', 'PUT', path(), defaultPolicy)).status).toBe(403);
  });
});

it('the queue is sorted by deadline, across pages', async () => {
  const list = (query: string) =>
    send<{ items: CaseSummary[]; nextCursor?: string }>('agent', 'GET', `/api/cases?sort=due&${query}`);
  const whole = (await list('limit=200')).items;
  const keys = whole.map(({ timer }) => timer?.dueAt ?? '9999');
  expect(keys).toEqual([...keys].sort());
  const first = await list('limit=3');
  const second = await list(`limit=200&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
});
