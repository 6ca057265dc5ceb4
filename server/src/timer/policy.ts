import type { Priority } from '@caseroom/shared/case';
import { unresolvedStatuses } from '@caseroom/shared/case';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { TimerPolicy } from '@caseroom/shared/timer';
import { readTimers, writeTimers } from '../case/timers/rows.ts';
import { underPolicy } from '../case/timers/rules.ts';
import type { Db, Tx } from '../platform/db.ts';

const noProgram = () => refuse('not-found', 'There is no such program.');

export async function readPolicy(db: Db, programId: string): Promise<TimerPolicy | Refusal> {
  const [row] = await db<{ policy: TimerPolicy }[]>`
    select timer_policy as policy from program where id = ${programId}`;
  return row?.policy ?? noProgram();
}

/**
 * Puts a policy in force: timers that run keep what has passed and count the rest by it. Answers the cases
 * whose deadlines may have moved. Cases are locked one after the other in the order of their ids, so an edit
 * of a large program takes a while and holds nobody up for long.
 */
export async function writePolicy(
  tx: Tx,
  programId: string,
  policy: TimerPolicy,
  now: Date,
): Promise<string[] | Refusal> {
  const [program] = await tx<{ policy: TimerPolicy }[]>`
    select timer_policy as policy from program where id = ${programId} for update`;
  if (!program) return noProgram();
  await tx`update program set timer_policy = ${tx.json(policy as never)} where id = ${programId}`;
  const cases = await tx<{ id: string; priority: Priority; isPaused: boolean }[]>`
    select id, priority, timer_pause is not null as "isPaused" from "case"
    where program_id = ${programId} and status = any(${[...unresolvedStatuses]}::text[]) order by id for no key update`;
  for (const { id, priority, isPaused } of cases) {
    const timers = await readTimers(tx, id);
    const next = timers.flatMap(
      (timer) => underPolicy(timer, program.policy, { policy, priority, isPaused, at: now.getTime() }) ?? [],
    );
    await writeTimers(tx, id, next, policy);
  }
  return cases.map(({ id }) => id);
}
