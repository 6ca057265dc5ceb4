import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Api } from './api.ts';
import { createHttp } from './http.ts';
import { silentLog } from './log.ts';
import { openApiDocument, openApiRoutes } from './openapi.ts';
import { listen } from './testing/listen.ts';

const Id = z.uuid();

function registered() {
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: () => Promise.reject(new Error('nobody signs in here')),
    isAllowedOrigin: () => true,
  });
  registerRoutes(http.api);
  openApiRoutes(http.api, http.routes, { cookieName: 'sid', version: '1.2.3' });
  return http;
}

function registerRoutes(api: Api): void {
  const Thing = z.object({ id: Id, at: z.iso.datetime() });
  api.route(
    {
      method: 'get',
      path: '/api/things/{id}/parts',
      summary: 'List parts',
      tag: 'Things',
      params: z.strictObject({ id: Id }),
      query: z.strictObject({ limit: z.coerce.number().int().default(50), q: z.string().optional() }),
      response: z.object({ items: z.array(Thing) }),
    },
    async () => ({ items: [] }),
  );
  const body = z.strictObject({ name: z.string().trim(), tags: z.array(z.string()).default([]) });
  api.route(
    {
      method: 'post',
      path: '/api/things',
      summary: 'Make a thing',
      tag: 'Things',
      body,
      response: Thing,
      status: 201,
    },
    () => Promise.reject(new Error('not called')),
  );
  api.route(
    { method: 'delete', path: '/api/things', summary: 'Forget', tag: 'Things', open: true },
    async () => undefined,
  );
}

// biome-ignore lint/suspicious/noExplicitAny: a document read as any reader of it would.
type Document = any;

test('every route is described, with what it takes and answers', () => {
  const { routes } = registered();
  const document = openApiDocument(routes, { cookieName: 'sid', version: '1.2.3' }) as Document;
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());

  const list = document.paths['/api/things/{id}/parts'].get;
  expect(list).toMatchObject({ operationId: 'getThingsByIdParts', summary: 'List parts', tags: ['Things'] });
  expect(list.parameters.map((one: Document) => [one.in, one.name, one.required ?? false])).toEqual([
    ['path', 'id', true],
    ['query', 'limit', false],
    ['query', 'q', false],
  ]);
  const make = document.paths['/api/things'].post;
  const sent = make.requestBody.content['application/json'].schema;
  expect([sent.required, sent.additionalProperties]).toEqual([['name'], false]);
  expect(make.requestBody.content['application/json'].example).toEqual({ name: 'Ana Silva', tags: [] });
  expect(make.responses['201'].content['application/json'].schema.properties.id.format).toBe('uuid');
  expect(Object.keys(make.responses)).toEqual(['201', '401', '403', '413', '415', '422', 'default']);
  expect(make.parameters.map((one: Document) => one.name)).toEqual(['Idempotency-Key']);
  expect(document.paths['/api/things'].delete.responses).toHaveProperty('204');
});

test('every operation may answer a problem, and needs a session unless it is open', () => {
  const document = openApiDocument(registered().routes, { cookieName: 'sid', version: '1.2.3' }) as Document;
  for (const item of Object.values<Document>(document.paths)) {
    for (const operation of Object.values<Document>(item)) {
      const { schema } = operation.responses.default.content['application/problem+json'];
      expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
    }
  }
  expect(document.components.schemas.Problem.required).toContain('code');
  const { session, token } = document.components.securitySchemes;
  expect([session, token.scheme]).toEqual([{ type: 'apiKey', in: 'cookie', name: 'sid' }, 'bearer']);
  expect(document.paths['/api/things'].delete.security).toEqual([]);
  expect(document.paths['/api/things'].post.security).toEqual([{ session: [] }, { token: ['things:write'] }]);
  expect(document.paths['/api/things/{id}/parts'].get.security[1]).toEqual({ token: ['things:read'] });
});

test('it is served to anybody, and every reference in it leads somewhere', async () => {
  const server = await listen(registered().app);
  const response = await fetch(`${server.base}/api/openapi.json`);
  const document: Document = await response.json();
  expect([response.status, document.openapi, document.info.version]).toEqual([200, '3.1.0', '1.2.3']);
  expect(Object.keys(document.paths)).toContain('/api/openapi.json');
  for (const [, reference] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = reference?.split('/').reduce((at: Document, key) => at?.[key], document);
    expect(found, reference).toBeDefined();
  }
  await server.close();
});
