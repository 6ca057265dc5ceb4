import type { Tx } from '../platform/db.ts';
import { appendEvent } from './events.ts';

interface Passed {
  readonly id: string;
  readonly noteId: string;
  readonly dueAt: Date;
  readonly promise: boolean;
}

/**
 * Locks the open follow-ups that somebody looks after in a case. Call it before the case is locked: what is derived
 * from a note is written before the ledger.
 */
export async function lockFollowUps(tx: Tx, caseId: string, ownerId: string): Promise<void> {
  await tx`
    select from note_derived d join note n on n.id = d.note_id
    where n.case_id = ${caseId} and d.deriver = 'follow-up' order by d.note_id for update of d`;
  await tx`
    select from follow_up f where f.case_id = ${caseId} and coalesce(f.passed_to, f.owner_id) = ${ownerId}
      and f.done_at is null and f.removed_at is null order by f.id for update`;
}

/**
 * Gives somebody's open follow-ups in a case to whoever takes the case over, so that a promise never stays with
 * somebody who has gone home; one entry for each. The notes keep their words, and a note that names somebody else
 * later wins. Those in leads' notes go only to leads. Answers how many.
 */
export async function passFollowUps(
  tx: Tx,
  { caseId, fromId, toId, at }: { caseId: string; fromId: string; toId: string; at: Date },
): Promise<number> {
  const passed = await tx<Passed[]>`
    update follow_up f set passed_to = case when f.owner_id = ${toId} then null else ${toId}::uuid end
    from note n, "case" c, membership m
    where f.case_id = ${caseId} and coalesce(f.passed_to, f.owner_id) = ${fromId}
      and f.done_at is null and f.removed_at is null
      and n.id = f.note_id and c.id = f.case_id and m.program_id = c.program_id and m.person_id = ${toId}
      and (n.audience = 'team' or m.role = 'lead')
    returning f.id, f.note_id as "noteId", f.due_at as "dueAt", f.promise`;
  for (const { id, noteId, dueAt, promise } of passed) {
    const data = { noteId, followUpId: id, dueAt: dueAt.toISOString(), promise, fromId, toId };
    await appendEvent(tx, { caseId, kind: 'follow-up.passed', actorId: toId, data, at });
  }
  return passed.length;
}
