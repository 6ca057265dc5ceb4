import { Counter, Gauge, type Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { Sql } from '../db.ts';

/** What a scrape may know of the outbox; answers the function that counts an attempt. */
export function outboxMetrics(
  registry: Registry,
  { sql, clock }: { readonly sql: Sql; readonly clock: Clock },
): (kind: string, outcome: string) => void {
  const registers = [registry];
  const labelNames = ['kind'];
  const queued = new Gauge({
    name: 'caseroom_outbox_queued',
    help: 'Items that wait or are being sent.',
    labelNames,
    registers,
    collect: () => read(),
  });
  const dead = new Gauge({
    name: 'caseroom_outbox_dead',
    help: 'Items that a person has to look at.',
    labelNames,
    registers,
    collect: () => read(),
  });
  const oldest = new Gauge({
    name: 'caseroom_outbox_oldest_seconds',
    help: 'How long the oldest item waits that ought to have gone out.',
    labelNames,
    registers,
    collect: () => read(),
  });
  const attempts = new Counter({
    name: 'caseroom_outbox_attempts_total',
    help: 'Attempts of this process, by how they ended.',
    labelNames: ['kind', 'outcome'],
    registers,
  });

  let reading: Promise<void> | null = null;
  /** One query for the three of a scrape. */
  function read(): Promise<void> {
    reading ??= setAll().finally(() => {
      reading = null;
    });
    return reading;
  }

  /** Without a database a scrape is told nothing of them. */
  async function setAll(): Promise<void> {
    for (const gauge of [queued, dead, oldest]) gauge.reset();
    const now = clock.now();
    const counted = await countOpen(sql, now).catch(() => []);
    for (const row of counted) {
      queued.set({ kind: row.kind }, row.queued);
      dead.set({ kind: row.kind }, row.dead);
      oldest.set({ kind: row.kind }, row.since ? (now.getTime() - row.since.getTime()) / 1_000 : 0);
    }
  }

  return (kind, outcome) => attempts.inc({ kind, outcome });
}

interface Counted {
  readonly kind: string;
  readonly queued: number;
  readonly dead: number;
  readonly since: Date | null;
}

const countOpen = (sql: Sql, now: Date) => sql<Counted[]>`
  select kind, count(*) filter (where state <> 'dead') as queued, count(*) filter (where state = 'dead') as dead,
         min(coalesce(tried_at, due_at)) filter (where state <> 'dead' and coalesce(tried_at, due_at) <= ${now}) as since
  from outbox_item where state in ('queued', 'sending', 'dead') group by kind`;
