import {
  type AnswerAct,
  type AnswerActName,
  type AnswerRights,
  type AnswerState,
  REVIEW_EVERY_DAYS,
  type StaleReason,
  UNUSED_DAYS,
} from '@caseroom/shared/answer';
import type { Role } from '@caseroom/shared/people';
import type { Finding } from '@caseroom/shared/personal-data';
import { findingNames } from '@caseroom/shared/personal-data';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';

export interface CardFacts {
  readonly state: AnswerState;
  readonly version: number;
  readonly authorId: string;
  /** What of its words looks like a customer's. */
  readonly findings: readonly Finding[];
}

/** Somebody of the card's program. */
export interface Seat {
  readonly personId: string;
  readonly role: Role;
}

/** Those who publish cards and take them back. */
export const reviewerRoles: readonly Role[] = ['lead', 'qa'];
const isReviewer = ({ role }: Seat): boolean => reviewerRoles.includes(role);
const isAuthor = ({ authorId }: Pick<CardFacts, 'authorId'>, { personId }: Seat): boolean =>
  authorId === personId;

/** From which states an act goes, and to which; in the order they are offered. */
const moves: Record<AnswerActName, { readonly from: readonly AnswerState[]; readonly to: AnswerState }> = {
  submit: { from: ['draft'], to: 'review' },
  publish: { from: ['review'], to: 'published' },
  confirm: { from: ['published'], to: 'published' },
  restore: { from: ['retired'], to: 'review' },
  return: { from: ['review'], to: 'draft' },
  retire: { from: ['draft', 'review', 'published'], to: 'retired' },
};
const actNames = Object.keys(moves) as AnswerActName[];

/**
 * Authors write and withdraw their own; leads and quality reviewers of the program do everything with every card,
 * but nobody publishes what they wrote themselves: a second pair of eyes reads it first.
 */
function judgePerson(card: CardFacts, act: AnswerActName, seat: Seat): Refusal | null {
  const mine = isAuthor(card, seat);
  if (act === 'publish' && mine)
    return refuse('no-access', 'Somebody other than its author publishes a card.');
  if (isReviewer(seat)) return null;
  const isOwnDraft = mine && card.state !== 'published' && ['submit', 'return', 'retire'].includes(act);
  return isOwnDraft ? null : refuse('no-access', 'Leads and quality reviewers of the program do that.');
}

const goesFrom = (card: CardFacts, act: AnswerActName): boolean => moves[act].from.includes(card.state);

/** The state a card is in after an act, or why it cannot be done now by this person. */
export function judgeAct(card: CardFacts, act: AnswerAct, seat: Seat): AnswerState | Refusal {
  const verdict = judgePerson(card, act.do, seat);
  if (verdict) return verdict;
  if (act.version !== card.version || !goesFrom(card, act.do))
    return refuse('conflict', 'Somebody has edited or moved this card. Look at it as it is now.');
  if (act.do === 'submit') return judgeFindings(card.findings, act.despite) ?? moves.submit.to;
  return moves[act.do].to;
}

function judgeFindings(findings: readonly Finding[], despite: boolean): Refusal | null {
  const grave = findings.find(({ kind }) => kind === 'card-number');
  if (grave) return refuse('invalid', `Take ${findingNames[grave.kind]} out first: ${grave.text}.`);
  const [first] = findings;
  if (!first || despite) return null;
  return refuse('invalid', `It has what looks like ${findingNames[first.kind]}: ${first.text}.`);
}

/** Whether somebody may edit a card's words. Those of a published one are at once what everybody is offered. */
export function mayEdit({ state, authorId }: Pick<CardFacts, 'state' | 'authorId'>, seat: Seat): boolean {
  if (state === 'retired') return false;
  return isReviewer(seat) || (state !== 'published' && authorId === seat.personId);
}

/** What is offered to this person; whether its words stand in the way is said when they try. */
export const rightsIn = (card: CardFacts, seat: Seat): AnswerRights => ({
  edit: mayEdit(card, seat),
  acts: actNames.filter((act) => goesFrom(card, act) && !isRefusal(judgePerson(card, act, seat))),
});

const DAY_MS = 86_400_000;

export interface AgeFacts {
  readonly state: AnswerState;
  readonly publishedAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** "2026-12-24" */
  readonly reviewOn: string | null;
}

/** Why a published card should be looked at again. */
export function staleOf(
  { state, publishedAt, lastUsedAt, reviewOn }: AgeFacts,
  now: Date,
): StaleReason | null {
  if (state !== 'published') return null;
  if (reviewOn !== null && reviewOn <= dayOf(now)) return 'review-due';
  const last = Math.max(publishedAt?.getTime() ?? 0, lastUsedAt?.getTime() ?? 0);
  return now.getTime() - last >= UNUSED_DAYS * DAY_MS ? 'unused' : null;
}

/** The day on which a card published, or found right, now is looked at again. */
export const nextReview = (now: Date): string => dayOf(new Date(now.getTime() + REVIEW_EVERY_DAYS * DAY_MS));

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
