import type { CaseEvent } from '@caseroom/shared/case';
import type { Role } from '@caseroom/shared/people';
import type { Problem } from '@caseroom/shared/problem';
import type {
  Calibration,
  Draw,
  Goal,
  Marking,
  Pick,
  QualityProgram,
  Review,
  Scorecard,
} from '@caseroom/shared/quality';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import type { ScorecardBody } from '@caseroom/shared/scorecard';
import { defaultScorecards } from '@caseroom/shared/scorecard-defaults';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { openCase } from '../case/open.ts';
import { caseRoutes } from '../case/routes.ts';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { qualityRoutes } from './routes.ts';
import { drawWeeks } from './sampling.ts';
import { drawSample } from './sampling-rules.ts';

const roles = {
  maya: 'agent',
  raj: 'agent',
  tomasz: 'senior',
  ines: 'lead',
  aroha: 'qa',
  ewa: 'qa',
  joana: 'client',
} as const satisfies Record<string, Role>;
type Who = keyof typeof roles | 'stranger' | 'noor';

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let program: string;
let seeds = 0;
const people = {} as Record<Who, string>;
const clock = { now: () => new Date() };
const newSeed = () => `seed ${++seeds}`;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  for (const [who, role] of Object.entries(roles)) {
    const made = { email: `${who}@example.com`, name: who, memberships: [{ programId: program, role }] };
    people[who as Who] = await makePerson(db.sql, made);
  }
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  people.stranger = await makePerson(db.sql, {
    email: 'stranger@example.com',
    memberships: [{ programId: elsewhere, role: 'qa' }],
  });
  people.noor = await makePerson(db.sql, { email: 'noor@example.com', admin: true });
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (cookie) =>
      cookie
        ? {
            id: cookie,
            name: cookie,
            colour: 0,
            admin: cookie === people.noor,
            auditor: false,
            sessionId: cookie,
          }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  qualityRoutes(http.api, { sql: db.sql, bus, clock, newSeed });
  caseRoutes(http.api, { sql: db.sql, bus });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

interface Answer<T> {
  readonly status: number;
  readonly body: T & Problem;
}
async function call<T = unknown>(who: Who, method: string, path: string, body?: unknown): Promise<Answer<T>> {
  const answer = await fetch(`${server.base}${path}`, {
    method,
    headers: { cookie: people[who], ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T & Problem };
}

/** A case of somebody's with a line of theirs in its case note. */
async function worked(who: Who, tags: string[] = []): Promise<{ caseId: string; noteId: string }> {
  const opened = await db.sql.begin((tx) =>
    openCase(tx, {
      programId: program,
      subject: 'Charged twice',
      priority: 'P3',
      customer: { name: 'Elena Ruiz' },
      tags,
      openedBy: people[who],
    }),
  );
  await writes(who, opened.noteId, 'She was charged twice.');
  return opened;
}
async function writes(who: Who, noteId: string, words: string) {
  const result = await rooms.edit(noteId, people[who], (doc) => {
    const line = new Y.XmlElement('paragraph');
    line.insert(0, [new Y.XmlText(words)]);
    bodyOf(doc).push([line]);
  });
  if (isRefusal(result)) throw new Error(result.detail);
}

const body: ScorecardBody = {
  name: 'Northwind notes',
  passPercent: 80,
  sections: [
    {
      title: 'All',
      items: [
        {
          id: 'clear',
          text: 'Clear',
          help: '',
          weight: 3,
          scale: { kind: 'points', max: 4 },
          critical: false,
        },
        { id: 'safe', text: 'Safe', help: '', weight: 1, scale: { kind: 'yes-no' }, critical: true },
      ],
    },
  ],
};
const marking = (clear: number | null, safe: number | null): Marking => ({
  summary: 'Short and right.',
  marks: [
    { item: 'clear', score: clear, remark: '', evidence: [{ line: 8, start: 8, length: 13 }] },
    { item: 'safe', score: safe, remark: '', evidence: [] },
  ],
});
async function reviewed(noteId: string, agent: Who = 'maya'): Promise<Review> {
  const begun = await call<Review>('aroha', 'POST', '/api/reviews', { noteId, agentId: people[agent] });
  await call('aroha', 'PUT', `/api/reviews/${begun.body.id}/marking`, marking(2, 1));
  return (await call<Review>('aroha', 'POST', `/api/reviews/${begun.body.id}/submit`)).body;
}

describe('scorecards', () => {
  it('are edited by quality and admins, read by leads, and nobody else’s business', async () => {
    const path = `/api/programs/${program}/scorecards`;
    expect((await call('ines', 'POST', path, body)).status).toBe(403);
    expect((await call('maya', 'POST', path, body)).status).toBe(403);
    expect((await call('stranger', 'POST', path, body)).status).toBe(404);
    const made = await call<Scorecard>('aroha', 'POST', path, body);
    expect(made).toMatchObject({ status: 201, body: { version: 1, body: { name: 'Northwind notes' } } });
    const other = await call<Scorecard>('noor', 'POST', path, defaultScorecards['technical-support']);
    expect((await call('noor', 'PATCH', `/api/scorecards/${other.body.id}`, { retired: true })).status).toBe(
      200,
    );
    const read = (who: Who) => call<QualityProgram>(who, 'GET', `/api/programs/${program}/quality`);
    expect((await read('ines')).body.rights).toEqual({ configure: false, review: false });
    expect((await read('noor')).body.rights).toEqual({ configure: true, review: false });
    expect((await read('aroha')).body.scorecards.map((one) => [one.body.name, one.retired])).toEqual([
      ['Northwind notes', false],
      ['Technical support', true],
    ]);
    expect([
      (await read('maya')).status,
      (await read('joana')).status,
      (await read('stranger')).status,
    ]).toEqual([403, 403, 404]);
  });

  it('keep the version a review was scored with, and refuse an edit of what was edited meanwhile', async () => {
    const { noteId } = await worked('maya');
    const review = await reviewed(noteId);
    const { id, version } = review.scorecard;
    const stricter = { ...body, passPercent: 95 };
    const edited = await call<Scorecard>('aroha', 'PUT', `/api/scorecards/${id}`, {
      version,
      body: stricter,
    });
    expect(edited.body.version).toBe(version + 1);
    expect((await call('ewa', 'PUT', `/api/scorecards/${id}`, { version, body })).status).toBe(409);
    const now = await call<Review>('aroha', 'GET', `/api/reviews/${review.id}`);
    expect(now.body.scorecard).toEqual(review.scorecard);
    await call('aroha', 'PUT', `/api/scorecards/${id}`, { version: version + 1, body });
  });
});

describe('a review', () => {
  it('goes from draft to settled dispute; each step is in the ledger, for leads, and told to those it is for', async () => {
    const { caseId, noteId } = await worked('maya');
    const begun = await call<Review>('aroha', 'POST', '/api/reviews', { noteId, agentId: people.maya });
    const { id, noteSeq } = begun.body;
    await writes('maya', noteId, 'Written after the review began.');
    await call('aroha', 'PUT', `/api/reviews/${id}/marking`, marking(2, null));
    expect(
      (await call('aroha', 'POST', `/api/reviews/${id}/submit`)).body.fields?.map(({ path }) => path),
    ).toEqual(['safe']);
    await call('aroha', 'PUT', `/api/reviews/${id}/marking`, marking(2, 1));
    const submitted = await call<Review>('aroha', 'POST', `/api/reviews/${id}/submit`);
    expect(submitted.body).toMatchObject({ state: 'submitted', percent: 62.5, passed: false, noteSeq });
    expect((await call('aroha', 'PUT', `/api/reviews/${id}/marking`, marking(4, 1))).status).toBe(409);
    const objections = [{ item: 'clear', reason: 'The last line says it.' }];
    expect((await call('raj', 'POST', `/api/reviews/${id}/dispute`, { objections })).status).toBe(404);
    expect((await call('aroha', 'POST', `/api/reviews/${id}/dispute`, { objections })).status).toBe(403);
    const disputed = await call<Review>('maya', 'POST', `/api/reviews/${id}/dispute`, { objections });
    expect(disputed.body).toMatchObject({ state: 'disputed', rights: { answer: false, settle: false } });
    const upheld = { verdict: 'upheld', reply: 'It does.', scores: [{ item: 'clear', score: 4 }] };
    expect((await call('maya', 'POST', `/api/reviews/${id}/settle`, upheld)).status).toBe(403);
    const settled = await call<Review>('ines', 'POST', `/api/reviews/${id}/settle`, upheld);
    expect(settled.body).toMatchObject({
      state: 'settled',
      percent: 100,
      passed: true,
      settlement: { verdict: 'upheld', changes: [{ item: 'clear', from: 2, to: 4 }] },
    });
    expect(settled.body.marking).toEqual(marking(2, 1));

    const told = await db.sql<{ who: string; kind: string }[]>`
      select p.name as who, n.kind from notification n join person p on p.id = n.person_id
      where n.case_id = ${caseId} order by n.event_seq, p.name`;
    expect(told.map(({ who, kind }) => `${who} ${kind}`)).toEqual([
      'maya review.submitted',
      'aroha review.disputed',
      'ines review.disputed',
      'aroha review.settled',
      'maya review.settled',
    ]);
    const kinds = async (who: Who) =>
      (await call<{ items: CaseEvent[] }>(who, 'GET', `/api/cases/${caseId}/events`)).body.items
        .map(({ kind }) => kind)
        .slice(-3);
    expect(await kinds('ines')).toEqual(['review.submitted', 'review.disputed', 'review.settled']);
    for (const who of ['maya', 'raj', 'tomasz'] as const)
      expect(await kinds(who)).toEqual(['withheld', 'withheld', 'withheld']);
  });

  it('is read by its agent, leads and reviewers once it is submitted; as a draft by its reviewer alone', async () => {
    const { noteId } = await worked('maya');
    const draft = await call<Review>('aroha', 'POST', '/api/reviews', { noteId, agentId: people.maya });
    const readers = async (id: string) => {
      const all: Who[] = ['maya', 'raj', 'tomasz', 'ines', 'aroha', 'ewa', 'joana', 'stranger', 'noor'];
      const found: Who[] = [];
      for (const who of all) {
        const one = await call(who, 'GET', `/api/reviews/${id}`);
        const { body: list } = await call<{ items: Review[] }>(who, 'GET', '/api/reviews');
        expect(
          list.items.some((item) => item.id === id),
          who,
        ).toBe(one.status === 200);
        expect([200, 404]).toContain(one.status);
        if (one.status === 200) found.push(who);
      }
      return found;
    };
    expect(await readers(draft.body.id)).toEqual(['aroha']);
    const submitted = await reviewed(noteId);
    expect(submitted.id).toBe(draft.body.id);
    expect(await readers(submitted.id)).toEqual(['maya', 'ines', 'aroha', 'ewa']);
    const done = await call<Review>('maya', 'POST', `/api/reviews/${submitted.id}/acknowledge`);
    expect(done.body).toMatchObject({ state: 'acknowledged', rights: { answer: false } });
  });

  it('is begun by quality alone, about an agent who wrote in the note; a draft can be thrown away', async () => {
    const { noteId } = await worked('maya');
    const begin = (who: Who, agent: Who) =>
      call<Review>(who, 'POST', '/api/reviews', { noteId, agentId: people[agent] });
    expect((await begin('ines', 'maya')).status).toBe(403);
    expect((await begin('raj', 'maya')).status).toBe(403);
    expect((await begin('stranger', 'maya')).status).toBe(404);
    expect((await begin('aroha', 'raj')).status).toBe(422);
    const clicks = await Promise.all(Array.from({ length: 5 }, () => begin('aroha', 'maya')));
    expect(new Set(clicks.map((one) => one.body.id)).size).toBe(1);
    const { id } = (await begin('aroha', 'maya')).body;
    expect((await call('ewa', 'DELETE', `/api/reviews/${id}`)).status).toBe(404);
    expect((await call('aroha', 'DELETE', `/api/reviews/${id}`)).status).toBe(204);
    expect((await call('aroha', 'GET', `/api/reviews/${id}`)).status).toBe(404);
  });
});

describe('a calibration', () => {
  it('is blind until everybody has submitted, then shows all sheets and how far they agree', async () => {
    const { noteId } = await worked('maya');
    const reviewerIds = [people.aroha, people.ewa, people.ines];
    expect((await call('maya', 'POST', '/api/calibrations', { noteId, reviewerIds })).status).toBe(403);
    const withAgent = { noteId, reviewerIds: [people.aroha, people.maya] };
    expect((await call('ines', 'POST', '/api/calibrations', withAgent)).status).toBe(422);
    const started = await call<Calibration>('ines', 'POST', '/api/calibrations', { noteId, reviewerIds });
    const path = `/api/calibrations/${started.body.id}`;
    const score = async (who: Who, clear: number, safe: number | null) => {
      await call(who, 'PUT', `${path}/marking`, marking(clear, safe));
      return call<Calibration>(who, 'POST', `${path}/submit`);
    };
    expect((await score('aroha', 2, null)).status).toBe(422);
    expect((await score('aroha', 2, 1)).body.outcome).toBeNull();
    expect((await score('aroha', 3, 1)).status).toBe(409);
    await score('ewa', 2, 1);
    const waiting = await fetch(`${server.base}${path}`, { headers: { cookie: people.ines } });
    expect(await waiting.text()).not.toContain('Short and right.');
    const done = await score('ines', 4, 1);
    expect(done.body.outcome).toMatchObject({
      sheets: [{ percent: 62.5 }, { percent: 62.5 }, { percent: 100 }],
      agreement: [
        { item: 'clear', share: 1 / 3 },
        { item: 'safe', share: 1 },
      ],
    });
    for (const who of ['maya', 'raj', 'joana', 'stranger', 'noor'] as const)
      expect((await call(who, 'GET', path)).status, who).toBe(404);
  });

  it('is finished without a reviewer whom a lead excused, for a reason that is kept', async () => {
    const { noteId } = await worked('maya');
    const reviewerIds = [people.aroha, people.ewa];
    const started = await call<Calibration>('ines', 'POST', '/api/calibrations', { noteId, reviewerIds });
    const path = `/api/calibrations/${started.body.id}`;
    const excuse = (who: Who, personId: string) =>
      call<Calibration>(who, 'POST', `${path}/excuse`, { personId, reason: 'Left the company' });
    expect((await excuse('aroha', people.ewa)).status).toBe(403);
    expect((await excuse('raj', people.ewa)).status).toBe(404);
    await call('aroha', 'PUT', `${path}/marking`, marking(2, 1));
    await call('aroha', 'POST', `${path}/submit`);
    expect((await excuse('ines', people.aroha)).status).toBe(409);
    const { body } = await excuse('ines', people.ewa);
    expect(body).toMatchObject({
      finished: true,
      mayExcuse: false,
      outcome: { sheets: [{ percent: 62.5 }] },
    });
    expect(body.reviewers.find(({ person }) => person.id === people.ewa)?.excused).toMatchObject({
      by: { id: people.ines },
      reason: 'Left the company',
    });
    expect((await call('ewa', 'POST', `${path}/submit`)).status).toBe(409);

    const alone = await call<Calibration>('ines', 'POST', '/api/calibrations', { noteId, reviewerIds });
    const other = `/api/calibrations/${alone.body.id}/excuse`;
    const because = (personId: string) => ({ personId, reason: 'Away' });
    expect((await call('ines', 'POST', other, because(people.aroha))).status).toBe(200);
    expect((await call('ines', 'POST', other, because(people.ewa))).status).toBe(409);
  });
});

describe('a coaching goal', () => {
  it('follows from a review, is seen by its agent, leads and reviewers, and shows what came after', async () => {
    const review = await reviewed((await worked('tomasz')).noteId, 'tomasz');
    const goal = { reviewId: review.id, item: 'clear', what: 'Say who and since when.', dueOn: '2026-12-11' };
    expect((await call('tomasz', 'POST', '/api/goals', goal)).status).toBe(403);
    expect((await call('raj', 'POST', '/api/goals', goal)).status).toBe(404);
    const set = await call<Goal>('ines', 'POST', '/api/goals', goal);
    expect(set.body).toMatchObject({ agent: { name: 'tomasz' }, item: { text: 'Clear' }, mayEdit: true });
    const later = await reviewed((await worked('tomasz')).noteId, 'tomasz');
    const seen = async (who: Who) =>
      (await call<{ items: Goal[] }>(who, 'GET', '/api/goals')).body.items.filter(
        ({ id }) => id === set.body.id,
      );
    const points = (await seen('tomasz'))[0]?.progress.map(({ reviewId, percent }) => [reviewId, percent]);
    expect(points).toEqual([
      [review.id, 50],
      [later.id, 50],
    ]);
    for (const who of ['ines', 'aroha', 'ewa'] as const) expect(await seen(who), who).toHaveLength(1);
    for (const who of ['maya', 'raj', 'joana', 'stranger'] as const) expect(await seen(who), who).toEqual([]);
    const path = `/api/goals/${set.body.id}`;
    expect((await call('tomasz', 'PATCH', path, { state: 'reached' })).status).toBe(403);
    expect((await call('maya', 'PATCH', path, { state: 'reached' })).status).toBe(404);
    expect((await call<Goal>('ines', 'PATCH', path, { state: 'reached' })).body.state).toBe('reached');
    const told =
      await db.sql`select from notification where person_id = ${people.tomasz} and kind = 'review.goal-set'`;
    expect(told).toHaveLength(1);
  });
});

describe('a sample', () => {
  it('is drawn now into the work list, no case twice, and can be drawn again from what was recorded', async () => {
    const risky = await worked('raj', ['complaint']);
    await worked('raj');
    await worked('tomasz');
    const rules = { perAgent: 1, riskTags: ['complaint'], randomPercent: 0 };
    const [tag] = await db.sql`
      insert into tag (program_id, name, "group", colour, about, keywords, created_at)
      values (${program}, 'complaint', 'risk', 'red', '', '{}', now()) returning id`;
    await db.sql`insert into tag_old_name values (${program}, 'grievance', ${tag?.id})`;
    const asBefore = { ...rules, riskTags: ['grievance'] };
    expect((await call('ines', 'PUT', `/api/programs/${program}/sampling`, asBefore)).status).toBe(403);
    expect((await call('aroha', 'PUT', `/api/programs/${program}/sampling`, asBefore)).status).toBe(200);
    expect((await call('ines', 'POST', `/api/programs/${program}/draws`)).status).toBe(403);
    const drawn = await call<Draw>('aroha', 'POST', `/api/programs/${program}/draws`);
    expect(drawn).toMatchObject({ status: 201, body: { picked: 3, rules, by: { id: people.aroha } } });
    const picks = (await call<{ items: Pick[] }>('aroha', 'GET', '/api/quality/picks')).body.items;
    const why = new Map(picks.map((pick) => [pick.agent.name, pick.reason]));
    expect([...why]).toHaveLength(3);
    expect(why.get('raj')).toEqual({ kind: 'risk-tag', tag: 'complaint' });
    expect(why.get('tomasz')).toEqual({ kind: 'per-agent' });
    expect(picks.find((pick) => pick.agent.name === 'raj')?.case.id).toBe(risky.caseId);
    expect((await call<Draw>('aroha', 'POST', `/api/programs/${program}/draws`)).body.picked).toBe(0);
    for (const who of ['maya', 'raj', 'joana', 'stranger'] as const)
      expect((await call<{ items: Pick[] }>(who, 'GET', '/api/quality/picks')).body.items).toEqual([]);

    const [stored] =
      await db.sql`select candidates, drawn, rules, seed from sample_draw where id = ${drawn.body.id}`;
    const again = drawSample(
      { candidates: stored?.candidates, drawn: stored?.drawn },
      stored?.rules,
      stored?.seed,
    );
    expect(again.map(({ caseId }) => caseId).sort()).toEqual(picks.map((pick) => pick.case.id).sort());

    const [pick, other] = picks;
    const dismiss = (who: Who) =>
      call(who, 'POST', `/api/quality/picks/${other?.id}/dismiss`, { reason: 'A test case' });
    expect((await dismiss('ines')).status).toBe(403);
    expect((await dismiss('stranger')).status).toBe(404);
    expect((await dismiss('aroha')).status).toBe(204);
    const listed = async () =>
      (await call<{ items: Pick[] }>('ewa', 'GET', '/api/quality/picks')).body.items.map(({ id }) => id);
    expect(await listed()).not.toContain(other?.id);
    expect((await call('ewa', 'POST', '/api/reviews', { pickId: other?.id })).status).toBe(409);
    const { draws } = (await call<QualityProgram>('ines', 'GET', `/api/programs/${program}/quality`)).body;
    expect(draws.flatMap(({ dismissed }) => dismissed)).toMatchObject([
      { id: other?.id, by: { id: people.aroha }, reason: 'A test case' },
    ]);
    expect((await call('ewa', 'POST', `/api/quality/picks/${other?.id}/restore`)).status).toBe(204);
    expect(await listed()).toContain(other?.id);

    const begun = await call<Review>('aroha', 'POST', '/api/reviews', { pickId: pick?.id });
    expect(begun.body).toMatchObject({ reason: pick?.reason, agent: pick?.agent });
    expect((await call('ewa', 'POST', '/api/reviews', { pickId: pick?.id })).status).toBe(409);
    const left = (await call<{ items: Pick[] }>('ewa', 'GET', '/api/quality/picks')).body.items;
    expect(left.find(({ id }) => id === pick?.id)?.taken?.by.name).toBe('aroha');
  });

  it('is drawn for the week that ended, once, however many processes look', async () => {
    await worked('maya');
    const nextWeek = { now: () => new Date(Date.now() + 7 * 86_400_000) };
    const deps = { sql: db.sql, clock: nextWeek, log: silentLog, newSeed };
    const drawn = await Promise.all([drawWeeks(deps), drawWeeks(deps), drawWeeks(deps)]);
    expect(drawn.sort()).toEqual([0, 0, 1]);
    const [weekly] = await db.sql`select count(*)::int as n from sample_draw where by_id is null`;
    expect(weekly?.n).toBe(1);
  });
});
