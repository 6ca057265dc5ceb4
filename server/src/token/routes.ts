import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { MadeToken, NewToken, ScopeArea, Token } from '@caseroom/shared/token';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import type { Api } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import type { AnyRoute } from '../platform/http-route.ts';
import type { Log } from '../platform/log.ts';
import { scopeAreas } from '../platform/scopes.ts';
import { findTokens, makeToken, revokeToken } from './queries.ts';
import { judgeScopes } from './rules.ts';

const tag = 'Tokens';
const ById = z.strictObject({ id: Id });

export interface TokenDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  /** All of them, once the server serves: what scopes there are follows from them. */
  readonly routes: readonly AnyRoute[];
}

/** A token makes no tokens and ends none: whoever finds one gets no further than its scopes. */
export function tokenRoutes(api: Api, { sql, clock, log, routes }: TokenDeps): void {
  const areas = () =>
    scopeAreas(routes).map((area) => ({ ...area, reads: [...area.reads], writes: [...area.writes] }));

  api.route(
    {
      method: 'get',
      path: '/api/token-scopes',
      summary: 'List what tokens can be allowed',
      tag,
      token: 'never',
      response: page(ScopeArea),
    },
    async () => ({ items: areas() }),
  );

  api.route(
    {
      method: 'get',
      path: '/api/tokens',
      summary: 'List one’s tokens',
      tag,
      token: 'never',
      response: page(Token),
    },
    async ({ actor }) => ({ items: await findTokens(sql, sql`t.person_id = ${actor.id}`, clock.now()) }),
  );

  api.route(
    {
      method: 'get',
      path: '/api/admin/tokens',
      summary: 'List everybody’s tokens',
      tag,
      token: 'never',
      response: page(Token),
    },
    async ({ actor }) => refuseUnlessAdmin(actor) ?? { items: await findTokens(sql, sql`true`, clock.now()) },
  );

  api.route(
    {
      method: 'post',
      path: '/api/tokens',
      summary: 'Make a token that acts for oneself',
      tag,
      token: 'never',
      body: NewToken,
      response: MadeToken,
      status: 201,
      secret: true,
    },
    async ({ actor, body }) => {
      const unknown = judgeScopes(body.scopes, areas());
      if (unknown) return unknown;
      const made = await makeToken(sql, { personId: actor.id, now: clock.now() }, body);
      if (!isRefusal(made)) log.info({ actorId: actor.id, tokenId: made.token.id }, 'a token was made');
      return made;
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/admin/service-accounts/{id}/tokens',
      summary: 'Make a token that acts for a service account',
      tag,
      token: 'never',
      params: ById,
      body: NewToken,
      response: MadeToken,
      status: 201,
      secret: true,
    },
    async ({ actor, params, body }) => {
      const refusal = refuseUnlessAdmin(actor) ?? judgeScopes(body.scopes, areas());
      if (refusal) return refusal;
      const [account] = await sql<{ disabled: boolean }[]>`
        select disabled_at is not null as disabled from person where id = ${params.id} and kind = 'service'`;
      if (!account) return refuse('not-found', 'There is no such service account.');
      if (account.disabled) return refuse('conflict', 'Switch the service account on first.');
      const made = await makeToken(sql, { personId: params.id, madeBy: actor.id, now: clock.now() }, body);
      if (!isRefusal(made)) log.info({ actorId: actor.id, tokenId: made.token.id }, 'a token was made');
      return made;
    },
  );

  api.route(
    {
      method: 'delete',
      path: '/api/tokens/{id}',
      summary: 'Revoke a token: one’s own, or as an administrator anybody’s',
      tag,
      token: 'never',
      params: ById,
      response: Token,
    },
    async ({ actor, params }) => {
      const mine = actor.admin ? sql`true` : sql`t.person_id = ${actor.id}`;
      const which = sql`t.id = ${params.id} and ${mine}`;
      const token = await revokeToken(sql, { which, by: actor.id, now: clock.now() });
      if (!token) return refuse('not-found', 'There is no such token.');
      log.info({ actorId: actor.id, tokenId: token.id }, 'a token was revoked');
      return token;
    },
  );
}
