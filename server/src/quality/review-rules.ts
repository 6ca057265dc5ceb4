import type { Role } from '@caseroom/shared/people';
import type { Marking, Objection, ReviewState, Settling } from '@caseroom/shared/quality';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import {
  isOnScale,
  itemsOf,
  type Result,
  resultOf,
  type Score,
  type ScorecardBody,
  type Scores,
} from '@caseroom/shared/scorecard';

/** Somebody of the review's program. */
export interface Seat {
  readonly personId: string;
  readonly role: Role;
}

/** A review as it is under its lock. */
export interface ReviewFacts {
  readonly state: ReviewState;
  readonly agentId: string;
  readonly reviewerId: string;
  readonly scorecard: ScorecardBody;
  readonly marking: Marking;
  readonly objections: readonly Objection[];
}

export type ReviewCommand =
  | { readonly do: 'save'; readonly marking: Marking }
  | { readonly do: 'discard' | 'submit' | 'acknowledge' }
  | { readonly do: 'dispute'; readonly objections: readonly Objection[] }
  | ({ readonly do: 'settle' } & Settling);

export interface ScoreChange {
  readonly item: string;
  readonly from: Score;
  readonly to: Score;
}

/** What a command makes of a review. Absent fields stay as they are. */
export interface Step {
  /** Null: the draft is thrown away. */
  readonly state: ReviewState | null;
  readonly marking?: Marking;
  /** Set once it counts, and when it counts otherwise. */
  readonly result?: Result;
  readonly objections?: readonly Objection[];
  readonly changes?: readonly ScoreChange[];
}

/** The roles that score; a lead settles and coaches, but is not the judge of their own team. */
export const reviewerRoles: readonly Role[] = ['qa'];
/** The roles whose notes are reviewed. */
export const reviewedRoles: readonly Role[] = ['agent', 'senior'];
/** The roles that see every review of their program once it is submitted, and settle disputes. */
export const overseerRoles: readonly Role[] = ['qa', 'lead'];

/** A review belongs to its agent, and to those who judge and lead there. A draft is its reviewer's alone. */
export function mayRead(
  { state, agentId, reviewerId }: Pick<ReviewFacts, 'state' | 'agentId' | 'reviewerId'>,
  { personId, role }: Seat,
): boolean {
  if (state === 'drafted') return personId === reviewerId && reviewerRoles.includes(role);
  return overseerRoles.includes(role) || (personId === agentId && role !== 'client');
}

/** The next state of a review, or why not: drafted → submitted → acknowledged | disputed → settled. */
export function decide(facts: ReviewFacts, command: ReviewCommand, seat: Seat): Step | Refusal {
  if (!mayRead(facts, seat)) return refuse('not-found', 'There is no such review.');
  switch (command.do) {
    case 'save':
    case 'discard':
    case 'submit':
      return judgeDraft(facts, seat) ?? draftStep(facts, command);
    case 'acknowledge':
      return judgeAnswer(facts, seat) ?? { state: 'acknowledged' };
    case 'dispute':
      return judgeAnswer(facts, seat) ?? dispute(facts, command.objections);
    case 'settle':
      return judgeSettle(facts, seat) ?? settle(facts, command);
  }
}

/** What somebody may do now, for the page to offer. */
export const rightsIn = (facts: ReviewFacts, seat: Seat) => ({
  score: judgeDraft(facts, seat) === null,
  answer: judgeAnswer(facts, seat) === null,
  settle: judgeSettle(facts, seat) === null,
  coach: facts.state !== 'drafted' && overseerRoles.includes(seat.role) && seat.personId !== facts.agentId,
});

function judgeDraft({ state, reviewerId }: ReviewFacts, { personId, role }: Seat): Refusal | null {
  if (personId !== reviewerId || !reviewerRoles.includes(role))
    return refuse('no-access', 'Whoever began a review scores it.');
  return state === 'drafted' ? null : refuse('conflict', 'This review has been submitted.');
}

function judgeAnswer({ state, agentId }: ReviewFacts, { personId }: Seat): Refusal | null {
  if (personId !== agentId) return refuse('no-access', 'The agent it is about answers a review.');
  return state === 'submitted' ? null : refuse('conflict', 'This review has been answered.');
}

function judgeSettle({ state, agentId }: ReviewFacts, { personId, role }: Seat): Refusal | null {
  if (!overseerRoles.includes(role) || personId === agentId)
    return refuse('no-access', 'A reviewer or a lead settles a dispute.');
  return state === 'disputed' ? null : refuse('conflict', 'There is no open dispute here.');
}

function draftStep(facts: ReviewFacts, command: ReviewCommand): Step | Refusal {
  if (command.do === 'discard') return { state: null };
  if (command.do === 'save')
    return judgeMarking(facts.scorecard, command.marking) ?? { state: 'drafted', marking: command.marking };
  const result = resultOf(facts.scorecard, scoresOf(facts.marking));
  return judgeComplete(facts.scorecard, result) ?? { state: 'submitted', result };
}

/** Marks are of the scorecard's items, each once, on its scale. */
export function judgeMarking(scorecard: ScorecardBody, { marks }: Marking): Refusal | null {
  const items = new Map(itemsOf(scorecard).map((item) => [item.id, item]));
  const fields = marks.flatMap(({ item: id, score }, i) => {
    const item = items.get(id);
    if (!item || marks.findIndex((mark) => mark.item === id) < i)
      return [{ path: `marks.${i}.item`, message: 'That is not an item of this scorecard.' }];
    if (score !== null && !isOnScale(item.scale, score))
      return [{ path: `marks.${i}.score`, message: 'That is not on the scale of this item.' }];
    return [];
  });
  return fields.length > 0 ? refuse('invalid', undefined, { fields }) : null;
}

/** Everything is scored before a review or a calibration sheet is submitted. */
export function judgeComplete(scorecard: ScorecardBody, { unscored }: Result): Refusal | null {
  if (unscored.length === 0) return null;
  const left = unscored.length === 1 ? 'One item has' : `${unscored.length} items have`;
  const names = new Map(itemsOf(scorecard).map(({ id, text }) => [id, text]));
  return refuse('invalid', `${left} no score yet.`, {
    fields: unscored.map((id) => ({ path: id, message: `“${names.get(id)}” has no score yet.` })),
  });
}

function dispute({ marking }: ReviewFacts, objections: readonly Objection[]): Step | Refusal {
  const scored = new Set(marking.marks.map(({ item }) => item));
  const ids = objections.map(({ item }) => item);
  if (ids.some((id, i) => !scored.has(id) || ids.indexOf(id) < i))
    return invalid('objections', 'Dispute items of this review, each once.');
  return { state: 'disputed', objections };
}

function settle(facts: ReviewFacts, { verdict, scores }: Settling): Step | Refusal {
  if (verdict === 'rejected') {
    if (scores.length > 0) return invalid('scores', 'Scores stay as they are when a dispute is rejected.');
    return { state: 'settled', changes: [] };
  }
  const before = scoresOf(facts.marking);
  const items = new Map(itemsOf(facts.scorecard).map((item) => [item.id, item]));
  const changes: ScoreChange[] = [];
  for (const { item: id, score: to } of scores) {
    const [item, from] = [items.get(id), before[id]];
    const isDisputed = facts.objections.some((objection) => objection.item === id);
    if (!item || from === undefined || !isDisputed || !isOnScale(item.scale, to))
      return invalid('scores', 'Change the scores of disputed items, within their scales.');
    if (changes.some((change) => change.item === id)) return invalid('scores', 'Change each score once.');
    if (from !== to) changes.push({ item: id, from, to });
  }
  if (changes.length === 0) return invalid('scores', 'Change a score to uphold the dispute, or reject it.');
  const after = { ...before, ...Object.fromEntries(changes.map(({ item, to }) => [item, to])) };
  return { state: 'settled', changes, result: resultOf(facts.scorecard, after) };
}

const invalid = (path: string, message: string): Refusal =>
  refuse('invalid', message, { fields: [{ path, message }] });

export const scoresOf = ({ marks }: Marking): Scores =>
  Object.fromEntries(marks.flatMap(({ item, score }) => (score === null ? [] : [[item, score]])));
