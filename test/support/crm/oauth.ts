import { createHash } from 'node:crypto';
import type { Asked, Reply } from './strict-server.ts';

export const CLIENT = { clientId: 'client-of-caseroom', clientSecret: 'a secret & of ours' };

/** The authorization-code part of a provider (RFC 6749 §4.1, RFC 7636): everything is used once and must fit. */
export class OAuthDesk {
  #codes = new Map<string, { redirectUri: string; challenge: string }>();
  #access = new Set<string>();
  #refresh: string | null = null;
  #made = 0;
  /** How often a token was refreshed. */
  refreshed = 0;

  readonly #more: Record<string, unknown>;
  readonly #scopeSeparator: string;

  /** `more`: what the provider's token answers say besides. */
  constructor(more: Record<string, unknown>, scopeSeparator = ' ') {
    this.#more = more;
    this.#scopeSeparator = scopeSeparator;
  }

  accepts(token: string): boolean {
    return this.#access.has(token);
  }

  /** From now on only a refreshed token counts. */
  expire(): void {
    this.#access.clear();
  }

  /** Somebody took the consent back. */
  withdraw(): void {
    this.#access.clear();
    this.#refresh = null;
  }

  /** The page on which somebody says yes; they do at once. */
  authorize({ query }: Asked, scopes: readonly string[]): Reply {
    const get = (name: string) => query.get(name) ?? '';
    const fits =
      get('response_type') === 'code' &&
      get('client_id') === CLIENT.clientId &&
      get('state').length >= 20 &&
      get('code_challenge_method') === 'S256' &&
      get('code_challenge').length === 43 &&
      get('scope').split(this.#scopeSeparator).toSorted().join() === scopes.toSorted().join();
    if (!fits) return { status: 400, json: { error: 'invalid_request' } };
    const code = `code-${++this.#made}`;
    this.#codes.set(code, { redirectUri: get('redirect_uri'), challenge: get('code_challenge') });
    const back = new URL(get('redirect_uri'));
    back.search = new URLSearchParams({ code, state: get('state') }).toString();
    return { status: 302, headers: { location: back.href } };
  }

  token({ method, body, contentType }: Asked): Reply {
    if (method !== 'POST' || !contentType.startsWith('application/x-www-form-urlencoded'))
      return { status: 400, json: { error: 'invalid_request' } };
    if (body?.client_id !== CLIENT.clientId || body.client_secret !== CLIENT.clientSecret)
      return {
        status: 401,
        json: { error: 'invalid_client', error_description: 'client identifier invalid' },
      };
    return body.grant_type === 'authorization_code' ? this.#exchange(body) : this.#renew(body);
  }

  #exchange(body: Record<string, string>): Reply {
    const known = this.#codes.get(body.code ?? '');
    this.#codes.delete(body.code ?? '');
    const challenge = createHash('sha256')
      .update(body.code_verifier ?? '')
      .digest('base64url');
    if (!known || known.redirectUri !== body.redirect_uri || known.challenge !== challenge)
      return {
        status: 400,
        json: { error: 'invalid_grant', error_description: 'expired authorization code' },
      };
    this.#refresh = `refresh-${++this.#made}`;
    return this.#answer({ refresh_token: this.#refresh });
  }

  #renew({ grant_type, refresh_token }: Record<string, string>): Reply {
    if (grant_type !== 'refresh_token' || refresh_token !== this.#refresh)
      return {
        status: 400,
        json: { error: 'invalid_grant', error_description: 'expired access/refresh token' },
      };
    this.refreshed += 1;
    return this.#answer({});
  }

  #answer(more: Record<string, unknown>): Reply {
    const token = `access-${++this.#made}`;
    this.#access.add(token);
    return { status: 200, json: { access_token: token, token_type: 'Bearer', ...this.#more, ...more } };
  }
}
