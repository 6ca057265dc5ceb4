import { Role } from '@caseroom/shared/people';
import { isRefusal } from '@caseroom/shared/refusal';
import type { FullAnswer, SearchSort } from '@caseroom/shared/search';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { accessCase, accessNote } from '../case/access.ts';
import { changeCase } from '../case/change.ts';
import { insertCase } from '../case/open.ts';
import { createNote } from '../note/create.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { systemClock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { followTexts, forgetUnsaidWords, indexLeftBehind } from './follow.ts';
import { fullSearch, quickSearch, type SearchDeps } from './search.ts';

let db: FreshDatabase;
let rooms: Rooms;
let deps: SearchDeps;
beforeAll(async () => {
  db = await freshDatabase();
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({
    sql: db.sql,
    bus,
    journal: createJournal(db.sql),
    log: silentLog,
    followTexts: followTexts({ sql: db.sql, log: silentLog }),
  });
  deps = { sql: db.sql, clock: systemClock };
});
afterAll(async () => {
  await rooms.drain();
  await db.drop();
});

interface Written {
  readonly id: string;
  readonly kind: 'case' | 'note';
  readonly text: string;
}

let people = 0;
const person = (programId: string, role: Role, name = `person ${++people}`) =>
  makePerson(db.sql, { email: `p${++people}@example.com`, name, memberships: [{ programId, role }] });

async function program(language: string): Promise<string> {
  const id = await makeProgram(db.sql);
  await db.sql`update program set search_language = ${language} where id = ${id}`;
  return id;
}

async function writeCase(programId: string, openedBy: string, subject: string, customer = { name: 'Ada' }) {
  const facts = { programId, openedBy, subject, customer, priority: 'P3', tags: [] } as const;
  return db.sql.begin((tx) => insertCase(tx, { ...facts, tags: [] }));
}

async function writeNote(caseId: string, actorId: string, text: string, audience: 'team' | 'leads' = 'team') {
  const outline = {
    type: 'doc',
    content: text.split('\n').map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
  };
  const note = { caseId, kind: 'technical', audience, title: 'Technical note', actorId, outline } as const;
  const noteId = await db.sql.begin((tx) => createNote(tx, note));
  await rooms.derive(noteId);
  return noteId;
}

/** Everything of a search, page after page. */
async function searchAll(
  personId: string,
  q: string,
  sort: SearchSort = 'newest',
): Promise<FullAnswer['items']> {
  const items: FullAnswer['items'] = [];
  for (let cursor: string | undefined; ; ) {
    const answer = await fullSearch(deps, personId, { q, sort, cursor, limit: 7, timeZone: 'UTC' });
    if (isRefusal(answer)) throw new Error(answer.detail);
    items.push(...answer.items);
    if (!answer.nextCursor) return items;
    cursor = answer.nextCursor;
  }
}
const textsOf = async (personId: string, q: string) =>
  (await searchAll(personId, q)).map(({ excerpt }) => excerpt.text);

const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

describe('only what this person may read, and all of it', () => {
  const vocabulary = ['quolm', 'brivet', 'zarnik', 'plousk', 'teffer', 'wumble', 'drexil', 'fonkle'];

  test.each([811, 812])('generated cases, every role, seed %i', async (seed) => {
    const next = random(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
    const say = () => Array.from({ length: 3 }, () => pick(vocabulary)).join(' ');
    const programs = [await program('english'), await program('simple'), await program('german')];
    const readers: string[] = [];
    for (const role of Role.options) readers.push(await person(pick(programs), role));
    // One who works in two programs, in different roles; and one who left.
    const both = await person(programs[0] as string, 'lead');
    await db.sql`insert into membership (program_id, person_id, role) values (${programs[1] as string}, ${both}, 'client')`;
    const left = await person(programs[0] as string, 'lead');
    await db.sql`update person set disabled_at = now() where id = ${left}`;
    readers.push(both, left);

    const written: Written[] = [];
    for (let i = 0; i < 15; i++) {
      const writer = pick(readers);
      const subject = say();
      const caseId = await writeCase(pick(programs), writer, subject);
      written.push({ id: caseId, kind: 'case', text: subject });
      for (let n = Math.floor(next() * 3); n > 0; n--) {
        const text = `${say()}\n${say()}`;
        const noteId = await writeNote(caseId, writer, text, next() < 0.3 ? 'leads' : 'team');
        written.push({ id: noteId, kind: 'note', text });
      }
    }

    for (const reader of readers) {
      const mayRead = await Promise.all(
        written.map(async ({ kind, id }) => {
          const door = kind === 'case' ? accessCase : accessNote;
          return !isRefusal(await door(db.sql, reader, id, 'read'));
        }),
      );
      const readable = written.filter((_, i) => mayRead[i]);
      const [one, other] = [pick(vocabulary), pick(vocabulary.slice(1))];
      const searches: [string, (it: Written) => boolean][] = [
        [one, ({ text }) => text.includes(one)],
        [`${one.slice(0, 3)}*`, ({ text }) => text.includes(one)],
        [`${one} -${other}x ${other}`, ({ text }) => text.includes(one) && text.includes(other)],
        [`"${one} ${other}"`, ({ text }) => text.replace('\n', ' ').includes(`${one} ${other}`)],
        [`in:notes -${other}`, ({ kind, text }) => kind === 'note' && !text.includes(other)],
      ];
      for (const [q, matches] of searches) {
        const expected = readable.filter(matches).map(({ id }) => id);
        const newest = await searchAll(reader, q);
        expect(newest.map(({ id }) => id).sort(), `${q} for ${reader}`).toEqual(expected.sort());
        expect(newest.map(({ at }) => at)).toEqual(
          newest
            .map(({ at }) => at)
            .sort()
            .reverse(),
        );
        const best = await searchAll(reader, q, 'best');
        expect(best.map(({ id }) => id).sort()).toEqual(expected);
        const quick = await quickSearch(deps, { personId: reader, q, timeZone: 'UTC' });
        const shown = quick.groups.flatMap(({ items }) => items.map(({ id }) => id));
        expect(expected).toEqual(expect.arrayContaining(shown));
      }
    }
  });

  test('an index that is behind lets nobody in: a note that became the leads’ is gone at once', async () => {
    const programId = await program('english');
    const [agent, lead] = [await person(programId, 'agent'), await person(programId, 'lead')];
    const noteId = await writeNote(
      await writeCase(programId, agent, 'Line'),
      agent,
      'Nobody else hears of vexlor.',
    );
    await db.owner`alter table note disable trigger note_search`;
    await db.sql`update note set audience = 'leads' where id = ${noteId}`;
    await db.owner`alter table note enable trigger note_search`;
    expect([(await searchAll(agent, 'vexlor')).length, (await searchAll(lead, 'vexlor')).length]).toEqual([
      0, 1,
    ]);
  });

  test('comments to whoever reads their note, coaching to the two it is between, deleted ones to nobody', async () => {
    const programId = await program('english');
    const [agent, other, lead] = [
      await person(programId, 'agent'),
      await person(programId, 'agent'),
      await person(programId, 'lead'),
    ];
    const caseId = await writeCase(programId, agent, 'Line');
    const notes = [await writeNote(caseId, agent, 'Team.'), await writeNote(caseId, lead, 'Leads.', 'leads')];
    const say = async (noteId: string | undefined, coached: string | null, body: string) => {
      const [thread, comment] = [crypto.randomUUID(), crypto.randomUUID()];
      await db.sql`
        insert into comment_thread (id, note_id, audience, opened_by, opened_at, coached_id, marked, quote, prefix, suffix)
        values (${thread}, ${noteId as string}, ${coached ? 'coaching' : 'everyone'}, ${lead}, now(), ${coached}, false, 'q', '', '')`;
      await db.sql`insert into comment (id, thread_id, author_id, at, body) values (${comment}, ${thread}, ${lead}, now(), ${body})`;
      return comment;
    };
    await say(notes[0], null, 'Vexlor for everybody');
    await say(notes[0], agent, 'Vexlor for one');
    await say(notes[1], null, 'Vexlor for leads');
    const gone = await say(notes[0], null, 'Vexlor withdrawn');
    await db.sql`update comment set body = '', deleted_at = now() where id = ${gone}`;
    const second = await person(programId, 'lead');
    const found = async (personId: string) => (await textsOf(personId, 'vexlor in:comments')).sort();
    expect(await found(agent)).toEqual(['Vexlor for everybody', 'Vexlor for one']);
    expect(await found(other)).toEqual(['Vexlor for everybody']);
    expect(await found(lead)).toEqual(['Vexlor for everybody', 'Vexlor for leads', 'Vexlor for one']);
    expect(await found(second)).toEqual(['Vexlor for everybody', 'Vexlor for leads']);
  });

  test('what was said in contacts, and what customers replied, to whoever reads the case', async () => {
    const programId = await program('english');
    const agent = await person(programId, 'agent');
    const caseId = await writeCase(programId, agent, 'Line');
    const interactionId = await db.sql.begin(async (tx) => {
      const [call] = await tx<{ id: string }[]>`
        insert into interaction (case_id, channel, direction, started_at, participants, reference, logged_by, logged_at)
        values (${caseId}, 'call', 'inbound', '2026-11-22T09:00:00Z', '[]', '', ${agent}, now()) returning id`;
      const id = (call as { id: string }).id;
      await tx`insert into interaction_transcript values (${id}, '', 'typed', ${agent}, now())`;
      await tx`
        insert into interaction_turn (interaction_id, n, role, text)
        values (${id}, 0, 'agent', E'Good\nmorning.'), (${id}, 1, 'customer', 'My vexlors were charged twice.')`;
      return id;
    });
    await db.sql`
      insert into interim_reply (case_id, channel, sender, provider_id, body, at)
      values (${caseId}, 'sms', '+351', 'r1', 'Still no vexlor.', '2026-11-22T10:00:00Z')`;
    const found = await searchAll(agent, 'vexlor in:contacts');
    expect(found).toMatchObject([
      { kind: 'contact', title: { text: 'Reply by SMS' }, turn: null, excerpt: { text: 'Still no vexlor.' } },
      {
        id: interactionId,
        case: { id: caseId },
        title: { text: 'Inbound call' },
        turn: 1,
        at: '2026-11-22T09:00:00.000Z',
        excerpt: { text: '– Good morning. – My vexlors were charged twice.' },
      },
    ]);
    expect((await searchAll(agent, 'vexlor author:me')).map(({ id }) => id)).toEqual([interactionId]);
    for (const [other, role] of [
      [await program('english'), 'lead'],
      [programId, 'client'],
    ] as const)
      expect(await textsOf(await person(other, role), 'vexlor')).toEqual([]);
    await db.sql`update interaction set channel = 'chat' where id = ${interactionId}`;
    expect((await searchAll(agent, '"charged twice" "inbound chat"'))[0]?.id).toBe(interactionId);
    await db.sql`delete from interaction_transcript where interaction_id = ${interactionId}`;
    expect(await textsOf(agent, 'vexlor')).toEqual(['Still no vexlor.']);
  });

  test('a word is never suggested from what one may not read', async () => {
    const [here, there] = [await program('english'), await program('english')];
    const [agent, lead] = [await person(here, 'agent'), await person(here, 'lead')];
    const caseId = await writeCase(here, agent, 'Line');
    await writeNote(caseId, lead, 'The dismissal of grumbert.', 'leads');
    await writeNote(await writeCase(there, await person(there, 'agent'), 'Line'), lead, 'Also grumbert.');
    const quick = (personId: string) => quickSearch(deps, { personId, q: 'grunbert', timeZone: 'UTC' });
    expect(await quick(agent)).toMatchObject({ groups: [], corrections: [] });
    expect(await quick(lead)).toMatchObject({ corrections: [{ from: 'grunbert', to: 'grumbert' }] });
  });
});

describe('words are found', () => {
  test.each([
    ['english', 'The refunds were delayed', ['refund', 'DELAY', 'refund delayed', 'refnud']],
    ['portuguese', 'As cobranças duplicadas na ligação', ['cobrança', 'duplicada', 'ligacao', 'LIGAÇÃO']],
    [
      'german',
      'Die Verträge wurden gekündigt: “Straße” unbekannt',
      ['Vertrag', 'verträge', 'gekundigt', 'strasse'],
    ],
    ['simple', 'Zażółć gęślą jaźń; don’t panic', ['zazolc', "don't", 'jaźń']],
  ])('in %s: “%s”', async (language, text, searches) => {
    const programId = await program(language);
    const agent = await person(programId, 'agent');
    await writeNote(await writeCase(programId, agent, 'Subject'), agent, text);
    for (const q of searches) {
      const [hit] = await searchAll(agent, q);
      expect(hit?.excerpt.text, q).toBe(text);
      expect(hit?.excerpt.ranges, q).not.toEqual([]);
    }
  });

  test('by filters, which say so when nobody has the name', async () => {
    const programId = await program('english');
    const [maya, raj] = [
      await person(programId, 'agent', 'Maya Okafor'),
      await person(programId, 'agent', 'Raj Verma'),
    ];
    const [first, second] = [
      await writeCase(programId, maya, 'First'),
      await writeCase(programId, raj, 'Second'),
    ];
    await db.sql.begin((tx) =>
      changeCase(tx, { caseId: second, actorId: raj, patch: { tags: ['vip'], priority: 'P1' } }),
    );
    await writeNote(first, raj, 'By Raj on the first.');
    const found = async (q: string) =>
      (await searchAll(maya, q)).map((hit) => `${hit.kind} ${hit.case.subject}`);
    expect(await found('author:raj')).toEqual(['note First', 'case Second']);
    expect(await found('owner:me')).toEqual(['note First', 'case First']);
    expect(await found('tag:VIP')).toEqual(['case Second']);
    expect(await found('-tag:vip in:cases')).toEqual(['case First']);
    expect(await found('priority:P1 status:open')).toEqual(['case Second']);
    expect(await found('kind:technical after:today')).toEqual(['note First']);
    expect(await found('before:yesterday')).toEqual([]);
    const nobody = await quickSearch(deps, { personId: maya, q: 'first author:nobody', timeZone: 'UTC' });
    expect(nobody).toMatchObject({ groups: [], hints: [{ text: 'nobody' }] });
  });

  test('by the names of those who left, and nobody learns who works for other clients', async () => {
    const programId = await program('english');
    const maya = await person(programId, 'agent', 'Maya Okafor');
    const left = await person(programId, 'agent', 'Zoltan Gone');
    await person(await program('english'), 'agent', 'Xavier Hidden');
    await writeNote(await writeCase(programId, maya, 'Kept'), left, 'Kept by Zoltan.');
    await db.sql`delete from membership where person_id = ${left}`;
    const told = async (q: string) =>
      (await quickSearch(deps, { personId: maya, q, timeZone: 'UTC' })).hints.map(({ text }) => text);
    expect(await told('author:xavier')).toEqual(['xavier']);
    expect(await told('owner:hidden')).toEqual(['hidden']);
    expect(await told('author:zoltan')).toEqual([]);
    expect(await textsOf(maya, 'author:zoltan')).toEqual(['Kept by Zoltan.']);
  });

  test('a customer by address, telephone number and reference; a case by its number', async () => {
    const programId = await program('english');
    const agent = await person(programId, 'agent');
    const customer = {
      name: 'Ada Bright',
      email: 'ada.bright@Example.com',
      phone: '+351 912-345 678',
      account: 'NW-77/1042',
    };
    const caseId = await writeCase(programId, agent, 'Roaming', customer);
    for (const q of [
      'ada.bright@example.com',
      '@example.com',
      '351912345678',
      '912 345 678',
      'NW771042',
      'nw-77/1042',
    ])
      expect(
        (await searchAll(agent, q)).map(({ id }) => id),
        q,
      ).toEqual([caseId]);
    const number = (await searchAll(agent, 'ada'))[0]?.case.number as string;
    const jump = async (personId: string, q: string) =>
      (await quickSearch(deps, { personId, q, timeZone: 'UTC' })).jump;
    expect((await jump(agent, number.toLowerCase()))?.id).toBe(caseId);
    expect(await jump(await person(await program('english'), 'lead'), number)).toBeNull();
  });

  test('with a place in the text to open at', async () => {
    const programId = await program('english');
    const agent = await person(programId, 'agent');
    await writeNote(
      await writeCase(programId, agent, 'Subject'),
      agent,
      'One line.\nThe splitter was <b>wet</b> & old.',
    );
    const [hit] = await searchAll(agent, 'splitters');
    expect(hit?.place).toEqual({ before: 'The ', match: 'splitter', after: ' was <b>wet</b> & old.' });
  });
});

const scraps = [
  ...'a-"*:(&|!<>\\\'é😀ŉ½’\u0301\u0000 ',
  'tag:',
  'before:2026-',
  'ﬁ',
  '日本',
  '%',
  ' or ',
  'refund',
];

test.each([91, 92])('whatever is typed, nothing fails, seed %i', async (seed) => {
  const next = random(seed);
  const programId = await program('english');
  const agent = await person(programId, 'agent');
  const caseId = await writeCase(programId, agent, 'Refund');
  for (let i = 0; i < 40; i++) {
    const text = Array.from({ length: 12 }, () => scraps[Math.floor(next() * scraps.length)]).join('');
    const answer = await quickSearch(deps, { personId: agent, q: text, timeZone: 'UTC' });
    expect(answer.groups, JSON.stringify(text)).toBeInstanceOf(Array);
    if (i % 4 === 0) await writeNote(caseId, agent, text.replaceAll('\u0000', ''));
  }
});

const fails = (id: string, error: unknown) => {
  throw new Error(`${id} was not indexed`, { cause: error });
};

test('what nobody followed is found after catching up, in another language too, and unsaid words are forgotten', async () => {
  const programId = await program('english');
  const agent = await person(programId, 'agent');
  const noteId = await writeNote(await writeCase(programId, agent, 'Subject'), agent, 'First Verträge.');
  await db.sql`update search_doc set seq = 0, words = '' where id = ${noteId}`;
  expect(await textsOf(agent, 'first')).toEqual([]);
  await indexLeftBehind(db.sql, new Date(), { all: false, failed: fails });
  expect(await textsOf(agent, 'first')).toEqual(['First Verträge.']);
  await db.sql`update program set search_language = 'german' where id = ${programId}`;
  await indexLeftBehind(db.sql, new Date(), { all: false, failed: fails });
  const [stemmed] = await db.sql`select words from search_doc where id = ${noteId} and words @@ 'vertrag'`;
  expect(stemmed).toBeDefined();

  await db.sql`insert into search_word (program_id, audience, word) values (${programId}, 'team', 'unsaid')`;
  await forgetUnsaidWords(db.sql, new Date(Date.now() + 2 * 86_400_000));
  const words = await db.sql`select word from search_word where program_id = ${programId} order by word`;
  expect(words.map(({ word }) => word)).toEqual(['first', 'note', 'subject', 'technical', 'vertrage']);
});

test('a word that is too long for the index once its signs are written out keeps its note from nobody', async () => {
  const programId = await program('english');
  const agent = await person(programId, 'agent');
  const text = `${'㎮'.repeat(680)} and whole.`;
  await writeNote(await writeCase(programId, agent, 'Subject'), agent, text);
  expect(await textsOf(agent, 'whole')).toHaveLength(1);
});

test('what cannot be indexed keeps nothing else from being caught up', async () => {
  const programId = await program('english');
  const agent = await person(programId, 'agent');
  const caseId = await writeCase(programId, agent, 'Subject');
  const [broken, whole] = [
    await writeNote(caseId, agent, 'Something broken.'),
    await writeNote(caseId, agent, 'Something whole.'),
  ];
  await db.sql`update search_doc set seq = 0, words = '' where id in (${broken}, ${whole})`;
  await db.owner.unsafe(`alter table search_doc add constraint unbroken check (id <> '${broken}') not valid`);
  const failed: string[] = [];
  await indexLeftBehind(db.sql, new Date(), { all: true, failed: (id) => failed.push(id) });
  await db.owner`alter table search_doc drop constraint unbroken`;
  expect(await textsOf(agent, 'whole')).toEqual(['Something whole.']);
  expect(failed).toEqual([broken]);
});

test('whatever is found is read by its id: no kind keeps the planner from reaching the others', async () => {
  const plan = await db.owner.begin(async (tx) => {
    await tx`select set_config(name, 'off', true) from unnest(array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) name`;
    return tx<{ 'QUERY PLAN': string }[]>`
      explain select s.title from unnest(array[gen_random_uuid()]) as hit(id) join search_source s on s.id = hit.id`;
  });
  const byId = plan.filter((line) => line['QUERY PLAN'].includes('Index Cond: (id = hit.id)'));
  expect(byId.length).toBe(6);
});
