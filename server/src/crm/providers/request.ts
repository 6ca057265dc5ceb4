import type { CrmProvider } from '@caseroom/shared/crm';
import { crmNames } from '@caseroom/shared/crm';
import { readRetryAfter } from '../../platform/outbox/rules.ts';
import { hideSecrets } from '../../platform/secret.ts';
import type { CrmFailure } from './crm.ts';
import { isFailure } from './crm.ts';

/** How long a provider may take to answer, ms. */
const TIMEOUT_MS = 20_000;
/** Longest answer that is read, bytes. */
const MAX_ANSWER_BYTES = 16_000_000;
/** Longest part of a provider's own words that is shown, characters. */
const MAX_WORDS = 200;

/** How one connection's requests are signed and where they go. Nothing of it is ever logged. */
export interface Session {
  /** The origin of the API. */
  api(): Promise<string | CrmFailure>;
  /** The value of the Authorization header. */
  header(): Promise<string | CrmFailure>;
  /** Another one, after `refused` was turned away; absent where there is only one. */
  renew?(refused: string): Promise<string | CrmFailure>;
  /** Ends what is under way, as when the server stops. */
  readonly signal?: AbortSignal | undefined;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Below the provider's API, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** RFC 9110 §13.1.3; where nothing changed the answer's status is 304. */
  readonly ifModifiedSince?: string;
}

export interface Answer {
  readonly status: number;
  /** An object or a list; undefined where the provider says by its status that there is nothing. */
  // biome-ignore lint/suspicious/noExplicitAny: the documented shape is the adapter's to know
  readonly json: any;
}

/** What a provider's own error says; undefined where its status says enough. */
export type Explain = (status: number, json: Answer['json']) => Partial<CrmFailure> | undefined;

export type Request = (ask: Ask) => Promise<Answer | CrmFailure>;

/** Sends requests to one provider's API and answers what it said, or why it did not do it. */
export function createRequest(provider: CrmProvider, session: Session, explain: Explain): Request {
  const once = async (ask: Ask, authorization: string): Promise<Answer | CrmFailure> => {
    const api = await session.api();
    if (isFailure(api)) return api;
    return send({ provider, url: `${api}${ask.path}`, authorization, signal: session.signal, explain }, ask);
  };
  return async (ask) => {
    const first = await session.header();
    if (isFailure(first)) return first;
    const answer = await once(ask, first);
    if (!isFailure(answer) || answer.failed !== 'unauthorised' || !session.renew) return answer;
    const second = await session.renew(first);
    return isFailure(second) ? second : once(ask, second);
  };
}

interface Way {
  readonly provider: CrmProvider;
  readonly url: string;
  readonly authorization: string;
  readonly signal: AbortSignal | undefined;
  readonly explain: Explain;
}

async function send(way: Way, { method = 'GET', body, ifModifiedSince }: Ask): Promise<Answer | CrmFailure> {
  const { provider, url, authorization, explain } = way;
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifModifiedSince === undefined ? {} : { 'if-modified-since': ifModifiedSince }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // Following one would lead out of the hosts we allow.
      redirect: 'manual',
      signal: way.signal ? AbortSignal.any([way.signal, limit]) : limit,
    });
    const { status } = response;
    const json = await readJson(response);
    if (response.ok || status === NOT_MODIFIED) {
      const isWhole = isJson(json) || status === NO_CONTENT || status === NOT_MODIFIED;
      return isWhole ? { status, json } : inDoubt(strange(provider), method);
    }
    const failure = failureOf(provider, response, json, discreet(explain, authorization));
    return failure.failed === 'away' ? inDoubt(failure, method) : failure;
  } catch {
    return inDoubt({ failed: 'away', sentence: `${crmNames[provider]} did not answer.` }, method);
  }
}

/** Errors may quote what they were asked with; what they say is shown, and stands in ledgers. */
const discreet =
  (explain: Explain, authorization: string): Explain =>
  (status, json) => {
    const said = explain(status, json);
    if (said?.sentence === undefined) return said;
    return { ...said, sentence: hideSecrets(said.sentence, secretsIn(authorization)) };
  };

/** What signs a request, in every form in which an error may quote it. */
function secretsIn(authorization: string): string[] {
  const [, sealed = ''] = authorization.split(' ');
  const plain = /^Basic /.test(authorization) ? Buffer.from(sealed, 'base64').toString('utf8') : '';
  return [authorization, sealed, plain, ...plain.split(':')];
}

const NO_CONTENT = 204;
const NOT_MODIFIED = 304;
const isJson = (json: Answer['json']): boolean => typeof json === 'object' && json !== null;

/** A page for people, of something that stands between us and the provider or of the provider itself at work. */
export const strange = (provider: CrmProvider): CrmFailure => ({
  failed: 'away',
  sentence: `${crmNames[provider]} answered something that is not its own.`,
});

const inDoubt = (failure: CrmFailure, method: string): CrmFailure =>
  method === 'GET' ? failure : { ...failure, mayHaveArrived: true };

/** Throws when the answer breaks off or is too long: what it would have said is not known then. */
export async function readJson(response: Response): Promise<Answer['json']> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error('the answer is too long');
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What a status means wherever the provider has nothing better to say. */
export function failureOf(
  provider: CrmProvider,
  response: Response,
  json: Answer['json'],
  explain: Explain,
): CrmFailure {
  const name = crmNames[provider];
  const { status } = response;
  const said = explain(status, isJson(json) ? json : undefined);
  const words = said?.sentence ? ` ${name} says: ${tidy(said.sentence)}` : '';
  const failed = said?.failed ?? kindOf(status);
  const wait_ms = readRetryAfter(response.headers.get('retry-after'), new Date());
  const retryAfter_s = wait_ms === null ? said?.retryAfter_s : Math.ceil(wait_ms / 1_000);
  return {
    failed,
    sentence: `${sentences[failed](name)}${words}`,
    ...(retryAfter_s === undefined ? {} : { retryAfter_s }),
  };
}

function kindOf(status: number): CrmFailure['failed'] {
  if (status === 401) return 'unauthorised';
  if (status === 403) return 'denied';
  if (status === 404 || status === 410) return 'gone';
  if (status === 409 || status === 423) return 'conflict';
  if (status === 429) return 'limited';
  return status >= 500 || status === 408 ? 'away' : 'invalid';
}

const sentences: Record<CrmFailure['failed'], (name: string) => string> = {
  unauthorised: (name) =>
    `${name} does not accept this connection. Look at its credentials, or connect it again.`,
  denied: (name) => `${name} does not let this connection do that.`,
  gone: (name) => `${name} has no such record, or this connection may not see it.`,
  invalid: (name) => `${name} did not take it.`,
  conflict: (name) => `Somebody is changing the record in ${name}.`,
  limited: (name) => `${name} asks us to wait: too many requests.`,
  away: (name) => `${name} cannot answer at the moment.`,
};

/** One line of somebody else's words. */
function tidy(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  const short = line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)}…` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}
