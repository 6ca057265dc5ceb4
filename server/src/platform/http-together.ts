import { parse } from 'node:querystring';
import { refuse } from '@caseroom/shared/refusal';
import { type ReadAnswer, ReadAnswers, ReadTogether } from '@caseroom/shared/together';
import type { Request, Response } from 'express';
import type { Actor, Api } from './api.ts';
import { factsOf, type Served } from './http-request.ts';
import { type AnyHandler, type AnyRoute, runRead } from './http-route.ts';
import { type Answer, answerRefusal } from './problem.ts';

/** A route and what answers it. */
export interface Registered {
  readonly route: AnyRoute;
  readonly handler: AnyHandler;
}

export interface TogetherDeps {
  readonly checkAnswers: boolean;
  readonly onServed: (served: Served) => void;
  /** What is answered when a handler threw. */
  answerError(error: unknown, res: Response, route: string): Answer;
}

/** How many reads of one request run at the same time: as many as a browser sends by itself. */
const READS_AT_ONCE = 6;

const PATH = '/api/together';

/**
 * Answers many reads in one request, each as its own route would: a page that opens asks for thirty things at once,
 * and to know thirty times who asks costs more than most of the answers.
 */
export function togetherRoute(api: Api, registered: readonly Registered[], deps: TogetherDeps): void {
  api.route(
    {
      method: 'get',
      path: PATH,
      summary: 'Answer several reads at once, for pages',
      tag: 'Reads',
      query: ReadTogether,
      response: ReadAnswers,
      token: 'never',
    },
    async ({ query: { ask }, actor, req, res }) => {
      const items: ReadAnswer[] = [];
      let next = 0;
      const work = async () => {
        while (next < ask.length && !res.destroyed) {
          const at = next++;
          items[at] = withWait(await answerOne(registered, deps, ask[at] as string, { actor, req, res }));
        }
      };
      await Promise.all(Array.from({ length: READS_AT_ONCE }, work));
      return { items };
    },
  );
}

function withWait({ status, body, headers }: Answer): ReadAnswer {
  const wait = headers?.['Retry-After'];
  return { status, body, ...(wait === undefined ? {} : { retryAfter_s: Number(wait) }) };
}

interface By {
  readonly actor: Actor;
  readonly req: Request;
  readonly res: Response;
}

async function answerOne(
  registered: readonly Registered[],
  deps: TogetherDeps,
  address: string,
  by: By,
): Promise<Answer> {
  const startedAt = performance.now();
  const [path = '', search = ''] = address.split('?', 2);
  const found = findRead(registered, path);
  if (!found) return answerRefusal(refuse('not-found'), factsOf(by.res).requestId);
  const { route, handler } = found.of;
  const input = { params: found.params, query: parse(search), ...by };
  const answer = await runRead(deps, route, handler, input).catch((error: unknown) =>
    deps.answerError(error, by.res, route.path),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  deps.onServed({ method: 'GET', route: route.path, status: answer.status, seconds });
  return answer;
}

interface FoundRead {
  readonly of: Registered;
  readonly params: Readonly<Record<string, string>>;
}

/** The first route that answers an address with JSON; the one that answers many is none of them. */
function findRead(registered: readonly Registered[], path: string): FoundRead | null {
  for (const of of registered) {
    const { method, answersFile, path: pattern } = of.route;
    if (method !== 'get' || answersFile || pattern === PATH) continue;
    const params = paramsIn(pattern, path);
    if (params) return { of, params };
  }
  return null;
}

/** What stands in a path for the names of a pattern, "/api/cases/{id}"; null when it is another path. */
export function paramsIn(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] as string;
    if (!part.startsWith('{')) {
      if (part !== value) return null;
    } else if (value === '' || !isEncodedText(value)) return null;
    else params[part.slice(1, -1)] = decodeURIComponent(value);
  }
  return params;
}

function isEncodedText(part: string): boolean {
  try {
    return decodeURIComponent(part) !== '';
  } catch {
    return false;
  }
}
