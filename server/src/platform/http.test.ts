import { once } from 'node:events';
import { connect } from 'node:net';
import { refuse } from '@caseroom/shared/refusal';
import { MAX_READS_TOGETHER } from '@caseroom/shared/together';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor } from './api.ts';
import { createHttp, type Http } from './http.ts';
import { MAX_BODY_BYTES } from './http-input.ts';
import type { Served } from './http-request.ts';
import { createLog } from './log.ts';
import { type Listening, listen } from './testing/listen.ts';

const maya: Actor = { id: 'maya', name: 'Maya', colour: 0, admin: false, auditor: false, sessionId: 's' };
const ID = '11111111-1111-4111-8111-111111111111';

let http: Http;
let server: Listening;
const served: Served[] = [];
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  http = createHttp({
    log: createLog({ level: 'debug', to: { write: (line) => void lines.push(JSON.parse(line)) } }),
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (cookie) => (cookie === 'session=maya' ? maya : refuse('not-signed-in')),
    isAllowedOrigin: ({ origin, host, protocol }) =>
      origin === `${protocol}://${host}` || origin === 'https://desk.example',
    onServed: (one) => served.push(one),
  });
  registerRoutes(http.api);
  server = await listen(http.app);
});
afterAll(() => server.close());

function registerRoutes(api: Http['api']): void {
  const thing = z.object({ id: z.string(), subject: z.string(), by: z.string().nullable() });
  const params = z.object({ id: z.uuid() });
  const body = z.strictObject({
    subject: z.string().trim().min(1).max(20),
    tags: z.array(z.strictObject({ name: z.string() })).optional(),
  });
  api.route(
    {
      method: 'get',
      path: '/api/things/{id}',
      summary: 'Read',
      tag: 'T',
      params,
      query: z.strictObject({ limit: z.coerce.number().int().default(5) }),
      response: z.object({ id: z.string(), limit: z.number() }),
    },
    async ({ params: { id }, query: { limit } }) => ({ id, limit }),
  );
  api.route(
    {
      method: 'patch',
      path: '/api/things/{id}',
      summary: 'Change',
      tag: 'T',
      params,
      body,
      response: thing,
      status: 201,
    },
    async ({ params: { id }, body: { subject }, actor }) => ({ id, subject, by: actor.name }),
  );
  api.route(
    { method: 'delete', path: '/api/things/{id}', summary: 'Remove', tag: 'T', params },
    async () => undefined,
  );
  api.route(
    {
      method: 'get',
      path: '/api/open',
      summary: 'Open',
      tag: 'T',
      response: z.object({ by: z.string().nullable() }),
      open: true,
    },
    async ({ actor }) => ({ by: actor?.name ?? null }),
  );
  const fails: Record<string, () => Promise<never>> = {
    bug: () => Promise.reject(new Error('the secret is 42')),
    away: () => Promise.reject(Object.assign(new Error(), { code: 'ECONNREFUSED' })),
    slow: () => Promise.reject(Object.assign(new Error(), { code: '57014' })),
    deadlock: () => Promise.reject(Object.assign(new Error(), { code: '40P01' })),
    nothing: () => Promise.reject(undefined),
  };
  api.route(
    {
      method: 'get',
      path: '/api/fails/{how}',
      summary: 'Fail',
      tag: 'T',
      params: z.object({ how: z.string() }),
      open: true,
    },
    async ({ params: { how } }) => fails[how]?.(),
  );
  api.route({ method: 'get', path: '/api/fast', summary: 'Refuse', tag: 'T', open: true }, async () =>
    refuse('too-fast', 'Slow down.', { retryAfter_s: 2.2 }),
  );
  api.route(
    {
      method: 'get',
      path: '/api/leaks',
      summary: 'Leak',
      tag: 'T',
      response: z.object({ a: z.number() }),
      open: true,
    },
    async () => ({ a: 1, hash: 'x' }),
  );
  api.route(
    {
      method: 'get',
      path: '/api/lies',
      summary: 'Lie',
      tag: 'T',
      response: z.object({ a: z.number() }),
      open: true,
    },
    async () => ({ a: 'x' }) as never,
  );
}

const asMaya = { cookie: 'session=maya' };

async function call(
  method: string,
  path: string,
  init: { body?: unknown; raw?: string; headers?: Record<string, string> } = {},
) {
  const json = init.raw ?? (init.body === undefined ? undefined : JSON.stringify(init.body));
  const response = await fetch(server.base + path, {
    method,
    headers: {
      ...asMaya,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
    ...(json === undefined ? {} : { body: json }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

describe('answers', () => {
  test('a validated request reaches its handler, typed and trimmed; the answer is JSON that nobody stores', async () => {
    const { status, headers, body } = await call('PATCH', `/api/things/${ID}`, {
      body: { subject: ' Bill ' },
    });
    expect([status, body]).toEqual([201, { id: ID, subject: 'Bill', by: 'Maya' }]);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(headers.has('x-powered-by') || headers.has('etag')).toBe(false);
  });

  test('defaults are filled in, and a route without a response answers 204', async () => {
    expect((await call('GET', `/api/things/${ID}`)).body).toEqual({ id: ID, limit: 5 });
    expect((await call('DELETE', `/api/things/${ID}`)).status).toBe(204);
  });

  test('HEAD answers as GET without a body; OPTIONS says what is allowed and nothing to other origins', async () => {
    const head = await call('HEAD', `/api/things/${ID}`);
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([
      200,
      String(JSON.stringify({ id: ID, limit: 5 }).length),
      undefined,
    ]);
    const options = await call('OPTIONS', `/api/things/${ID}`, {
      headers: { origin: 'https://evil.example' },
    });
    expect([options.status, options.headers.get('allow')]).toEqual([
      204,
      'GET, HEAD, PATCH, DELETE, OPTIONS',
    ]);
    expect(options.headers.has('access-control-allow-origin')).toBe(false);
  });

  test('an open route knows who asks when somebody is signed in', async () => {
    expect((await call('GET', '/api/open')).body).toEqual({ by: 'Maya' });
    expect((await call('GET', '/api/open', { headers: { cookie: 'session=stale' } })).body).toEqual({
      by: null,
    });
  });
});

describe('refusals are problems', () => {
  const cases: [string, string, string, Parameters<typeof call>[2], number, string][] = [
    ['nobody signed in', 'GET', `/api/things/${ID}`, { headers: { cookie: '' } }, 401, 'not-signed-in'],
    [
      'nobody signed in, and a malformed id',
      'GET',
      '/api/things/7',
      { headers: { cookie: '' } },
      401,
      'not-signed-in',
    ],
    ['a malformed id', 'GET', '/api/things/7', {}, 404, 'not-found'],
    ['an address nobody has', 'GET', '/api/nothing', {}, 404, 'not-found'],
    ['a trailing slash', 'GET', `/api/things/${ID}/`, {}, 404, 'not-found'],
    ['the root of the API', 'GET', '/api', {}, 404, 'not-found'],
    ['an address outside the API', 'POST', '/elsewhere', { body: {} }, 404, 'not-found'],
    ['a method nobody takes', 'PUT', `/api/things/${ID}`, { body: {} }, 405, 'method-not-allowed'],
    ['an address that is not UTF-8', 'GET', '/api/things/%ff', {}, 400, 'bad-request'],
    ['an unknown query field', 'GET', `/api/things/${ID}?limits=1`, {}, 422, 'invalid'],
    ['a query field twice', 'GET', `/api/things/${ID}?limit=1&limit=2`, {}, 422, 'invalid'],
    ['a query where none is taken', 'GET', '/api/open?x=1', {}, 422, 'invalid'],
    ['JSON that stops', 'PATCH', `/api/things/${ID}`, { raw: '{"subject":' }, 400, 'bad-request'],
    ['JSON that is no object', 'PATCH', `/api/things/${ID}`, { raw: '7' }, 400, 'bad-request'],
    ['no body', 'PATCH', `/api/things/${ID}`, {}, 422, 'invalid'],
    ['a body where none is taken', 'DELETE', `/api/things/${ID}`, { body: { a: 1 } }, 422, 'invalid'],
    [
      'another media type',
      'PATCH',
      `/api/things/${ID}`,
      { raw: 'subject=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    [
      'another character set',
      'PATCH',
      `/api/things/${ID}`,
      { raw: '{}', headers: { 'content-type': 'application/json; charset=latin1' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a compressed body',
      'PATCH',
      `/api/things/${ID}`,
      { raw: '{}', headers: { 'content-encoding': 'gzip' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a body over the limit',
      'PATCH',
      `/api/things/${ID}`,
      { body: { subject: 'x'.repeat(MAX_BODY_BYTES) } },
      413,
      'too-large',
    ],
    [
      'a body made to exhaust the stack',
      'PATCH',
      `/api/things/${ID}`,
      { raw: '['.repeat(100_000) + ']'.repeat(100_000) },
      400,
      'bad-request',
    ],
    [
      'a body that looks like a refusal',
      'PATCH',
      `/api/things/${ID}`,
      { body: { refused: 'nonsense', detail: 'x' } },
      422,
      'invalid',
    ],
    ['NUL', 'PATCH', `/api/things/${ID}`, { body: { subject: 'a\0b' } }, 422, 'invalid'],
    ['half a surrogate pair', 'PATCH', `/api/things/${ID}`, { raw: '{"subject":"\\ud83d"}' }, 422, 'invalid'],
    [
      'another site',
      'PATCH',
      `/api/things/${ID}`,
      { body: { subject: 'x' }, headers: { origin: 'https://evil.example' } },
      403,
      'foreign-origin',
    ],
    [
      'a page of no origin',
      'DELETE',
      `/api/things/${ID}`,
      { headers: { origin: 'null' } },
      403,
      'foreign-origin',
    ],
    ['a database that is away', 'GET', '/api/fails/away', {}, 503, 'unavailable'],
    ['a query that ran into its time limit', 'GET', '/api/fails/slow', {}, 503, 'unavailable'],
    ['a deadlock', 'GET', '/api/fails/deadlock', {}, 409, 'conflict'],
    ['a bug', 'GET', '/api/fails/bug', {}, 500, 'internal'],
    ['a bug that throws nothing', 'GET', '/api/fails/nothing', {}, 500, 'internal'],
    ['an answer that holds more than its schema', 'GET', '/api/leaks', {}, 500, 'internal'],
    ['an answer that does not fit its schema', 'GET', '/api/lies', {}, 500, 'internal'],
  ];
  test.each(cases)('%s: %s %s', async (_what, method, path, init, status, code) => {
    const answer = await call(method, path, init);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      type: `urn:caseroom:problem:${code}`,
      code,
      status,
      title: expect.stringMatching(/\.$/),
      requestId: answer.headers.get('x-request-id'),
    });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toMatch(/ at .*\.ts|node_modules|secret/);
  });

  test('every field that is wrong is named', async () => {
    const { body } = await call('PATCH', `/api/things/${ID}`, {
      body: { subject: '', tags: [{}, { name: 'a', weight: 1 }], status: 'x' },
    });
    expect(body.fields).toEqual([
      { path: 'subject', message: expect.any(String) },
      { path: 'tags.0.name', message: 'This is needed.' },
      { path: 'tags.1.weight', message: 'There is no such field.' },
      { path: 'status', message: 'There is no such field.' },
    ]);
  });

  test('405 says what is taken; too fast and away say when to ask again', async () => {
    expect((await call('PUT', `/api/things/${ID}`, { body: {} })).headers.get('allow')).toBe(
      'GET, HEAD, PATCH, DELETE, OPTIONS',
    );
    const fast = await call('GET', '/api/fast');
    expect([fast.status, fast.headers.get('retry-after'), fast.body.detail]).toEqual([
      429,
      '3',
      'Slow down.',
    ]);
    expect((await call('GET', '/api/fails/away')).headers.get('retry-after')).toBe('2');
  });
});

describe('reads together', () => {
  const together = (...paths: string[]) =>
    call('GET', `/api/together?${new URLSearchParams({ ask: paths.join(' ') })}`);

  test('each is answered as by itself, in the order asked, and counted as the route it is', async () => {
    served.length = 0;
    const { status, headers, body } = await together(
      `/api/things/${ID}?limit=3`,
      `/api/things/${ID}?limit=x&sort=1`,
      '/api/things/7',
      '/api/open',
      '/api/fails/bug',
      '/api/fails/away',
      '/api/fast',
      '/api/leaks',
    );
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { status: 200, body: { id: ID, limit: 3 } },
      { status: 422, body: { code: 'invalid', fields: [{ path: 'limit' }, { path: 'sort' }] } },
      { status: 404, body: { code: 'not-found' } },
      { status: 200, body: { by: 'Maya' } },
      { status: 500, body: { code: 'internal', requestId: headers.get('x-request-id') } },
      { status: 503, body: { code: 'unavailable' }, retryAfter_s: 2 },
      { status: 429, body: { detail: 'Slow down.' }, retryAfter_s: 3 },
      { status: 500, body: { code: 'internal' } },
    ]);
    await until(() => served.some(({ route }) => route === '/api/together'));
    const counted = served.map(({ method, route, status: of }) => `${method} ${route} ${of}`);
    expect(counted).toContain('GET /api/things/{id} 422');
    expect(counted).toContain('GET /api/fails/{how} 500');
  });

  test('only reads of this API: no writes, no address of another, none of itself, and none for a stranger', async () => {
    const { body } = await together(
      '/api/together?ask=/api/open',
      '/healthz',
      '//x/api/open',
      '/api/%E0%A4%A',
      '',
    );
    expect(body.items.map(({ status }: { status: number }) => status)).toEqual([404, 404, 404, 404, 404]);
    const many = await together(...Array.from({ length: MAX_READS_TOGETHER + 1 }, () => '/api/open'));
    expect(many.status).toBe(422);
    const stranger = await call('GET', '/api/together?ask=/api/open', { headers: { cookie: '' } });
    expect(stranger.status).toBe(401);
  });
});

describe('where a write comes from', () => {
  const write = (headers: Record<string, string>) =>
    call('DELETE', `/api/things/${ID}`, { headers }).then(({ status }) => status);

  test('our own page, a page of an allowed origin and programs may write', async () => {
    expect(await write({})).toBe(204);
    expect(await write({ origin: server.base })).toBe(204);
    expect(await write({ origin: 'https://desk.example' })).toBe(204);
  });

  test('a forwarded host is believed only from a trusted proxy', async () => {
    expect(await write({ origin: 'http://desk.internal', 'x-forwarded-host': 'desk.internal' })).toBe(403);
  });

  test('reading is not writing', async () => {
    expect(
      (await call('GET', `/api/things/${ID}`, { headers: { origin: 'https://evil.example' } })).status,
    ).toBe(200);
  });

  test('a browser that says cross-site without an origin is refused', async () => {
    // fetch() sets Sec-Fetch-* itself, so this one is written by hand.
    const answer = await raw(
      `DELETE /api/things/${ID} HTTP/1.1\r\nHost: x\r\nCookie: session=maya\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain('403');
    expect(answer).toContain('foreign-origin');
  });
});

describe('what is logged and counted', () => {
  test('the route, never the address; the person, the status and the request id that the answer carries', async () => {
    served.length = 0;
    const { headers } = await call('GET', `/api/things/${ID}?limit=3`);
    await until(() => served.length === 1);
    const requestId = headers.get('x-request-id');
    expect(served).toEqual([
      { method: 'GET', route: '/api/things/{id}', status: 200, seconds: expect.any(Number) },
    ]);
    expect(lines.find((line) => line.requestId === requestId)).toMatchObject({
      route: '/api/things/{id}',
      personId: 'maya',
      status: 200,
    });
    expect(JSON.stringify(lines)).not.toMatch(/limit=3|session=maya/);
  });

  test('a bug is logged with its stack, under the id the answer carries', async () => {
    const { body } = await call('GET', '/api/fails/bug');
    expect(lines.find((line) => line.requestId === body.requestId && line.err)).toMatchObject({
      route: '/api/fails/{how}',
      err: { message: 'the secret is 42', stack: expect.stringContaining('http.test.ts') },
    });
  });

  test('a client that leaves in the middle of its body harms nobody', async () => {
    served.length = 0;
    const socket = connect(Number(new URL(server.base).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `PATCH /api/things/${ID} HTTP/1.1\r\nHost: x\r\nCookie: session=maya\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"subj`,
    );
    // Its half of a body has been read when a later request has been answered.
    await call('GET', '/api/open');
    socket.destroy();
    await until(() => served.some(({ status }) => status === 499));
    expect((await call('GET', '/api/open')).status).toBe(200);
    expect(served.some(({ status }) => status === 500)).toBe(false);
  });
});

describe('mistakes in a route are found when it is registered', () => {
  const handler = async () => undefined;
  test.each([
    ['outside /api', { method: 'get', path: '/things', summary: '', tag: '' }],
    ['twice', { method: 'get', path: '/api/open', summary: '', tag: '' }],
    ['a parameter without a schema', { method: 'get', path: '/api/x/{id}', summary: '', tag: '' }],
    [
      'a schema without a parameter',
      { method: 'get', path: '/api/y', summary: '', tag: '', params: z.object({ id: z.string() }) },
    ],
    ['a GET with a body', { method: 'get', path: '/api/z', summary: '', tag: '', body: z.object({}) }],
  ] as const)('%s', (_why, spec) => {
    expect(() => http.api.route(spec, handler)).toThrow(spec.path);
  });
});

async function raw(request: string): Promise<string> {
  const socket = connect(Number(new URL(server.base).port), '127.0.0.1');
  socket.write(request);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
