import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Actor } from '../platform/api.ts';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';

/** The programs whose ledgers somebody may audit; null: every one. */
export interface Reach {
  readonly programIds: readonly string[] | null;
}

/** With who it is that audits. */
export interface OwnReach extends Reach {
  readonly personId: string;
}

/**
 * The door to the ledgers over cases: an auditor reads all of them, a lead those of the programs they lead. No
 * note opens through it.
 */
export async function readReach(db: Db, { id, auditor }: Actor): Promise<OwnReach | Refusal> {
  if (auditor) return { programIds: null, personId: id };
  const rows = await db<{ programId: string }[]>`
    select program_id as "programId" from ${ownSeats(db, id)} m where role = 'lead'`;
  if (rows.length === 0) return refuse('no-access', 'Only auditors and leads can read the audit.');
  return { programIds: rows.map((row) => row.programId), personId: id };
}

/** SQL: whether a case's program is within reach. */
export const within = (db: Db, { programIds }: Reach) =>
  programIds === null ? db`true` : db`c.program_id = any(${programIds as string[]}::uuid[])`;

/** SQL: whether an entry `e` may be shown. That of a coaching thread only to an auditor and to the two of it. */
export const shown = (db: Db, { programIds, personId }: OwnReach) =>
  programIds === null
    ? db`true`
    : db`(e.data->'between' is null or jsonb_exists(e.data->'between', ${personId}::text))`;
