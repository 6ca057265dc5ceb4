import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Sql } from './db.ts';
import type { Answer } from './problem.ts';

/** Longest Idempotency-Key, in characters. A UUID has 36. */
export const MAX_KEY_CHARS = 200;
/** How long a first answer is kept, in hours. */
const IDEMPOTENCY_KEPT_H = 24;
/**
 * After this long, in seconds, a request that began and never ended counts as lost with its process, and the
 * next one with its key runs. The write and the record of its answer are two transactions: a process that
 * dies between them leaves a write whose repetition, after this time, is a second write.
 */
export const IDEMPOTENCY_LEASE_S = 60;

/** A repeat waits for the first answer so long, ms, looking for it as often, before it is told to come back. */
export const IDEMPOTENCY_WAIT_MS = 8_000;
const IDEMPOTENCY_LOOK_MS = 100;

export interface KeyedRequest {
  readonly personId: string;
  /** The token it came with, if any. */
  readonly tokenId?: string | undefined;
  readonly key: string;
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  readonly body: unknown;
}

export type Begun =
  | { readonly kind: 'run' }
  | { readonly kind: 'replay'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'running' }
  | { readonly kind: 'mismatch' };

export interface IdempotencyStore {
  /** How long a repeat waits for the first answer. */
  readonly wait_ms: number;
  begin(request: { readonly personId: string; readonly key: string; readonly hash: string }): Promise<Begun>;
  finish(request: { readonly personId: string; readonly key: string }, answer: Answer): Promise<void>;
  /** The request did not count; the key is free again. */
  forget(request: { readonly personId: string; readonly key: string }): Promise<void>;
}

/** Runs a request at most once per person and key; a repeat gets the first answer. */
export async function answerOnce(
  store: IdempotencyStore,
  asked: KeyedRequest,
  run: () => Promise<Answer>,
): Promise<Answer | Refusal> {
  const fault = keyFault(asked.key);
  if (fault) return fault;
  const request = { ...asked, key: ownKey(asked) };
  const begun = await beginOrWait(store, request);
  if (begun.kind === 'mismatch') return refuse('idempotency-mismatch');
  if (begun.kind === 'running') {
    return refuse('conflict', 'This is still being done. Try again in a moment.', {
      retryAfter_s: 1,
    });
  }
  if (begun.kind === 'replay') {
    return {
      status: begun.status,
      body: begun.body ?? undefined,
      headers: { 'Idempotency-Replayed': 'true' },
    };
  }
  const answer = await run().catch(async (error: unknown) => {
    await release(store, request);
    throw error;
  });
  // The request has been done: whatever becomes of the record, its answer is the truth.
  if (isFinal(answer)) await store.finish(request, answer).catch(() => {});
  else await release(store, request);
  return answer;
}

/** A second click comes while the first is at work: it gets the same answer, a little later. */
async function beginOrWait(store: IdempotencyStore, request: KeyedRequest): Promise<Begun> {
  const wanted = { ...request, hash: hashOf(request) };
  const until = performance.now() + store.wait_ms;
  let begun = await store.begin(wanted);
  while (begun.kind === 'running' && performance.now() < until) {
    await new Promise((looked) => setTimeout(looked, IDEMPOTENCY_LOOK_MS));
    begun = await store.begin(wanted);
  }
  return begun;
}

/** Best effort: when the database is away the lease frees the key. */
const release = (store: IdempotencyStore, request: KeyedRequest): Promise<void> =>
  store.forget(request).catch(() => {});

/** Too fast, or ours to mend: the same request may well succeed later. */
const isFinal = ({ status }: Answer): boolean => status < 500 && status !== 429;

/** What one token was answered is not for another, which may see less. */
const ownKey = ({ tokenId, key }: KeyedRequest): string => (tokenId ? `${tokenId} ${key}` : key);

function keyFault(key: string): Refusal | null {
  if (key.length > MAX_KEY_CHARS)
    return refuse('bad-request', `An Idempotency-Key has at most ${MAX_KEY_CHARS} characters.`);
  return /^[\x21-\x7e]+$/.test(key)
    ? null
    : refuse('bad-request', 'An Idempotency-Key is made of visible ASCII characters.');
}

const hashOf = ({ method, path, body }: KeyedRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([method, path, body ?? null]))
    .digest('hex');

export function createIdempotencyStore(sql: Sql, wait_ms = IDEMPOTENCY_WAIT_MS): IdempotencyStore {
  return {
    wait_ms,
    async begin({ personId, key, hash }) {
      const [mine] = await sql`
        insert into idempotency (person_id, key, request_hash) values (${personId}, ${key}, ${hash})
        on conflict (person_id, key) do update set created_at = now()
          where idempotency.status is null and idempotency.request_hash = excluded.request_hash
            and idempotency.created_at < now() - make_interval(secs => ${IDEMPOTENCY_LEASE_S})
        returning 1`;
      if (mine) return { kind: 'run' };
      const [first] = await sql<{ hash: string; status: number | null; body: unknown }[]>`
        select request_hash as hash, status, body from idempotency where person_id = ${personId} and key = ${key}`;
      // Gone again between the two statements: its request failed this moment.
      if (!first) return { kind: 'running' };
      if (first.hash !== hash) return { kind: 'mismatch' };
      return first.status === null
        ? { kind: 'running' }
        : { kind: 'replay', status: first.status, body: first.body };
    },
    async finish({ personId, key }, { status, body }) {
      const json = body === undefined ? null : sql.json(body as never);
      await sql`update idempotency set status = ${status}, body = ${json} where person_id = ${personId} and key = ${key}`;
    },
    async forget({ personId, key }) {
      await sql`delete from idempotency where person_id = ${personId} and key = ${key} and status is null`;
    },
  };
}

/** Forgets answers older than a day. Returns how many. */
export async function sweepIdempotency(sql: Sql): Promise<number> {
  const gone =
    await sql`delete from idempotency where created_at < now() - make_interval(hours => ${IDEMPOTENCY_KEPT_H})`;
  return gone.count;
}
