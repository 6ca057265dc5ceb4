import { appendEvent, hintCase } from '../case/events.ts';
import { hintInbox, notify } from '../case/notify.ts';
import { readClock, readTimers, writeTimers } from '../case/timers/rows.ts';
import { dueAt, type Timer, type Warning, warningsLeft } from '../case/timers/rules.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';

export interface SweepDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

/** How late a warning may be, ms. */
export const SWEEP_EVERY_MS = 5_000;

/**
 * Gives every warning that is due, each once, whatever time the server was away: a warning is an entry of the
 * ledger, and what was warned of is written in the entry's own transaction. A case at a time, skipping those
 * that another process is at; it gives theirs.
 */
export async function sweepTimers(deps: SweepDeps): Promise<number> {
  let warnings = 0;
  for (;;) {
    const done = await deps.sql.begin((tx) => warnNext(tx, deps.clock.now()));
    if (!done) return warnings;
    warnings += done.warnings;
    hintCase(deps.bus, done.caseId);
    hintInbox(deps.bus, done.told);
  }
}

interface Warned {
  readonly caseId: string;
  readonly warnings: number;
  readonly told: readonly string[];
}

async function warnNext(tx: Tx, now: Date): Promise<Warned | null> {
  // The case's lock comes before its timers', as for everything that writes to a ledger.
  const [row] = await tx<{ caseId: string; ownerId: string; programId: string }[]>`
    select c.id as "caseId", c.owner_id as "ownerId", c.program_id as "programId"
    from timer t join "case" c on c.id = t.case_id
    where t.warn_at <= ${now} order by t.warn_at limit 1 for no key update of c skip locked`;
  if (!row) return null;
  const { policy } = await readClock(tx, row.caseId);
  const timers = await readTimers(tx, row.caseId);
  const told = new Set<string>();
  const next: Timer[] = [];
  let warnings = 0;
  for (const timer of timers) {
    const left = warningsLeft(timer, policy.hours).filter(({ at }) => at <= now.getTime());
    const due = new Date(dueAt(timer, policy.hours) ?? now).toISOString();
    const last = left.at(-1);
    for (const warning of left) {
      const eventSeq = await enter(tx, row.caseId, timer, warning, due, now);
      // Who comes late to several warnings is told of the last one.
      if (warning !== last) continue;
      for (const id of await tell(tx, { ...row, eventSeq, timer, percent: warning.percent, due, now }))
        told.add(id);
    }
    warnings += left.length;
    next.push(last ? { ...timer, warned: last.percent } : timer);
  }
  await writeTimers(tx, row.caseId, next, policy);
  return { caseId: row.caseId, warnings, told: [...told] };
}

const enter = (tx: Tx, caseId: string, { kind }: Timer, { percent, at }: Warning, due: string, now: Date) =>
  appendEvent(tx, {
    caseId,
    kind: 'timer.warned',
    actorId: null,
    data: { timer: kind, percent, reachedAt: new Date(at).toISOString(), dueAt: due },
    at: now,
  });

/** The owner; when the time is up, the program's leads as well. */
async function tell(
  tx: Tx,
  warned: {
    readonly caseId: string;
    readonly ownerId: string;
    readonly programId: string;
    readonly eventSeq: number;
    readonly timer: Timer;
    readonly percent: number;
    readonly due: string;
    readonly now: Date;
  },
): Promise<string[]> {
  const { caseId, ownerId, programId, eventSeq, timer, percent, due, now } = warned;
  const leads =
    percent >= 100
      ? await tx<{ id: string }[]>`
          select person_id as id from membership where program_id = ${programId} and role = 'lead'`
      : [];
  return notify(tx, {
    caseId,
    eventSeq,
    kind: 'timer.warning',
    personIds: [...new Set([ownerId, ...leads.map(({ id }) => id)])],
    actorId: null,
    data: { timer: timer.kind, percent, dueAt: due },
    at: now,
  });
}
