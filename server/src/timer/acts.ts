import { unresolvedStatuses } from '@caseroom/shared/case';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { PauseTimers, TellCustomer } from '@caseroom/shared/timer';
import type { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';

/** Something a person does to a case's timers. */
export interface TimerAct extends By {
  readonly caseId: string;
}

interface Held {
  readonly isPaused: boolean;
}

/** Every timer but the first response stops counting, for a reason that stays in the ledger. */
export async function pauseTimers(
  tx: Tx,
  { caseId, actorId, at }: TimerAct,
  { reason, note = '' }: z.output<typeof PauseTimers>,
): Promise<Held | Refusal> {
  const held = await lockUnresolved(tx, caseId, actorId);
  if (isRefusal(held)) return held;
  if (held.isPaused) return refuse('conflict', 'The timers are paused already.');
  await appendEvent(tx, { caseId, kind: 'timer.paused', actorId, data: { reason, note }, at });
  const pause = { reason, note, by: actorId, at: at.toISOString() };
  await tx`update "case" set timer_pause = ${tx.json(pause)} where id = ${caseId}`;
  return held;
}

export async function resumeTimers(tx: Tx, { caseId, actorId, at }: TimerAct): Promise<Held | Refusal> {
  const held = await lockUnresolved(tx, caseId, actorId);
  if (isRefusal(held)) return held;
  if (!held.isPaused) return refuse('conflict', 'The timers are running already.');
  await tx`update "case" set timer_pause = null where id = ${caseId}`;
  await appendEvent(tx, { caseId, kind: 'timer.resumed', actorId, data: {}, at });
  return held;
}

/** The customer was told something: the wait for the next update begins anew. */
export async function tellCustomer(
  tx: Tx,
  { caseId, actorId, at }: TimerAct,
  { about = '' }: z.output<typeof TellCustomer>,
): Promise<Held | Refusal> {
  const held = await lockUnresolved(tx, caseId, actorId);
  if (isRefusal(held)) return held;
  await appendEvent(tx, { caseId, kind: 'customer.told', actorId, data: { about }, at });
  return held;
}

/** Lets a writer in and locks the case, so that two people at once are told apart. */
async function lockUnresolved(tx: Tx, caseId: string, actorId: string): Promise<Held | Refusal> {
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  const [row] = await tx<(Held & { isOver: boolean })[]>`
    select timer_pause is not null as "isPaused", status <> all(${[...unresolvedStatuses]}::text[]) as "isOver"
    from "case" where id = ${caseId} for no key update`;
  if (!row || row.isOver)
    return refuse('conflict', 'The case is resolved: nothing is timed. Reopen it first.');
  return row;
}
