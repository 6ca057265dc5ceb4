import { unresolvedStatuses } from '@caseroom/shared/case';
import { appendEvent, hintCase } from '../../case/events.ts';
import { hintInbox, notify } from '../../case/notify.ts';
import type { Tx } from '../../platform/db.ts';
import { leadsOf } from '../queries.ts';
import type { ReportDeps } from '../reports.ts';

/** The owner has so long to write before the leads hear of it, ms. */
const LEADS_AFTER_MS = 15 * 60_000;
/** Rules write when it is time, and look every half minute: so much is not late, ms. */
const GRACE_MS = 60_000;
/** What was promised longer ago, in days, is known by now. */
const MAX_LATE_DAYS = 7;
const DAY_MS = 86_400_000;

interface Missed {
  readonly noteId: string;
  readonly caseId: string;
  readonly programId: string;
  readonly ownerId: string;
  readonly promisedAt: Date;
  readonly customer: string;
  /** When the owner was told; null: nobody was. */
  readonly ownerToldAt: Date | null;
}

/**
 * Tells the owner when a customer was promised an update and got none, and a while later the leads. It goes by what the
 * message said and by nothing else: whatever the program times, pauses, or people have switched off of its timers.
 */
export async function sweepMissed({ sql, bus, clock }: ReportDeps): Promise<void> {
  const now = clock.now();
  for (const { caseId } of await readMissed(sql, now)) {
    const told = await sql.begin(async (tx): Promise<string[]> => {
      await tx`select from "case" where id = ${caseId} for no key update`;
      const [held] = await readMissed(tx, now, caseId);
      return held ? tell(tx, held, now) : [];
    });
    hintCase(bus, caseId);
    hintInbox(bus, told);
  }
}

async function tell(tx: Tx, missed: Missed, at: Date): Promise<string[]> {
  const { noteId, caseId, programId, ownerId, promisedAt, customer, ownerToldAt } = missed;
  const who = ownerToldAt === null ? ('owner' as const) : ('leads' as const);
  const leads = who === 'leads' ? (await leadsOf(tx, programId)).map(({ id }) => id) : [];
  const data = { noteId, promisedAt: promisedAt.toISOString(), who };
  const eventSeq = await appendEvent(tx, { caseId, kind: 'interim.missed', actorId: null, data, at });
  const personIds = who === 'owner' ? [ownerId] : leads.filter((id) => id !== ownerId);
  const notice = { caseId, eventSeq, kind: 'interim.missed' as const, personIds, actorId: null, at };
  return notify(tx, { ...notice, data: { noteId, text: `${customer} waits to hear from us.` } });
}

/** The newest promise of each open case that is over, with nothing said since, and somebody still to be told. */
const readMissed = (db: ReportDeps['sql'] | Tx, now: Date, caseId?: string): Promise<Missed[]> => db<
  Missed[]
>`
  select * from (
    select i.note_id as "noteId", i.case_id as "caseId", c.program_id as "programId", c.owner_id as "ownerId",
           i.next_update_at as "promisedAt", c.customer->>'name' as customer,
           (select max(e.at) from case_event e where e.case_id = c.id and e.kind = 'interim.missed'
             and e.data->>'noteId' = i.note_id::text and e.data->>'who' = 'owner') as "ownerToldAt",
           exists (select from case_event e where e.case_id = c.id and e.kind = 'interim.missed'
             and e.data->>'noteId' = i.note_id::text and e.data->>'who' = 'leads') as "leadsTold"
    from interim i join "case" c on c.id = i.case_id
    where i.released_at is not null and i.state <> 'to-call'
      and i.next_update_at <= ${new Date(now.getTime() - GRACE_MS)} and i.next_update_at > ${new Date(now.getTime() - MAX_LATE_DAYS * DAY_MS)}
      and c.status = any(${[...unresolvedStatuses]}::text[]) and ${caseId === undefined ? db`true` : db`c.id = ${caseId}`}
      and not exists (select from interim n where n.case_id = i.case_id and n.released_at > i.released_at
                        and n.state <> 'to-call')
      and not exists (select from case_event e where e.case_id = c.id and e.kind = 'customer.told'
                        and e.at > i.released_at)
  ) as late
  where "ownerToldAt" is null
     or (not "leadsTold" and "ownerToldAt" <= ${new Date(now.getTime() - LEADS_AFTER_MS)})`;
