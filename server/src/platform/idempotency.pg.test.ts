import { refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createHttp } from './http.ts';
import {
  createIdempotencyStore,
  IDEMPOTENCY_LEASE_S,
  IDEMPOTENCY_WAIT_MS,
  MAX_KEY_CHARS,
  sweepIdempotency,
} from './idempotency.ts';
import { silentLog } from './log.ts';
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts';
import { type Listening, listen } from './testing/listen.ts';

let database: FreshDatabase;
let server: Listening;
const people: string[] = [];
/** How often the handler ran, and what it does next. */
let wait_ms = IDEMPOTENCY_WAIT_MS;
let runs = 0;
let behave: () => Promise<unknown> = async () => undefined;

beforeAll(async () => {
  database = await freshDatabase();
  const rows = await database.owner<{ id: string }[]>`
    insert into person (email, name, colour) values ('a@x.example', 'A', 0), ('b@x.example', 'B', 1) returning id`;
  people.push(...rows.map((row) => row.id));
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    isAllowedOrigin: () => true,
    idempotency: {
      ...createIdempotencyStore(database.sql),
      get wait_ms() {
        return wait_ms;
      },
    },
    authenticate: async (cookie) => ({
      id: people[Number(cookie)] ?? '',
      name: '',
      colour: 0,
      admin: false,
      auditor: false,
      sessionId: '',
    }),
  });
  const body = z.strictObject({ subject: z.string() });
  const response = z.object({ run: z.number(), subject: z.string() });
  for (const path of ['/api/things', '/api/others']) {
    http.api.route(
      { method: 'post', path, summary: '', tag: '', body, response, status: 201 },
      async ({ body: { subject } }) => {
        const run = ++runs;
        const other = await behave();
        return (other as never) ?? { run, subject };
      },
    );
  }
  http.api.route({ method: 'delete', path: '/api/things', summary: '', tag: '' }, async () => {
    runs++;
    return undefined;
  });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});
beforeEach(async () => {
  runs = 0;
  wait_ms = IDEMPOTENCY_WAIT_MS;
  behave = async () => undefined;
  await database.sql`delete from idempotency`;
});

interface Call {
  readonly key?: string;
  readonly person?: 0 | 1;
  readonly subject?: string;
  readonly path?: string;
  readonly method?: string;
}

async function send({
  key = 'k',
  person = 0,
  subject = 'x',
  path = '/api/things',
  method = 'POST',
}: Call = {}) {
  const response = await fetch(server.base + path, {
    method,
    headers: { cookie: String(person), 'idempotency-key': key, 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: JSON.stringify({ subject }) } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    replayed: response.headers.get('idempotency-replayed'),
    body: text ? JSON.parse(text) : undefined,
    response,
  };
}

test('a repeat gets the first answer, and says so', async () => {
  const first = await send();
  const again = await send();
  expect([first.status, first.body, first.replayed]).toEqual([201, { run: 1, subject: 'x' }, null]);
  expect([again.status, again.body, again.replayed]).toEqual([201, first.body, 'true']);
  expect(runs).toBe(1);
});

test('an answer without a body is repeated without one', async () => {
  expect((await send({ method: 'DELETE' })).status).toBe(204);
  const again = await send({ method: 'DELETE' });
  expect([again.status, again.body, again.replayed, runs]).toEqual([204, undefined, 'true', 1]);
});

test('another key and another person are other requests', async () => {
  await send();
  expect((await send({ key: 'k2' })).body.run).toBe(2);
  expect((await send({ person: 1 })).body.run).toBe(3);
});

test.each([
  ['body', { subject: 'y' }],
  ['address', { path: '/api/others' }],
  ['query', { path: '/api/others?' }],
  ['method', { method: 'DELETE' }],
])('the same key with another %s is refused', async (_what, other: Call) => {
  await send();
  const { status, body } = await send(other);
  expect([status, body.code, runs]).toEqual([422, 'idempotency-mismatch', 1]);
});

test('a refusal is an answer and is repeated, problem and all', async () => {
  behave = async () => refuse('conflict', 'Taken.');
  const first = await send();
  behave = async () => undefined;
  const again = await send();
  expect([again.status, again.body, runs]).toEqual([409, first.body, 1]);
  expect(again.response.headers.get('content-type')).toContain('application/problem+json');
});

test.each([
  ['a bug', () => Promise.reject(new Error('a bug')), 500],
  ['too fast', async () => refuse('too-fast'), 429],
])('%s is not kept: the request may be sent again', async (_what, trouble, status) => {
  behave = trouble;
  expect((await send()).status).toBe(status);
  behave = async () => undefined;
  const again = await send();
  expect([again.status, again.replayed, runs]).toEqual([201, null, 2]);
});

test('a request that is not valid does not use its key up', async () => {
  const bad = await fetch(`${server.base}/api/things`, {
    method: 'POST',
    headers: { cookie: '0', 'idempotency-key': 'k', 'content-type': 'application/json' },
    body: '{}',
  });
  expect(bad.status).toBe(422);
  expect((await send()).status).toBe(201);
});

test.each([
  ['wait for its answer', IDEMPOTENCY_WAIT_MS],
  ['are told to come back', 0],
])('of many at once one runs, and the others %s', async (_, wait) => {
  wait_ms = wait;
  let release = () => {};
  const started = new Promise<void>((resolve) => {
    behave = () => {
      resolve();
      return new Promise((free) => {
        release = () => free(undefined);
      });
    };
  });
  const first = send();
  await started;
  const others = Promise.all(Array.from({ length: 8 }, () => send()));
  if (wait > 0) release();
  const during = await others;
  const expected = wait > 0 ? [201, undefined, null] : [409, 'conflict', '1'];
  for (const { status, body, response } of during)
    expect([status, body.code, response.headers.get('retry-after')]).toEqual(expected);
  release();
  expect((await first).body.run).toBe(1);
  expect((await send()).body.run).toBe(1);
});

test('a request whose process died holds its key for the lease and no longer', async () => {
  wait_ms = 0;
  await send();
  await database.sql`update idempotency set status = null, body = null`;
  expect((await send()).status).toBe(409);
  await database.sql`update idempotency set created_at = now() - make_interval(secs => ${IDEMPOTENCY_LEASE_S + 1})`;
  const later = await send();
  expect([later.status, later.body.run, later.replayed]).toEqual([201, 2, null]);
});

test.each([
  ['too long', 'k'.repeat(MAX_KEY_CHARS + 1)],
  ['with a space', 'a b'],
  ['empty', ''],
])('a key that is %s is refused', async (_why, key) => {
  const { status, body } = await send({ key });
  expect([status, body.code, runs]).toEqual([400, 'bad-request', 0]);
});

test('answers are forgotten after a day', async () => {
  await send({ key: 'old' });
  await send({ key: 'new' });
  await database.sql`update idempotency set created_at = now() - interval '25 hours' where key = 'old'`;
  expect(await sweepIdempotency(database.sql)).toBe(1);
  expect((await send({ key: 'old' })).body.run).toBe(3);
  expect((await send({ key: 'new' })).body.run).toBe(2);
});
