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
    security: [{ session: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName } },
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
    ...(route.open ? { security: [] } : {}),
    requestParams: {
      ...(route.params ? { path: route.params as z.ZodObject } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(writes && !route.open && !route.secret
        ? { header: z.object({ 'Idempotency-Key': idempotencyKey }) }
        : {}),
    },
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }
      : {}),
    ...(route.file_bytes
      ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } }
      : {}),
    responses: responses(route),
  };
}

function responses(route: AnyRoute): ZodOpenApiResponsesObject {
  const success = route.status ?? (route.response ? 200 : 204);
  const content = route.response ? { content: { 'application/json': { schema: route.response } } } : {};
  return {
    [`${success}`]: { description: 'Done.', ...content },
    default: {
      description: 'Refused, or failed.',
      content: { 'application/problem+json': { schema: problem } },
    },
  } as ZodOpenApiResponsesObject;
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
