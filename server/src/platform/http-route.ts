import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Actor, RouteInput, RouteSpec } from './api.ts';
import { type Parsed, parseBody, parseParams, parseQuery, readBody, readFileBody } from './http-input.ts';
import { factsOf } from './http-request.ts';
import { answerOnce, type IdempotencyStore } from './idempotency.ts';
import { type Answer, answerRefusal } from './problem.ts';
import { scopeOf } from './scopes.ts';
import { runVia, type Via } from './via.ts';

type Shape = z.ZodType | undefined;
/** A registered route, its types forgotten. */
export type AnyRoute = RouteSpec<Shape, Shape, Shape, Shape, boolean>;
type AnyInput = RouteInput<Shape, Shape, Shape, boolean>;
export type AnyHandler = (input: AnyInput) => Promise<unknown>;

export interface RouteDeps {
  authenticate(cookieHeader: string | undefined): Promise<Actor | Refusal>;
  /** The person a token acts for. Absent: tokens are not taken. */
  authenticateToken?(token: string): Promise<Actor | Refusal>;
  isAllowedOrigin(from: {
    readonly origin: string;
    readonly host: string;
    readonly protocol: string;
  }): boolean;
  /** Absent: an Idempotency-Key is ignored. */
  readonly idempotency?: IdempotencyStore | undefined;
  /** Throw when an answer does not fit the route's response schema. */
  readonly checkAnswers: boolean;
}

/** One request through one route: where from, who, what, then the handler. Rejects for bugs and a database that is away. */
export async function runRoute(
  deps: RouteDeps,
  route: AnyRoute,
  handler: AnyHandler,
  req: Request,
  res: Response,
): Promise<Answer> {
  const { requestId } = factsOf(res);
  const input = await readInput(deps, route, req, res);
  if (isRefusal(input)) return answerRefusal(input, requestId);
  const run = async (): Promise<Answer> => {
    const result = await runVia(viaOf(input.actor), () => handler(input));
    return isRefusal(result) ? answerRefusal(result, requestId) : answerResult(deps, route, result);
  };
  const key = req.get('idempotency-key');
  if (
    !deps.idempotency ||
    key === undefined ||
    !input.actor ||
    route.open ||
    route.secret ||
    isSafe(req.method)
  )
    return run();
  const request = {
    personId: input.actor.id,
    tokenId: input.actor.token?.id,
    key,
    method: req.method,
    path: req.originalUrl,
    body: route.file_bytes ? createHash('sha256').update(input.bytes).digest('hex') : input.body,
  };
  const answer = await answerOnce(deps.idempotency, request, run);
  return isRefusal(answer) ? answerRefusal(answer, requestId) : answer;
}

async function readInput(
  deps: RouteDeps,
  route: AnyRoute,
  req: Request,
  res: Response,
): Promise<AnyInput | Refusal> {
  if (!isSafe(req.method) && bearerOf(req) === null && !comesFromUs(deps, req))
    return refuse('foreign-origin');
  const actor = await actorOf(deps, route, req);
  if (isRefusal(actor)) return actor;
  if (actor) factsOf(res).personId = actor.id;
  const address = readAddress(route, req);
  if (isRefusal(address)) return address;
  const bytes = route.file_bytes ? await readFileBody(req, res, route.file_bytes) : noBytes;
  if (isRefusal(bytes)) return bytes;
  const body = route.method === 'get' || route.file_bytes ? noBody : await bodyOf(route, req, res);
  if (isRefusal(body)) return body;
  return { ...address, body: body.value, bytes, actor, req, res } as AnyInput;
}

/** What stands in the address of a request, as text. */
interface Addressed {
  readonly params: unknown;
  readonly query: unknown;
}

function readAddress(route: AnyRoute, { params: names, query: search }: Addressed): Addressed | Refusal {
  const params = parseParams(route.params, names);
  if (isRefusal(params)) return params;
  const query = parseQuery(route.query, { ...(search as object) });
  return isRefusal(query) ? query : { params: params.value, query: query.value };
}

/** Answers a read within another request, whose person is known and holds no token. Rejects as `runRoute`. */
export async function runRead(
  deps: Pick<RouteDeps, 'checkAnswers'>,
  route: AnyRoute,
  handler: AnyHandler,
  { actor, req, res, ...given }: Addressed & Pick<AnyInput, 'actor' | 'req' | 'res'>,
): Promise<Answer> {
  const { requestId } = factsOf(res);
  const address = readAddress(route, given);
  if (isRefusal(address)) return answerRefusal(address, requestId);
  const input = { ...address, body: undefined, bytes: noBytes, actor, req, res } as AnyInput;
  const result = await handler(input);
  return isRefusal(result) ? answerRefusal(result, requestId) : answerResult(deps, route, result);
}

const noBody: Parsed = { value: undefined };
const noBytes = Buffer.alloc(0);

async function bodyOf(route: AnyRoute, req: Request, res: Response): Promise<Parsed> {
  const raw = await readBody(req, res, route.maxBody_bytes);
  return isRefusal(raw) ? raw : parseBody(route.body, raw.value);
}

const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/** A browser names the page a write comes from; clients that are not browsers send neither header. */
function comesFromUs(deps: RouteDeps, req: Request): boolean {
  const origin = req.get('origin');
  if (origin !== undefined) return deps.isAllowedOrigin({ origin, host: req.host, protocol: req.protocol });
  return req.get('sec-fetch-site') !== 'cross-site';
}

/** The token of an Authorization header (RFC 6750). No page of another site can make its visitor's browser send one. */
function bearerOf(req: Request): string | null {
  return /^Bearer +(\S+) *$/i.exec(req.get('authorization') ?? '')?.[1] ?? null;
}

const viaOf = (actor: Actor | null): Via | null =>
  actor?.token
    ? {
        tokenId: actor.token.id,
        name: actor.token.name,
        personId: actor.id,
        programIds: actor.token.programIds,
      }
    : null;

async function actorOf(deps: RouteDeps, route: AnyRoute, req: Request): Promise<Actor | null | Refusal> {
  const token = bearerOf(req);
  return token === null ? bySession(deps, route, req) : byToken(deps, route, token);
}

/** A token that is not one is refused where nobody need sign in, too: it is a mistake to be told of. */
async function byToken(deps: RouteDeps, route: AnyRoute, token: string): Promise<Actor | Refusal> {
  if (!deps.authenticateToken) return refuse('not-signed-in');
  const actor = await deps.authenticateToken(token);
  if (isRefusal(actor)) return actor;
  if (route.token === 'never')
    return refuse('no-access', 'This needs a person who has signed in, not a token.');
  if (route.token === 'unlimited' && actor.token?.programIds)
    return refuse('no-access', 'This reaches into all of one’s programs; the token is limited to some.');
  const scope = scopeOf(route);
  if (scope === null || actor.token?.scopes.includes(scope)) return actor;
  return refuse('no-access', `This token may not do that: it lacks the scope ${scope}.`);
}

async function bySession(deps: RouteDeps, route: AnyRoute, req: Request): Promise<Actor | null | Refusal> {
  const cookie = req.get('cookie');
  if (route.open && cookie === undefined) return null;
  const actor = await deps.authenticate(cookie);
  return isRefusal(actor) && route.open ? null : actor;
}

function answerResult(deps: Pick<RouteDeps, 'checkAnswers'>, route: AnyRoute, result: unknown): Answer {
  if (!route.response) return { status: route.status ?? 204, body: undefined };
  if (deps.checkAnswers) assertFits(route, route.response, result);
  return { status: route.status ?? 200, body: result };
}

/** An answer must fit its schema and hold nothing besides: a field nobody declared is a leak. */
function assertFits(route: AnyRoute, schema: z.ZodType, result: unknown): void {
  const where = `the answer of ${route.method.toUpperCase()} ${route.path}`;
  const sent: unknown = JSON.parse(JSON.stringify(result ?? null));
  const parsed = schema.safeParse(sent);
  if (!parsed.success) throw new Error(`${where} does not fit its schema: ${parsed.error.message}`);
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(parsed.data)), sent))
    throw new Error(`${where} holds more than its schema says`);
}
