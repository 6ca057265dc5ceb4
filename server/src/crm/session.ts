import type { CrmCredentials, CrmProvider } from '@caseroom/shared/crm';
import { isRefusal } from '@caseroom/shared/refusal';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { Secret } from '../platform/secret.ts';
import type { Place, SecretBox } from '../platform/secrets.ts';
import { type CrmFailure, isFailure } from './providers/crm.ts';
import { refreshTokens, type Tokens } from './providers/oauth.ts';
import { headerOf } from './providers/open.ts';
import type { Session } from './providers/request.ts';
import { siteOf } from './sites-rules.ts';

export interface SessionDeps {
  readonly sql: Sql;
  readonly secrets: SecretBox;
  readonly clock: Clock;
}

/** What is sealed of a connection. Tokens are null until somebody has allowed it. */
export type Held =
  | Extract<CrmCredentials, { kind: 'token' }>
  | (Extract<CrmCredentials, { kind: 'oauth' }> & {
      readonly tokens: (Tokens & { readonly refreshToken: string; readonly gotAt: string }) | null;
    });

/** A connection as it is used. */
export interface Way {
  readonly id: string;
  readonly provider: CrmProvider;
  readonly site: string;
  /** Sealed. */
  readonly secrets: string;
}

/** An access token is renewed so long, ms, before it ends. */
const RENEW_BEFORE_MS = 60_000;

const place = (connectionId: string): Place => ['crm_connection', connectionId, 'secrets'];

export const seal = (box: SecretBox, connectionId: string, held: Held): string =>
  box.seal(new Secret(JSON.stringify(held)), place(connectionId));

export function unseal(box: SecretBox, way: Pick<Way, 'id' | 'secrets'>): Held | CrmFailure {
  const secret = box.open(way.secrets, place(way.id));
  return isRefusal(secret)
    ? { failed: 'unauthorised', sentence: secret.detail }
    : (JSON.parse(secret.reveal()) as Held);
}

/** Tokens as they are kept; the refresh token that was used stays where the provider gave no other. */
export function keep(held: Extract<Held, { kind: 'oauth' }>, tokens: Tokens, now: Date): Held | null {
  const refreshToken = tokens.refreshToken ?? held.tokens?.refreshToken;
  if (!refreshToken) return null;
  return { ...held, tokens: { ...tokens, refreshToken, gotAt: now.toISOString() } };
}

/** Signs requests of one connection, and signs in again when its token has ended. */
export function openSession(deps: SessionDeps, way: Way, signal?: AbortSignal): Session {
  const site = siteOf(way.provider, way.site);
  let held = unseal(deps.secrets, way);

  const header = async (): Promise<string | CrmFailure> => {
    if (isFailure(held)) return held;
    if (held.kind === 'token') return headerOf(way.provider, held.token, held.email);
    if (!held.tokens) return notAllowed;
    const now = headerOf(way.provider, held.tokens.accessToken);
    return endsSoon(held.tokens, deps.clock.now()) ? renew(now) : now;
  };
  const renew = async (refused: string): Promise<string | CrmFailure> => {
    held = await renewOnce(deps, way, refused);
    if (isFailure(held)) return held;
    return held.kind === 'oauth' && held.tokens
      ? headerOf(way.provider, held.tokens.accessToken)
      : notAllowed;
  };
  const api = async () =>
    !isFailure(held) && held.kind === 'oauth' ? (held.tokens?.api ?? notAllowed) : site.api;
  const isOauth = !isFailure(held) && held.kind === 'oauth';
  return { api, header, signal, ...(isOauth ? { renew } : {}) };
}

const notAllowed: CrmFailure = {
  failed: 'unauthorised',
  sentence: 'Nobody has allowed this connection yet. Connect it first.',
};

const endsSoon = ({ gotAt, expiresIn_s }: Tokens & { gotAt: string }, now: Date): boolean =>
  expiresIn_s !== null && Date.parse(gotAt) + expiresIn_s * 1_000 - RENEW_BEFORE_MS < now.getTime();

/**
 * One process asks for a new token; those that come meanwhile wait for its row and take what it got. A refresh token
 * may count once, so two that ask at once would end the connection.
 */
async function renewOnce(deps: SessionDeps, way: Way, refused: string): Promise<Held | CrmFailure> {
  return deps.sql.begin(async (tx) => {
    const [row] = await tx<{ secrets: string }[]>`
      select secrets from crm_connection where id = ${way.id} and disconnected_at is null for no key update`;
    const held = row ? unseal(deps.secrets, { id: way.id, secrets: row.secrets }) : notAllowed;
    if (isFailure(held) || held.kind === 'token') return held;
    if (!held.tokens) return notAllowed;
    if (headerOf(way.provider, held.tokens.accessToken) !== refused) return held;
    const site = siteOf(way.provider, way.site);
    const tokens = await refreshTokens(way.provider, site, held, held.tokens.refreshToken);
    if (isFailure(tokens)) return tokens;
    const kept = keep(held, tokens, deps.clock.now());
    if (kept) await store(tx, deps.secrets, way.id, kept);
    return kept ?? notAllowed;
  });
}

const store = (tx: Tx, box: SecretBox, id: string, held: Held) => tx`
  update crm_connection set secrets = ${seal(box, id, held)} where id = ${id}`;
