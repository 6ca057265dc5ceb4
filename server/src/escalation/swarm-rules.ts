import type { Status } from '@caseroom/shared/case';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

export interface QuestionFacts {
  readonly personId: string;
  readonly isAnswered: boolean;
  readonly hasLeft: boolean;
  readonly isClosed: boolean;
}

const closed = 'The swarm was closed meanwhile.';

/** Anybody who writes in the case asks anybody else who does. */
export function judgeAsk(
  { caseStatus, canWrite }: { caseStatus: Status; canWrite: (personId: string) => boolean },
  actorId: string,
  people: readonly { readonly personId: string }[],
): Refusal | null {
  if (caseStatus === 'closed') return refuse('conflict', 'The case is closed. Reopen it first.');
  const fields = people.flatMap(({ personId }, i) => {
    const path = `people.${i}.personId`;
    if (personId === actorId) return [{ path, message: 'You are in the case already. Ask somebody else.' }];
    return canWrite(personId) ? [] : [{ path, message: 'This person cannot write in this case.' }];
  });
  return fields.length > 0 ? refuse('invalid', fields[0]?.message, { fields }) : null;
}

/** Only whoever was asked answers, once. `true`: they have. */
export function judgeAnswer(facts: QuestionFacts, actorId: string): true | Refusal {
  if (facts.personId !== actorId) return refuse('no-access', 'Somebody else was asked this.');
  if (facts.isClosed) return refuse('conflict', closed);
  if (facts.isAnswered) return refuse('conflict', 'You have answered this already.');
  return true;
}

/** `null`: they have left already. */
export function judgeLeave(facts: QuestionFacts, actorId: string): true | null | Refusal {
  if (facts.personId !== actorId) return refuse('no-access', 'Only the one who was asked leaves.');
  if (facts.hasLeft) return null;
  return facts.isClosed ? refuse('conflict', closed) : true;
}

export interface SwarmFacts {
  readonly startedBy: string;
  readonly ownerId: string;
  readonly isClosed: boolean;
}

export const mayClose = (
  { startedBy, ownerId, isClosed }: SwarmFacts,
  actorId: string,
  role: Role,
): boolean => !isClosed && (actorId === startedBy || actorId === ownerId || role === 'lead');

export function judgeClose(facts: SwarmFacts, actorId: string, role: Role): true | Refusal {
  if (facts.isClosed) return refuse('conflict', closed);
  return mayClose(facts, actorId, role)
    ? true
    : refuse('no-access', 'Whoever started the swarm, the owner or a lead closes it.');
}
