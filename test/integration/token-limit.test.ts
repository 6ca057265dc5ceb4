import { randomUUID } from 'node:crypto';
import { seedDemo } from '@caseroom/server/demo/seed';
import { systemClock } from '@caseroom/server/platform/clock';
import { silentLog } from '@caseroom/server/platform/log';
import {
  DEMO_TEMPLATE,
  type FreshDatabase,
  filledOnce,
  freshDatabase,
} from '@caseroom/server/platform/testing/fresh-database';
import type { Program } from '@caseroom/shared/people';
import type { MadeToken, ScopeArea } from '@caseroom/shared/token';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsOf, signInAs } from '../support/demo-sign-in.ts';
import { startApp, type TestApp } from '../support/test-app.ts';

const WITHIN = 'Northwind Mobile';

// biome-ignore lint/suspicious/noExplicitAny: the description of the API, read as any reader of it would.
type Description = any;

interface Call {
  readonly method: string;
  /** With ids of what lies beyond the limit in it. */
  readonly path: string;
  readonly body?: unknown;
  /** It names a thing that is not there for somebody who sees nothing beyond the limit. */
  readonly isOfThing: boolean;
}

let database: FreshDatabase;
let app: TestApp;
let whole: string;
let limited: string;
let calls: readonly Call[];
/** What nobody could know who sees nothing beyond the limit: ids, numbers, names, subjects. */
let beyond: readonly string[];

beforeAll(async () => {
  await filledOnce(DEMO_TEMPLATE, (sql) => seedDemo({ sql, clock: systemClock, log: silentLog }));
  database = await freshDatabase(DEMO_TEMPLATE);
  app = await startApp(database);
  await leadEverywhere();
  [whole, limited] = await makeTokens();
  const ids = await idsBeyond();
  const known = [...ids].flatMap(([collection, all]) => (collection === MIXED ? [] : all));
  beyond = [...known, ...(await wordsBeyond())];
  const description: Description = await (await fetch(`${app.origin}/api/openapi.json`)).json();
  calls = callsOf(description, ids);
});
afterAll(async () => {
  await app?.stop();
  await database?.drop();
});

/** Whoever may do everything everywhere has most to lose by a token. */
async function leadEverywhere(): Promise<void> {
  const { owner } = database;
  const { email } = credentialsOf('ines');
  await owner`update person set admin = true, auditor = true where email = ${email}`;
  await owner`
    insert into membership (program_id, person_id, role)
    select g.id, p.id, 'lead' from program g, person p where p.email = ${email}
    on conflict (program_id, person_id) do update set role = 'lead'`;
}

async function makeTokens(): Promise<[whole: string, limited: string]> {
  const me = await signInAs('ines', app.origin);
  const { items: areas } = await me.get<{ items: ScopeArea[] }>('/api/token-scopes');
  const scopes = areas.flatMap(({ area, reads, writes }) => [
    ...(reads.length > 0 ? [`${area}:read`] : []),
    ...(writes.length > 0 ? [`${area}:write`] : []),
  ]);
  const { items: programs } = await me.get<{ items: Program[] }>('/api/programs');
  const programIds = programs.filter(({ name }) => name === WITHIN).map(({ id }) => id);
  const token = { name: 'Nightly export', scopes, expiresInDays: 7 };
  const made = await Promise.all([
    me.send<MadeToken>('POST', '/api/tokens', token),
    me.send<MadeToken>('POST', '/api/tokens', { ...token, programIds }),
  ]);
  return [made[0].secret, made[1].secret];
}

/** Where things of programs are kept whose ids stand in paths: "/api/notes/{id}" takes one of `note`. */
const tables: Readonly<Record<string, string>> = {
  'admin/crm/connections': 'select id from crm_connection t where program_id = any($1)',
  'admin/programs': 'select id from program where id = any($1)',
  'admin/webhooks': 'select id from webhook_endpoint where program_id = any($1)',
  answers: 'select id from answer_card where program_id = any($1)',
  'answer-uses': `select u.id from answer_use u join "case" c on c.id = u.case_id where c.program_id = any($1)`,
  attachments: `select a.id from attachment a join "case" c on c.id = a.case_id where c.program_id = any($1)`,
  calibrations: 'select id from calibration where program_id = any($1)',
  cases: `select id from "case" where program_id = any($1)`,
  comments: `select m.id from comment m join comment_thread t on t.id = m.thread_id
    join note n on n.id = t.note_id join "case" c on c.id = n.case_id where c.program_id = any($1)`,
  escalations: `select e.id from escalation e join "case" c on c.id = e.case_id where c.program_id = any($1)`,
  'follow-ups': `select f.id from follow_up f join "case" c on c.id = f.case_id where c.program_id = any($1)`,
  goals: 'select id from coaching_goal where program_id = any($1)',
  'handover-questions': `select q.id from handover_question q join handover_item i on i.id = q.item_id
    join "case" c on c.id = i.case_id where c.program_id = any($1)`,
  handovers: `select i.handover_id as id from handover_item i join "case" c on c.id = i.case_id
    where c.program_id = any($1)`,
  inbox: `select n.id from notification n join "case" c on c.id = n.case_id
    join person p on p.id = n.person_id and p.admin and p.auditor where c.program_id = any($1)`,
  'insight/digests': 'select id from program where id = any($1)',
  'insight/releases': 'select id from insight_release where program_id = any($1)',
  interactions: `select i.id from interaction i join "case" c on c.id = i.case_id where c.program_id = any($1)`,
  interims: `select n.id from note n join "case" c on c.id = n.case_id
    where n.kind = 'interim' and c.program_id = any($1)`,
  notes: `select n.id from note n join "case" c on c.id = n.case_id where c.program_id = any($1)`,
  programs: 'select id from program where id = any($1)',
  'quality/picks': 'select id from sample_pick where program_id = any($1)',
  reviews: 'select id from review where program_id = any($1)',
  scorecards: 'select id from scorecard where program_id = any($1)',
  searches: 'select id from saved_search where program_id = any($1)',
  'swarm-questions': `select q.id from swarm_question q join swarm s on s.id = q.swarm_id
    join "case" c on c.id = s.case_id where c.program_id = any($1)`,
  swarms: `select s.id from swarm s join "case" c on c.id = s.case_id where c.program_id = any($1)`,
  tags: 'select id from tag where program_id = any($1)',
  threads: `select t.id from comment_thread t join note n on n.id = t.note_id join "case" c on c.id = n.case_id
    where c.program_id = any($1)`,
};

/** One of them may hold cases of several programs. */
const MIXED = 'handovers';

/** Collections that no program has: people, what signs in, addresses that take other proof than a token. */
const ofNobody = [
  'admin/crm/queue',
  'admin/incoming',
  'admin/people',
  'admin/service-accounts',
  'admin/webhook-deliveries',
  'incoming',
  'invitations',
  'me/sessions',
  'tokens',
];

async function idsBeyond(): Promise<ReadonlyMap<string, readonly string[]>> {
  const programs = await database.owner<{ id: string }[]>`select id from program where name <> ${WITHIN}`;
  const ids = programs.map(({ id }) => id);
  const found = await Promise.all(
    Object.entries(tables).map(async ([collection, query]): Promise<[string, string[]]> => {
      const rows = await database.owner.unsafe<{ id: string }[]>(query, [ids as unknown as string]);
      return [collection, rows.map(({ id }) => id)];
    }),
  );
  return new Map(found);
}

async function wordsBeyond(): Promise<string[]> {
  const rows = await database.owner<{ word: string }[]>`
    select '"C-' || c.number || '"' as word from "case" c join program g on g.id = c.program_id where g.name <> ${WITHIN}
    union select name from program where name <> ${WITHIN}`;
  return rows.map(({ word }) => word);
}

/** Every operation with every thing beyond the limit where it takes one, in its path, its query and its example. */
function callsOf(description: Description, ids: ReadonlyMap<string, readonly string[]>): Call[] {
  const one = (collection: string) => ids.get(collection)?.[0] ?? randomUUID();
  return Object.entries<Description>(description.paths).flatMap(([path, item]) => {
    const [, collection = '', rest] = /^\/api\/([^{]+)\/\{\w+\}(.*)$/.exec(path) ?? [];
    if (rest !== undefined && !(collection in tables) && !ofNobody.includes(collection))
      throw new Error(`Say in this test where things of /api/${collection} are kept.`);
    const filled = path
      .replace(/\{\w+\}/, one(collection))
      .replaceAll(/\{(?:seq|version|n)\}/g, '1')
      .replaceAll(/\{caseId\}/g, one('cases'))
      .replaceAll(/\{\w+\}/g, one(collection));
    return Object.entries<Description>(item).map(([method, operation]) => {
      const example = operation.requestBody?.content['application/json']?.example;
      const search = queryOf(operation.parameters ?? [], one('programs'));
      return {
        method: method.toUpperCase(),
        path: search === '' ? filled : `${filled}?${search}`,
        isOfThing: collection in tables && collection !== MIXED,
        ...(example === undefined ? {} : { body: beyondIn(example, one) }),
      };
    });
  });
}

function queryOf(parameters: Description[], program: string): string {
  const values = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, required, schema }): [string, string | undefined] => [
      name,
      /^program(Id)?$/.test(name)
        ? program
        : name === 'q'
          ? 'customer'
          : required
            ? schema.enum?.[0]
            : undefined,
    ])
    .filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(values).toString();
}

/** An example of a body, its ids replaced by ids of what lies beyond the limit. */
function beyondIn(example: unknown, one: (collection: string) => string): unknown {
  const collectionOf: Record<string, string> = { programId: 'programs', caseId: 'cases', noteId: 'notes' };
  const collectionsOf: Record<string, string> = { caseIds: 'cases', cases: 'cases', noteIds: 'notes' };
  return JSON.parse(JSON.stringify(example), (key, value) => {
    if (typeof value === 'string' && collectionOf[key]) return one(collectionOf[key]);
    if (Array.isArray(value) && collectionsOf[key]) return value.map(() => one(collectionsOf[key] ?? ''));
    return value;
  });
}

async function ask(token: string, { method, path, body }: Call): Promise<{ status: number; text: string }> {
  const response = await fetch(`${app.origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** Nobody needs a token there. */
const openToAll = ['/api/openapi.json', '/api/demo/people'];

const named = ({ method, path }: Call): string => `${method} ${path.replaceAll(/[0-9a-f-]{36}/g, '{id}')}`;
const reading = () => calls.filter(({ method, path }) => method === 'GET' && !openToAll.includes(path));

async function telling(token: string): Promise<string[]> {
  const told: string[] = [];
  for (const call of reading()) {
    const { status, text } = await ask(token, call);
    if (status >= 400) continue;
    const word = beyond.find((one) => text.includes(one));
    if (word || call.isOfThing) told.push(`${named(call)} ${word ?? status}`);
  }
  return told;
}

/** What the server itself makes of what was written, when it gets to it. */
const followed = ['note_derived', 'note_said', 'search_doc', 'search_word', 'tag_match', 'tag_reading'];

/** Everything of every program but the one within the limit, as one number for each table. */
async function beyondAsItIs(): Promise<Record<string, string>> {
  const { owner } = database;
  const columns = await owner<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name in ('program_id', 'case_id', 'note_id')
      and table_name <> all(${followed})`;
  const tablesOf = new Map<string, string>();
  for (const { table, column } of columns)
    if (!tablesOf.has(table) || column === 'program_id') tablesOf.set(table, column);
  const entries = await Promise.all(
    [...tablesOf].map(async ([table, column]) => {
      const is = {
        program_id: 't.program_id',
        case_id: '(select c.program_id from "case" c where c.id = t.case_id)',
        note_id: '(select c.program_id from note n join "case" c on c.id = n.case_id where n.id = t.note_id)',
      }[column];
      const [row] = await owner.unsafe<{ sum: string }[]>(`
        select coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as sum from "${table}" t
        where ${is} in (select id from program where name <> '${WITHIN}')`);
      return [table, row?.sum ?? ''];
    }),
  );
  return Object.fromEntries(entries);
}

test('through a token that is limited to a program nothing of any other is read, whatever is asked for', async () => {
  expect(await telling(limited)).toEqual([]);
  // The same requests without the limit tell a great deal: they would here.
  const told = await telling(whole);
  expect(told.length).toBeGreaterThan(60);
});

test('and nothing of any other is changed', async () => {
  const before = await beyondAsItIs();
  const done: string[] = [];
  for (const call of calls.filter(({ method }) => method !== 'GET')) {
    const { status } = await ask(limited, call);
    expect(status, named(call)).toBeLessThan(500);
    if (status < 400) done.push(named(call));
  }
  expect(await beyondAsItIs()).toEqual(before);
  // One's own inbox, of what one may read, and a list of one's own that is of no program.
  expect(done.toSorted()).toEqual(['POST /api/inbox/read-all', 'POST /api/searches']);
});
