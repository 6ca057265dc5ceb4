import { appendEvent } from '../case/events.ts';
import { tidyTags } from '../case/rules.ts';
import type { Tx } from '../platform/db.ts';

/** Why a tag has another name. */
export interface Retagging {
  readonly from: string;
  readonly to: string;
  readonly why: 'renamed' | 'merged';
}

/**
 * Gives every case of a program that has one tag another one instead, each with an entry in its ledger. Answers them.
 * It is no work on a case: none moves up in the queue for it.
 */
export async function retag(
  tx: Tx,
  {
    programId,
    actorId,
    at,
  }: { readonly programId: string; readonly actorId: string | null; readonly at: Date },
  { from, to, why }: Retagging,
): Promise<string[]> {
  const cases = await tx<{ id: string; tags: string[]; touchedAt: Date }[]>`
    select id, tags, touched_at as "touchedAt" from "case"
    where program_id = ${programId} and tags @> array[${from}]::text[] order by id for no key update`;
  for (const { id, tags, touchedAt } of cases) {
    await appendEvent(tx, { caseId: id, kind: 'case.retagged', actorId, data: { from, to, why }, at });
    const retagged = tidyTags(tags.map((tag) => (tag === from ? to : tag)));
    await tx`update "case" set tags = ${retagged}, touched_at = ${touchedAt} where id = ${id}`;
  }
  return cases.map(({ id }) => id);
}
