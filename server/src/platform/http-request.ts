import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Log } from './log.ts';

/** What the layers of one request share; on `res.locals`. */
export interface RequestFacts {
  readonly requestId: string;
  /** The pattern of the route that answers, so that addresses with ids or searches in them are neither logged nor counted. */
  route?: string;
  personId?: string;
}

export const factsOf = (res: Response): RequestFacts => res.locals as RequestFacts;

export interface Served {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Requests that machines make every few seconds; logged at debug. */
const quiet = new Set(['/healthz', '/readyz', '/metrics', 'static']);

/** Names each request, and logs and counts it when it has been answered or its client has gone. */
export function requestFacts(log: Log, onServed: (served: Served) => void): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.locals = { requestId: randomUUID() } satisfies RequestFacts;
    res.setHeader('X-Request-Id', res.locals.requestId as string);
    res.on('close', () => {
      const { requestId, route = 'unmatched', personId } = factsOf(res);
      const seconds = (performance.now() - startedAt) / 1000;
      // 499, as proxies write it: the client went away before the answer.
      const status = res.writableFinished ? res.statusCode : 499;
      onServed({ method: req.method, route, status, seconds });
      const line = { requestId, method: req.method, route, status, ms: Math.round(seconds * 1000), personId };
      log[quiet.has(route) ? 'debug' : 'info'](line, 'answered');
    });
    next();
  };
}
