import type { PersonRef } from '@caseroom/shared/primitives';
import type { CaseTimer, CaseTimers, PauseReason, TimerPolicy } from '@caseroom/shared/timer';
import { readClock, readTimers } from '../case/timers/rows.ts';
import { dueAt, pathOf, percentOf, type Timer } from '../case/timers/rules.ts';
import type { Db } from '../platform/db.ts';

const MINUTE_MS = 60_000;

/** A case's timers as pages show them. The caller has decided who may read the case. */
export async function readCaseTimers(db: Db, caseId: string): Promise<CaseTimers> {
  const { policy } = await readClock(db, caseId);
  const timers = await readTimers(db, caseId);
  return { items: timers.map((timer) => shown(timer, policy)), pause: await readPause(db, caseId) };
}

function shown(timer: Timer, { hours }: TimerPolicy): CaseTimer {
  const due = dueAt(timer, hours);
  const path = pathOf(timer, hours).map(({ at, percent }) => ({ at: new Date(at).toISOString(), percent }));
  return {
    kind: timer.kind,
    state: timer.state,
    target_min: Math.round(timer.target_ms / MINUTE_MS),
    startedAt: new Date(timer.startedAt).toISOString(),
    dueAt: due === null ? null : new Date(due).toISOString(),
    path,
    percent: percentOf(timer, timer.elapsed_ms),
    remaining_ms: timer.target_ms - timer.elapsed_ms,
    heldAt: timer.state === 'running' ? null : new Date(timer.since).toISOString(),
  };
}

interface PauseRow {
  readonly reason: PauseReason;
  readonly note: string;
  readonly at: string;
  readonly by: PersonRef;
}

async function readPause(db: Db, caseId: string): Promise<PauseRow | null> {
  const [row] = await db<PauseRow[]>`
    select c.timer_pause->>'reason' as reason, c.timer_pause->>'note' as note, c.timer_pause->>'at' as at,
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as by
    from "case" c join person p on p.id = (c.timer_pause->>'by')::uuid
    where c.id = ${caseId} and c.timer_pause is not null`;
  return row ?? null;
}
