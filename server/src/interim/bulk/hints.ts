import { hintPeople } from '../../case/notify.ts';
import type { Bus } from '../../platform/bus.ts';
import type { Sql } from '../../platform/db.ts';
import { leadsOf } from '../queries.ts';

/** The bus channel that hints at a bulk send to carry on with. Its message is empty. */
export const BULK_CHANNEL = 'bulk-sends';

/** Wakes whoever sends; call it after commit. */
export const hintBulk = (bus: Bus): void => bus.publish(BULK_CHANNEL, '');

/** Lets the program's leads read it again; call it after commit. */
export async function tellLeads(sql: Sql, bus: Bus, programId: string): Promise<void> {
  const leads = await leadsOf(sql, programId);
  hintPeople(bus, { changed: 'bulk-sends', personIds: leads.map(({ id }) => id) });
}
