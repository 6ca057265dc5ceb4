import type { CaseChange } from '@caseroom/shared/case';
import {
  type Compared,
  type InsightCases,
  type InsightReport,
  Measure,
  MIN_RECURRING,
  measures,
} from '@caseroom/shared/insight';
import { type Release, SMALL_COUNT } from '@caseroom/shared/insight-release';
import type { DocJson } from '@caseroom/shared/note';
import { outlineOf } from '@caseroom/shared/note-kinds';
import type { Role } from '@caseroom/shared/people';
import { periodBefore } from '@caseroom/shared/period';
import { isRefusal } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { changeCase } from '../case/change.ts';
import { openCase } from '../case/open.ts';
import { outcomesOf, reopenedOf } from '../case/timers/outcomes.ts';
import { applyFact, dueAt, type Timer, factsOf as timerFactsOf } from '../case/timers/rules.ts';
import { randomFrom } from '../demo/random.ts';
import { acceptEscalation, draftEscalation, sendEscalation } from '../escalation/acts.ts';
import type { Tx } from '../platform/db.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { tellCustomer } from '../timer/acts.ts';
import { insightRoutes } from './routes.ts';

const PASSWORD = 'what it comes to';
const HOUR_MS = 3_600_000;
const SEED = 'insight 7';
const CASES = 36;
/** The clock went back on 25 October there, inside the period before. */
const TIME_ZONE = 'Europe/Lisbon';
const TO = '2026-11-23';
const now = new Date('2026-11-22T12:00:00.000Z');
const people: readonly (readonly [string, Role, string | null])[] = [
  ['lead', 'lead', 'Day'],
  ['maya', 'agent', 'Day'],
  ['raj', 'agent', 'Night'],
  ['tomasz', 'senior', 'Tier 2'],
  ['aroha', 'qa', null],
  ['joana', 'client', null],
];

/** “porting” is typed. */
const groups: Record<string, 'reasons' | 'products'> = { billing: 'reasons', roaming: 'products' };
/** What subjects say, word pair by word pair, as one would mark it by hand: its stems and its words. */
const subjects: Record<string, readonly (readonly [stems: string, words: string])[]> = {
  'The roaming charges are doubled': [
    ['roam charg', 'roaming charges'],
    ['charg doubl', 'charges doubled'],
  ],
  'Roaming charge, after a trip (2026)': [
    ['roam charg', 'roaming charge'],
    ['charg trip', 'charge trip'],
  ],
  'Call drops in the lift': [
    ['call drop', 'call drops'],
    ['drop lift', 'drops lift'],
  ],
  Porting: [],
};

const outline = outlineOf('escalation') as DocJson;

let db: FreshDatabase;
let api: TestApi;
let ours: string;
const ids: Record<string, string> = {};
const browsers: Record<string, Browser> = {};
/** What a recount by hand comes to. */
let told: readonly Fact[];

beforeAll(async () => {
  db = await freshDatabase();
  ours = await makeProgram(db.sql, 'Northwind');
  const theirs = await makeProgram(db.sql, 'Kestrel');
  await db.sql`update program set timer_policy = jsonb_set(timer_policy, '{hours,timeZone}', ${db.sql.json(TIME_ZONE)})`;
  for (const [name, role, team] of people) {
    const memberships = [{ programId: ours, role }];
    ids[name] = await makePerson(db.sql, { email: `${name}@example.com`, password: PASSWORD, memberships });
    await db.sql`update membership set team = ${team} where person_id = ${ids[name]}`;
  }
  ids.other = await makePerson(db.sql, {
    email: 'other@example.com',
    password: PASSWORD,
    memberships: [{ programId: theirs, role: 'lead' }],
  });
  for (const [name, group] of Object.entries({ billing: 'reason', roaming: 'product' }))
    await db.sql`
      insert into tag (program_id, name, "group", colour, about, keywords, created_at)
      values (${ours}, ${name}, ${group}, 'blue', '', '{}', ${now})`;
  const random = randomFrom(SEED);
  await db.sql.begin(async (tx) => {
    for (let i = 0; i < CASES; i += 1) await live(tx, random.next, i % 10 === 0 ? theirs : ours);
    await writeReviews(tx, random.next);
  });
  told = await recount(ours);
  api = await startTestApi(db.sql, (routes, deps) =>
    insightRoutes(routes, { ...deps, clock: { now: () => now }, mailAvailable: true }),
  );
  for (const name of [...people.map(([key]) => key), 'other']) {
    const browser = api.browser();
    await browser.signIn(`${name}@example.com`, PASSWORD);
    browsers[name] = browser;
  }
}, 30_000);
afterAll(async () => {
  await api.close();
  await db.drop();
});

/** A case as it might have been lived, by the acts of the product itself, at random. */
async function live(tx: Tx, random: () => number, programId: string): Promise<void> {
  const between = (from: number, to: number) => from + random() * (to - from);
  const among = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const agents = programId === ours ? [ids.maya, ids.raj] : [ids.other];
  const owner = among(agents) as string;
  let at = new Date(now.getTime() - between(1, 75 * 24) * HOUR_MS);
  const later = (hours: number) => {
    at = new Date(at.getTime() + between(0.1, hours) * HOUR_MS);
    return at;
  };
  const tags = ['billing', 'roaming', 'porting'].filter(() => random() < 0.5);
  const opening = {
    programId,
    subject: among(Object.keys(subjects)),
    priority: among(['P1', 'P2', 'P3', 'P4'] as const),
    customer: { name: 'x' },
  };
  const { caseId } = await openCase(tx, { ...opening, tags, openedBy: owner, at });
  const by = (actorId = owner) => ({ caseId, actorId, at });
  for (let times = 0; times < 2 && random() < 0.7; times += 1)
    if (later(12) < now) granted(await tellCustomer(tx, by(), { about: '' }));
  if (programId === ours && random() < 0.5 && later(10) < now) {
    const draft = {
      ...by(),
      target: { kind: 'tier' },
      reason: 'expertise',
      ask: 'x',
      note: { outline },
    } as const;
    const { escalationId } = granted(await draftEscalation(tx, draft));
    granted(await sendEscalation(tx, escalationId, { actorId: owner, at }, { seq: 1, missing: [] }));
    if (random() < 0.8 && later(6) < now) granted(await acceptEscalation(tx, escalationId, by(ids.tomasz)));
  }
  for (const status of ['resolved', 'open', 'resolved'] as const)
    if (random() < 0.7 && later(90) < now) await changeCase(tx, { ...by(), patch: { status } });
}

/** Reviews as they stand once they are submitted; how they get there is quality's to prove. */
async function writeReviews(tx: Tx, random: () => number): Promise<void> {
  const [card] =
    await tx`insert into scorecard (program_id, created_at) values (${ours}, ${now}) returning id`;
  await tx`insert into scorecard_version (scorecard_id, version, body, at) values (${card?.id}, 1, '{}', ${now})`;
  const notes = await tx`
    select n.id, n.case_id, n.created_by from note n join "case" c on c.id = n.case_id where c.program_id = ${ours}`;
  for (const note of notes.filter(() => random() < 0.5)) {
    const at = new Date(now.getTime() - random() * 70 * 24 * HOUR_MS);
    const percent = random() < 0.1 ? null : Math.round(random() * 1000) / 10;
    await tx`
      insert into review (program_id, case_id, note_id, note_seq, agent_id, reviewer_id, scorecard_id, scorecard_version,
                          state, marking, percent, drafted_at, submitted_at)
      values (${ours}, ${note.case_id}, ${note.id}, 1, ${note.created_by}, ${ids.aroha as string}, ${card?.id}, 1,
              'submitted', '{}', ${percent}, ${at}, ${at})`;
  }
}

function granted<T>(result: T): Exclude<T, { refused: string }> {
  if (isRefusal(result as never)) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result as Exclude<T, { refused: string }>;
}

interface Fact {
  readonly measure: Measure;
  readonly caseId: string;
  readonly personId: string | null;
  readonly at: number;
  readonly value: number;
  readonly part: string | null;
}

interface Entry {
  caseId: string;
  kind: string;
  actorId: string | null;
  at: Date;
  data: { changes?: CaseChange[]; escalationId?: string; toId?: string };
}

/** Every fact of a program, told again by walking through its ledgers entry by entry, without any of our queries. */
async function recount(programId: string): Promise<Fact[]> {
  const cases = await db.sql<
    { id: string; priority: string; subject: string; tags: string[]; policy: never }[]
  >`
    select c.id, c.priority, c.subject, c.tags, g.timer_policy as policy from "case" c join program g on g.id = c.program_id
    where c.program_id = ${programId}`;
  const entries = await db.sql<Entry[]>`
    select case_id as "caseId", kind, actor_id as "actorId", at, data from case_event order by case_id, seq`;
  const facts = cases.flatMap((one) =>
    factsOfCase(
      one as never,
      entries.filter(({ caseId }) => caseId === one.id),
    ),
  );
  const reviews = await db.sql<Fact[]>`
    select 'quality' as measure, case_id as "caseId", agent_id as "personId", submitted_at as at, percent::float8 as value, null as part
    from review where program_id = ${programId} and percent is not null`;
  return [
    ...facts,
    ...issuesIn(facts),
    ...reviews.map((fact) => ({ ...fact, at: Number(new Date(fact.at)) })),
  ];
}

/** Found among the cases of both periods: an older one makes nothing recur. */
function issuesIn(facts: readonly Fact[]): Fact[] {
  const opened = facts.filter(({ measure, at }) => measure === 'opened' && weekOf(at) >= 0 && weekOf(at) < 8);
  const has = (one: Fact, tag: string) =>
    facts.some(({ caseId, part }) => caseId === one.caseId && part === tag);
  const both = opened.filter((one) => has(one, 'billing') && has(one, 'roaming'));
  const said = grouped(
    opened.flatMap((one) =>
      (subjects[one.part ?? ''] ?? []).map(([stems, words]) => ({ stems, words, one })),
    ),
    ({ stems }) => stems,
  );
  const inCases = grouped([...said.values()], (phrase) =>
    phrase
      .map(({ one }) => one.caseId)
      .sort()
      .join(),
  );
  const phrases = [...inCases.values()].map(([first = []]) => ({
    part: `“${mostOften(first.map(({ words }) => words))}”`,
    cases: first.map(({ one }) => one),
  }));
  return [...phrases, { part: 'billing · roaming', cases: both }]
    .filter(({ cases }) => cases.length >= MIN_RECURRING)
    .flatMap(({ part, cases }) => cases.map((one): Fact => ({ ...one, measure: 'recurring', part })));
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function mostOften(words: readonly string[]): string | undefined {
  const counts = [...grouped(words.toSorted(), (word) => word)];
  return counts.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

interface CaseRow {
  readonly id: string;
  readonly priority: 'P1';
  readonly subject: string;
  readonly tags: readonly string[];
  readonly policy: Parameters<typeof applyFact>[2]['policy'];
}

function factsOfCase(
  { id: caseId, priority, subject, tags, policy }: CaseRow,
  entries: readonly Entry[],
): Fact[] {
  const facts: Fact[] = [];
  const opened = entries[0] as Entry;
  let owner = opened.actorId;
  let timers: readonly Timer[] = [];
  const ended = new Map<string, Fact>();
  const sent = new Map<string, number>();
  const add = (measure: Measure, { actorId, at }: Entry, value: number, part: string | null = null) =>
    facts.push({ measure, caseId, personId: actorId, at: at.getTime(), value, part });
  add('opened', opened, 1, subject);
  for (const tag of tags) add(groups[tag] ?? 'tags', opened, 1, tag);
  for (const entry of entries) {
    const at = entry.at.getTime();
    const { escalationId = '', changes = [], toId } = entry.data;
    if (entry.kind === 'escalation.sent') sent.set(escalationId, at);
    if (entry.kind === 'escalation.accepted') {
      owner = toId ?? owner;
      add('escalation-accept', entry, at - (sent.get(escalationId) as number));
    }
    const isResolved = changes.some(({ field, to }) => field === 'status' && to === 'resolved');
    if (isResolved && !facts.some(({ measure }) => measure === 'resolved')) {
      add('resolved', entry, 1);
      add('resolve-time', entry, at - opened.at.getTime());
    }
    for (const fact of timerFactsOf(entry)) {
      const next = applyFact(timers, fact, { policy, priority, isPaused: false, at });
      for (const { kind, startedAt, elapsed_ms, target_ms } of outcomesOf(timers, next, {
        hours: policy.hours,
        at,
      }))
        ended.set(`${kind} ${startedAt}`, {
          measure: 'timers',
          caseId,
          personId: owner,
          at,
          value: elapsed_ms <= target_ms ? 1 : 0,
          part: kind,
        });
      for (const { kind, startedAt } of reopenedOf(timers, next)) ended.delete(`${kind} ${startedAt}`);
      timers = next;
    }
  }
  const overdue = timers.flatMap((timer): Fact[] => {
    const at = dueAt(timer, policy.hours);
    if (at === null || at >= now.getTime()) return [];
    return [{ measure: 'timers', caseId, personId: owner, at, value: 0, part: timer.kind }];
  });
  return [...facts, ...ended.values(), ...overdue];
}

function folded(measure: Measure, facts: readonly Fact[]): { n: number; value: number | null } {
  const values = facts.map(({ value }) => value).sort((a, b) => a - b);
  const n = values.length;
  if (n === 0) return { n: 0, value: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const middle =
    ((values[Math.floor((n - 1) / 2)] as number) + (values[Math.ceil((n - 1) / 2)] as number)) / 2;
  return { n, value: { count: n, median: middle, share: 100 * mean, mean }[measures[measure].fold] };
}

const rounded = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Math.round(part * 1e6) / 1e6 : part)),
  );

const report = async (who: string, more = ''): Promise<InsightReport> =>
  (await (browsers[who] as Browser).send('GET', `/api/insight?program=${ours}&to=${TO}${more}`)).body;

const { bounds } = periodBefore(TO, 4, TIME_ZONE);
const weekOf = (at: number): number => bounds.findLastIndex((bound) => at >= bound);

const viewers: readonly (readonly [string, string, (fact: Fact) => boolean])[] = [
  ['lead', '', () => true],
  ['lead', '&team=Night', ({ personId }) => personId === ids.raj],
  ['lead', '&person=', ({ personId }) => personId === ids.tomasz],
  ['aroha', '', () => true],
  ['maya', '', ({ personId }) => personId === ids.maya],
  ['tomasz', '', ({ personId }) => personId === ids.tomasz],
];

describe(`${CASES} generated cases (seed ${SEED})`, () => {
  test.each(viewers)(
    'every number that %s reads%s is what a recount by hand comes to, and opens as its cases',
    async (who, more, isTheirs) => {
      const asked = more === '&person=' ? `&person=${ids.tomasz}` : more;
      const facts = told.filter(({ at }) => weekOf(at) >= 0 && weekOf(at) < 8).filter(isTheirs);
      const read = await report(who, asked);
      expect(read.period.days).toHaveLength(9);
      for (const measure of Measure.options) {
        const own = facts.filter((fact) => fact.measure === measure);
        const half = (from: number): { n: number; value: number | null } =>
          folded(
            measure,
            own.filter(({ at }) => weekOf(at) >= from && weekOf(at) < from + 4),
          );
        const expected: Compared & { weeks: unknown } = {
          weeks: Array.from({ length: 8 }, (_, week) =>
            folded(
              measure,
              own.filter(({ at }) => weekOf(at) === week),
            ),
          ),
          previous: half(0),
          current: half(4),
        };
        const found = read.measures.find((one) => one.measure === measure);
        expect(rounded(found), measure).toMatchObject(rounded(expected));
        for (const { part, current } of found?.parts ?? [])
          expect(rounded(current), part).toEqual(
            rounded(
              folded(
                measure,
                own.filter((fact) => fact.part === part && weekOf(fact.at) >= 4),
              ),
            ),
          );
        const { body } = await (browsers[who] as Browser).send(
          'GET',
          `/api/insight/cases?program=${ours}&to=${TO}${asked}&measure=${measure}`,
        );
        const behind = own.filter(({ at }) => weekOf(at) >= 4);
        expect((body as InsightCases).facts, measure).toBe(behind.length);
        expect((body as InsightCases).items.map((item) => item.case.id).sort()).toEqual(
          [...new Set(behind.map(({ caseId }) => caseId))].sort(),
        );
      }
    },
  );

  test('the cases are of every kind, so that the numbers say something', async () => {
    const { measures: read } = await report('lead');
    const empty = read
      .filter(({ current, previous }) => current.n === 0 || previous.n === 0)
      .map(({ measure }) => measure);
    expect(empty).toEqual(['handover-accept', 'read-back', 'finalised', 'sentiment']);
  });

  test('people are beside each other for leads alone, teams for quality as well', async () => {
    const [lead, quality, agent] = [await report('lead'), await report('aroha'), await report('maya')];
    const facts = told.filter(({ measure, at }) => measure === 'opened' && weekOf(at) >= 4 && weekOf(at) < 8);
    const maya = lead.people.find(({ key }) => key === ids.maya)?.figures.opened?.current.n;
    expect(maya).toBe(facts.filter(({ personId }) => personId === ids.maya).length);
    expect(lead.teams.find(({ key }) => key === 'Night')?.figures.opened?.current.n).toBe(
      facts.filter(({ personId }) => personId === ids.raj).length,
    );
    expect([quality.people, agent.people, agent.teams]).toEqual([[], [], []]);
    expect(quality.teams).toEqual(lead.teams);
    const { body } = await (browsers.aroha as Browser).send(
      'GET',
      `/api/insight/cases?program=${ours}&measure=quality`,
    );
    expect(
      (body as InsightCases).items.flatMap(({ facts: of }) => of).every(({ person }) => person === null),
    ).toBe(true);
  });
});

test.each([
  ['joana', '', 403],
  ['maya', '&person=raj', 403],
  ['maya', '&team=Night', 403],
  ['aroha', '&person=raj', 403],
  ['other', '', 404],
])('%s is refused the figures of our program%s', async (who, more, status) => {
  const asked = more.replace('raj', ids.raj as string);
  for (const path of [
    `/api/insight?program=${ours}${asked}`,
    `/api/insight/cases?program=${ours}&measure=opened${asked}`,
  ]) {
    const answer = await (browsers[who] as Browser).send('GET', path);
    expect(answer.status, path).toBe(status);
    expect(Object.keys(answer.body)).not.toContain('measures');
  }
});

describe('a client viewer', () => {
  const call = async (who: string, method: string, path: string, body?: unknown) =>
    (browsers[who] as Browser).send(method, `/api/insight/${path}`, body);
  const list = async (who: string) => call(who, 'GET', `releases?program=${ours}`);
  const asked = { weeks: 12, to: '2026-11-22', tags: ['billing', 'roaming'], summary: 'Billing quietens.' };
  const release = (who: string, change: object = {}) =>
    call(who, 'POST', 'releases', { program: ours, ...asked, ...change });

  test('reads nothing before a lead releases it, and then exactly that, frozen, until it is withdrawn', async () => {
    expect((await list('joana')).body.items).toEqual([]);
    for (const who of ['joana', 'maya', 'aroha']) expect((await release(who)).status, who).toBe(403);
    expect((await release('other')).status).toBe(404);
    const made = await release('lead');
    expect(made.status).toBe(201);
    const counted = await (browsers.lead as Browser).send(
      'GET',
      `/api/insight?program=${ours}&weeks=12&to=${asked.to}`,
    );
    const report = counted.body as InsightReport;
    const { figures, summary } = (await list('joana')).body.items[0] as Release;
    expect(summary).toBe(asked.summary);
    for (const { measure, n } of figures.measures) {
      const counted_n = report.measures.find((one) => one.measure === measure)?.current.n ?? 0;
      expect(n, measure).toBe(counted_n < SMALL_COUNT ? null : counted_n);
    }
    expect(figures.tags.map(({ tag }) => tag).sort()).toEqual(['billing', 'roaming']);
    const said = JSON.stringify((await list('joana')).body);
    for (const word of ['porting', 'maya', 'raj', 'tomasz', 'quality', 'read-back', 'C-1'])
      expect(said, word).not.toContain(word);
    await db.sql`update "case" set tags = '{}'`;
    expect((await list('joana')).body.items[0].figures).toEqual(figures);
    expect((await call('joana', 'POST', `releases/${made.body.id}/withdraw`, {})).status).toBe(403);
    expect((await call('lead', 'POST', `releases/${made.body.id}/withdraw`, {})).status).toBe(200);
    expect((await list('joana')).body.items).toEqual([]);
    expect((await list('lead')).body.items).toHaveLength(1);
  });

  test('is shown neither a period that still runs nor two that overlap', async () => {
    expect((await release('lead', { to: '2026-11-23' })).status).toBe(422);
    expect((await release('lead', { weeks: 4 })).status).toBe(201);
    expect((await release('lead', { weeks: 1 })).status).toBe(409);
    expect((await release('lead', { weeks: 1, to: '2026-10-25' })).status).toBe(201);
    expect((await list('joana')).body.items.map(({ toDay }: Release) => toDay)).toEqual([
      '2026-11-22',
      '2026-10-25',
    ]);
  });

  test.each(['maya', 'aroha', 'tomasz'])(
    'what is released to clients is not for %s to read as one',
    async (who) => {
      expect((await list(who)).status).toBe(403);
      expect((await call(who, 'GET', `release-draft?program=${ours}`)).status).toBe(403);
    },
  );
});
