import type {
  AnswerAct,
  AnswerCard,
  AnswerProposal,
  AnswerSummary,
  CaseUse,
  KnownAnswers,
} from '@caseroom/shared/answer';
import type { CaseExemplars, Exemplar } from '@caseroom/shared/exemplar';
import type { Role } from '@caseroom/shared/people';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { readEntries } from '../case/ledger.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { fullSearch } from '../search/search.ts';
import { answerRoutes } from './routes.ts';

const roles = {
  maya: 'agent',
  tomasz: 'senior',
  ines: 'lead',
  aroha: 'qa',
  joana: 'client',
} as const satisfies Record<string, Role>;
type Who = keyof typeof roles | 'stranger';

let db: FreshDatabase;
let server: Listening;
let program: string;
let now: Date;
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  for (const [who, role] of Object.entries(roles)) {
    const made = { email: `${who}@example.com`, name: who, memberships: [{ programId: program, role }] };
    people[who as Who] = await makePerson(db.sql, made);
  }
  const memberships = [{ programId: elsewhere, role: 'lead' as const }];
  people.stranger = await makePerson(db.sql, { email: 'stranger@example.com', memberships });
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (id) =>
      id ? { id, name: id, colour: 0, admin: false, auditor: false, sessionId: id } : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  answerRoutes(http.api, { sql: db.sql, bus: createInProcessBus(silentLog), clock: { now: () => now } });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await db.drop();
});
beforeEach(() => {
  now = new Date('2026-11-22T12:00:00.000Z');
});

async function call<T = unknown>(who: Who, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${server.base}${path}`, {
    method,
    headers: { cookie: people[who], ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as T & { code?: string; detail?: string } };
}

interface Place {
  readonly caseId: string;
  readonly noteId: string;
}
async function note(
  subject: string,
  text: string,
  more: { status?: string; kind?: string; audience?: string } = {},
): Promise<Place> {
  const { status = 'closed', kind = 'resolution', audience = 'team' } = more;
  const [held] = await db.sql<{ id: string }[]>`
    insert into "case" (program_id, subject, status, priority, customer, owner_id, tags)
    values (${program}, ${subject}, ${status}, 'P3', '{"name":"Elena Quill"}', ${people.maya}, '{billing}') returning id`;
  const caseId = held?.id ?? '';
  const [made] = await db.sql<{ id: string }[]>`
    insert into note (case_id, kind, audience, title, created_by, text) values (${caseId}, ${kind}, ${audience}, 'Resolution', ${people.maya}, ${text})
    returning id`;
  return { caseId, noteId: made?.id ?? '' };
}

const words = {
  title: 'Kettle whistles flat',
  problem: 'Too low',
  cause: 'Lime',
  fix: 'Descale it',
  tell: 'Soon',
  tags: ['billing'],
};
async function draft(by: Who = 'maya', more: object = {}): Promise<AnswerCard> {
  const { noteId } = await note('Kettle whistles flat', 'Cause\nLime\nFix\nDescale it');
  const made = await call<AnswerCard>(by, 'POST', '/api/answers', { noteId, ...words, ...more });
  expect(made.status).toBe(201);
  return made.body;
}
const act = (who: Who, id: string, body: object) =>
  call<AnswerCard>(who, 'POST', `/api/answers/${id}/acts`, { version: 1, ...body } as AnswerAct);
async function published(more: object = {}): Promise<AnswerCard> {
  const card = await draft('maya', more);
  await act('maya', card.id, { do: 'submit' });
  return (await act('ines', card.id, { do: 'publish' })).body;
}
const list = async (who: Who, query = '') =>
  (await call<{ items: AnswerSummary[] }>(who, 'GET', `/api/answers${query}`)).body.items.map(({ id }) => id);
const kinds = async (caseId: string) =>
  (await readEntries(db.sql, caseId, { after: 0, limit: 50 })).map(({ event }) => event.kind);

describe('a card', () => {
  it('is proposed by the sections of its note, with what looks like the customer’s', async () => {
    const { noteId } = await note('Lost post', 'Cause\nElena Quill moved.\nFix\nCall +351 21 123 4567.');
    const { body } = await call<AnswerProposal>('maya', 'GET', `/api/notes/${noteId}/answer-proposal`);
    expect(body).toMatchObject({
      title: 'Lost post',
      cause: 'Elena Quill moved.',
      fix: 'Call +351 21 123 4567.',
      tags: ['billing'],
      cardId: null,
    });
    expect(body.findings.map(({ kind }) => kind)).toEqual(['phone', 'name', 'name']);
  });

  it('is made of resolution notes of the team alone, once, by whoever may read them', async () => {
    const leads = await note('Secret', 'Fix\nPaid.', { audience: 'leads' });
    const technical = await note('Other', 'Fix\nPaid.', { kind: 'technical' });
    const { noteId } = await note('Post', 'Fix\nPaid.');
    const promote = async (who: Who, of: string) =>
      (await call(who, 'POST', '/api/answers', { noteId: of, ...words })).status;
    expect([await promote('ines', leads.noteId), await promote('maya', technical.noteId)]).toEqual([
      403, 403,
    ]);
    expect([await promote('joana', noteId), await promote('stranger', noteId)]).toEqual([403, 404]);
    const raced = await Promise.all([
      promote('maya', noteId),
      promote('tomasz', noteId),
      promote('ines', noteId),
    ]);
    expect(raced.sort()).toEqual([201, 409, 409]);
  });

  it('goes through review to everybody, is published by one of two, and is told in its case’s ledger', async () => {
    const card = await draft('maya', { title: 'Oboe squeaks' });
    const mine = `?q=${encodeURIComponent('squeaks OBOE')}`;
    expect([await list('maya', mine), await list('tomasz', mine), await list('aroha', mine)]).toEqual([
      [card.id],
      [],
      [card.id],
    ]);
    const found = async (who: Who) => {
      const asked = { q: 'squeaks tag:billing in:answers', timeZone: 'UTC', sort: 'best' as const, limit: 9 };
      const answer = await fullSearch({ sql: db.sql, clock: { now: () => now } }, people[who], asked);
      return isRefusal(answer) ? [] : answer.items.map(({ id }) => id);
    };
    expect((await act('maya', card.id, { do: 'submit' })).body.state).toBe('review');
    expect([await list('tomasz', mine), await found('tomasz')]).toEqual([[card.id], []]);
    expect((await act('maya', card.id, { do: 'publish' })).status).toBe(403);
    expect((await act('tomasz', card.id, { do: 'publish' })).status).toBe(403);
    const raced = await Promise.all(
      ['ines', 'aroha'].map((who) => act(who as Who, card.id, { do: 'publish' })),
    );
    expect(raced.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = await call<AnswerCard>('tomasz', 'GET', `/api/answers/${card.id}`);
    expect(body).toMatchObject({
      state: 'published',
      reviewOn: '2027-05-21',
      rights: { edit: false, acts: [] },
    });
    expect(body.history.map(({ kind }) => kind)).toEqual(['publish', 'submit', 'promoted']);
    expect(await kinds(body.source?.case.id ?? '')).toEqual(['answer.promoted', 'answer.published']);
    expect(await found('tomasz')).toEqual([card.id]);
    for (const who of ['joana', 'stranger'] as const) {
      expect(await found(who)).toEqual([]);
      expect((await call(who, 'GET', `/api/answers/${card.id}`)).status).toBe(404);
      expect(await list(who)).toEqual([]);
    }
    expect((await act('ines', card.id, { do: 'retire', reason: 'Kettles are gone.' })).body.state).toBe(
      'retired',
    );
    expect((await act('ines', card.id, { do: 'restore' })).body.state).toBe('review');
  });

  it('is kept from review while it names a card, and let through knowingly with an address', async () => {
    const card = await draft('maya', { tell: 'Write to help@northwind.example, not 4111 1111 1111 1111' });
    expect((await act('maya', card.id, { do: 'submit', despite: true })).status).toBe(422);
    const edit = { after: 1, ...words, tell: 'Write to help@northwind.example' };
    const [one, other] = await Promise.all(
      ['maya', 'ines'].map((who) => call<AnswerCard>(who as Who, 'PUT', `/api/answers/${card.id}`, edit)),
    );
    expect([one?.status, other?.status].sort()).toEqual([200, 409]);
    expect((await act('maya', card.id, { do: 'submit', version: 2 })).body.detail).toContain(
      'help@northwind.example',
    );
    expect((await act('maya', card.id, { do: 'submit', version: 2, despite: true })).status).toBe(200);
    expect((await act('ines', card.id, { do: 'publish', version: 1 })).status).toBe(409);
  });

  it('is offered beside a case like it, used once however often, and judged by who works there', async () => {
    const card = await published({ title: 'Trombone valve sticks', tags: [] });
    const open = await note('Trombone valve sticks again', 'Nothing yet.', { status: 'open', kind: 'case' });
    const offered = async (who: Who) =>
      (await call<KnownAnswers>(who, 'GET', `/api/cases/${open.caseId}/known-answers`)).body.cards.map(
        ({ id }) => id,
      );
    expect([await offered('maya'), await offered('aroha')]).toEqual([[card.id], [card.id]]);
    const use = (who: Who) =>
      call<{ items: CaseUse[] }>(who, 'POST', `/api/answers/${card.id}/uses`, {
        noteId: open.noteId,
        version: 1,
      });
    const used = await Promise.all([use('maya'), use('maya'), use('maya')]);
    expect(used.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await use('aroha')).status).toBe(403);
    const useId = used[0]?.body.items[0]?.id ?? '';
    const rate = (who: Who, verdict: string | null) =>
      call(who, 'PUT', `/api/answer-uses/${useId}`, { verdict });
    expect([(await rate('aroha', 'solved')).status, (await rate('stranger', 'solved')).status]).toEqual([
      403, 404,
    ]);
    await Promise.all([rate('maya', 'solved'), rate('tomasz', 'solved')]);
    const read = async () => (await call<AnswerCard>('maya', 'GET', `/api/answers/${card.id}`)).body;
    expect(await read()).toMatchObject({
      used: 1,
      helped: 1,
      uses: [{ case: { id: open.caseId }, verdict: 'solved' }],
    });
    await rate('maya', null);
    expect(await read()).toMatchObject({ used: 1, helped: 0 });
    expect(await kinds(open.caseId)).toEqual(['answer.used', 'answer.rated', 'answer.rated']);
    await act('ines', card.id, { do: 'retire', reason: 'Gone.' });
    expect(await offered('maya')).toEqual([]);
    expect((await use('tomasz')).status).toBe(409);
  });

  it('is stale when nobody used it for long, and is found right again by a reviewer', async () => {
    const { id } = await published({ title: 'Accordion wheezes' });
    const stale = async () => (await list('tomasz', '?state=stale')).includes(id);
    expect(await stale()).toBe(false);
    now = new Date('2027-05-21T12:00:00.000Z');
    expect(await stale()).toBe(true);
    expect((await act('tomasz', id, { do: 'confirm' })).status).toBe(403);
    expect((await act('aroha', id, { do: 'confirm' })).body.reviewOn).toBe('2027-11-17');
  });
});

describe('an exemplary note', () => {
  it('is marked with a reason by leads and quality, and seen by whoever may read it', async () => {
    const [team, leads] = [
      await note('Tuba', 'Fix\nPolish.'),
      await note('Lute', 'Fix\nTune.', { audience: 'leads' }),
    ];
    const mark = (who: Who, of: Place, reason = 'Short and whole.') =>
      call<CaseExemplars>(who, 'PUT', `/api/notes/${of.noteId}/exemplar`, { reason });
    expect([(await mark('maya', team)).status, (await mark('aroha', leads)).status]).toEqual([403, 403]);
    await Promise.all([mark('aroha', team), mark('aroha', team)]);
    await mark('ines', leads);
    const seen = async (who: Who, query = '') =>
      (await call<{ items: Exemplar[] }>(who, 'GET', `/api/exemplars${query}`)).body.items
        .map(({ noteId }) => noteId)
        .sort();
    expect(await seen('maya')).toEqual([team.noteId]);
    expect(await seen('ines', '?kind=resolution')).toEqual([team.noteId, leads.noteId].sort());
    expect(await seen('ines', '?kind=case')).toEqual([]);
    expect([await seen('joana'), await seen('stranger')]).toEqual([[], []]);
    expect(await kinds(team.caseId)).toEqual(['note.exemplary']);
    const gone = await call<CaseExemplars>('ines', 'DELETE', `/api/notes/${team.noteId}/exemplar`);
    expect(gone.body).toEqual({ items: [], mark: true });
    expect(await seen('maya')).toEqual([]);
  });
});
