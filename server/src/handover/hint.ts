import { hintCase } from '../case/events.ts';
import { hintFollowUps, hintHandovers, hintInbox } from '../case/notify.ts';
import type { Bus } from '../platform/bus.ts';
import type { Sql } from '../platform/db.ts';
import type { Acted } from './act.ts';
import { peopleOf } from './queries.ts';

/** Lets everybody know whose pages show what an act changed. Call it after commit. */
export async function hintActed(
  { sql, bus }: { readonly sql: Sql; readonly bus: Bus },
  { handoverId, caseIds, told, followUpsOf = [], also = [] }: Acted,
): Promise<void> {
  for (const caseId of new Set(caseIds)) hintCase(bus, caseId);
  hintInbox(bus, told);
  hintFollowUps(bus, followUpsOf);
  hintHandovers(bus, [...new Set([...also, ...(await peopleOf(sql, handoverId))])]);
}
