import type { Tx } from '../../platform/db.ts';
import { outcomesOf, reopenedOf } from './outcomes.ts';
import { forgetOutcomes, readClock, readTimers, writeOutcomes, writeTimers } from './rows.ts';
import { applyFact, elapsedOf, factsOf, percentOf, type Timer } from './rules.ts';

/**
 * Lets a case's timers follow an entry of its ledger, in the entry's own transaction and under its lock. They
 * depend on nothing else, so whatever writes to the ledger keeps them right.
 */
export async function trackTimers(
  tx: Tx,
  event: { caseId: string; kind: string; data: unknown; at: Date },
): Promise<void> {
  const facts = factsOf(event);
  if (facts.length === 0) return;
  const clock = await readClock(tx, event.caseId);
  const at = event.at.getTime();
  let timers: readonly Timer[] = await readTimers(tx, event.caseId);
  for (const fact of facts) {
    const next = applyFact(timers, fact, { ...clock, at });
    await writeOutcomes(tx, event, outcomesOf(timers, next, { hours: clock.policy.hours, at }));
    await forgetOutcomes(tx, event.caseId, reopenedOf(timers, next));
    timers = next;
  }
  await writeTimers(tx, event.caseId, timers, clock.policy);
  // A case that is resolved waits for nobody.
  if (clock.isPaused && facts.some(({ fact }) => fact === 'resolved'))
    await tx`update "case" set timer_pause = null where id = ${event.caseId}`;
}

/** Counts as given every warning up to a percent that had been reached by then; for what is written afterwards. */
export async function forgetWarnings(tx: Tx, caseId: string, by: Date, upTo: number): Promise<void> {
  const { policy } = await readClock(tx, caseId);
  const timers = (await readTimers(tx, caseId)).map((timer) => {
    const percent = percentOf(timer, elapsedOf(timer, policy.hours, by.getTime()));
    return { ...timer, warned: Math.max(timer.warned, Math.floor(Math.min(percent, upTo))) };
  });
  await writeTimers(tx, caseId, timers, policy);
}
