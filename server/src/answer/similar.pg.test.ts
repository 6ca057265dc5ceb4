import type { KnownAnswers } from '@caseroom/shared/answer';
import type { Role } from '@caseroom/shared/people';
import { isRefusal } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { accessCase } from '../case/access.ts';
import { randomFrom } from '../demo/random.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { knownAnswers } from './known-answers.ts';

const SEED = 'likeness';
const CASES = 40;
const topics = [
  'router restarts nightly',
  'invoice charged twice',
  'voicemail greeting lost',
  'port refused',
];
const details = ['firmware', 'splitter', 'proration', 'gateway', 'battery', 'antenna', 'courier', 'mailbox'];

let db: FreshDatabase;
const programs: string[] = [];
const people = new Map<string, { id: string; roles: ReadonlyMap<string, Role> }>();
let texts: { caseId: string; noteId: string | null; programId: string; audience: string; text: string }[];

async function person(name: string, roles: readonly (Role | null)[]): Promise<void> {
  const memberships = roles.flatMap((role, i) => (role ? [{ programId: programs[i] as string, role }] : []));
  const id = await makePerson(db.sql, { email: `${name}@example.com`, name, memberships });
  people.set(name, { id, roles: new Map(memberships.map(({ programId, role }) => [programId, role])) });
}

async function openCase(
  programId: string,
  subject: string,
  status: string,
  tags: string[] = [],
): Promise<string> {
  const [row] = await db.sql<{ id: string }[]>`
    insert into "case" (program_id, subject, status, priority, customer, owner_id, tags)
    values (${programId}, ${subject}, ${status}, 'P3', '{"name":"Elena Quill"}', ${ownerId()}, ${tags}) returning id`;
  return row?.id ?? '';
}
async function write(caseId: string, kind: string, audience: string, text: string): Promise<string> {
  const [row] = await db.sql<{ id: string }[]>`
    insert into note (case_id, kind, audience, title, created_by, text) values (${caseId}, ${kind}, ${audience}, ${kind}, ${ownerId()}, ${text})
    returning id`;
  return row?.id ?? '';
}
const ownerId = () => people.get('lead')?.id ?? '';

const known = async (who: string, caseId: string): Promise<KnownAnswers | null> => {
  const { id } = people.get(who) ?? { id: '' };
  const access = await accessCase(db.sql, id, caseId, 'read');
  return isRefusal(access) ? null : knownAnswers(db.sql, id, access);
};

beforeAll(async () => {
  db = await freshDatabase();
  for (const name of ['Northwind', 'Kestrel', 'Contoso']) programs.push(await makeProgram(db.sql, name));
  await person('lead', ['lead', null, null]);
  await person('agent', ['agent', null, null]);
  await person('both', ['agent', 'lead', null]);
  await person('quality', ['qa', 'qa', null]);
  await person('client', ['client', null, null]);
  await person('half', ['senior', 'client', null]);
  const random = randomFrom(SEED);
  const any = <T>(from: readonly T[]): T => from[random.between(0, from.length - 1)] as T;
  for (let i = 0; i < CASES; i++) {
    const programId = any(programs);
    const status = any(['open', 'waiting', 'resolved', 'closed', 'closed']);
    const caseId = await openCase(programId, `${any(topics)} ${i}`, status, [any(['billing', 'line'])]);
    const notes = random.between(0, 3);
    for (let n = 0; n < notes; n++) {
      const audience = random.chance(0.4) ? 'leads' : 'team';
      // What leads write has a word that nobody else says.
      const own = audience === 'leads' ? ` secret${any(details)}` : '';
      const kind = any(['case', 'resolution']);
      await write(caseId, kind, audience, `Fix\n${any(details)} ${any(details)} ${any(topics)}${own}`);
    }
  }
  // As Postgres does by itself a minute later: what it counts must not matter among so few.
  await db.owner`analyze search_doc`;
  texts = await db.sql`
    select c.id as "caseId", null::uuid as "noteId", c.program_id as "programId", 'team' as audience, c.subject as text from "case" c
    union all
    select c.id, n.id, c.program_id, n.audience, n.text from note n join "case" c on c.id = n.case_id`;
});
afterAll(() => db.drop());

/** What a person may read of a case, by the rules as people say them, not by the queries under test. */
function readable(who: string, caseId: string): string {
  const roles = people.get(who)?.roles;
  const mine = texts.filter(({ caseId: of, programId, audience }) => {
    const role = roles?.get(programId);
    return of === caseId && role && role !== 'client' && (audience === 'team' || role === 'lead');
  });
  return mine.map(({ text }) => text.toLowerCase()).join(' ');
}

describe(`similar cases among ${CASES} generated ones (seed ${SEED})`, () => {
  it.each(['lead', 'agent', 'both', 'quality', 'client', 'half'])(
    'show %s only resolved cases, and words and notes they may read',
    async (who) => {
      let shown = 0;
      for (const caseId of new Set(texts.map((one) => one.caseId))) {
        const found = await known(who, caseId);
        if (readable(who, caseId) === '') {
          expect(found).toBeNull();
          continue;
        }
        for (const similar of found?.similar ?? []) {
          shown += 1;
          expect(similar.id).not.toBe(caseId);
          const [both, theirs] = [readable(who, caseId), readable(who, similar.id)];
          expect(theirs).not.toBe('');
          for (const word of similar.words) {
            expect(both).toContain(word);
            expect(theirs).toContain(word);
          }
          const [row] = await db.sql<
            { status: string }[]
          >`select status from "case" where id = ${similar.id}`;
          expect(['resolved', 'closed']).toContain(row?.status);
          if (similar.resolution) expect(theirs).toContain(similar.resolution.fix.toLowerCase());
        }
      }
      if (who === 'client') expect(shown).toBe(0);
      else expect(shown).toBeGreaterThan(10);
    },
  );
});

describe('a case', () => {
  it('is like another by words of a leads’ note for leads alone', async () => {
    const [programId] = programs as [string];
    const asked = await openCase(programId, 'Zyxophone humming', 'open');
    const answer = await openCase(programId, 'Humming noise', 'closed');
    await write(answer, 'supervisor', 'leads', 'zyxophone again');
    const resolution = await write(
      answer,
      'resolution',
      'leads',
      'Cause\nOld batteries.\nFix\nNew batteries.',
    );
    const [lead, agent] = [await known('lead', asked), await known('agent', asked)];
    expect(lead?.similar.find(({ id }) => id === answer)).toMatchObject({
      words: expect.arrayContaining(['zyxophone', 'humming']),
      resolution: { noteId: resolution, cause: 'Old batteries.', fix: 'New batteries.' },
    });
    expect(agent?.similar.find(({ id }) => id === answer)).toMatchObject({
      words: ['humming'],
      resolution: null,
    });
  });

  it('says why there is nothing like it', async () => {
    const [, programId] = programs as [string, string];
    expect(await known('both', await openCase(programId, 'And the 12', 'open'))).toMatchObject({
      similar: [],
      nothing: 'no-words',
    });
    expect(await known('both', await openCase(programId, 'Quixotic marmalade', 'open'))).toMatchObject({
      similar: [],
      nothing: 'none-alike',
    });
  });

  it('is not like another for its customer’s name or its people’s', async () => {
    const [programId] = programs as [string];
    const asked = await openCase(programId, 'Quill calls lead', 'open');
    await openCase(programId, 'Quill calls lead', 'closed');
    const found = await known('agent', asked);
    expect(found?.similar.flatMap(({ words }) => words)).not.toContain('quill');
    expect(found?.similar.flatMap(({ words }) => words)).not.toContain('lead');
  });

  it('is like another by what its customer said, and not by what was said to them', async () => {
    const [programId] = programs as [string];
    const asked = await openCase(programId, 'Call back please', 'open');
    await openCase(programId, 'Marimba resonator cracked', 'closed');
    const say = async (role: string) => {
      await db.sql`
        with held as (
          insert into interaction (case_id, channel, direction, started_at, ended_at, participants, reference, logged_by, logged_at)
          values (${asked}, 'call', 'inbound', now(), now(), '[]', '', ${ownerId()}, now()) returning id),
        kept as (
          insert into interaction_transcript (interaction_id, name, format, added_by, added_at)
          select id, 'Call', 'text', ${ownerId()}, now() from held returning interaction_id)
        insert into interaction_turn (interaction_id, n, role, speaker, start_ms, text)
        select interaction_id, 0, ${role}, null, null, 'The resonator of my marimba has cracked' from kept`;
      return (await known('agent', asked))?.similar.flatMap(({ words }) => words) ?? [];
    };
    expect(await say('agent')).toEqual([]);
    expect((await say('customer')).sort()).toEqual(['cracked', 'marimba', 'resonator']);
  });

  it('stands for others of its subject', async () => {
    const [programId] = programs as [string];
    for (let i = 0; i < 3; i++) await openCase(programId, 'Kettle whistles flat', 'closed');
    const asked = await openCase(programId, 'Kettle whistles', 'open');
    expect((await known('agent', asked))?.similar).toMatchObject([{ others: 2 }]);
  });
});
