import { noteText } from '@caseroom/shared/editor/text';
import type { FollowUp } from '@caseroom/shared/follow-up';
import type { CaseHandover, Handover, HandoverSignature, HandoverSummary } from '@caseroom/shared/handover';
import type { Role } from '@caseroom/shared/people';
import type { Problem } from '@caseroom/shared/problem';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { changeCase } from '../case/change.ts';
import { openCase } from '../case/open.ts';
import { followUpDeriver } from '../follow-up/deriver.ts';
import { followUpRoutes } from '../follow-up/routes.ts';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { createIdempotencyStore } from '../platform/idempotency.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { handoverRoutes } from './routes.ts';
import { sweepHandovers } from './sweep.ts';
import { acceptItem } from './take.ts';

const roles = {
  maya: 'agent',
  raj: 'agent',
  linh: 'agent',
  ines: 'lead',
  omar: 'lead',
  aroha: 'qa',
  joana: 'client',
} as const satisfies Record<string, Role>;
type Who = keyof typeof roles | 'stranger' | 'gone';

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let program: string;
let elsewhere: string;
let shift_ms = 0;
const clock = { now: () => new Date(Date.now() + shift_ms) };
const bus = createInProcessBus(silentLog);
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  elsewhere = await makeProgram(db.sql, 'Contoso');
  const make = async (who: Who, programId: string, role: Role) => {
    people[who] = await makePerson(db.sql, {
      email: `${who}@example.com`,
      name: who,
      memberships: [{ programId, role }],
    });
  };
  for (const [who, role] of Object.entries(roles)) await make(who as Who, program, role);
  await make('stranger', elsewhere, 'agent');
  await make('gone', program, 'agent');
  await db.sql`update person set disabled_at = now() where id = ${people.gone}`;
  rooms = createRooms({
    sql: db.sql,
    bus,
    journal: createJournal(db.sql),
    log: silentLog,
    derivers: [followUpDeriver({ bus })],
  });
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
  handoverRoutes(http.api, { sql: db.sql, bus, clock, rooms });
  followUpRoutes(http.api, { sql: db.sql, rooms });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

let first: { caseId: string; noteId: string };
let second: { caseId: string; noteId: string };

/** Two cases of Maya's. What she had before is resolved, and her packet closed. */
beforeEach(async () => {
  shift_ms = 0;
  await db.sql`update "case" set status = 'resolved'`;
  await db.sql`update handover set state = 'closed', closed_at = now() where state <> 'closed'`;
  first = await newCase('P2');
  second = await newCase('P3');
});

const newCase = (priority: 'P2' | 'P3', programId = program, owner: Who = 'maya') =>
  db.sql.begin((tx) =>
    openCase(tx, {
      programId,
      subject: 'Charged twice',
      priority,
      customer: { name: 'Elena Ruiz' },
      tags: [],
      openedBy: people[owner],
    }),
  );

interface Answer<T> {
  readonly status: number;
  readonly body: T & Problem;
}
async function call<T = Handover>(
  who: Who,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  const answer = await fetch(`${server.base}${path}`, {
    method,
    headers: { cookie: people[who], ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as T & Problem };
}

const build = (who: Who = 'maya', body: object = {}) => call(who, 'POST', '/api/handovers', body);
const choose = (id: string, who: Who | string | null, ...caseIds: string[]) =>
  call('maya', 'PUT', `/api/handovers/${id}/receivers`, {
    items: caseIds.map((caseId) => ({
      caseId,
      receiverId: who === null ? null : (people[who as Who] ?? who),
    })),
  });
const send = (id: string, body: object = {}, who: Who = 'maya') =>
  call(who, 'POST', `/api/handovers/${id}/send`, body);
const does = (who: Who, id: string, caseId: string, what: string, body?: unknown) =>
  call(who, 'POST', `/api/handovers/${id}/items/${caseId}/${what}`, body);
const see = (who: Who, id: string) => call(who, 'GET', `/api/handovers/${id}`);
const itemIn = ({ body }: Answer<Handover>, caseId: string) => {
  const item = body.items.find((one) => one.case.id === caseId);
  if (!item) throw new Error(`not in the packet: ${JSON.stringify(body)}`);
  return item;
};

async function readsBack(who: Who, id: string, caseId: string, comment?: string) {
  const lines = itemIn(await see(who, id), caseId).parts.flatMap((part) => part.lines);
  return call(who, 'PUT', `/api/handovers/${id}/items/${caseId}/read-back`, {
    items: lines.map(({ key }, i) => ({ key, read: true, ...(i === 0 && comment ? { comment } : {}) })),
  });
}
async function writes(who: Who, noteId: string, change: (body: Y.XmlFragment) => void): Promise<void> {
  const result = await rooms.edit(noteId, people[who], (doc) => change(bodyOf(doc)));
  if (isRefusal(result)) throw new Error(result.detail);
}
const textOf = (noteId: string) => rooms.read(noteId, ({ doc }) => noteText(bodyOf(doc)));
/** Below the last heading: "What to know". */
const know =
  (words: string) =>
  (body: Y.XmlFragment): void => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    body.insert(body.length, [paragraph]);
  };
/** A promise of somebody's, in a case note. */
const promised = (owner: Who, at: Date) => (body: Y.XmlFragment) => {
  const [list, item, paragraph, due, mention] = ['taskList', 'taskItem', 'paragraph', 'due', 'mention'].map(
    (name) => new Y.XmlElement(name),
  ) as [Y.XmlElement, Y.XmlElement, Y.XmlElement, Y.XmlElement, Y.XmlElement];
  const attrs = { id: people[owner], label: owner };
  for (const [key, value] of Object.entries(attrs)) mention.setAttribute(key, value);
  due.setAttribute('at', at.toISOString());
  due.setAttribute('promise', true as unknown as string);
  item.setAttribute('checked', false as unknown as string);
  paragraph.insert(0, [new Y.XmlText('Call Elena '), mention, due]);
  item.insert(0, [paragraph]);
  list.insert(0, [item]);
  body.insert(body.length, [list]);
};

/** A packet of both cases that waits for Raj. */
async function sent(to: Who = 'raj'): Promise<string> {
  const { body } = await build();
  for (const item of body.items) await writes('maya', item.noteId, know('Do not credit again.'));
  await choose(body.id, to, first.caseId, second.caseId);
  const answer = await send(body.id);
  expect(answer.status, answer.body.detail).toBe(200);
  return body.id;
}

const ownerOf = async (id: string) =>
  (await db.sql<{ owner: string }[]>`select owner_id as owner from "case" where id = ${id}`)[0]?.owner;
const kinds = async (id: string, like = 'handover.%') =>
  (
    await db.sql<{ kind: string }[]>`
    select kind from case_event where case_id = ${id} and kind like ${like} order by seq`
  ).map(({ kind }) => kind);
const told = async (kind: string) =>
  (
    await db.sql<{ id: string }[]>`
    select person_id as id from notification
    where case_id in (${first.caseId}, ${second.caseId}) and kind = ${kind}`
  )
    .map(({ id }) => id)
    .sort();
const ids = (...who: Who[]) => who.map((one) => people[one]).sort();
const sweep = () => sweepHandovers({ sql: db.sql, bus, clock, log: silentLog });

it('locks its cases in one order, whether they lapse or go out, so that nobody waits for it in a ring', async () => {
  const { body } = await build();
  for (const item of body.items) await writes('maya', item.noteId, know('Do not credit again.'));
  await choose(body.id, 'raj', first.caseId, second.caseId);
  const [lower, higher] = [first.caseId, second.caseId].sort() as [string, string];
  await db.sql`update "case" set status = 'resolved' where id = ${higher}`;
  const sending = await db.sql.begin(async (tx) => {
    await tx`select from "case" where id = ${lower} for no key update`;
    const answer = send(body.id);
    const waiting = () => db.owner`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waiting()).length === 0) await new Promise(setImmediate);
    await tx`select from "case" where id = ${higher} for no key update nowait`;
    return { answer };
  });
  expect((await sending.answer).status).toBe(200);
  expect([await kinds(lower), await kinds(higher)]).toEqual([['handover.offered'], ['handover.withdrawn']]);
});

describe('ending a shift', () => {
  it('builds one packet of all open cases, filled from the record', async () => {
    await writes('maya', first.noteId, promised('maya', new Date(Date.now() + 7_200_000)));
    await rooms.derive(first.noteId);
    const built = await build();
    expect(built.status).toBe(201);
    expect(built.body.items.map((item) => item.case.id)).toEqual([first.caseId, second.caseId]);
    const item = itemIn(built, first.caseId);
    expect(item.parts.map(({ section, filled }) => [section, filled])).toEqual([
      ['Severity', true],
      ['Summary', true],
      ['Actions', true],
      ['What to know', true],
    ]);
    expect(item.record.followUps).toMatchObject([{ text: 'Call Elena', promise: true }]);
    expect(await textOf(item.noteId)).toMatch(/Promised to the customer for .*: Call Elena/);
    expect(itemIn(built, second.caseId)).toMatchObject({ missing: ['What to know'], state: 'unsent' });
    const [edit] = await db.sql`select author_id from note_edit where note_id = ${item.noteId} and seq = 1`;
    expect(edit?.author_id).toBe(people.maya);
  });

  it('goes on with the packet that is open: two tabs, what came meanwhile, what went', async () => {
    const [one, two] = await Promise.all([build(), build()]);
    expect(one.body.id).toBe(two.body.id);
    const third = await newCase('P3');
    await db.sql.begin((tx) =>
      changeCase(tx, { caseId: second.caseId, actorId: people.maya, patch: { status: 'resolved' } }),
    );
    const again = await build();
    expect(again.body.items).toHaveLength(3);
    expect(itemIn(again, third.caseId).state).toBe('unsent');
    expect(itemIn(again, second.caseId)).toMatchObject({
      state: 'withdrawn',
      reason: 'The case is resolved.',
    });
    const [{ notes } = {}] = await db.sql`
      select count(*)::int as notes from note where case_id = ${first.caseId} and kind = 'handover'`;
    expect(notes).toBe(1);
  });

  it('is refused without open cases, and for a shift that ends yesterday', async () => {
    expect((await build('raj')).body).toMatchObject({
      status: 409,
      detail: 'You have no open cases to hand over.',
    });
    expect((await build('maya', { shiftEndsAt: '2020-01-01T00:00:00.000Z' })).status).toBe(422);
    expect((await build('aroha')).status).toBe(409);
  });

  it('keeps what the shift should know by program, and refuses a stale tab', async () => {
    const { id } = (await build()).body;
    const write = (text: string, revision: number, programId = program) =>
      call('maya', 'PUT', `/api/handovers/${id}/shift`, { programId, text, revision });
    expect((await write('Outage in Porto\nsince 14:00', 0)).body.shift).toMatchObject([{ revision: 1 }]);
    expect((await write('Nothing', 0)).status).toBe(409);
    expect((await write('For them', 0, elsewhere)).status).toBe(404);
  });

  it('chooses only people who can take cases, all or none', async () => {
    const { id } = (await build()).body;
    for (const who of ['stranger', 'aroha', 'joana', 'gone', 'maya', crypto.randomUUID()])
      expect((await choose(id, who, first.caseId)).body.fields?.[0]?.path, who).toBe('receiverId');
    const both = {
      items: [
        { caseId: first.caseId, receiverId: people.raj },
        { caseId: second.caseId, receiverId: people.aroha },
      ],
    };
    expect((await call('maya', 'PUT', `/api/handovers/${id}/receivers`, both)).status).toBe(422);
    expect(itemIn(await see('maya', id), first.caseId).receiver).toBeNull();
  });

  it('balances over those who are there', async () => {
    const { id } = (await build()).body;
    await db.sql`update person set last_seen_at = now() where id in (${people.raj}, ${people.linh})`;
    const proposal = await call<{ items: { receiverId: string }[] }>(
      'maya',
      'GET',
      `/api/handovers/${id}/balance`,
    );
    expect(proposal.body.items.map(({ receiverId }) => receiverId).sort()).toEqual(ids('raj', 'linh'));
    expect((await call('raj', 'GET', `/api/handovers/${id}/balance`)).status).toBe(404);
  });

  it('goes on without the cases of a program that its giver has left meanwhile', async () => {
    await db.sql`
      insert into membership (program_id, person_id, role) values (${elsewhere}, ${people.maya}, 'agent')`;
    const left = await newCase('P2', elsewhere);
    const built = await build();
    const { id } = built.body;
    expect(built.body.items).toHaveLength(3);
    await db.sql`delete from membership where program_id = ${elsewhere} and person_id = ${people.maya}`;
    const proposed = await call<{ items: { caseId: string }[] }>(
      'maya',
      'GET',
      `/api/handovers/${id}/balance`,
    );
    expect(proposed.body.items.map(({ caseId }) => caseId).sort()).toEqual(
      [first.caseId, second.caseId].sort(),
    );
    await choose(id, 'raj', first.caseId, second.caseId);
    for (const { caseId, noteId } of (await see('maya', id)).body.items.map((item) => ({
      caseId: item.case.id,
      noteId: item.noteId,
    })))
      await writes('maya', noteId, know(`Nothing else about ${caseId}.`));
    const sent = await send(id);
    expect([sent.status, sent.body.detail]).toEqual([200, undefined]);
    expect((await call('maya', 'POST', `/api/handovers/${id}/close`)).body).toMatchObject({
      state: 'closed',
    });
    const [item] = await db.sql`
      select state, settled_by as by from handover_item where handover_id = ${id} and case_id = ${left.caseId}`;
    expect(item).toEqual({ state: 'withdrawn', by: null });
  });

  it('is not sent before every case is ready, and says what is missing', async () => {
    const { id } = (await build()).body;
    await choose(id, 'raj', first.caseId);
    const refused = await send(id);
    expect(refused.status).toBe(422);
    expect(refused.body.fields?.map(({ path }) => path).sort()).toEqual(
      [
        `items.${first.caseId}.what to know`,
        `items.${second.caseId}.receiver`,
        `items.${second.caseId}.what to know`,
      ].sort(),
    );
    expect(await kinds(first.caseId)).toEqual([]);
  });

  it('is offered, signed, and the giver stays owner', async () => {
    const id = await sent();
    expect(await kinds(first.caseId)).toEqual(['handover.offered']);
    expect(await told('handover.offered')).toEqual(ids('raj'));
    expect([await ownerOf(first.caseId), await ownerOf(second.caseId)]).toEqual(ids('maya', 'maya'));
    const { body } = await call<{ items: HandoverSignature[] }>(
      'raj',
      'GET',
      `/api/handovers/${id}/signatures`,
    );
    expect(body.items).toMatchObject([
      { as: 'giver', intact: true, signed: { receiver: 'raj', giver: 'maya' } },
      { as: 'giver', intact: true },
    ]);
    const [{ hash } = {}] = await db.sql`
      select data->>'hash' as hash from case_event where case_id = ${first.caseId} and kind = 'handover.offered'`;
    expect(body.items.map((one) => one.hash)).toContain(hash);
    expect((await send(id)).status).toBe(200);
    expect(await kinds(first.caseId)).toEqual(['handover.offered']);
  });

  it('is seen by those it concerns and by nobody else', async () => {
    const id = await sent();
    const reach = async (who: Who) => (await see(who, id)).status;
    expect(await Promise.all((['maya', 'raj', 'ines'] as const).map(reach))).toEqual([200, 200, 200]);
    expect(await Promise.all((['linh', 'aroha', 'joana', 'stranger'] as const).map(reach))).toEqual([
      404, 404, 404, 404,
    ]);
    const todo = async (who: Who) =>
      (await call<{ items: HandoverSummary[] }>(who, 'GET', '/api/handovers?of=todo')).body.items.filter(
        (one) => one.id === id,
      );
    expect((await todo('raj'))[0]?.todo).toEqual({ accept: 2, answer: 0, give: 0, rescue: 0 });
    expect(await todo('ines')).toEqual([]);
    const ofCase = await call<{ items: CaseHandover[] }>(
      'aroha',
      'GET',
      `/api/cases/${first.caseId}/handovers`,
    );
    expect(ofCase.body.items).toMatchObject([{ state: 'offered', mayOpen: false }]);
  });
});

describe('coming on', () => {
  it('reads back every line, then owns the case and its promises', async () => {
    await writes('maya', first.noteId, promised('maya', new Date(Date.now() + 7_200_000)));
    await rooms.derive(first.noteId);
    const id = await sent();
    const early = await does('raj', id, first.caseId, 'accept');
    expect(early.status).toBe(422);
    await readsBack('raj', id, first.caseId, 'Two charges, one refund.');
    const caseNote = await textOf(first.noteId);
    const done = await does('raj', id, first.caseId, 'accept');
    expect(itemIn(done, first.caseId)).toMatchObject({ state: 'accepted', settledBy: { id: people.raj } });
    expect(await ownerOf(first.caseId)).toBe(people.raj);
    expect(await ownerOf(second.caseId)).toBe(people.maya);
    expect(await kinds(first.caseId)).toEqual(['handover.offered', 'handover.accepted']);
    expect(await kinds(first.caseId, 'follow-up.passed')).toHaveLength(1);
    expect(await told('handover.accepted')).toEqual(ids('maya'));
    const mine = async (who: Who) =>
      (await call<{ items: FollowUp[] }>(who, 'GET', '/api/follow-ups')).body.items.filter(
        (one) => one.case.id === first.caseId,
      );
    expect(await mine('maya')).toEqual([]);
    expect(await mine('raj')).toMatchObject([
      { text: 'Call Elena', promise: true, owner: { id: people.raj } },
    ]);
    expect(await textOf(first.noteId)).toBe(caseNote);
    await writes('maya', first.noteId, know('typed later'));
    await rooms.derive(first.noteId);
    expect(await mine('raj')).toHaveLength(1);
    const signed = await call<{ items: HandoverSignature[] }>(
      'raj',
      'GET',
      `/api/handovers/${id}/signatures`,
    );
    const receipt = signed.body.items.find((one) => one.as === 'receiver');
    expect(receipt?.signed.parts[0]?.lines[0]).toMatchObject({ readBack: 'Two charges, one refund.' });
    await expect(
      db.sql.begin(async (tx) => {
        await tx`set local role caseroom_server`;
        await tx`update handover_signature set person_id = ${people.maya}`;
      }),
    ).rejects.toThrow(/permission denied/);
  });

  it('reads a reworded line again', async () => {
    const id = await sent();
    await readsBack('raj', id, first.caseId);
    const { noteId } = itemIn(await see('raj', id), first.caseId);
    await writes('maya', noteId, know('And never call before nine.'));
    const refused = await does('raj', id, first.caseId, 'accept');
    expect(refused.body).toMatchObject({ status: 422, detail: 'One line is not read back yet.' });
    const stale = { items: [{ key: 'gone-0', read: true }] };
    expect(
      (await call('raj', 'PUT', `/api/handovers/${id}/items/${first.caseId}/read-back`, stale)).status,
    ).toBe(409);
    expect(
      (await call('linh', 'PUT', `/api/handovers/${id}/items/${first.caseId}/read-back`, stale)).status,
    ).toBe(403);
  });

  it('asks, and is answered', async () => {
    const id = await sent();
    const key = itemIn(await see('raj', id), first.caseId).parts[3]?.lines[0]?.key;
    const asked = await does('raj', id, first.caseId, 'questions', { question: 'Since when?', key });
    expect(asked.status).toBe(201);
    const [question] = itemIn(asked, first.caseId).questions;
    expect(question?.about).toBe('Do not credit again.');
    expect(await told('handover.question')).toEqual(ids('maya'));
    const answer = (who: Who) =>
      call(who, 'POST', `/api/handover-questions/${question?.id}/answer`, { answer: 'Since Monday.' });
    expect((await answer('ines')).status).toBe(403);
    expect((await answer('stranger')).status).toBe(404);
    expect(itemIn(await answer('maya'), first.caseId).questions[0]).toMatchObject({
      answer: 'Since Monday.',
    });
    expect((await answer('maya')).status).toBe(409);
    expect(await told('handover.answer')).toEqual(ids('raj'));
    expect(await kinds(first.caseId)).toEqual(['handover.offered', 'handover.asked', 'handover.answered']);
  });

  it('declines with a reason; the giver offers it to somebody else', async () => {
    const id = await sent();
    expect((await does('raj', id, first.caseId, 'decline', { reason: ' ' })).status).toBe(422);
    const declined = await does('raj', id, first.caseId, 'decline', { reason: 'Leaving too.' });
    expect(itemIn(declined, first.caseId)).toMatchObject({ state: 'declined', reason: 'Leaving too.' });
    expect(await told('handover.declined')).toEqual(ids('maya'));
    expect(await ownerOf(first.caseId)).toBe(people.maya);
    await choose(id, 'linh', first.caseId);
    expect((await send(id)).status).toBe(200);
    await readsBack('linh', id, first.caseId);
    expect((await does('linh', id, first.caseId, 'accept')).status).toBe(200);
    await does('maya', id, second.caseId, 'withdraw');
    expect((await see('maya', id)).body.state).toBe('closed');
  });

  it('finds a case that went elsewhere meanwhile in nobody’s way', async () => {
    const id = await sent();
    await readsBack('raj', id, first.caseId);
    await db.sql`update "case" set owner_id = ${people.ines} where id = ${first.caseId}`;
    const moved = await does('raj', id, first.caseId, 'accept');
    expect(moved.body.detail).toBe('ines owns this case now. There is nothing to hand over.');
    await sweep();
    expect(itemIn(await see('raj', id), first.caseId)).toMatchObject({ state: 'withdrawn' });
    expect(await ownerOf(first.caseId)).toBe(people.ines);
  });

  it('changes hands while somebody types, and no character is lost', async () => {
    const id = await sent();
    await readsBack('raj', id, first.caseId);
    const letters = 'every key of this sentence arrives in its order'.split('');
    const typing = (async () => {
      await writes('maya', first.noteId, know(''));
      for (const letter of letters)
        await writes('maya', first.noteId, (body) => {
          const last = body.get(body.length - 1) as Y.XmlElement;
          const text = last.get(0) as Y.XmlText;
          text.insert(text.length, letter);
        });
    })();
    const [accepted] = await Promise.all([does('raj', id, first.caseId, 'accept'), typing]);
    expect(accepted.status).toBe(200);
    expect((await textOf(first.noteId)).endsWith(letters.join(''))).toBe(true);
  });

  it('accepted by two at the same instant has one winner, 50 times', async () => {
    for (let i = 0; i < 50; i++) {
      const where = await alreadyLate();
      const { caseId } = where;
      const accepts = (who: Who) =>
        db.sql.begin((tx) => acceptItem(tx, where, { actorId: people[who], at: clock.now() }, nothingToRead));
      const [his, hers] = await Promise.all([accepts('raj'), accepts('ines')]);
      const winner = isRefusal(his) ? 'ines' : 'raj';
      const lost = [his, hers].filter(isRefusal);
      expect(lost).toMatchObject([{ refused: 'conflict', detail: `${winner} accepted it first.` }]);
      expect(await ownerOf(caseId)).toBe(people[winner]);
      expect(await kinds(caseId)).toEqual(['handover.accepted']);
    }
  }, 60_000);
});

const nothingToRead = { seq: 0, lines: [], missing: [] };

/** Offered to Raj and late, without lines: what a race is about is the row. */
async function alreadyLate(): Promise<{ caseId: string; handoverId: string }> {
  const caseId = crypto.randomUUID();
  const handoverId = crypto.randomUUID();
  const end = new Date(Date.now() + 60_000);
  await db.sql`update handover set state = 'closed', closed_at = now() where state <> 'closed'`;
  await db.sql`
    with c as (
      insert into "case" (id, program_id, subject, status, priority, customer, owner_id)
      values (${caseId}, ${program}, 'Charged twice', 'open', 'P3', '{"name":"Ana"}', ${people.maya}) returning id),
    n as (
      insert into note (case_id, kind, audience, title, created_by)
      select id, 'handover', 'team', 'Handover', ${people.maya}::uuid from c returning id),
    h as (
      insert into handover (id, giver_id, state, started_at, shift_ends_at, sent_at)
      values (${handoverId}, ${people.maya}, 'sent', now(), ${end}, now()) returning id)
    insert into handover_item (handover_id, case_id, note_id, filled, state, receiver_id, added_at, offered_at, leads_told_for)
    select h.id, c.id, n.id, '{}', 'offered', ${people.raj}, now(), now(), ${end} from h, c, n`;
  return { caseId, handoverId };
}

describe('before the shift ends', () => {
  it('reminds the receiver, then the leads, each once, whatever time the server was away', async () => {
    const id = await sent();
    await sweep();
    expect(await told('handover.reminder')).toEqual([]);
    const end = new Date((await see('maya', id)).body.shiftEndsAt).getTime();
    shift_ms = end - Date.now() - 40 * 60_000;
    await Promise.all([sweep(), sweep()]);
    expect(await told('handover.reminder')).toEqual(ids('raj'));
    expect(await told('handover.unaccepted')).toEqual([]);
    expect((await does('ines', id, first.caseId, 'accept')).status).toBe(403);
    shift_ms = end - Date.now() + 60 * 60_000;
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect(await told('handover.unaccepted')).toEqual(ids('ines', 'omar'));
    expect(await kinds(first.caseId)).toEqual([
      'handover.offered',
      'handover.reminded',
      'handover.unaccepted',
    ]);
    expect(await ownerOf(first.caseId)).toBe(people.maya);
  });

  it('a lead takes it, or finds somebody; the lead signs', async () => {
    const id = await sent();
    const end = new Date((await see('maya', id)).body.shiftEndsAt).getTime();
    shift_ms = end - Date.now() - 60_000;
    await sweep();
    const [summary] = (await call<{ items: HandoverSummary[] }>('ines', 'GET', '/api/handovers?of=todo')).body
      .items;
    expect(summary?.todo.rescue).toBe(2);
    await readsBack('ines', id, first.caseId);
    expect((await does('ines', id, first.caseId, 'accept')).status).toBe(200);
    expect(await ownerOf(first.caseId)).toBe(people.ines);
    expect((await does('raj', id, second.caseId, 'assign', { receiverId: people.linh })).status).toBe(403);
    expect((await does('ines', id, second.caseId, 'assign', { receiverId: people.aroha })).status).toBe(422);
    expect((await does('ines', id, second.caseId, 'assign', { receiverId: people.linh })).status).toBe(200);
    await readsBack('linh', id, second.caseId);
    const closed = await does('linh', id, second.caseId, 'accept');
    expect(closed.body.state).toBe('closed');
    const [lead] = await db.sql`
      select person_id from handover_signature s join handover_item i on i.id = s.item_id
      where i.case_id = ${second.caseId} and signed_as = 'lead'`;
    expect(lead?.person_id).toBe(people.ines);
  });

  it('a lead takes what was never sent', async () => {
    const { id, shiftEndsAt, items } = (await build()).body;
    shift_ms = new Date(shiftEndsAt).getTime() - Date.now() - 60_000;
    await sweep();
    expect(await told('handover.unaccepted')).toEqual(ids('ines', 'omar'));
    await readsBack('ines', id, first.caseId);
    const taken = await does('ines', id, first.caseId, 'accept');
    expect(itemIn(taken, first.caseId).state).toBe('accepted');
    expect(await ownerOf(first.caseId)).toBe(people.ines);
    expect(items.map(({ state }) => state)).toEqual(['unsent', 'unsent']);
  });

  it('gives up what nobody took, long after: it stays with its giver', async () => {
    const id = await sent();
    shift_ms = 24 * 3_600_000;
    await sweep();
    expect((await see('maya', id)).body).toMatchObject({
      state: 'closed',
      items: [{ state: 'withdrawn', reason: 'The shift ended and nobody took it over.' }, {}],
    });
    expect(await ownerOf(first.caseId)).toBe(people.maya);
    expect((await build()).body.id).not.toBe(id);
  });
});
