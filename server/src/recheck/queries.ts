import type { Audience, NoteKind } from '@caseroom/shared/note';
import type { Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import { MAX_RECHECKS, type NoteRecheck, type RecheckItem } from '@caseroom/shared/recheck';
import { isRefusal } from '@caseroom/shared/refusal';
import type { Fragment } from 'postgres';
import { caseNumber } from '../case/fold.ts';
import { readersOf } from '../case/notify.ts';
import { rightsOf } from '../case/rules.ts';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';

interface Row {
  readonly noteId: string;
  readonly kind: NoteKind;
  readonly title: string;
  readonly audience: Audience;
  readonly role: Role;
  readonly dueOn: string;
  readonly everyDays: number | null;
  readonly isDue: boolean;
  readonly recheckedBy: PersonRef | null;
  readonly recheckedAt: Date | null;
  readonly caseId: string;
  readonly number: number;
  readonly subject: string;
  readonly program: { readonly id: string; readonly name: string };
  readonly owner: PersonRef;
}

/** Today in the program `g`. */
export const todayIn = (db: Db, now: Date) =>
  db`(${now}::timestamptz at time zone (g.timer_policy #>> '{hours,timeZone}'))::date`;

/**
 * Notes with a day that this person may read, among those that `where` chooses (`r`, `n`, `c` and `g` are in reach),
 * the earliest first.
 */
export async function findRechecks(
  db: Db,
  personId: string,
  now: Date,
  where: Fragment,
): Promise<RecheckItem[]> {
  const rows = await db<Row[]>`
    select r.note_id as "noteId", n.kind, n.title, n.audience, m.role, r.due_on::text as "dueOn",
           r.every_days as "everyDays", r.due_on <= ${todayIn(db, now)} as "isDue", r.rechecked_at as "recheckedAt",
           case when p.id is not null
             then json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as "recheckedBy",
           c.id as "caseId", c.number, c.subject, json_build_object('id', g.id, 'name', g.name) as program,
           json_build_object('id', o.id, 'name', o.name, 'colour', o.colour) as owner
    from note_recheck r
    join note n on n.id = r.note_id
    join "case" c on c.id = r.case_id
    join program g on g.id = c.program_id
    join person o on o.id = c.owner_id
    join ${ownSeats(db, personId)} m on m.program_id = c.program_id
    join person me on me.id = m.person_id and me.disabled_at is null
    left join person p on p.id = r.rechecked_by
    where r.due_on is not null and ${where}
      and m.role = any(case when n.audience = 'leads' then ${readersOf('leads')}::text[] else ${readersOf('team')}::text[] end)
    order by r.due_on, c.number, n.id limit ${MAX_RECHECKS}`;
  return rows.map(itemOf);
}

const itemOf = (row: Row): RecheckItem => ({
  ...recheckOf(row),
  kind: row.kind,
  title: row.title,
  case: { id: row.caseId, number: caseNumber(row.number), subject: row.subject },
  program: row.program,
  owner: row.owner,
});

/** A finalised note may go stale as well: whoever could write it may say that it is still right. */
const recheckOf = (row: Row): NoteRecheck => ({
  noteId: row.noteId,
  dueOn: row.dueOn,
  everyDays: row.everyDays,
  isDue: row.isDue,
  last:
    row.recheckedBy && row.recheckedAt ? { by: row.recheckedBy, at: row.recheckedAt.toISOString() } : null,
  write: !isRefusal(rightsOf(row.role, row.audience, 'write')),
});
