import { unresolvedStatuses } from '@caseroom/shared/case';
import type { BalancedItem, HandoverCandidate } from '@caseroom/shared/handover';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { balance, type CaseToPlace } from './balance.ts';
import { type ItemRow, itemsSeenBy } from './queries.ts';

/** Somebody who did anything this lately is here, ms. */
const PRESENT_MS = 10 * 60_000;

/** Everybody but the giver who takes cases of the programs of a packet; once for each program. */
export async function readCandidates(
  db: Db,
  handoverId: string,
  giverId: string,
  now: Date,
): Promise<HandoverCandidate[]> {
  const since = new Date(now.getTime() - PRESENT_MS);
  return db<HandoverCandidate[]>`
    select p.id, p.name, p.colour, m.program_id as "programId", m.role, m.team,
           coalesce(p.last_seen_at > ${since}, false) as present,
           (select count(*)::int from "case" c join ${ownSeats(db, giverId)} g
              on g.program_id = c.program_id
            where c.owner_id = p.id and c.status = any(${[...unresolvedStatuses]}::text[])) as load,
           (select count(*)::int from handover_item o join handover h on h.id = o.handover_id
            where o.receiver_id = p.id and o.state = 'offered' and h.state <> 'closed') as offered
    from membership m join person p on p.id = m.person_id and p.kind = 'person' and p.disabled_at is null
    where m.role in ('agent', 'senior', 'lead') and p.id <> ${giverId} and m.program_id in (
      select c.program_id from handover_item i join "case" c on c.id = i.case_id where i.handover_id = ${handoverId})
    order by p.name, p.id, m.program_id`;
}

/** A proposal for the cases that have no receiver yet; those chosen already count for their receivers. */
export async function proposeReceivers(
  db: Db,
  handoverId: string,
  giverId: string,
  now: Date,
): Promise<BalancedItem[]> {
  const items = await itemsSeenBy(db, handoverId, giverId);
  const open = items.filter(({ state, receiver }) => state === 'unsent' && receiver === null);
  const writers = await readWriters(db, open);
  const cases = open.map(
    (row): CaseToPlace => ({
      caseId: row.caseId,
      programId: row.program.id,
      priority: row.priority,
      dueAt: row.dueAt?.toISOString() ?? null,
      writers: writers.get(row.caseId) ?? new Set(),
    }),
  );
  return balance(cases, await readCandidates(db, handoverId, giverId, now), chosenIn(items));
}

/** What each was chosen for and not sent yet. */
function chosenIn(items: readonly ItemRow[]): ReadonlyMap<string, number> {
  const chosen = new Map<string, number>();
  for (const { state, receiver } of items)
    if (receiver && state === 'unsent') chosen.set(receiver.id, (chosen.get(receiver.id) ?? 0) + 1);
  return chosen;
}

async function readWriters(
  db: Db,
  items: readonly ItemRow[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db<{ caseId: string; people: string[] }[]>`
    select n.case_id as "caseId", array_agg(distinct e.author_id) as people
    from note n join note_edit e on e.note_id = n.id
    where n.case_id = any(${items.map(({ caseId }) => caseId)}::uuid[]) and n.audience = 'team'
    group by n.case_id`;
  return new Map(rows.map(({ caseId, people }) => [caseId, new Set(people)]));
}
