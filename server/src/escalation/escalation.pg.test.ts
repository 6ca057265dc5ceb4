import { noteText } from '@caseroom/shared/editor/text';
import type { CaseSwarm, Escalation, WaitingEscalation } from '@caseroom/shared/escalation';
import type { Role } from '@caseroom/shared/people';
import type { Problem } from '@caseroom/shared/problem';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { changeCase } from '../case/change.ts';
import { openCase } from '../case/open.ts';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { createIdempotencyStore } from '../platform/idempotency.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { seedTemplates } from '../template/seed.ts';
import { startFromTemplate } from '../template/start.ts';
import { templateOfNote } from '../template/store.ts';
import { escalationRoutes } from './routes.ts';

const roles = {
  maya: 'agent',
  raj: 'agent',
  tomasz: 'senior',
  wanjiru: 'senior',
  ines: 'lead',
  aroha: 'qa',
  joana: 'client',
} as const satisfies Record<string, Role>;
type Who = keyof typeof roles | 'stranger';

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let program: string;
let caseId: string;
let caseNoteId: string;
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  for (const [who, role] of Object.entries(roles)) {
    const made = { email: `${who}@example.com`, name: who, memberships: [{ programId: program, role }] };
    people[who as Who] = await makePerson(db.sql, made);
  }
  await db.sql`update membership set team = 'Early' where person_id = ${people.raj}`;
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  people.stranger = await makePerson(db.sql, {
    email: 'stranger@example.com',
    memberships: [{ programId: elsewhere, role: 'senior' }],
  });
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (cookie) =>
      cookie
        ? { id: cookie, name: cookie, colour: 0, admin: false, auditor: false, sessionId: cookie }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
    idempotency: createIdempotencyStore(db.sql),
  });
  escalationRoutes(http.api, {
    sql: db.sql,
    bus,
    clock: { now: () => new Date() },
    rooms,
    startNote: startFromTemplate(rooms),
    templateOf: async (noteId) => (await templateOfNote(db.sql, noteId))?.content ?? null,
  });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

/** A case of Maya's, with a case note in which something was tried. */
beforeEach(async () => {
  const opened = await newCase();
  caseId = opened.caseId;
  caseNoteId = opened.noteId;
});

const newCase = () =>
  db.sql.begin((tx) =>
    openCase(tx, {
      programId: program,
      subject: 'Charged twice',
      priority: 'P2',
      customer: { name: 'Elena Ruiz', account: 'NW-4471' },
      tags: [],
      openedBy: people.maya,
    }),
  );

interface Answer<T> {
  readonly status: number;
  readonly body: T & Problem;
}
async function call<T = unknown>(
  who: Who,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
): Promise<Answer<T>> {
  const answer = await fetch(`${server.base}${path}`, {
    method,
    headers: {
      cookie: people[who],
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as T & Problem };
}

async function writes(who: Who, noteId: string, change: (body: Y.XmlFragment) => void): Promise<void> {
  const result = await rooms.edit(noteId, people[who], (doc) => change(bodyOf(doc)));
  if (isRefusal(result)) throw new Error(result.detail);
}

/** Types into the empty line below a heading. */
const under =
  (title: string, words: string) =>
  (body: Y.XmlFragment): void => {
    const blocks = body.toArray() as Y.XmlElement[];
    const at = blocks.findIndex((block) => block.nodeName === 'heading' && noteTextOf(block) === title);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    body.insert(at + 1, [paragraph]);
  };
const noteTextOf = (block: Y.XmlElement): string => block.toArray().map(String).join('');
const textOf = (noteId: string) => rooms.read(noteId, ({ doc }) => noteText(bodyOf(doc)));

const tier = { target: { kind: 'tier' }, reason: 'expertise', ask: 'Correct the batch' } as const;
const drafts = async (who: Who, body: object = tier) =>
  call<Escalation>(who, 'POST', `/api/cases/${caseId}/escalations`, body);

async function draftedBy(who: Who, body: object = tier): Promise<Escalation> {
  const made = await drafts(who, body);
  expect(made.status).toBe(201);
  await writes(who, made.body.noteId, under('Background', 'Ledger checked.'));
  await writes(who, made.body.noteId, under('Assessment', 'The batch ran twice.'));
  await writes(who, made.body.noteId, under('Recommendation', 'Correct the batch today.'));
  return made.body;
}
async function sentBy(who: Who, body: object = tier): Promise<Escalation> {
  const { id } = await draftedBy(who, body);
  const answer = await does(who, id, 'send');
  expect(answer.status).toBe(200);
  return answer.body;
}
const does = (who: Who, id: string, what: string, body?: unknown) =>
  call<Escalation>(who, 'POST', `/api/escalations/${id}/${what}`, body);
const waiting = async (who: Who) =>
  (await call<{ items: WaitingEscalation[] }>(who, 'GET', '/api/escalations?waiting=me')).body.items
    .filter((item) => item.caseId === caseId)
    .map((item) => item.id);
const ownerOf = async (id = caseId) =>
  (await db.sql<{ owner: string }[]>`select owner_id as owner from "case" where id = ${id}`)[0]?.owner;
const kinds = async (prefix: string, id = caseId) =>
  (
    await db.sql<{ kind: string }[]>`
    select kind from case_event where case_id = ${id} and kind like ${`${prefix}.%`} order by seq`
  ).map((row) => row.kind);
const told = async (kind: string) =>
  (
    await db.sql<
      { id: string }[]
    >`select person_id as id from notification where case_id = ${caseId} and kind = ${kind}`
  )
    .map((row) => row.id)
    .sort();
const ids = (...who: Who[]) => who.map((one) => people[one]).sort();

describe('an escalation', () => {
  it('begins with a note that says what the record knows', async () => {
    await writes('maya', caseNoteId, under('What was tried', 'Checked the ledger: both settled.'));
    await writes('maya', caseNoteId, under('What the customer was told', 'A refund today.'));
    const { body } = await drafts('maya');
    const text = await textOf(body.noteId);
    expect(text).toContain('Charged twice. Elena Ruiz, account NW-4471. P2 high.');
    expect(text).toContain('What was tried:\nChecked the ledger: both settled.');
    expect(text).toContain('What the customer was told:\nA refund today.');
    expect(text).toMatch(/Resolution due \d{4}-\d\d-\d\d \d\d:\d\d \S+/);
    const [edit] = await db.sql`select author_id from note_edit where note_id = ${body.noteId} and seq = 1`;
    expect(edit?.author_id).toBe(people.maya);
  });

  it('is not sent before its note says everything, and says what is missing', async () => {
    const { body } = await drafts('maya', { ...tier, ask: '' });
    const refused = await does('maya', body.id, 'send');
    expect(refused.status).toBe(422);
    expect(refused.body.fields?.map(({ path }) => path)).toEqual(['ask', 'assessment', 'recommendation']);
    expect(await kinds('escalation')).toEqual(['escalation.drafted']);
    await call('maya', 'PATCH', `/api/escalations/${body.id}`, { ask: 'Correct it' });
    await writes('maya', body.noteId, under('Assessment', 'Twice.'));
    await writes('tomasz', body.noteId, under('Recommendation', 'Once.'));
    expect((await does('maya', body.id, 'send')).body).toMatchObject({ state: 'sent', ask: 'Correct it' });
  });

  it('asks for what the template of its note requires as well, and starts with what the record says', async () => {
    const trade = await db.sql.begin(async (tx) => {
      const made = await makeProgram(tx, 'Templated');
      await seedTemplates(tx, made, 'customer-support', new Date());
      for (const [who, role] of [
        ['maya', 'agent'],
        ['tomasz', 'senior'],
      ] as const)
        await tx`insert into membership (person_id, program_id, role) values (${people[who]}, ${made}, ${role})`;
      const priority = 'P2' as const;
      const opening = {
        programId: made,
        subject: 'Charged twice',
        priority,
        tags: [],
        openedBy: people.maya,
      };
      return openCase(tx, { ...opening, customer: { name: 'Elena Ruiz' } });
    });
    const { body } = await call<Escalation>('maya', 'POST', `/api/cases/${trade.caseId}/escalations`, tier);
    expect(await textOf(body.noteId)).toContain('what it affects: Charged twice. Elena Ruiz. P2 high.');
    const refused = await does('maya', body.id, 'send');
    expect(refused.status).toBe(422);
    const named = refused.body.fields?.map(({ path, message }) => `${path} ${message}`);
    expect(named).toEqual([
      'told “What the customer was told” says nothing yet.',
      'assessment “Assessment” says nothing yet.',
      'recommendation “The decision or work that is needed” says nothing yet.',
      'needed-by “By when” says nothing yet.',
    ]);
  });

  it('waits for its tier with a deadline, and for nobody else', async () => {
    const sent = await sentBy('maya');
    expect(sent.acceptBy).not.toBeNull();
    expect(await waiting('tomasz')).toEqual([sent.id]);
    expect(await waiting('wanjiru')).toEqual([sent.id]);
    for (const who of ['maya', 'raj', 'ines', 'aroha', 'joana', 'stranger'] as const)
      expect(await waiting(who)).toEqual([]);
    expect(await told('escalation.sent')).toEqual(ids('tomasz', 'wanjiru'));
    expect(await ownerOf()).toBe(people.maya);
  });

  it.each([
    [{ kind: 'team', team: 'Early' }, 'raj'],
    [{ kind: 'person', personId: 'ines' }, 'ines'],
  ] as const)('goes to %o', async (target, who) => {
    const meant = target.kind === 'person' ? { ...target, personId: people[target.personId] } : target;
    const sent = await sentBy('maya', { ...tier, target: meant });
    expect(await told('escalation.sent')).toEqual(ids(who));
    expect((await does('tomasz', sent.id, 'accept')).status).toBe(403);
    expect((await does(who, sent.id, 'accept')).body.state).toBe('accepted');
    expect(await ownerOf()).toBe(people[who]);
  });

  it('moves the case on acceptance, in one entry, and tells its sender', async () => {
    const sent = await sentBy('maya');
    await does('tomasz', sent.id, 'accept');
    await does('tomasz', sent.id, 'accept');
    expect(await ownerOf()).toBe(people.tomasz);
    expect(await kinds('escalation')).toEqual([
      'escalation.drafted',
      'escalation.sent',
      'escalation.accepted',
    ]);
    expect(await told('escalation.accepted')).toEqual(ids('maya'));
    expect((await does('wanjiru', sent.id, 'accept')).body).toMatchObject({
      status: 409,
      detail: 'tomasz accepted this escalation first.',
    });
  });

  it('comes back with the reason and goes on in the same note', async () => {
    const sent = await sentBy('maya');
    expect((await does('tomasz', sent.id, 'decline', { reason: ' ' })).status).toBe(422);
    const declined = await does('tomasz', sent.id, 'decline', { reason: 'Billing owns this.' });
    expect(declined.body).toMatchObject({ state: 'declined', settledReason: 'Billing owns this.' });
    expect(await ownerOf()).toBe(people.maya);
    expect(await told('escalation.declined')).toEqual(ids('maya'));
    const again = await drafts('maya', { ...tier, noteId: sent.noteId });
    expect(again.body.noteId).toBe(sent.noteId);
    expect((await does('maya', again.body.id, 'send')).body.state).toBe('sent');
  });

  it('is withdrawn, and then accepted by nobody', async () => {
    const sent = await sentBy('maya');
    expect((await does('raj', sent.id, 'withdraw')).status).toBe(403);
    expect((await does('maya', sent.id, 'withdraw')).body.state).toBe('withdrawn');
    expect((await does('tomasz', sent.id, 'accept')).body.detail).toBe(
      'maya withdrew this escalation first.',
    );
    expect(await waiting('tomasz')).toEqual([]);
  });

  it('of a case that is closed meanwhile is declined but not accepted', async () => {
    const sent = await sentBy('maya');
    for (const status of ['resolved', 'closed'] as const)
      await db.sql.begin((tx) => changeCase(tx, { caseId, actorId: people.maya, patch: { status } }));
    expect(await waiting('tomasz')).toEqual([]);
    expect((await does('tomasz', sent.id, 'accept')).body.detail).toBe(
      'The case is closed. Reopen it first.',
    );
    expect((await does('tomasz', sent.id, 'decline', { reason: 'Closed.' })).status).toBe(200);
  });

  it('is one at a time, however often it is clicked', async () => {
    const path = `/api/cases/${caseId}/escalations`;
    const both = await Promise.all(
      [1, 2].map(() => call<Escalation>('maya', 'POST', path, tier, 'one-click')),
    );
    expect(new Set(both.filter(({ status }) => status === 201).map(({ body }) => body.id)).size).toBe(1);
    expect((await drafts('maya')).body.detail).toBe('This case is being escalated already.');
    expect(await kinds('escalation')).toEqual(['escalation.drafted']);
  });

  it('of two begun at the same instant, one is', async () => {
    const both = await Promise.all([drafts('maya'), drafts('ines')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is refused where somebody has no business', async () => {
    expect((await drafts('raj')).status).toBe(403);
    expect((await drafts('aroha')).status).toBe(403);
    expect((await drafts('joana')).status).toBe(403);
    expect((await drafts('stranger')).status).toBe(404);
    const sent = await sentBy('maya');
    expect((await does('stranger', sent.id, 'accept')).body).toMatchObject({
      status: 404,
      detail: 'There is no such escalation.',
    });
    expect((await does('aroha', sent.id, 'accept')).status).toBe(403);
    expect((await call('joana', 'GET', `/api/cases/${caseId}/escalations`)).status).toBe(403);
    const seen = await call<{ items: Escalation[] }>('aroha', 'GET', `/api/cases/${caseId}/escalations`);
    expect(seen.body.items[0]?.rights).toEqual({ edit: false, answer: false, withdraw: false });
  });

  it('refuses a receiver who is not there or may not write', async () => {
    for (const target of [
      { kind: 'person', personId: people.stranger },
      { kind: 'person', personId: people.aroha },
      { kind: 'team', team: 'Nobody' },
    ])
      expect((await drafts('maya', { ...tier, target })).body.fields?.[0]?.path).toBe('target');
    const foreign = await newCase();
    const other = { ...tier, noteId: foreign.noteId };
    expect((await drafts('maya', other)).body.fields?.[0]?.path).toBe('noteId');
  });

  it('accepted by two at the same instant has one winner, 50 times', async () => {
    for (let i = 0; i < 50; i++) {
      const { caseId: id } = await newCase();
      const escalationId = await alreadySent(id);
      const [his, hers] = await Promise.all([
        does('tomasz', escalationId, 'accept'),
        does('wanjiru', escalationId, 'accept'),
      ]);
      const winner = his.status === 200 ? 'tomasz' : 'wanjiru';
      expect([his.status, hers.status].sort()).toEqual([200, 409]);
      expect((his.status === 409 ? his : hers).body.detail).toBe(`${winner} accepted this escalation first.`);
      expect(await ownerOf(id)).toBe(people[winner]);
      expect(await kinds('escalation', id)).toEqual(['escalation.accepted']);
    }
  }, 60_000);

  it('changes hands while somebody types, and no character is lost', async () => {
    const sent = await sentBy('maya');
    const before = await textOf(sent.noteId);
    const letters = 'every key of this sentence arrives in its order'.split('');
    const typing = (async () => {
      for (const letter of letters)
        await writes('maya', sent.noteId, (body) => {
          const last = body.get(body.length - 2) as Y.XmlElement;
          const text = last.get(0) as Y.XmlText;
          text.insert(text.length, letter);
        });
    })();
    const accepted = does('tomasz', sent.id, 'accept');
    await Promise.all([typing, accepted]);
    expect((await accepted).body.state).toBe('accepted');
    expect(await textOf(sent.noteId)).toBe(`${before.trimEnd()}${letters.join('')}\n`);
    expect((await does('maya', sent.id, 'withdraw')).status).toBe(409);
  });
});

/** Sent without its note: what a race is about is the row. */
async function alreadySent(id: string): Promise<string> {
  const [row] = await db.sql<{ id: string }[]>`
    insert into escalation (case_id, note_id, state, target_kind, reason, ask, sender_id, drafted_at, sent_at)
    select c.id, n.id, 'sent', 'tier', 'expertise', 'Help', c.owner_id, now(), now()
    from "case" c join note n on n.case_id = c.id where c.id = ${id} returning id`;
  return row?.id ?? '';
}

describe('a swarm', () => {
  const asks = (who: Who, ...asked: [Who, string][]) =>
    call<CaseSwarm>(who, 'POST', `/api/cases/${caseId}/swarm`, {
      people: asked.map(([one, question]) => ({ personId: people[one], question })),
    });
  const questionsOf = async () =>
    (await call<CaseSwarm>('maya', 'GET', `/api/cases/${caseId}/swarm`)).body.swarm?.questions ?? [];
  const answers = (who: Who, id: string, answer = 'Yes') =>
    call<CaseSwarm>(who, 'POST', `/api/swarm-questions/${id}/answer`, { answer });

  it('keeps who was asked what, who answered and when; the owner stays', async () => {
    await asks('maya', ['tomasz', 'Which batch?'], ['raj', 'Seen before?']);
    await asks('raj', ['ines', 'May we refund?']);
    const [first, second] = await questionsOf();
    expect(first).toMatchObject({ question: 'Which batch?', person: { id: people.tomasz }, answer: null });
    expect(await told('swarm.asked')).toEqual(ids('tomasz', 'raj', 'ines'));
    expect((await answers('tomasz', first?.id ?? '', 'PR-1118')).status).toBe(200);
    expect((await answers('tomasz', first?.id ?? '')).status).toBe(409);
    expect((await answers('tomasz', second?.id ?? '')).status).toBe(403);
    expect(await told('swarm.answered')).toEqual(ids('maya'));
    expect((await questionsOf())[0]).toMatchObject({ answer: 'PR-1118', answeredAt: expect.any(String) });
    expect(await ownerOf()).toBe(people.maya);
  });

  it('is left, and closed with what came of it', async () => {
    const { body } = await asks('maya', ['tomasz', 'Which batch?']);
    const question = body.swarm?.questions[0]?.id ?? '';
    await call('tomasz', 'POST', `/api/swarm-questions/${question}/leave`);
    expect((await questionsOf())[0]?.leftAt).not.toBeNull();
    const close = `/api/swarms/${body.swarm?.id}/close`;
    expect((await call('tomasz', 'POST', close, { outcome: 'Done' })).status).toBe(403);
    expect(
      (await call<CaseSwarm>('maya', 'POST', close, { outcome: 'Batch corrected' })).body.swarm,
    ).toMatchObject({
      outcome: 'Batch corrected',
      mayClose: false,
    });
    expect((await answers('tomasz', question)).body.detail).toBe('The swarm was closed meanwhile.');
    expect(await kinds('swarm')).toEqual(['swarm.asked', 'swarm.left', 'swarm.closed']);
    expect((await asks('maya', ['raj', 'Again?'])).body.swarm?.id).not.toBe(body.swarm?.id);
  });

  it('asks nobody who cannot write in the case', async () => {
    for (const who of ['aroha', 'joana', 'stranger', 'maya'] as const)
      expect((await asks('maya', [who, 'You?'])).status).toBe(422);
    expect((await asks('aroha', ['tomasz', 'You?'])).status).toBe(403);
    expect((await asks('stranger', ['tomasz', 'You?'])).status).toBe(404);
    expect(await kinds('swarm')).toEqual([]);
  });
});
