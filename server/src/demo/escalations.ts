import { declineEscalation, draftEscalation, sendEscalation } from '../escalation/acts.ts';
import { answerSwarm, askSwarm } from '../escalation/swarm.ts';
import { granted } from './granted.ts';
import type { QuestionScript } from './script.ts';
import { momentOf } from './when.ts';
import type { Happening, Writing, WrittenNote } from './write.ts';

/** What becomes of a note that is an escalation: begun with it, sent when its words stand, perhaps declined. */
export function escalating(writing: Writing, written: WrittenNote): Happening[] {
  const { tx, cast, now, caseId } = writing;
  const { noteId, script, played } = written;
  if (!script.escalation) return [];
  const { reason, ask, sent, declined } = script.escalation;
  const actorId = cast.person(script.by);
  const begin = async (): Promise<Happening[]> => {
    const draft = { caseId, actorId, at: momentOf(script.at, now), reason, ask };
    const made = granted(await draftEscalation(tx, { ...draft, target: { kind: 'tier' }, note: { noteId } }));
    return [{ at: momentOf(sent, now), happen: () => send(made.escalationId) }];
  };
  const send = async (id: string): Promise<Happening[]> => {
    const at = momentOf(sent, now);
    const seq = played.firstSeq - 1 + played.edits.filter((edit) => edit.at <= at).length;
    granted(await sendEscalation(tx, id, { actorId, at }, { seq, missing: [] }));
    return declined ? [{ at: momentOf(declined.at, now), happen: () => decline(id, declined) }] : [];
  };
  const decline = async (id: string, by: NonNullable<typeof declined>): Promise<Happening[]> => {
    const who = { actorId: cast.person(by.by), at: momentOf(by.at, now) };
    granted(await declineEscalation(tx, id, who, by.reason));
    return [];
  };
  return [{ at: momentOf(script.at, now), happen: begin }];
}

/** Specialists are asked into the case, and some have answered. */
export function asking({ tx, cast, now, caseId }: Writing, script: QuestionScript): Happening {
  const at = momentOf(script.at, now);
  const happen = async (): Promise<Happening[]> => {
    const people = [{ personId: cast.person(script.to), question: script.question }];
    granted(await askSwarm(tx, caseId, { actorId: cast.person(script.by), at }, people));
    return script.answer ? [{ at: momentOf(script.answer.at, now), happen: answer }] : [];
  };
  const answer = async (): Promise<Happening[]> => {
    if (!script.answer) return [];
    const personId = cast.person(script.to);
    const [asked] = await tx<{ id: string }[]>`
      select q.id from swarm_question q join swarm s on s.id = q.swarm_id
      where s.case_id = ${caseId} and q.person_id = ${personId} and q.answered_at is null`;
    const by = { actorId: personId, at: momentOf(script.answer.at, now) };
    granted(await answerSwarm(tx, asked?.id ?? '', by, script.answer.text));
    return [];
  };
  return { at, happen };
}
