import type { Clock } from '../clock.ts';
import type { Sql } from '../db.ts';
import { FORGET_AT_ONCE, KEPT_MS } from './limits.ts';

/** Forgets what was settled long ago, empty lanes and pauses that are over. */
export async function sweepOutbox({
  sql,
  clock,
}: {
  readonly sql: Sql;
  readonly clock: Clock;
}): Promise<void> {
  const now = clock.now();
  const before = new Date(now.getTime() - KEPT_MS);
  for (;;) {
    const gone = await sql`
      delete from outbox_item where id in (
        select id from outbox_item where state in ('delivered', 'discarded') and settled_at < ${before}
        limit ${FORGET_AT_ONCE})`;
    if (gone.count < FORGET_AT_ONCE) break;
  }
  await sql`
    delete from outbox_lane l where next_at is null
      and not exists (select from outbox_item i where i.kind = l.kind and i.lane = l.lane)`;
  await sql`delete from outbox_pause where until < ${now}`;
}
