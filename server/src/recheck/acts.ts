import type { Audience } from '@caseroom/shared/note';
import { dayAfter, type SetRecheck } from '@caseroom/shared/recheck';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessNote } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import { rightsOf } from '../case/rules.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { todayIn } from './queries.ts';

export interface RecheckAct extends By {
  readonly noteId: string;
}

interface Done {
  readonly caseId: string;
}

/** Sets the day on which a note is looked at, or takes it away. Setting what is so already is no event. */
export async function setRecheck(
  tx: Tx,
  act: RecheckAct,
  { dueOn, everyDays }: SetRecheck,
): Promise<Done | Refusal> {
  const access = await accessRecheck(tx, act);
  if (isRefusal(access)) return access;
  const { caseId } = access;
  const rows = await tx`
    insert into note_recheck as r (note_id, case_id, due_on, every_days)
    values (${act.noteId}, ${caseId}, ${dueOn}, ${everyDays})
    on conflict (note_id) do update set due_on = excluded.due_on, every_days = excluded.every_days
    where (r.due_on, r.every_days) is distinct from (excluded.due_on, excluded.every_days)
    returning note_id`;
  if (rows.length > 0) {
    const data = { noteId: act.noteId, dueOn, everyDays };
    await appendEvent(tx, { caseId, kind: 'note.recheck-set', actorId: act.actorId, data, at: act.at });
  }
  return { caseId };
}

/** "Still right": the day moves on by its interval, counted from today; a note that was to be looked at once has done. */
export async function confirmRecheck(tx: Tx, act: RecheckAct): Promise<Done | Refusal> {
  const access = await accessRecheck(tx, act);
  if (isRefusal(access)) return access;
  const { caseId } = access;
  const [row] = await tx<{ everyDays: number | null; today: string }[]>`
    select r.every_days as "everyDays", ${todayIn(tx, act.at)}::text as today
    from note_recheck r join "case" c on c.id = r.case_id join program g on g.id = c.program_id
    where r.note_id = ${act.noteId} and r.due_on is not null for update of r`;
  if (!row) return refuse('conflict', 'Somebody has looked at this note a moment ago.');
  const nextOn = row.everyDays === null ? null : dayAfter(row.today, row.everyDays);
  await tx`
    update note_recheck set due_on = ${nextOn}, rechecked_by = ${act.actorId}, rechecked_at = ${act.at}
    where note_id = ${act.noteId}`;
  const data = { noteId: act.noteId, nextOn };
  await appendEvent(tx, { caseId, kind: 'note.rechecked', actorId: act.actorId, data, at: act.at });
  return { caseId };
}

/** Writers of the note's audience, also when the note is finalised. */
async function accessRecheck(tx: Tx, { noteId, actorId }: RecheckAct): Promise<Done | Refusal> {
  const access = await accessNote(tx, actorId, noteId, 'read');
  if (isRefusal(access)) return access;
  const grant = rightsOf(access.role, access.audience as Audience, 'write');
  return isRefusal(grant) ? grant : { caseId: access.caseId };
}
