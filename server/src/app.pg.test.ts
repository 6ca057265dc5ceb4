import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from './app.ts';
import { createInProcessBus } from './platform/bus-in-process.ts';
import { systemClock } from './platform/clock.ts';
import { readConfig } from './platform/config.ts';
import { connect as connectSql, SERVER_ROLE } from './platform/db.ts';
import { silentLog } from './platform/log.ts';
import { createSecretBox } from './platform/secrets.ts';
import { type FreshDatabase, freshDatabase } from './platform/testing/fresh-database.ts';

const HOST = '127.0.0.1';
const config = readConfig({ HOST, PORT: '0', TRUST_PROXY: '1' });

let database: FreshDatabase;
let app: App;
let port: number;

beforeAll(async () => {
  database = await freshDatabase();
  app = makeApp();
  port = await app.listen(0);
});
afterAll(async () => {
  await app.drain();
  await database.drop();
});

const makeApp = (sql = database.sql): App =>
  createApp({
    config,
    sql,
    bus: createInProcessBus(silentLog),
    clock: systemClock,
    log: silentLog,
    secrets: createSecretBox([Buffer.alloc(32, 7)]),
  });

const get = (path: string, init?: RequestInit) => fetch(`http://${HOST}:${port}${path}`, init);

test('every path of the description answers, and refuses those who have not signed in unless it is open', async () => {
  const { paths } = (await (await get('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  };
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { security }]) => ({
      path,
      method: method.toUpperCase(),
      isOpen: security?.length === 0,
    })),
  );
  expect(operations.length).toBeGreaterThan(15);
  for (const { path, method, isOpen } of operations) {
    const address = path.replaceAll(/\{\w+\}/g, '7a1c6f0e-6f0b-4c1e-9a55-0d8f3f0e4b11');
    const { status } = await get(address, { method });
    if (isOpen) expect([status, method, path]).not.toEqual([401, method, path]);
    else expect([status, method, path]).toEqual([401, method, path]);
    expect(status, `${method} ${path}`).toBeLessThan(500);
  }
});

test('every route says in a sentence what it does, and shows a valid example of what it takes and answers', async () => {
  const { paths } = (await (await get('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => ({ name: `${method} ${path}`, ...described })),
  );
  expect(operations.filter(({ summary }) => !/^[A-Z].{3,}[^.]$/.test(summary))).toEqual([]);
  const contents = operations.flatMap(({ name, requestBody, responses }) =>
    [requestBody, ...Object.values(responses)].map((part) => ({
      name,
      media: part?.content?.['application/json'],
    })),
  );
  // Examples are tried on their schema before they are shown; one that is missing has failed.
  const missing = contents.filter(({ media }) => media && !('example' in media)).map(({ name }) => name);
  expect(missing).toEqual([]);
});

test('what is served under /api is what is described, each with its refusals and the scope it needs', async () => {
  const { paths } = (await (await get('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({ name: `${method} ${path}`, ...one })),
  );
  const served = servedBy(app.express.router.stack as unknown as Layer[]);
  const isOurs = (name: string) => name.includes(' /api/');
  expect(served.filter(isOurs).toSorted()).toEqual(described.map(({ name }) => name).toSorted());
  expect(served.filter((name) => !isOurs(name)).toSorted()).toEqual(outsideTheApi);
  for (const { name, responses, security, requestBody, parameters = [] } of described) {
    const isOpen = security.length === 0;
    const isOfThing = parameters.some((parameter) => parameter.in === 'path');
    const wanted = [
      ...(isOpen ? [] : ['401', '403']),
      ...(isOfThing ? ['404'] : []),
      ...(requestBody ? ['413'] : []),
      'default',
    ];
    expect([name, wanted.filter((status) => !(status in responses))]).toEqual([name, []]);
    const [, byToken] = security;
    if (byToken)
      expect([name, (byToken.token ?? []).every((scope) => /^[a-z-]+:(read|write)$/.test(scope))]).toEqual([
        name,
        true,
      ]);
  }
});

/** For machines that watch, customers with a link, and providers that report: none of them calls the API. */
const outsideTheApi = [
  'get /healthz',
  'get /metrics',
  'get /readyz',
  'get /u/{key}',
  'post /hooks/interim/chat/{programId}',
  'post /hooks/interim/sms/{programId}',
  'post /u/{key}/rating',
  'post /u/{key}/reply',
];

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** As Express itself knows them: "get /api/cases/{id}". */
const servedBy = (stack: readonly Layer[]): string[] =>
  stack.flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map((method) => `${method} ${braced(route.path)}`)
      : servedBy(handle.stack ?? []),
  );

const braced = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

interface Described {
  readonly summary: string;
  readonly security: readonly { readonly token?: readonly string[] }[];
  readonly parameters?: readonly { readonly in: string }[];
  readonly requestBody?: Content;
  readonly responses: Record<string, Content>;
}
interface Content {
  readonly content?: Record<string, object>;
}

test('ready while its database answers, and says so when it does not', async () => {
  expect(await (await get('/readyz')).json()).toEqual({ ready: true, reasons: [] });
  const sql = connectSql('postgres://nobody@127.0.0.1:1/none', { max: 1 });
  const cutOff = makeApp(sql);
  const there = `http://${HOST}:${await cutOff.listen(0)}`;
  const ready = await fetch(`${there}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ready: false, reasons: ['the database does not answer'] },
  ]);
  const me = await fetch(`${there}/api/me`, { headers: { cookie: `caseroom_session=${'a'.repeat(40)}` } });
  expect([me.status, me.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await me.json()).toMatchObject({ code: 'unavailable' });
  expect((await fetch(`${there}/healthz`)).status).toBe(200);
  await cutOff.drain();
  await sql.end({ timeout: 0 });
});

test('a connection that Postgres cuts costs a 503 at most, and the next request is served', async () => {
  // One connection, and open: cut while it opens, it would reject a promise that the client itself does not hold.
  const sql = connectSql(database.url, { max: 1, role: SERVER_ROLE, applicationName: 'to be cut' });
  const cut = makeApp(sql);
  const address = `http://${HOST}:${await cut.listen(0)}/api/me`;
  const ask = () => fetch(address, { headers: { cookie: `caseroom_session=${'a'.repeat(40)}` } });
  expect((await ask()).status).toBe(401);
  const asked = Array.from({ length: 40 }, ask);
  await database.owner`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'to be cut'`;
  for (const { status } of await Promise.all(asked)) expect([401, 503]).toContain(status);
  expect((await ask()).status).toBe(401);
  await cut.drain();
  await sql.end({ timeout: 0 });
});

test('metrics tell of notes, sockets and requests', async () => {
  const text = await (await get('/metrics')).text();
  for (const name of ['note_rooms', 'note_connections', 'live_connections', 'bus_away'])
    expect(text).toContain(`caseroom_${name} 0`);
  expect(text).toContain('caseroom_http_request_seconds_bucket');
});

test('an upgrade for no socket of ours is refused', async () => {
  const ws = new WebSocket(`ws://${HOST}:${port}/elsewhere`, { origin: `http://${HOST}:${port}` });
  const [error] = (await once(ws, 'error')) as [Error];
  expect(error.message).toContain('404');
});

const NOTE = '/collab/7a1c6f0e-6f0b-4c1e-9a55-0d8f3f0e4b11';

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['no origin', {}],
  [
    'the host a browser would have asked for',
    { origin: 'https://desk.internal', headers: { 'x-forwarded-host': 'desk.example' } },
  ],
])('[DESIGN 5] a note socket from %s is refused before the upgrade', async (_who, options) => {
  const ws = new WebSocket(`ws://${HOST}:${port}${NOTE}`, options);
  const [error] = (await once(ws, 'error')) as [Error];
  expect(error.message).toContain('403');
});

test.each([
  ['our own page', { origin: `http://${HOST}:PORT` }],
  [
    'our page behind a proxy that ends TLS',
    {
      origin: 'https://desk.example',
      headers: { 'x-forwarded-host': 'desk.example', 'x-forwarded-proto': 'https' },
    },
  ],
])(
  'a note socket of somebody unknown, from %s, is opened and closed with 4401',
  async (_who, { origin, ...options }) => {
    const ws = new WebSocket(`ws://${HOST}:${port}${NOTE}`, {
      ...options,
      origin: origin.replace('PORT', String(port)),
    });
    const [code] = (await once(ws, 'close')) as [number];
    expect(code).toBe(4401);
  },
);

test('a drain: not ready, no new connections, a request in hand is answered, and it ends once', async () => {
  const leaving = makeApp();
  const itsPort = await leaving.listen(0);
  const socket = connect(itsPort, HOST);
  await once(socket, 'connect');
  // Half a request: the connection is busy when the drain begins.
  socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n');
  await fetch(`http://${HOST}:${itsPort}/healthz`);
  const drained = leaving.drain();
  expect(leaving.drain()).toBe(drained);
  await expect(fetch(`http://${HOST}:${itsPort}/healthz`)).rejects.toThrow();
  socket.write('\r\n');
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  expect(answer).toContain('HTTP/1.1 503');
  expect(answer).toContain('draining');
  expect(answer).toMatch(/connection: close/i);
  await drained;
});
