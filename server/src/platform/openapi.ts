import { Problem } from '@caseroom/shared/problem';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { Api } from './api.ts';
import type { AnyRoute } from './http-route.ts';
import { MAX_KEY_CHARS } from './idempotency.ts';
import { exampleOf } from './openapi-example.ts';
import { scopeOf } from './scopes.ts';

/** Name of the session cookie, as the description of the API says it. */
export interface OpenApiOptions {
  readonly cookieName: string;
  readonly version: string;
}

const idempotencyKey = z
  .string()
  .max(MAX_KEY_CHARS)
  .optional()
  .meta({ description: 'Makes a repeat of this request answer what the first one answered.' });

const problem = Problem.meta({ id: 'Problem', description: 'RFC 9457 problem details. `code` is stable.' });

/** The OpenAPI 3.1 description of the routes, made from the schemas that validate them. */
export function openApiDocument(
  routes: readonly AnyRoute[],
  { cookieName, version }: OpenApiOptions,
): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Caseroom',
      version,
      description:
        'A live room for one customer case. Unknown fields are refused; every error is a problem with a code.',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookieName },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A person’s token. It does what its scopes allow, and never more than its person may.',
        },
      },
      schemas: { Problem: problem },
    },
  });
}

function operation(route: AnyRoute): ZodOpenApiOperationObject {
  const writes = route.method !== 'get';
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    ...describeScope(route),
    security: securityOf(route),
    requestParams: {
      ...(route.params ? { path: route.params as z.ZodObject } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(writes && !route.open && !route.secret
        ? { header: z.object({ 'Idempotency-Key': idempotencyKey }) }
        : {}),
    },
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': media(route.body) } } }
      : {}),
    ...(route.file_bytes
      ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } }
      : {}),
    responses: responses(route),
  };
}

function responses(route: AnyRoute): ZodOpenApiResponsesObject {
  const success = route.status ?? (route.response || route.answersFile ? 200 : 204);
  const content = route.response
    ? { content: { 'application/json': media(route.response) } }
    : route.answersFile
      ? { content: { 'application/octet-stream': {} } }
      : {};
  const refused = refusalsOf(route).map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: problem } } },
  ]);
  return {
    [`${success}`]: { description: 'Done.', ...content },
    ...Object.fromEntries(refused),
  } as ZodOpenApiResponsesObject;
}

const media = (schema: z.ZodType) => {
  const example = exampleOf(schema);
  return { schema, ...(example === undefined ? {} : { example }) };
};

/** What a route may refuse, by what it takes. `default` covers the rest: 409, 429, 500, 503. */
function refusalsOf(route: AnyRoute): readonly (readonly [status: string, description: string])[] {
  const takes = route.body !== undefined || route.query !== undefined;
  return [
    ...(route.open ? [] : [['401', 'Nobody is signed in, or the token is not valid.'] as const]),
    ...(route.open
      ? []
      : [
          [
            '403',
            'The person may not, or the token lacks the scope, or a page of another site asked.',
          ] as const,
        ]),
    ...(route.params ? [['404', 'There is no such thing, or it is another program’s.'] as const] : []),
    ...(route.body
      ? [['413', 'The body is too large.'] as const, ['415', 'The body is not JSON.'] as const]
      : []),
    ...(route.file_bytes ? [['413', 'The file is too large.'] as const] : []),
    ...(takes ? [['422', 'Some fields are not valid; `fields` says which.'] as const] : []),
    ['default', 'Refused, or failed; `code` says why.'] as const,
  ];
}

/** Scopes of a scheme that is not OAuth are roles (OpenAPI 3.1 §4.8.30). */
function securityOf(route: AnyRoute): { [scheme: string]: string[] }[] {
  if (route.open) return [];
  if (route.token === 'never') return [{ session: [] }];
  const scope = scopeOf(route);
  return [{ session: [] }, { token: scope === null ? [] : [scope] }];
}

function describeScope(route: AnyRoute): { description?: string } {
  if (route.open) return {};
  if (route.token === 'never') return { description: 'For people who have signed in; takes no token.' };
  const scope = scopeOf(route);
  if (scope === null) return { description: 'Any token will do.' };
  const limit = route.token === 'unlimited' ? ' One that is limited to single programs is refused.' : '';
  return { description: `A token needs the scope \`${scope}\`.${limit}` };
}

/** "get /api/cases/{id}/events" becomes "getCasesByIdEvents". */
const operationId = ({ method, path }: AnyRoute): string =>
  path
    .slice('/api/'.length)
    .split(/[/.-]/)
    .map((part) => (part.startsWith('{') ? `By${capital(part.slice(1, -1))}` : capital(part)))
    .reduce((name, part) => name + part, method as string);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Serves the description; made once, at the first call, when every route has been registered. */
export function openApiRoutes(api: Api, routes: readonly AnyRoute[], options: OpenApiOptions): void {
  let document: object | undefined;
  api.route(
    {
      method: 'get',
      path: '/api/openapi.json',
      summary: 'Describe this API',
      tag: 'Server',
      response: z.looseObject({ openapi: z.string() }),
      open: true,
    },
    async () => {
      document ??= openApiDocument(routes, options);
      return document as { openapi: string };
    },
  );
}
