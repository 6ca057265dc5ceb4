import { createHash, randomBytes } from 'node:crypto';
import type { Invitation } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { hashPassword } from '../auth/password.ts';
import { beginSession, endSession, endSessionsOf } from '../auth/session.ts';
import type { SignedInFrom } from '../auth/session-store.ts';
import type { Entered } from '../auth/sign-in.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';

/** How long a link can be used, days: it reaches somebody who is off for a week. */
export const INVITATION_D = 7;
const TOKEN_BYTES = 32;
const MS_PER_DAY = 86_400_000;

export interface Link {
  /** Path of the page that takes the invitation; shown once, to copy. */
  readonly link: string;
  readonly expiresAt: Date;
}

/** Makes a one-time link with which a person chooses a password; those they had before are void. */
export async function makeInvitation(
  tx: Tx,
  {
    personId,
    createdBy,
    now,
  }: { readonly personId: string; readonly createdBy: string | null; readonly now: Date },
): Promise<Link> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = new Date(now.getTime() + INVITATION_D * MS_PER_DAY);
  await voidInvitations(tx, personId);
  await tx`
    insert into invitation (token_hash, person_id, created_by, created_at, expires_at)
    values (${hashOf(token)}, ${personId}, ${createdBy}, ${now}, ${expiresAt})`;
  return { link: `/invite/${token}`, expiresAt };
}

export async function voidInvitations(tx: Tx, personId: string): Promise<void> {
  await tx`delete from invitation where person_id = ${personId} and used_at is null`;
}

/** Forgets links that nobody can use any more; how many. */
export async function sweepInvitations({
  sql,
  clock,
}: {
  readonly sql: Sql;
  readonly clock: Clock;
}): Promise<number> {
  const { count } =
    await sql`delete from invitation where used_at is not null or expires_at < ${clock.now()}`;
  return count;
}

/** Used, expired, void, never there: one sentence, so that none of them tells anything about the others. */
const noInvitation = () =>
  refuse('not-found', 'This link is not valid any more. Ask an administrator for a new one.');

export async function readInvitation(db: Db, token: string, now: Date): Promise<Invitation | Refusal> {
  const [row] = await db<{ name: string; email: string; expiresAt: Date }[]>`
    select p.name, p.email, i.expires_at as "expiresAt"
    from invitation i join person p on p.id = i.person_id and p.disabled_at is null
    where i.token_hash = ${hashOf(token)} and i.used_at is null and i.expires_at > ${now}`;
  return row ? { ...row, expiresAt: row.expiresAt.toISOString() } : noInvitation();
}

export interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly from: SignedInFrom;
  /** The session the browser had, if any: it ends. */
  readonly previousSessionId: string | null;
}

/**
 * Sets the password, ends every session the person had, and signs them in. Of two acceptances at once one wins.
 * The caller hints `{personId}` afterwards.
 */
export async function acceptInvitation(
  { sql, clock }: { readonly sql: Sql; readonly clock: Clock },
  { token, password, from, previousSessionId }: Acceptance,
): Promise<Entered | Refusal> {
  const invitation = await readInvitation(sql, token, clock.now());
  // Looked up first: hashing a password is work that nobody gets for a made-up link.
  if ('refused' in invitation) return invitation;
  const passwordHash = await hashPassword(password);
  return sql.begin(async (tx) => {
    const [used] = await tx<{ personId: string }[]>`
      update invitation i set used_at = ${clock.now()} from person p
      where i.token_hash = ${hashOf(token)} and i.used_at is null and i.expires_at > ${clock.now()}
        and p.id = i.person_id and p.disabled_at is null
      returning p.id as "personId"`;
    if (!used) return noInvitation();
    const { personId } = used;
    await tx`update person set password_hash = ${passwordHash}, last_seen_at = now() where id = ${personId}`;
    await voidInvitations(tx, personId);
    await endSessionsOf(tx, personId);
    if (previousSessionId) await endSession(tx, previousSessionId);
    return { personId, token: await beginSession(tx, personId, from) };
  });
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
