import type { Marking } from '@caseroom/shared/quality';
import { itemsOf, maxOf, type ScorecardBody } from '@caseroom/shared/scorecard';
import { type ScoreChange, scoresOf } from './review-rules.ts';

/** A review that counts, as far as goals look at it. */
export interface ReviewedWork {
  readonly reviewId: string;
  /** When it was submitted. */
  readonly at: Date;
  readonly percent: number | null;
  readonly scorecard: ScorecardBody;
  readonly marking: Marking;
  readonly changes: readonly ScoreChange[];
}

/**
 * How a goal goes, in per cent: the review it came from and each that was submitted after it, oldest first. For an
 * item its own score, as a dispute left it; reviews in which the item does not apply, or is not, say nothing.
 */
export function progressOf(
  goal: { readonly reviewId: string; readonly item: string | null },
  reviews: readonly ReviewedWork[],
): { reviewId: string; at: Date; percent: number }[] {
  const first = reviews.find(({ reviewId }) => reviewId === goal.reviewId);
  return reviews
    .filter(({ at }) => first !== undefined && at >= first.at)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .flatMap((review) => {
      const percent = goal.item === null ? review.percent : percentOf(goal.item, review);
      return percent === null ? [] : [{ reviewId: review.reviewId, at: review.at, percent }];
    });
}

function percentOf(id: string, { scorecard, marking, changes }: ReviewedWork): number | null {
  const item = itemsOf(scorecard).find((one) => one.id === id);
  const score = changes.find((change) => change.item === id)?.to ?? scoresOf(marking)[id];
  if (!item || score === undefined || score === 'n/a') return null;
  return Math.round((score / maxOf(item.scale)) * 100);
}
