import { Me, MySession, SessionId, SignedIn, SignIn } from '@caseroom/shared/people';
import { page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Request } from 'express';
import { z } from 'zod';
import type { Actor, Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { hintAccess } from './changes.ts';
import { readMe } from './me.ts';
import { preparePasswords } from './password.ts';
import { endSession, sessionCookie } from './session.ts';
import type { SignedInFrom } from './session-store.ts';
import { signIn } from './sign-in.ts';

export interface SessionDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

const tag = 'Signing in';

/** Longest User-Agent that is kept, characters. */
const MAX_USER_AGENT_CHARS = 300;

export function sessionRoutes(api: Api, deps: SessionDeps): void {
  const { sql, bus } = deps;
  void preparePasswords();

  api.route(
    {
      method: 'post',
      path: '/api/session',
      summary: 'Sign in',
      tag,
      open: true,
      token: 'never',
      body: SignIn,
      response: SignedIn,
      status: 201,
    },
    async ({ body, actor, req, res }) => {
      const previousSessionId = actor?.sessionId ?? null;
      const entered = await signIn(deps, body, signedInFrom(req), previousSessionId);
      if (isRefusal(entered)) return entered;
      if (previousSessionId) hintAccess(bus, { sessionId: previousSessionId });
      res.append('Set-Cookie', sessionCookie(entered.token, { secure: req.secure }));
      return { user: await readMe(sql, entered.personId) };
    },
  );

  api.route(
    { method: 'delete', path: '/api/session', summary: 'Sign out', tag, open: true, token: 'never' },
    async ({ actor, req, res }) => {
      if (actor) await end(deps, actor.sessionId);
      res.append('Set-Cookie', sessionCookie(null, { secure: req.secure }));
      return undefined;
    },
  );

  api.route(
    { method: 'get', path: '/api/me', summary: 'Read who is signed in', tag, token: 'any', response: Me },
    ({ actor }) => readMe(sql, actor.id),
  );

  api.route(
    {
      method: 'get',
      path: '/api/me/sessions',
      summary: 'List where one is signed in',
      tag,
      token: 'never',
      response: page(MySession),
    },
    async ({ actor }) => ({ items: await readSessions(sql, actor) }),
  );

  api.route(
    {
      method: 'delete',
      path: '/api/me/sessions/{id}',
      summary: 'Sign out elsewhere',
      tag,
      token: 'never',
      params: z.object({ id: SessionId }),
    },
    async ({ actor, params }): Promise<Refusal | undefined> => {
      const isMine = (await readSessions(sql, actor)).some((session) => session.id === params.id);
      if (!isMine) return refuse('not-found', 'There is no such session.');
      await end(deps, params.id);
      return undefined;
    },
  );
}

/** Ends a session, its sockets with it. */
async function end({ sql, bus }: SessionDeps, sessionId: string): Promise<void> {
  await endSession(sql, sessionId);
  hintAccess(bus, { sessionId });
}

export const signedInFrom = (req: Request): SignedInFrom => ({
  address: req.ip ?? null,
  userAgent: req.get('user-agent')?.slice(0, MAX_USER_AGENT_CHARS) ?? null,
});

interface Row extends Omit<MySession, 'current' | 'createdAt' | 'lastSeenAt' | 'expiresAt'> {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Most recently used first. */
async function readSessions(sql: Sql, actor: Actor): Promise<MySession[]> {
  const rows = await sql<Row[]>`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt", address, user_agent as "userAgent"
    from session where person_id = ${actor.id} and expires_at > now() order by last_seen_at desc, id`;
  return rows.map((row) => ({
    ...row,
    current: row.id === actor.sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}
