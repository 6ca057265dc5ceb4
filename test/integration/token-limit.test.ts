import type { FreshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import type { Program } from '@caseroom/shared/people';
import type { MadeToken, ScopeArea } from '@caseroom/shared/token';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoDatabase } from '../support/demo-app.ts';
import { credentialsOf, signInAs } from '../support/demo-sign-in.ts';
import { type DescribedRoute, readRoutes, writes } from '../support/described-api.ts';
import { type RequestAbout, requestsAbout } from '../support/requests-about.ts';
import { startApp, type TestApp } from '../support/test-app.ts';

const WITHIN = 'Northwind Mobile';
const BEYOND = 'Kestrel Cards';

let database: FreshDatabase;
let app: TestApp;
let whole: string;
let limited: string;
let routes: DescribedRoute[];
/** About what lies beyond the limit. */
let requestFor: (route: DescribedRoute) => RequestAbout;
/** What nobody could know who sees nothing beyond the limit: ids, numbers of cases, the program's name. */
let beyond: readonly string[];

beforeAll(async () => {
  database = await demoDatabase();
  app = await startApp(database);
  await leadEverywhere();
  [whole, limited] = await makeTokens();
  routes = await readRoutes(app.origin);
  const { owner } = database;
  const [other] = await owner<{ id: string }[]>`select id from program where name = ${BEYOND}`;
  requestFor = await requestsAbout(owner, routes, (other as { id: string }).id);
  beyond = await secretsBeyond();
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

/** What the server itself makes of what was written, when it gets to it. */
const followed = ['note_derived', 'note_said', 'search_doc', 'search_word', 'tag_match', 'tag_reading'];

/** Every table that says what its rows belong to, with the condition that a row `t` of it lies beyond the limit. */
async function tablesBeyond(): Promise<[table: string, isBeyond: string, hasId: boolean][]> {
  const found = await database.owner<{ table: string; columns: string[] }[]>`
    select table_name as table, array_agg(column_name::text) as columns from information_schema.columns
    where table_schema = 'public' and data_type = 'uuid'
      and column_name in ('id', 'program_id', 'case_id', 'note_id') and table_name <> all(${followed})
    group by table_name`;
  return found.flatMap(({ table, columns }) => {
    const way = ways.find(([column]) => columns.includes(column));
    const isBeyond = `${way?.[1]} = (select id from program where name = '${BEYOND}')`;
    return way ? [[table, isBeyond, columns.includes('id')]] : [];
  });
}
const ways = [
  ['program_id', 't.program_id'],
  ['case_id', '(select c.program_id from "case" c where c.id = t.case_id)'],
  ['note_id', '(select c.program_id from note n join "case" c on c.id = n.case_id where n.id = t.note_id)'],
] as const;

async function secretsBeyond(): Promise<string[]> {
  const { owner } = database;
  const words = owner<{ word: string }[]>`
    select '"C-' || c.number || '"' as word from "case" c join program g on g.id = c.program_id where g.name = ${BEYOND}
    union select name from program where name = ${BEYOND}`;
  const ids = (await tablesBeyond())
    .filter(([, , hasId]) => hasId)
    .map(([table, isBeyond]) =>
      owner.unsafe<{ word: string }[]>(`select t.id::text as word from "${table}" t where ${isBeyond}`),
    );
  return (await Promise.all([words, ...ids])).flat().map(({ word }) => word);
}

/** Everything beyond the limit, as one number for each table. */
async function beyondAsItIs(): Promise<Record<string, string>> {
  const entries = (await tablesBeyond()).map(async ([table, isBeyond]) => {
    const [row] = await database.owner.unsafe<{ sum: string }[]>(`
      select coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as sum from "${table}" t
      where ${isBeyond}`);
    return [table, row?.sum ?? ''];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function ask(token: string, { path, init }: RequestAbout): Promise<{ status: number; text: string }> {
  const headers = { ...init.headers, authorization: `Bearer ${token}` };
  const response = await fetch(`${app.origin}${path}`, { ...init, headers });
  return { status: response.status, text: await response.text() };
}

const named = ({ method, path }: DescribedRoute): string => `${method} ${path}`;

/** The routes that tell this token something of what lies beyond. */
async function telling(token: string): Promise<string[]> {
  const told: string[] = [];
  for (const route of routes.filter((one) => !writes(one) && !one.isOpen)) {
    const request = requestFor(route);
    const { status, text } = await ask(token, request);
    if (status >= 400) continue;
    const word = beyond.find((one) => text.includes(one));
    if (word || request.isOfThing) told.push(`${named(route)} ${word ?? status}`);
  }
  return told;
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
  for (const route of routes.filter(writes)) {
    const { status } = await ask(limited, requestFor(route));
    expect(status, named(route)).toBeLessThan(500);
    if (status < 400) done.push(named(route));
  }
  expect(await beyondAsItIs()).toEqual(before);
  // One's own inbox, of what one may read, and a list of one's own that is of no program.
  expect(done.toSorted()).toEqual(['POST /api/inbox/read-all', 'POST /api/searches']);
});
