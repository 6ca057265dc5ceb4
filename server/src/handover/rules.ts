import type { Status } from '@caseroom/shared/case';
import {
  type HandoverItemState,
  type HandoverSection,
  type HandoverState,
  MAX_SHIFT_AHEAD_MS,
  waitingItemStates,
} from '@caseroom/shared/handover';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Somebody with their seat in the case's program. */
export interface Seat {
  readonly personId: string;
  readonly role: Role;
}

/** A case of a packet as it is under the packet's and the case's lock. */
export interface ItemFacts {
  readonly packet: HandoverState;
  readonly state: HandoverItemState;
  readonly giver: Named;
  readonly receiver: Named | null;
  /** Null as well when the system itself withdrew it. */
  readonly settledBy: Named | null;
  readonly owner: Named;
  readonly caseStatus: Status;
  /** The leads have been told that nobody accepts it before the shift ends. */
  readonly leadsTold: boolean;
}

export type ItemCommand =
  | { readonly do: 'choose'; readonly receiver: Receiver | null }
  | {
      readonly do: 'offer';
      /** Whether the receiver still writes in the program. */
      readonly canReceive: boolean;
      /** Parts of the committed note that say nothing. */
      readonly missing: readonly HandoverSection[];
    }
  | { readonly do: 'assign'; readonly receiver: Receiver }
  | { readonly do: 'read' | 'withdraw' | 'decline' }
  /** `unread`: keys of the lines that the accepting person has not read back. */
  | { readonly do: 'accept'; readonly unread: readonly string[] };

export interface Receiver {
  readonly id: string;
  /** Not disabled, and agent, senior or lead of the case's program. */
  readonly canReceive: boolean;
}

/** What a command makes of an item. `null`: it is so already, by the same person's doing. */
export interface Step {
  readonly state: HandoverItemState;
  readonly receiverId: string | null;
  /** Set when the case changes hands with it. */
  readonly newOwnerId?: string;
}

type Verdict = Step | null | Refusal;

const writers: readonly Role[] = ['agent', 'senior', 'lead'];
const canTakeCases = (role: Role): boolean => writers.includes(role);

/** Why nobody can take the case over any more, as a sentence; null: nothing is in the way. */
export function obstacleOf({ state, owner, giver, caseStatus }: ItemFacts): string | null {
  if (state === 'accepted') return null;
  if (owner.id !== giver.id) return `${owner.name} owns this case now.`;
  return caseStatus === 'resolved' || caseStatus === 'closed' ? `The case is ${caseStatus}.` : null;
}

/** What becomes of an item, and who owns the case then (P3: it moves on acceptance and nowhere else). */
export function decide(facts: ItemFacts, command: ItemCommand, seat: Seat): Verdict {
  switch (command.do) {
    case 'choose':
      return decideChoose(facts, command.receiver, seat);
    case 'offer':
      return decideOffer(facts, command, seat);
    case 'assign':
      return decideAssign(facts, command.receiver, seat);
    case 'withdraw':
      return decideWithdraw(facts, seat);
    case 'read':
      return judgeTaking(facts, seat) ?? { state: facts.state, receiverId: idOf(facts.receiver) };
    case 'decline':
      return decideDecline(facts, seat);
    case 'accept':
      return decideAccept(facts, command.unread, seat);
  }
}

const idOf = (person: Named | null): string | null => person?.id ?? null;

/** Only the giver's own packet, and only while it is open. */
function judgeGiving(facts: ItemFacts, seat: Seat): Refusal | null {
  if (seat.personId !== facts.giver.id) return refuse('no-access', 'This is somebody else’s handover.');
  if (facts.packet === 'closed') return refuse('conflict', 'This handover is closed.');
  return null;
}

const inTheWay = (facts: ItemFacts): Refusal | null => {
  const obstacle = obstacleOf(facts);
  return obstacle === null ? null : refuse('conflict', `${obstacle} There is nothing to hand over.`);
};

/** A declined or withdrawn item comes back as one that is to be sent. */
function decideChoose(facts: ItemFacts, receiver: Receiver | null, seat: Seat): Verdict {
  const refusal = judgeGiving(facts, seat);
  if (refusal) return refusal;
  const receiverId = receiver?.id ?? null;
  const same = receiverId === idOf(facts.receiver);
  if (facts.state === 'accepted') return refuse('conflict', `${nameOf(facts.settledBy)} has accepted it.`);
  if (facts.state === 'offered')
    return same
      ? null
      : refuse(
          'conflict',
          `It waits for ${nameOf(facts.receiver)}. Take it back before choosing somebody else.`,
        );
  const bad = inTheWay(facts) ?? judgeReceiver(facts, receiver);
  if (bad) return bad;
  if (facts.state === 'unsent') return same ? null : { state: 'unsent', receiverId };
  return receiverId === null ? null : { state: 'unsent', receiverId };
}

function judgeReceiver(facts: ItemFacts, receiver: Receiver | null): Refusal | null {
  if (receiver === null) return null;
  if (receiver.id === facts.giver.id) return badReceiver('The giver cannot be the receiver.');
  return receiver.canReceive ? null : badReceiver('This person cannot take cases of this program.');
}

const badReceiver = (message: string): Refusal =>
  refuse('invalid', message, { fields: [{ path: 'receiverId', message }] });

function decideOffer(
  facts: ItemFacts,
  { canReceive, missing }: ItemCommand & { do: 'offer' },
  seat: Seat,
): Verdict {
  const refusal = judgeGiving(facts, seat);
  if (refusal) return refusal;
  if (facts.state === 'offered') return null;
  if (facts.state !== 'unsent') return refuse('conflict', endedWords(facts));
  const obstacle = inTheWay(facts);
  if (obstacle) return obstacle;
  const fields = [
    ...(facts.receiver === null ? [{ path: 'receiver', message: 'Choose who takes it over.' }] : []),
    ...(facts.receiver !== null && !canReceive
      ? [{ path: 'receiver', message: `${facts.receiver.name} cannot take cases of this program.` }]
      : []),
    ...missing.map((section) => ({
      path: section.toLowerCase(),
      message: `“${section}” says nothing yet.`,
    })),
  ];
  if (fields.length > 0) return refuse('invalid', fields.map(({ message }) => message).join(' '), { fields });
  return { state: 'offered', receiverId: idOf(facts.receiver) };
}

/** A lead finds a receiver for what was offered, came back, or was never sent and is late. */
function decideAssign(facts: ItemFacts, receiver: Receiver, seat: Seat): Verdict {
  if (seat.role !== 'lead') return refuse('no-access', 'A lead of the program finds somebody else.');
  if (facts.packet === 'closed') return refuse('conflict', 'This handover is closed.');
  if (!waitingItemStates.includes(facts.state)) return refuse('conflict', endedWords(facts));
  if (facts.state === 'unsent' && !facts.leadsTold)
    return refuse('conflict', `${facts.giver.name} is still preparing it.`);
  const bad = inTheWay(facts) ?? judgeReceiver(facts, receiver);
  if (bad) return bad;
  if (facts.state === 'offered' && facts.receiver?.id === receiver.id) return null;
  return { state: 'offered', receiverId: receiver.id };
}

function decideWithdraw(facts: ItemFacts, seat: Seat): Verdict {
  if (facts.state === 'withdrawn' && seat.personId === facts.giver.id) return null;
  const refusal = judgeGiving(facts, seat);
  if (refusal) return refusal;
  if (facts.state === 'accepted') return refuse('conflict', endedWords(facts));
  return { state: 'withdrawn', receiverId: idOf(facts.receiver) };
}

/** It is the receiver's to take; once the leads were told, any lead's as well. */
const mayTake = (facts: ItemFacts, { personId, role }: Seat): boolean =>
  personId !== facts.giver.id &&
  canTakeCases(role) &&
  (personId === facts.receiver?.id || (role === 'lead' && facts.leadsTold));

function judgeTaking(facts: ItemFacts, seat: Seat): Refusal | null {
  if (facts.packet === 'closed' || !waitingItemStates.includes(facts.state))
    return refuse('conflict', endedWords(facts));
  if (!mayTake(facts, seat)) return refuse('no-access', 'This case is not offered to you.');
  const isLate = seat.role === 'lead' && facts.leadsTold;
  if (facts.state !== 'offered' && !isLate)
    return refuse('conflict', facts.state === 'unsent' ? 'It has not been sent yet.' : endedWords(facts));
  return null;
}

function decideDecline(facts: ItemFacts, seat: Seat): Verdict {
  if (facts.state === 'declined' && facts.settledBy?.id === seat.personId) return null;
  const refusal = judgeTaking(facts, seat);
  if (refusal) return refusal;
  if (facts.state !== 'offered' || seat.personId !== facts.receiver?.id)
    return refuse('conflict', 'Only whom it is offered to declines it.');
  return { state: 'declined', receiverId: seat.personId };
}

function decideAccept(facts: ItemFacts, unread: readonly string[], seat: Seat): Verdict {
  if (facts.state === 'accepted' && facts.settledBy?.id === seat.personId) return null;
  const refusal = judgeTaking(facts, seat) ?? inTheWay(facts);
  if (refusal) return refusal;
  if (unread.length > 0) {
    const fields = unread.map((key) => ({ path: `readBack.${key}`, message: 'Not read back yet.' }));
    const lines = unread.length === 1 ? 'One line is' : `${unread.length} lines are`;
    return refuse('invalid', `${lines} not read back yet.`, { fields });
  }
  return { state: 'accepted', receiverId: seat.personId, newOwnerId: seat.personId };
}

const nameOf = (person: Named | null): string => person?.name ?? 'Somebody';

function endedWords({ state, settledBy, giver, packet }: ItemFacts): string {
  if (state === 'accepted') return `${nameOf(settledBy)} accepted it first.`;
  if (state === 'declined') return `${nameOf(settledBy)} declined it.`;
  if (state === 'withdrawn')
    return settledBy ? `${settledBy.name} took it back.` : `It stays with ${giver.name}.`;
  return packet === 'closed' ? 'This handover is closed.' : 'It waits for somebody else.';
}

/** A packet after its items have moved: the last one accepted closes it. */
export function packetAfter(now: HandoverState, items: readonly HandoverItemState[]): HandoverState {
  const waits = items.some((state) => waitingItemStates.includes(state));
  if (now === 'closed' || (!waits && items.includes('accepted'))) return 'closed';
  return now === 'sent' || items.includes('offered') ? 'sent' : 'drafting';
}

export function judgeShiftEnd(shiftEndsAt: Date, now: Date): Refusal | null {
  const ahead_ms = shiftEndsAt.getTime() - now.getTime();
  if (ahead_ms > 0 && ahead_ms <= MAX_SHIFT_AHEAD_MS) return null;
  const message =
    ahead_ms > 0
      ? `A shift ends within ${MAX_SHIFT_AHEAD_MS / 3_600_000} hours.`
      : 'That time has passed already.';
  return refuse('invalid', message, { fields: [{ path: 'shiftEndsAt', message }] });
}

/** Whoever hands over answers what is asked about it, even after it was accepted. */
export function judgeAnswer(
  facts: ItemFacts,
  question: { readonly answered: boolean },
  seat: Seat,
): Refusal | null {
  if (seat.personId !== facts.giver.id)
    return refuse('no-access', `${facts.giver.name} answers what is asked about this handover.`);
  return question.answered ? refuse('conflict', 'This question has been answered already.') : null;
}

/** What somebody may do now, for the page to offer. */
export function rightsIn(facts: ItemFacts, seat: Seat) {
  const ok = (command: ItemCommand): boolean => isStep(decide(facts, command, seat));
  const nobody = { id: '', canReceive: true };
  return {
    choose: ok({ do: 'choose', receiver: nobody }),
    withdraw: ok({ do: 'withdraw' }),
    take: obstacleOf(facts) === null && ok({ do: 'accept', unread: [] }),
    answer: seat.personId === facts.giver.id,
    assign: ok({ do: 'assign', receiver: nobody }),
  };
}

const isStep = (verdict: Verdict): boolean => verdict !== null && 'state' in verdict;
