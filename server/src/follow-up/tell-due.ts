import type { Audience } from '@caseroom/shared/note';
import { appendEvent, hintCase } from '../case/events.ts';
import { hintFollowUps, hintInbox, notify } from '../case/notify.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { DUE_NOTICE_MS, type DueFacts, toTell } from './due.ts';

export interface TellDueDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

interface Row extends DueFacts {
  readonly id: string;
  readonly noteId: string;
  readonly caseId: string;
  readonly promise: boolean;
  readonly audience: Audience;
  /** Who took it over with the case, or its own owner, or the case's while it has none. */
  readonly ownerId: string;
}

/** Tells of every follow-up whose time is near or has passed, once each. Safe in several processes at once. */
export async function tellDue(deps: TellDueDeps): Promise<void> {
  while (await tellNext(deps)) {}
}

/** False when there is nothing (more) to tell. */
async function tellNext({ sql, bus, clock }: TellDueDeps): Promise<boolean> {
  const now = clock.now();
  const told = await sql.begin(async (tx) => {
    const row = await takeNext(tx, now);
    return row ? { ...row, personIds: await tell(tx, row, now) } : null;
  });
  if (!told) return false;
  hintCase(bus, told.caseId);
  hintInbox(bus, told.personIds);
  hintFollowUps(bus, [told.ownerId]);
  return true;
}

/** Another process's row is passed over, not waited for: it is being told. */
async function takeNext(tx: Tx, now: Date): Promise<Row | null> {
  const [row] = await tx<Row[]>`
    select f.id, f.note_id as "noteId", f.case_id as "caseId", f.promise, f.due_at as "dueAt",
           f.due_told_for as "dueToldFor", f.overdue_told_for as "overdueToldFor", n.audience,
           coalesce(f.passed_to, f.owner_id, c.owner_id) as "ownerId"
    from follow_up f join note n on n.id = f.note_id join "case" c on c.id = f.case_id
    where f.removed_at is null and f.done_at is null and f.due_at <= ${new Date(now.getTime() + DUE_NOTICE_MS)}
      and case when f.due_at <= ${now} then f.overdue_told_for else f.due_told_for end is distinct from f.due_at
    order by f.due_at limit 1 for update of f skip locked`;
  return row ?? null;
}

async function tell(tx: Tx, row: Row, now: Date): Promise<string[]> {
  const what = toTell(row, now);
  if (what === null) throw new Error(`follow-up ${row.id} was chosen and has nothing to tell`);
  const { id: followUpId, noteId, caseId, audience, ownerId, dueAt, promise } = row;
  if (what === 'due') await tx`update follow_up set due_told_for = due_at where id = ${followUpId}`;
  else
    await tx`update follow_up set due_told_for = due_at, overdue_told_for = due_at where id = ${followUpId}`;
  const kind = `follow-up.${what}` as const;
  const data = { noteId, followUpId, dueAt: dueAt.toISOString(), promise };
  const eventSeq = await appendEvent(tx, { caseId, kind, actorId: null, data, at: now });
  const notice = { caseId, eventSeq, kind, personIds: [ownerId], actorId: null, audience, at: now };
  return notify(tx, { ...notice, data: { noteId, followUpId } });
}
