import { createHash, timingSafeEqual } from 'node:crypto';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Actor } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { parseToken } from './rules.ts';

/** How exactly the last use is known, ms: a token used all the time is written to once a minute. */
const USED_GRAIN_MS = 60_000;

interface Row extends Omit<Actor, 'sessionId' | 'token'> {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: string[];
  readonly programIds: string[] | null;
  readonly secretHash: Buffer;
  readonly lastUsedAt: Date | null;
}

/** One answer for every token that does not work: which of them exist is nobody's business. */
const noToken = (): Refusal =>
  refuse('not-signed-in', 'This token is not valid: it is mistyped, has ended or was revoked.');

/** The person a token acts for, as they are now: disabled, they do nothing through it either. */
export async function authenticateToken(
  { sql, clock }: { readonly sql: Sql; readonly clock: Clock },
  text: string,
): Promise<Actor | Refusal> {
  const token = parseToken(text);
  if (!token) return noToken();
  const now = clock.now();
  const [row] = await sql<Row[]>`
    select t.id as "tokenId", t.name as "tokenName", t.scopes, t.program_ids as "programIds", t.secret_hash as "secretHash",
           t.last_used_at as "lastUsedAt", p.id, p.name, p.colour, p.admin, p.auditor,
           p.access_epoch as "accessEpoch"
    from api_token t join person p on p.id = t.person_id and p.disabled_at is null
    where t.id = ${token.id} and t.revoked_at is null and (t.expires_at is null or t.expires_at > ${now})`;
  if (!row || !timingSafeEqual(row.secretHash, hashOf(token.secret))) return noToken();
  const { tokenId, tokenName, scopes, programIds, secretHash: _, lastUsedAt, ...person } = row;
  if (now.getTime() - (lastUsedAt?.getTime() ?? 0) >= USED_GRAIN_MS)
    await sql`update api_token set last_used_at = ${now} where id = ${tokenId}`;
  const acting = { id: tokenId, name: tokenName, scopes, programIds };
  return { ...person, ...dutiesWithin(person, programIds), sessionId: `token ${tokenId}`, token: acting };
}

/** Administering and auditing reach into every program: a token that is limited to some does neither. */
const dutiesWithin = ({ admin, auditor }: Pick<Actor, 'admin' | 'auditor'>, programIds: string[] | null) => ({
  admin: admin && programIds === null,
  auditor: auditor && programIds === null,
});

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
