import { type FollowUp, MAX_FOLLOW_UPS } from '@caseroom/shared/follow-up';
import type { Audience } from '@caseroom/shared/note';
import type { Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import type { Fragment } from 'postgres';
import { caseNumber } from '../case/fold.ts';
import { readersOf } from '../case/notify.ts';
import { rightsOf } from '../case/rules.ts';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';

interface Row {
  id: string;
  noteId: string;
  caseId: string;
  number: number;
  subject: string;
  tags: string[];
  audience: Audience;
  role: Role;
  text: string;
  owner: PersonRef | null;
  dueAt: Date;
  promise: boolean;
  doneAt: Date | null;
  doneBy: PersonRef | null;
  createdBy: PersonRef | null;
  createdAt: Date;
}

const person = (db: Db, alias: string) => {
  const p = db(alias);
  return db`case when ${p}.id is null then null
    else json_build_object('id', ${p}.id, 'name', ${p}.name, 'colour', ${p}.colour) end`;
};

/** Follow-ups that this person may read, among those that `where` chooses (`f`, `c` and `m` are in reach). */
export async function findFollowUps(
  db: Db,
  personId: string,
  where: Fragment,
  order: Fragment = db`f.due_at, f.id`,
): Promise<FollowUp[]> {
  const rows = await db<Row[]>`
    select f.id, f.note_id as "noteId", c.id as "caseId", c.number, c.subject, c.tags, n.audience, m.role, f.text,
           f.due_at as "dueAt", f.promise, f.done_at as "doneAt", f.created_at as "createdAt",
           ${person(db, 'o')} as owner, ${person(db, 'd')} as "doneBy", ${person(db, 'a')} as "createdBy"
    from follow_up f
    join note n on n.id = f.note_id
    join "case" c on c.id = f.case_id
    join ${ownSeats(db, personId)} m on m.program_id = c.program_id
    join person me on me.id = m.person_id and me.disabled_at is null
    left join person o on o.id = coalesce(f.passed_to, f.owner_id)
    left join person d on d.id = f.done_by
    left join person a on a.id = f.created_by
    where f.removed_at is null and ${where}
      and m.role = any(case when n.audience = 'leads' then ${readersOf('leads')}::text[] else ${readersOf('team')}::text[] end)
    order by ${order} limit ${MAX_FOLLOW_UPS}`;
  return rows.map(followUpOf);
}

const followUpOf = (row: Row): FollowUp => ({
  id: row.id,
  noteId: row.noteId,
  case: { id: row.caseId, number: caseNumber(row.number), subject: row.subject, tags: row.tags },
  text: row.text,
  owner: row.owner,
  dueAt: row.dueAt.toISOString(),
  promise: row.promise,
  done: row.doneAt ? { by: row.doneBy, at: row.doneAt.toISOString() } : null,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  write: !isRefusal(rightsOf(row.role, row.audience, 'write')),
});
