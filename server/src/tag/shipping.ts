import { isRefusal } from '@caseroom/shared/refusal';
import type { Industry } from '@caseroom/shared/scorecard-defaults';
import type { Tx } from '../platform/db.ts';
import { addTag, type TagAct } from './acts.ts';
import { shippedTags } from './shipped.ts';

/** Gives a program the tags its line of work begins with, except for names it uses already. Answers how many. */
export async function addShipped(tx: Tx, act: TagAct, industry: Industry): Promise<number> {
  let added = 0;
  for (const tag of shippedTags[industry]) if (!isRefusal(await addTag(tx, act, tag))) added++;
  return added;
}
