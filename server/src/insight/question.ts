import type { AskInsight } from '@caseroom/shared/insight';
import type { Program } from '@caseroom/shared/people';
import { dayAfter, periodBefore } from '@caseroom/shared/period';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { z } from 'zod';
import { rolesOf } from '../case/access.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import type { Question } from './report.ts';
import { judgeInsight } from './scope.ts';

export interface InsightDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  /** Whether this deployment can send e-mail. */
  readonly mailAvailable: boolean;
}

/** What is asked, and as much of it as the asker may know. A program they are not in looks like none at all. */
export async function questionOf(
  db: Db,
  actorId: string,
  asked: z.output<typeof AskInsight>,
  now: Date,
): Promise<Question | Refusal> {
  const role = (await rolesOf(db, actorId)).get(asked.program);
  const held = role && (await readProgram(db, asked.program));
  if (!role || !held) return refuse('not-found', 'There is no such program.');
  const granted = judgeInsight(role, actorId, asked);
  if (isRefusal(granted)) return granted;
  const { timeZone, ...program } = held;
  const to = asked.to ?? dayAfter(now.getTime(), timeZone);
  return { program, period: periodBefore(to, asked.weeks, timeZone), granted, now };
}

export async function readProgram(db: Db, id: string): Promise<(Program & { timeZone: string }) | undefined> {
  const [row] = await db<(Program & { timeZone: string })[]>`
    select id, name, client, timer_policy->'hours'->>'timeZone' as "timeZone" from program where id = ${id}`;
  return row;
}
