import { dayAfter } from '@caseroom/shared/recheck';
import { isRefusal } from '@caseroom/shared/refusal';
import { setRecheck } from '../recheck/acts.ts';
import { momentOf } from './when.ts';
import type { Happening, Writing, WrittenNote } from './write.ts';

/** Whoever began the note set its day once the note was written; nobody is to hear of it a second time. */
export function rechecking({ tx, cast, now }: Writing, { noteId, script, played }: WrittenNote): Happening[] {
  const { recheck } = script;
  if (!recheck) return [];
  const at = played.edits.at(-1)?.at ?? momentOf(script.at, now);
  const dueOn = dayAfter(now.toISOString().slice(0, 10), recheck.inDays);
  const happen = async () => {
    const act = { noteId, actorId: cast.person(script.by), at };
    const done = await setRecheck(tx, act, { dueOn, everyDays: recheck.everyDays });
    if (isRefusal(done)) throw new Error(`the demo was refused: ${done.detail}`);
    await tx`update note_recheck set told_for = due_on where note_id = ${noteId}`;
    return [];
  };
  return [{ at, happen }];
}
