import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { accessNote } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import type { Ending } from './ending.ts';

export interface End extends By {
  readonly noteId: string;
  /** The version that stands from then on. */
  readonly seq: number;
}

/**
 * Ends the writing of a note in the caller's transaction, at exactly the version the caller looked at. `moved`: it is
 * further on by now. What another feature has to do with its end is done with it. Its row's lock keeps edits out until this is committed; call `rooms.finalised` after that.
 */
export async function endNote(
  tx: Tx,
  { noteId, seq, actorId, at }: End,
  ending: Ending | null = null,
): Promise<Refusal | 'moved' | 'ended'> {
  const [note] = await tx<{ headSeq: number }[]>`
    select head_seq as "headSeq" from note where id = ${noteId} for no key update`;
  const access = await accessNote(tx, actorId, noteId, 'write');
  if (isRefusal(access)) return access;
  if (note?.headSeq !== seq) return 'moved';
  await tx`
    update note set finalised_seq = ${seq}, finalised_by = ${actorId}, finalised_at = ${at} where id = ${noteId}`;
  const data = { noteId, seq };
  await appendEvent(tx, { caseId: access.caseId, kind: 'note.finalised', actorId, data, at });
  await ending?.record(tx, { caseId: access.caseId, at });
  return 'ended';
}
