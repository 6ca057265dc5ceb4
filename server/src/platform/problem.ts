import type { Problem } from '@caseroom/shared/problem';
import { type Refusal, refusalRule, refuse } from '@caseroom/shared/refusal';
import type { Response } from 'express';
import { isDatabaseAway } from './database-away.ts';

/** What a request is answered with. From 400 up the body is a Problem. */
export interface Answer {
  readonly status: number;
  /** Undefined: no body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function answerRefusal(refusal: Refusal, requestId: string): Answer {
  const { status, title } = refusalRule(refusal.refused);
  const { detail, fields, retryAfter_s } = refusal;
  return {
    status,
    body: problem(refusal.refused, {
      title,
      status,
      ...(detail === title ? {} : { detail }),
      ...(fields ? { fields: [...fields] } : {}),
      requestId,
    }),
    ...(retryAfter_s === undefined ? {} : { headers: { 'Retry-After': String(Math.ceil(retryAfter_s)) } }),
  };
}

/** A bug of ours: the answer says nothing but where to look in the log. */
export const answerInternal = (requestId: string): Answer => ({
  status: 500,
  body: problem('internal', { title: 'Something went wrong on our side.', status: 500, requestId }),
});

const problem = (code: string, rest: Omit<Problem, 'type' | 'code'>): Problem => ({
  type: `urn:caseroom:problem:${code}`,
  code,
  ...rest,
});

export function sendAnswer(res: Response, { status, body, headers = {} }: Answer): void {
  if (res.headersSent || res.destroyed) return;
  res.status(status).set(headers);
  if (body === undefined) res.end();
  else if (status >= 400) res.type('application/problem+json').send(JSON.stringify(body));
  else res.json(body);
}

/** Seconds after which a client may ask again when the database was away. */
const UNAVAILABLE_RETRY_S = 2;

/**
 * The refusal behind an error that is not a bug: what body parsing and routing throw, a database that is away,
 * and numbers and times that no column holds. Null: a bug.
 */
export function refusalOfError(error: unknown): Refusal | null {
  if (isDatabaseAway(error)) return refuse('unavailable', undefined, { retryAfter_s: UNAVAILABLE_RETRY_S });
  const { status, code } = (error ?? {}) as { status?: unknown; code?: unknown };
  if (code === DEADLOCK || code === SERIALIZATION_FAILURE)
    return refuse('conflict', 'Somebody wrote at the same moment. Try again.');
  if (code === QUERY_CANCELED)
    return refuse('unavailable', 'This took too long and was given up. Ask for less, or again in a moment.', {
      retryAfter_s: UNAVAILABLE_RETRY_S,
    });
  if (typeof code === 'string' && BEYOND_RANGE.includes(code))
    return refuse('invalid', 'A number or a time in it is larger or smaller than can be kept.');
  if (status === 413) return refuse('too-large');
  if (status === 415) return refuse('unsupported-media-type');
  return typeof status === 'number' && status >= 400 && status < 500 ? refuse('bad-request') : null;
}

const DEADLOCK = '40P01';
/** A statement ran into its time limit. */
const QUERY_CANCELED = '57014';
const SERIALIZATION_FAILURE = '40001';
/** Postgres: a number out of range, no such time, a time out of range. What a schema lets through, a column may not hold. */
const BEYOND_RANGE: readonly string[] = ['22003', '22007', '22008'];
