import { appendEvent } from '../case/events.ts';
import type { Tx } from '../platform/db.ts';
import { recordReview } from './summaries.ts';
import { momentOf } from './when.ts';
import type { Happening, Writing, WrittenNote } from './write.ts';

/** A note that somebody finalised when everybody had finished with it. */
export function finalising(writing: Writing, written: WrittenNote): Happening[] {
  const { tx, cast, now, caseId } = writing;
  const { noteId, script, played } = written;
  const { finalised, draftedFrom } = script;
  if (!finalised) return [];
  const actorId = cast.person(finalised.by);
  const at = momentOf(finalised.at, now);
  const happen = async () => {
    const data = { noteId, seq: played.firstSeq - 1 + played.edits.length };
    await appendEvent(tx, { caseId, kind: 'note.finalised', actorId, data, at });
    if (draftedFrom) await recordReview(writing, written, { actorId, at });
    return [];
  };
  return [{ at, happen }];
}

/** Once the journals are written: in what the ledger says is finalised nobody writes any more. */
export async function finaliseNotes(tx: Tx): Promise<void> {
  await tx`
    update note n set finalised_seq = (e.data->>'seq')::bigint, finalised_by = e.actor_id, finalised_at = e.at
    from case_event e
    where e.case_id = n.case_id and e.kind = 'note.finalised' and e.data->>'noteId' = n.id::text`;
}
