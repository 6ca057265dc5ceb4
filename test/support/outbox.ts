import type { Sql } from '@caseroom/server/platform/db';

/** The time has come for whatever waits in the outbox: leases of killed processes have ended, back-offs and pauses are over. */
export async function outboxTimePasses(sql: Sql): Promise<void> {
  const past = new Date(0);
  await sql`delete from outbox_pause`;
  await sql`update outbox_item set due_at = ${past} where state = 'queued'`;
  await sql`update outbox_lane set next_at = ${past} where next_at is not null`;
}

/** Resolves when nothing waits or is under way any more. */
export async function outboxIsEmpty(sql: Sql): Promise<void> {
  for (;;) {
    const [left] = await sql`select from outbox_item where state in ('queued', 'sending') limit 1`;
    if (!left) return;
    await new Promise((soon) => setTimeout(soon, POLL_EVERY_MS));
  }
}

const POLL_EVERY_MS = 20;
