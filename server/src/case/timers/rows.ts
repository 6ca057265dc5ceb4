import type { Priority } from '@caseroom/shared/case';
import { SOON_PERCENT, type TimerPolicy } from '@caseroom/shared/timer';
import type { Db, Tx } from '../../platform/db.ts';
import type { Outcome } from './outcomes.ts';
import { dueAt, momentOf, pathOf, type Timer, warningsLeft } from './rules.ts';

/** What the timers of a case are judged by. */
export interface CaseClock {
  readonly policy: TimerPolicy;
  readonly priority: Priority;
  readonly isPaused: boolean;
}

export async function readClock(db: Db, caseId: string): Promise<CaseClock> {
  const [row] = await db<CaseClock[]>`
    select g.timer_policy as policy, c.priority, c.timer_pause is not null as "isPaused"
    from "case" c join program g on g.id = c.program_id where c.id = ${caseId}`;
  if (!row) throw new Error(`case ${caseId} is gone while it is timed`);
  return row;
}

type TimerRow = Omit<Timer, 'startedAt' | 'since'> & { readonly startedAt: Date; readonly since: Date };

export async function readTimers(db: Db, caseId: string): Promise<Timer[]> {
  const rows = await db<TimerRow[]>`
    select kind, state, target_ms, elapsed_ms, started_at as "startedAt", since, warned
    from timer where case_id = ${caseId} order by kind`;
  return rows.map((row) => ({ ...row, startedAt: row.startedAt.getTime(), since: row.since.getTime() }));
}

/** Puts a case's timers in the place of those that were. The caller holds the lock of the case's row. */
export async function writeTimers(
  tx: Tx,
  caseId: string,
  timers: readonly Timer[],
  { hours }: TimerPolicy,
): Promise<void> {
  const kept = timers.map(({ kind }) => kind);
  await tx`delete from timer where case_id = ${caseId} and kind <> all(${kept}::text[])`;
  for (const timer of timers) {
    const path = pathOf(timer, hours).map(({ at, percent }) => ({ at: new Date(at).toISOString(), percent }));
    const row = {
      case_id: caseId,
      kind: timer.kind,
      state: timer.state,
      target_ms: timer.target_ms,
      elapsed_ms: timer.elapsed_ms,
      started_at: new Date(timer.startedAt),
      since: new Date(timer.since),
      warned: timer.warned,
      due_at: dated(dueAt(timer, hours)),
      soon_at: dated(momentOf(timer, hours, SOON_PERCENT)),
      warn_at: dated(warningsLeft(timer, hours)[0]?.at ?? null),
      path: tx.json(path),
    };
    await tx`insert into timer ${tx(row)} on conflict (case_id, kind) do update set ${tx(row)}`;
  }
  await tx`
    update "case" set due_at = (select min(due_at) from timer where case_id = ${caseId}) where id = ${caseId}`;
}

/** Keeps how timers ended, for the figures over many cases; credited to the case's owner at that moment. */
export async function writeOutcomes(
  tx: Tx,
  { caseId, at }: { readonly caseId: string; readonly at: Date },
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const { kind, startedAt, target_ms, elapsed_ms } of outcomes) {
    await tx`
      insert into timer_outcome (case_id, kind, started_at, ended_at, target_ms, elapsed_ms, owner_id)
      select id, ${kind}, ${new Date(startedAt)}, ${at}, ${target_ms}, ${elapsed_ms}, owner_id
      from "case" where id = ${caseId}
      on conflict (case_id, kind, started_at) do update set
        ended_at = excluded.ended_at, target_ms = excluded.target_ms,
        elapsed_ms = excluded.elapsed_ms, owner_id = excluded.owner_id`;
  }
}

export async function forgetOutcomes(tx: Tx, caseId: string, timers: readonly Timer[]): Promise<void> {
  for (const { kind, startedAt } of timers)
    await tx`
      delete from timer_outcome
      where case_id = ${caseId} and kind = ${kind} and started_at = ${new Date(startedAt)}`;
}

const dated = (at: number | null): Date | null => (at === null ? null : new Date(at));
