import type { Audience } from '@caseroom/shared/note';
import { appendEvent, hintCase } from '../case/events.ts';
import { hintInbox, notify } from '../case/notify.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { todayIn } from './queries.ts';

export interface TellRechecksDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

interface Row {
  readonly noteId: string;
  readonly caseId: string;
  readonly audience: Audience;
  readonly ownerId: string;
  readonly dueOn: string;
}

/** Tells the owner of every note whose day has come, once a day that comes. Safe in several processes at once. */
export async function tellRechecks({ sql, bus, clock }: TellRechecksDeps): Promise<void> {
  for (;;) {
    const told = await sql.begin((tx) => tellNext(tx, clock.now()));
    if (!told) return;
    hintCase(bus, told.caseId);
    hintInbox(bus, told.personIds);
  }
}

/** Another process's row is passed over, not waited for: it is being told. */
async function tellNext(tx: Tx, now: Date): Promise<{ caseId: string; personIds: string[] } | null> {
  const [row] = await tx<Row[]>`
    select r.note_id as "noteId", r.case_id as "caseId", n.audience, c.owner_id as "ownerId", r.due_on::text as "dueOn"
    from note_recheck r
    join note n on n.id = r.note_id
    join "case" c on c.id = r.case_id
    join program g on g.id = c.program_id
    where r.due_on <= ${todayIn(tx, now)} and r.told_for is distinct from r.due_on
    order by r.due_on limit 1 for update of r skip locked`;
  if (!row) return null;
  const { noteId, caseId, audience, ownerId, dueOn } = row;
  await tx`update note_recheck set told_for = due_on where note_id = ${noteId}`;
  const data = { noteId, dueOn };
  const eventSeq = await appendEvent(tx, { caseId, kind: 'note.recheck-due', actorId: null, data, at: now });
  const notice = { caseId, eventSeq, kind: 'note.recheck-due' as const, personIds: [ownerId], actorId: null };
  return { caseId, personIds: await notify(tx, { ...notice, audience, data: { noteId }, at: now }) };
}
