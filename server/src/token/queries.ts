import { randomBytes, randomUUID } from 'node:crypto';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { MAX_TOKENS, type MadeToken, type NewToken, type Token } from '@caseroom/shared/token';
import type { Fragment } from 'postgres';
import type { z } from 'zod';
import type { Db, Sql } from '../platform/db.ts';
import { hashOf } from './authenticate.ts';
import { formatToken } from './rules.ts';

const SECRET_BYTES = 32;
const MS_PER_DAY = 86_400_000;
/** Revoked and ended tokens are listed for so long, days; they stay in the table. */
const LISTED_D = 30;

interface Row extends Omit<Token, 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'> {
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const ref = (db: Db, alias: string) => {
  const p = db(alias);
  return db`json_build_object('id', ${p}.id, 'name', ${p}.name, 'colour', ${p}.colour)`;
};

/** The newest first; of those that no longer work, the recent ones. */
export async function findTokens(db: Db, where: Fragment, now: Date): Promise<Token[]> {
  const since = new Date(now.getTime() - LISTED_D * MS_PER_DAY);
  const rows = await db<Row[]>`
    select t.id, t.name, ${ref(db, 'p')} as person, t.scopes, t.created_at as "createdAt",
           case when t.program_ids is not null then coalesce((
             select json_agg(json_build_object('id', g.id, 'name', g.name, 'client', g.client) order by g.name, g.id)
             from program g where g.id = any(t.program_ids)), '[]') end as programs,
           case when m.id is not null then ${ref(db, 'm')} end as "madeBy",
           t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt",
           case when r.id is null then null else ${ref(db, 'r')} end as "revokedBy"
    from api_token t join person p on p.id = t.person_id left join person r on r.id = t.revoked_by
    left join person m on m.id = t.made_by
    where ${where} and coalesce(t.revoked_at, t.expires_at, 'infinity') > ${since}
    order by t.created_at desc, t.id`;
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

/** Makes a token that has this person's rights within its scopes and programs; `madeBy` when somebody else makes it. */
export async function makeToken(
  sql: Sql,
  {
    personId,
    madeBy = null,
    now,
  }: { readonly personId: string; readonly madeBy?: string | null; readonly now: Date },
  { name, scopes, programIds, expiresInDays }: z.output<typeof NewToken>,
): Promise<MadeToken | Refusal> {
  const strange = programIds && (await programsWithoutSeat(sql, personId, programIds));
  if (strange) return strange;
  const [held] = await sql<{ count: number }[]>`
    select count(*) from api_token
    where person_id = ${personId} and revoked_at is null and (expires_at is null or expires_at > ${now})`;
  if ((held?.count ?? 0) >= MAX_TOKENS)
    return refuse('conflict', `There are ${MAX_TOKENS} tokens that work already. Revoke one first.`);
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const id = randomUUID();
  const expiresAt = expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * MS_PER_DAY);
  await sql`
    insert into api_token (id, person_id, made_by, name, secret_hash, scopes, program_ids, created_at, expires_at)
    values (${id}, ${personId}, ${madeBy}, ${name}, ${hashOf(secret)}, ${[...new Set(scopes)].sort()},
            ${programIds && [...new Set(programIds)]}, ${now}, ${expiresAt})`;
  const [token] = await findTokens(sql, sql`t.id = ${id}`, now);
  return { token: token as Token, secret: formatToken(id, secret) };
}

async function programsWithoutSeat(
  sql: Sql,
  personId: string,
  programIds: readonly string[],
): Promise<Refusal | null> {
  const rows = await sql<
    { id: string }[]
  >`select program_id as id from membership where person_id = ${personId}`;
  if (programIds.every((asked) => rows.some(({ id }) => id === asked))) return null;
  const message = 'A token is limited to programs in which its person works.';
  return refuse('invalid', message, { fields: [{ path: 'programIds', message }] });
}

/** Ends a token, at once: every request looks it up. Null when there is none that `which` allows. */
export async function revokeToken(
  sql: Sql,
  { which, by, now }: { readonly which: Fragment; readonly by: string; readonly now: Date },
): Promise<Token | null> {
  const [row] = await sql<{ id: string }[]>`
    update api_token t set revoked_at = coalesce(t.revoked_at, ${now}), revoked_by = coalesce(t.revoked_by, ${by})
    where ${which} returning t.id`;
  if (!row) return null;
  const [token] = await findTokens(sql, sql`t.id = ${row.id}`, now);
  return token ?? null;
}
