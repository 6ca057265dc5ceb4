import { createHash, randomBytes } from 'node:crypto';
import { type CrmProvider, crmNames, crmScopes } from '@caseroom/shared/crm';
import { readRetryAfter } from '../../platform/outbox/rules.ts';
import { hideSecrets } from '../../platform/secret.ts';
import type { Site } from '../sites-rules.ts';
import { apiOf } from '../sites-rules.ts';
import { type CrmFailure, isFailure } from './crm.ts';
import { type Answer, readJson } from './request.ts';

/** An app registered with the provider. */
export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a token endpoint gave. */
export interface Tokens {
  readonly accessToken: string;
  /** Null: the one that was used stays good. */
  readonly refreshToken: string | null;
  /** Seconds; null where the provider does not say. */
  readonly expiresIn_s: number | null;
  readonly api: string;
}

const TIMEOUT_MS = 15_000;
const RANDOM_BYTES = 32;

/** For a state and for a PKCE verifier (RFC 7636 §4.1): 43 characters that nobody guesses. */
export const drawSecret = (): string => randomBytes(RANDOM_BYTES).toString('base64url');

/** Where somebody allows the connection (RFC 6749 §4.1.1). A server ignores parameters it does not know (§3.1). */
export function authorizeUrl(
  provider: CrmProvider,
  site: Site,
  ask: {
    readonly clientId: string;
    readonly redirectUri: string;
    readonly state: string;
    readonly verifier: string;
  },
): string {
  const url = new URL(site.authorize);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: ask.clientId,
    redirect_uri: ask.redirectUri,
    scope: crmScopes[provider].join(provider === 'zoho' ? ',' : ' '),
    state: ask.state,
    code_challenge: createHash('sha256').update(ask.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    // Zoho gives a refresh token only to who asks for it, and only on a new consent.
    ...(provider === 'zoho' ? { access_type: 'offline', prompt: 'consent' } : {}),
  }).toString();
  return url.href;
}

export const exchangeCode = (
  provider: CrmProvider,
  site: Site,
  client: Client,
  given: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
): Promise<Tokens | CrmFailure> =>
  askForTokens(provider, site, client, {
    grant_type: 'authorization_code',
    code: given.code,
    redirect_uri: given.redirectUri,
    code_verifier: given.verifier,
  });

export const refreshTokens = (
  provider: CrmProvider,
  site: Site,
  client: Client,
  refreshToken: string,
): Promise<Tokens | CrmFailure> =>
  askForTokens(provider, site, client, { grant_type: 'refresh_token', refresh_token: refreshToken });

const secretGrants = ['code', 'code_verifier', 'refresh_token'] as const;

async function askForTokens(
  provider: CrmProvider,
  site: Site,
  { clientId, clientSecret }: Client,
  grant: Record<string, string>,
): Promise<Tokens | CrmFailure> {
  try {
    const response = await fetch(site.token, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...grant, client_id: clientId, client_secret: clientSecret }).toString(),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const tokens = tokensIn(provider, site, response, await readJson(response));
    const secrets = [clientSecret, ...secretGrants.flatMap((name) => grant[name] ?? [])];
    return isFailure(tokens) ? { ...tokens, sentence: hideSecrets(tokens.sentence, secrets) } : tokens;
  } catch {
    return away(provider);
  }
}

/** Zoho answers 200 to what it refuses. */
function tokensIn(
  provider: CrmProvider,
  site: Site,
  response: Response,
  json: Answer['json'],
): Tokens | CrmFailure {
  if (typeof json?.access_token !== 'string') return refusalOf(provider, response, json);
  const api = apiOf(provider, json.instance_url ?? json.api_domain, site);
  if (api === null)
    return { failed: 'denied', sentence: `${crmNames[provider]} sent us to an address that is not its own.` };
  return {
    accessToken: json.access_token,
    refreshToken: typeof json.refresh_token === 'string' ? json.refresh_token : null,
    expiresIn_s: typeof json.expires_in === 'number' ? json.expires_in : null,
    api,
  };
}

/** A pause that an accounts server asks for without saying how long, s. */
const PAUSE_S = 600;
/** Said with status 400 as well, of what passes (RFC 6749 §4.1.2.1 names the first two). */
const passing: ReadonlySet<unknown> = new Set(['temporarily_unavailable', 'server_error', 'unknown_error']);
const pausing: ReadonlySet<unknown> = new Set(['Access Denied', 'rate_limit_exceeded']);

/** Only the provider's own word ends a connection: a page of somebody in between, or an outage, does not. */
function refusalOf(provider: CrmProvider, response: Response, json: Answer['json']): CrmFailure {
  const name = crmNames[provider];
  const { status, headers } = response;
  if (status === 429 || pausing.has(json?.error)) {
    const wait_ms = readRetryAfter(headers.get('retry-after'), new Date());
    const retryAfter_s = wait_ms === null ? PAUSE_S : Math.ceil(wait_ms / 1_000);
    return { failed: 'limited', sentence: `${name} asks us to wait: too many sign-ins.`, retryAfter_s };
  }
  const said = json?.error_description ?? json?.message ?? json?.error;
  if (status >= 500 || typeof said !== 'string' || passing.has(json?.error)) return away(provider);
  const words = ` ${name} says: ${said}.`;
  return json?.error === 'invalid_client' || json?.error === 'invalid_client_secret'
    ? { failed: 'unauthorised', sentence: `${name} does not know this client id and secret.${words}` }
    : { failed: 'unauthorised', sentence: `${name} has to allow this connection once more.${words}` };
}

const away = (provider: CrmProvider): CrmFailure => ({
  failed: 'away',
  sentence: `${crmNames[provider]} cannot sign us in at the moment.`,
});
