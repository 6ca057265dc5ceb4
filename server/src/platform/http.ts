import { refuse } from '@caseroom/shared/refusal';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Api } from './api.ts';
import { factsOf, type RequestFacts, requestFacts, type Served } from './http-request.ts';
import { type AnyHandler, type AnyRoute, type RouteDeps, runRoute } from './http-route.ts';
import { type Registered, togetherRoute } from './http-together.ts';
import type { Log } from './log.ts';
import { type Answer, answerInternal, answerRefusal, refusalOfError, sendAnswer } from './problem.ts';

export interface HttpDeps extends RouteDeps {
  readonly log: Log;
  readonly trustProxy: boolean | number | string;
  readonly onServed?: (served: Served) => void;
  /** Runs before every route: security headers, compression. */
  readonly before?: readonly RequestHandler[];
  /** Answers what the API does not: health, metrics, the pages. */
  readonly after?: readonly RequestHandler[];
}

export interface Http {
  readonly app: Express;
  readonly api: Api;
  /** Every route registered so far. */
  readonly routes: readonly AnyRoute[];
}

/**
 * The HTTP side of the server. Routes may be registered until the first request; whatever a request meets, it
 * is answered with JSON, or with problem+json and a code.
 */
export function createHttp(deps: HttpDeps): Http {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.trustProxy);
  const router = Router({ caseSensitive: true, strict: true });
  const routes: AnyRoute[] = [];
  const registered: Registered[] = [];
  const onServed = deps.onServed ?? (() => {});

  function register(route: AnyRoute, handler: AnyHandler): void {
    assertSound(route, routes);
    routes.push(route);
    registered.push({ route, handler });
    router[route.method](expressPath(route.path), async (req, res) => {
      factsOf(res).route = route.path;
      sendAnswer(res, await runRoute(deps, route, handler, req, res));
    });
  }

  app.use(requestFacts(deps.log, onServed));
  app.use(...(deps.before?.length ? deps.before : [pass]));
  app.use('/api', noStore, answerOptions(routes));
  app.use(router);
  app.use('/api', refuseUnknown(routes));
  if (deps.after?.length) app.use(...deps.after);
  app.use((_req, res) => sendAnswer(res, answerRefusal(refuse('not-found'), factsOf(res).requestId)));
  app.use(answerError(deps.log));
  const api: Api = { route: (spec, handler) => register(spec as AnyRoute, handler as unknown as AnyHandler) };
  togetherRoute(api, registered, {
    checkAnswers: deps.checkAnswers,
    onServed,
    answerError: (error, res, route) => answerOfError(deps.log, error, { ...factsOf(res), route }),
  });
  return { app, routes, api };
}

const pass: RequestHandler = (_req, _res, next) => next();

const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};

/** No CORS headers: a page of another origin is told nothing, so its browser asks no further. */
const answerOptions =
  (routes: readonly AnyRoute[]): RequestHandler =>
  (req, res, next) => {
    const allow = allowedMethods(routes, req.baseUrl + req.path);
    if (req.method !== 'OPTIONS' || allow.length === 0) return next();
    res.set('Allow', allow.join(', ')).status(204).end();
  };

const refuseUnknown =
  (routes: readonly AnyRoute[]): RequestHandler =>
  (req, res) => {
    const allow = allowedMethods(routes, req.baseUrl + req.path);
    const answer = answerRefusal(
      refuse(allow.length > 0 ? 'method-not-allowed' : 'not-found'),
      factsOf(res).requestId,
    );
    sendAnswer(res, allow.length > 0 ? { ...answer, headers: { Allow: allow.join(', ') } } : answer);
  };

const answerError =
  (log: Log): ErrorRequestHandler =>
  // Express knows an error handler by its four parameters.
  (err, _req, res, _next) => {
    const answer = answerOfError(log, err, factsOf(res));
    if (res.headersSent) res.destroy();
    else sendAnswer(res, answer);
  };

function answerOfError(log: Log, err: unknown, { requestId, route }: RequestFacts): Answer {
  const refusal = refusalOfError(err);
  if (!refusal) log.error({ err, requestId, route }, 'a request failed');
  else if (refusal.refused === 'unavailable') log.warn({ err, requestId, route }, 'the database is away');
  return refusal ? answerRefusal(refusal, requestId) : answerInternal(requestId);
}

function allowedMethods(routes: readonly AnyRoute[], path: string): string[] {
  const methods = routes
    .filter((route) => matches(route.path, path))
    .map((route) => route.method.toUpperCase());
  if (methods.length === 0) return [];
  return [...new Set(methods.includes('GET') ? ['GET', 'HEAD', ...methods] : methods), 'OPTIONS'];
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part === given[i] || (part.startsWith('{') && given[i] !== ''))
  );
}

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Mistakes in a route are found when the server starts, not when somebody calls it. */
function assertSound(route: AnyRoute, others: readonly AnyRoute[]): void {
  const name = `${route.method} ${route.path}`;
  if (!route.path.startsWith('/api/')) throw new Error(`${name} is not under /api`);
  if (others.some((other) => other.method === route.method && other.path === route.path))
    throw new Error(`${name} is registered twice`);
  if (route.method === 'get' && route.body) throw new Error(`${name} cannot take a body`);
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const declared = route.params instanceof z.ZodObject ? Object.keys(route.params.shape) : [];
  if (inPath.toSorted().join() !== declared.toSorted().join())
    throw new Error(`${name} and its params schema name different parameters`);
}
