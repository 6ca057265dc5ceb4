import type { Tx } from '../platform/db.ts';

/** A new note of a template that asks for rechecks gets its first day, by the calendar of its program. */
export async function planRecheck(tx: Tx, noteId: string, everyDays: number, at: Date): Promise<void> {
  await tx`
    insert into note_recheck (note_id, case_id, due_on, every_days)
    select n.id, n.case_id, (${at}::timestamptz at time zone (g.timer_policy #>> '{hours,timeZone}'))::date + ${everyDays}::int,
           ${everyDays}
    from note n join "case" c on c.id = n.case_id join program g on g.id = c.program_id where n.id = ${noteId}`;
}
