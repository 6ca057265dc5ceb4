import { daysLater } from '@caseroom/shared/day';
import { dayAfter } from '@caseroom/shared/period';
import { isRefusal } from '@caseroom/shared/refusal';
import { questionOf } from '../insight/question.ts';
import { release } from '../insight/releases.ts';
import type { Tx } from '../platform/db.ts';
import type { Cast } from './cast.ts';
import { demoPolicies } from './deadlines.ts';
import { granted } from './granted.ts';

/** The last day that the client was shown lies this far back. */
const RELEASED_DAYS_AGO = 8;

const summary = `Fewer roaming questions than in October; double charges after plan changes are now the most frequent reason.
The proration job is corrected and watched. We expect these cases to fall from here on.`;

/** What Northwind’s own people have been shown of the figures. */
export async function releaseFigures(tx: Tx, cast: Cast, now: Date): Promise<void> {
  const program = cast.program('northwind');
  const actorId = cast.person('ines');
  const today = daysLater(dayAfter(now.getTime(), demoPolicies.northwind.hours.timeZone), -1);
  const asked = { program, to: daysLater(today, -RELEASED_DAYS_AGO), weeks: 4 as const };
  const question = granted(await questionOf(tx, actorId, asked, now));
  const made = await release(tx, question, { summary, tags: ['billing', 'broadband'] }, { actorId, today });
  if (isRefusal(made)) throw new Error(`the demo was refused: ${made.detail}`);
}
