import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { Cookie } from 'lucia';
import type { Actor } from '../platform/api.ts';
import type { Db, Sql } from '../platform/db.ts';
import { SEEN_GRAIN_S, SESSION_IDLE_H, SESSION_MAX_D } from './session-rules.ts';
import { createLucia, type SignedInFrom, storedId } from './session-store.ts';

export const SESSION_COOKIE = 'caseroom_session';

/** A token as lucia draws it: 25 random bytes in base32. Anything else is not looked up. */
const TOKEN = /^[a-z2-7]{40}$/;

const SECONDS_PER_DAY = 86_400;
const MS_PER_SECOND = 1_000;

/** The person behind a request's Cookie header. Using a session keeps it alive, up to its absolute end. */
export async function authenticate(
  { sql }: { readonly sql: Sql },
  cookieHeader: string | undefined,
): Promise<Actor | Refusal> {
  const token = readToken(cookieHeader);
  if (!token) return refuse('not-signed-in');
  const { session, user } = await createLucia(sql).validateSession(token);
  if (!session) return refuse('not-signed-in');
  const sessionId = storedId(token);
  const seenAt = session.lastSeenAt?.getTime() ?? 0;
  if (Date.now() - seenAt >= SEEN_GRAIN_S * MS_PER_SECOND) await touchSessions(sql, [sessionId]);
  const { id, name, colour, admin, auditor, accessEpoch } = user;
  return { id, name, colour, admin, auditor, sessionId, accessEpoch };
}

/** The token of a Cookie header; null when there is none that could be ours. Other sites' cookies may be malformed. */
export function readToken(cookieHeader: string | undefined): string | null {
  const prefix = `${SESSION_COOKIE}=`;
  const cookie = cookieHeader
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix));
  const token = cookie?.slice(prefix.length) ?? '';
  return TOKEN.test(token) ? token : null;
}

/** Begins a session and returns its token: the cookie's value, which nothing else may keep. */
export async function beginSession(db: Db, personId: string, from: SignedInFrom): Promise<string> {
  const session = await createLucia(db).createSession(personId, from);
  return session.id;
}

/** Begins the idle time of these sessions again; never beyond their absolute end. Their people were seen now. */
export async function touchSessions(db: Db, sessionIds: readonly string[]): Promise<void> {
  await db`
    with used as (
      update session set last_seen_at = now(),
        expires_at = least(now() + make_interval(hours => ${SESSION_IDLE_H}), created_at + make_interval(days => ${SESSION_MAX_D}))
      where id = any(${sessionIds as string[]}::text[]) and expires_at > now()
      returning person_id)
    update person set last_seen_at = now() from used where person.id = used.person_id`;
}

/** Whether a session that was authenticated earlier still is one, its person not disabled. For open sockets. */
export async function isSessionLive(db: Db, sessionId: string): Promise<boolean> {
  const rows = await db`
    select 1 from session s join person p on p.id = s.person_id and p.disabled_at is null
    where s.id = ${sessionId} and s.expires_at > now()`;
  return rows.length > 0;
}

/** Ends one session. The caller hints `{sessionId}` after commit. */
export async function endSession(db: Db, sessionId: string): Promise<void> {
  await db`delete from session where id = ${sessionId}`;
}

/** Ends every session of a person. The caller hints `{personId}` after commit. */
export async function endSessionsOf(db: Db, personId: string): Promise<void> {
  await createLucia(db).invalidateUserSessions(personId);
}

/** Forgets sessions that have expired. */
export async function sweepSessions(sql: Sql): Promise<void> {
  await createLucia(sql).deleteExpiredSessions();
}

/**
 * The Set-Cookie value that carries a token, or takes it away (null). It lives as long as the session can: when
 * the session is over is the server's to say.
 */
export function sessionCookie(token: string | null, { secure }: { readonly secure: boolean }): string {
  const maxAge = token === null ? 0 : SESSION_MAX_D * SECONDS_PER_DAY;
  return new Cookie(SESSION_COOKIE, token ?? '', {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge,
  }).serialize();
}
