import type { Status } from '@caseroom/shared/case';
import type { Gap } from '@caseroom/shared/editor/sections';
import type { EscalationState, EscalationTarget } from '@caseroom/shared/escalation';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

/** Somebody who may write in the case, with their seat in its program. */
export interface Seat {
  readonly personId: string;
  readonly role: Role;
  readonly team: string | null;
}

/** An escalation and its case as they are under the case's lock. */
export interface EscalationFacts {
  readonly state: EscalationState;
  readonly target: EscalationTarget;
  readonly senderId: string;
  readonly settledBy: { readonly id: string; readonly name: string } | null;
  readonly ownerId: string;
  readonly caseStatus: Status;
}

export type EscalationCommand =
  | {
      readonly do: 'send';
      readonly hasAsk: boolean;
      /** What the committed note does not say. */
      readonly missing: readonly Gap[];
      /** People it would wait for, without the sender. */
      readonly receivers: number;
    }
  | { readonly do: 'accept' | 'decline' | 'withdraw' };

/** What a command makes of an escalation. `null`: it was done already, by the same person. */
export interface Step {
  readonly state: EscalationState;
  /** Set when the case changes hands with it. */
  readonly newOwnerId?: string;
}

const writers: readonly Role[] = ['agent', 'senior', 'lead'];

/** Whether an escalation with this target waits for somebody. */
export function isFor(target: EscalationTarget, seat: Seat): boolean {
  if (!writers.includes(seat.role)) return false;
  if (target.kind === 'person') return target.personId === seat.personId;
  return target.kind === 'tier' ? seat.role === 'senior' : seat.team === target.team;
}

/** The owner gives a case away; a lead may start it for them. */
export function judgeDraft(
  { ownerId, caseStatus, hasOpen }: { ownerId: string; caseStatus: Status; hasOpen: boolean },
  seat: Seat,
): Refusal | null {
  if (caseStatus === 'closed') return refuse('conflict', 'The case is closed. Reopen it first.');
  if (!mayGive(ownerId, seat)) return refuse('no-access', 'The case’s owner or a lead escalates it.');
  if (hasOpen) return refuse('conflict', 'This case is being escalated already.');
  return null;
}

const mayGive = (ownerId: string, seat: Seat): boolean => seat.personId === ownerId || seat.role === 'lead';

/** A draft is changed and sent by whoever began it. */
export function judgeEdit({ state, senderId }: EscalationFacts, seat: Seat): Refusal | null {
  if (state !== 'drafted') return refuse('conflict', 'This escalation has been sent or ended meanwhile.');
  return senderId === seat.personId
    ? null
    : refuse('no-access', 'Whoever began the escalation changes and sends it.');
}

/** The next state of an escalation, and who owns the case then (P3: it moves on acceptance and nowhere else). */
export function decide(
  facts: EscalationFacts,
  command: EscalationCommand,
  seat: Seat,
): Step | null | Refusal {
  switch (command.do) {
    case 'send':
      return decideSend(facts, command, seat);
    case 'withdraw':
      return decideWithdraw(facts, seat);
    default:
      return decideAnswer(facts, command.do, seat);
  }
}

function decideSend(
  facts: EscalationFacts,
  { hasAsk, missing, receivers }: EscalationCommand & { do: 'send' },
  seat: Seat,
): Step | null | Refusal {
  if (facts.state === 'sent' && facts.senderId === seat.personId) return null;
  const refusal = judgeEdit(facts, seat);
  if (refusal) return refusal;
  if (facts.caseStatus === 'closed') return refuse('conflict', 'The case is closed. Reopen it first.');
  if (!mayGive(facts.ownerId, seat))
    return refuse('no-access', 'You no longer own this case, so you cannot escalate it.');
  const fields = [
    ...(hasAsk ? [] : [{ path: 'ask', message: 'Say what you ask for.' }]),
    ...missing.map(({ key, label }) => ({
      path: key ?? label.toLowerCase(),
      message: `“${label}” says nothing yet.`,
    })),
  ];
  if (fields.length > 0) return refuse('invalid', fields.map(({ message }) => message).join(' '), { fields });
  if (facts.target.kind === 'person' && facts.target.personId === facts.ownerId)
    return refuse('conflict', 'Whoever this is for owns the case by now. Choose somebody else.');
  if (receivers === 0)
    return refuse('conflict', 'Nobody this is for can take the case. Choose somebody else.');
  return { state: 'sent' };
}

function decideAnswer(
  facts: EscalationFacts,
  answer: 'accept' | 'decline',
  seat: Seat,
): Step | null | Refusal {
  const next = answer === 'accept' ? 'accepted' : 'declined';
  if (facts.state === next && facts.settledBy?.id === seat.personId) return null;
  if (facts.state === 'drafted') return refuse('conflict', 'This escalation has not been sent yet.');
  if (facts.state !== 'sent') return refuse('conflict', endedWords(facts));
  if (!isFor(facts.target, seat)) return refuse('no-access', 'This escalation is not for you.');
  if (seat.personId === facts.senderId)
    return refuse('conflict', 'You sent this escalation. Withdraw it instead.');
  if (answer === 'decline') return { state: 'declined' };
  if (facts.caseStatus === 'closed') return refuse('conflict', 'The case is closed. Reopen it first.');
  if (seat.personId === facts.ownerId) return refuse('conflict', 'You own this case already.');
  return { state: 'accepted', newOwnerId: seat.personId };
}

function decideWithdraw(facts: EscalationFacts, seat: Seat): Step | null | Refusal {
  if (facts.state === 'withdrawn' && facts.settledBy?.id === seat.personId) return null;
  if (facts.state !== 'drafted' && facts.state !== 'sent') return refuse('conflict', endedWords(facts));
  if (!mayWithdraw(facts, seat)) return refuse('no-access', 'The sender, the owner or a lead withdraws it.');
  return { state: 'withdrawn' };
}

const mayWithdraw = ({ senderId, ownerId }: EscalationFacts, seat: Seat): boolean =>
  seat.personId === senderId || mayGive(ownerId, seat);

const endedWords = ({ state, settledBy }: EscalationFacts): string =>
  `${settledBy?.name ?? 'Somebody'} ${state === 'withdrawn' ? 'withdrew' : state} this escalation first.`;

/** What somebody may do now, for the page to offer. */
export const rightsIn = (facts: EscalationFacts, seat: Seat) => ({
  edit: judgeEdit(facts, seat) === null,
  answer: isStep(decideAnswer(facts, 'decline', seat)),
  withdraw: isStep(decideWithdraw(facts, seat)),
});

const isStep = (verdict: Step | null | Refusal): boolean => verdict !== null && 'state' in verdict;
