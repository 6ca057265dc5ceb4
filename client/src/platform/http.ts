import { Problem } from '@caseroom/shared/problem';
import { heardTime } from './clock.ts';
import { noteReach } from './reach.ts';
import { sessionEnded } from './session-state.ts';
import { type Answer, answerOf, gatherReads } from './together.ts';

/** A request that did not succeed. `problem.code` is one of `refusal.ts`, `internal`, or `unreachable` when nothing answered. */
export class RequestError extends Error {
  readonly problem: Problem;
  readonly retryAfter_s: number | undefined;

  constructor(problem: Problem, retryAfter_s?: number) {
    super(problem.detail ?? problem.title);
    this.name = 'RequestError';
    this.problem = problem;
    this.retryAfter_s = retryAfter_s;
  }

  /** What is wrong with one field of a form, when the server said so. */
  fieldMessage(path: string): string | undefined {
    return this.problem.fields?.find((field) => field.path === path)?.message;
  }
}

export type Query = Record<string, string | number | undefined>;

interface Sending {
  readonly query?: Query;
  readonly body?: unknown;
  /** Sent as it is, instead of JSON. */
  readonly file?: Blob;
  readonly signal?: AbortSignal;
  /** Makes a repeat of this request answer the first result instead of acting twice. */
  readonly idempotencyKey?: string;
  /** A read that may take long is answered alone; others are when all that were asked at the same moment are. */
  readonly alone?: boolean;
  /** Sent also when the page is being left. Small bodies only. */
  readonly keepalive?: boolean;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * Calls the API and answers its JSON, typed by the shared contract of the route (same origin, same build, so
 * answers are not parsed a second time). Throws RequestError when refused or unreachable, and the browser's
 * AbortError when the caller gave up.
 */
export async function send<T>(method: Method, path: string, sending: Sending = {}): Promise<T> {
  const { query, signal, alone } = sending;
  const address = `${path}${searchOf(query)}`;
  const isGathered = method === 'GET' && !alone;
  const answer = isGathered ? await read(address, signal) : await ask(method, address, sending);
  if (answer.status >= 200 && answer.status < 300) {
    noteReach({ http: 'fine' });
    return answer.body as T;
  }
  throw refusalOf(answer, path);
}

const read = gatherReads(reach);

async function ask(
  method: Method,
  address: string,
  { body, file, signal, idempotencyKey, keepalive }: Sending,
): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (file) headers['content-type'] = 'application/octet-stream';
  if (file) init.body = file;
  else if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  if (keepalive) init.keepalive = true;
  return answerOf(await reach(address, init));
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  const asked_ms = Date.now();
  try {
    const response = await fetch(url, init);
    heardTime(response.headers.get('date'), asked_ms);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    noteReach({ http: 'no-answer' });
    throw new RequestError(unreachable(0));
  }
}

function refusalOf({ status, body, retryAfter_s }: Answer, path: string): RequestError {
  const parsed = Problem.safeParse(body);
  const problem = parsed.success ? parsed.data : unreachable(status);
  const away =
    problem.code === 'unavailable' ? 'no-database' : problem.code === 'unreachable' ? 'no-answer' : 'fine';
  noteReach({ http: away });
  if (problem.code === 'not-signed-in' && path !== '/api/session') sessionEnded();
  return new RequestError(problem, retryAfter_s);
}

/** A proxy that answers HTML is as good as no answer. */
const unreachable = (status: number): Problem => ({
  type: 'about:blank',
  title: 'Caseroom did not answer. Check the connection and try again.',
  status,
  code: 'unreachable',
});

function searchOf(query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== '') search.set(key, String(value));
  const text = search.toString();
  return text ? `?${text}` : '';
}

export const isRequestError = (error: unknown, code?: string): error is RequestError =>
  error instanceof RequestError && (code === undefined || error.problem.code === code);

/** A sentence for any error, also for a bug of ours. */
export const sentenceOf = (error: unknown): string =>
  error instanceof RequestError
    ? error.message
    : 'Something went wrong in this page. Reload it; what was saved is safe.';
