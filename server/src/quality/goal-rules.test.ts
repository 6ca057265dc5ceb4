import type { Score, ScorecardBody } from '@caseroom/shared/scorecard';
import { expect, it } from 'vitest';
import { progressOf, type ReviewedWork } from './goal-rules.ts';

const scorecard: ScorecardBody = {
  name: 'Notes',
  passPercent: 80,
  sections: [
    {
      title: 'All',
      items: [
        {
          id: 'clear',
          text: 'Clear',
          help: '',
          weight: 1,
          scale: { kind: 'points', max: 4 },
          critical: false,
        },
      ],
    },
  ],
};
const review = (reviewId: string, day: number, score: Score | null, to?: Score): ReviewedWork => ({
  reviewId,
  at: new Date(Date.UTC(2026, 10, day)),
  percent: day,
  scorecard,
  marking: { summary: '', marks: [{ item: 'clear', score, remark: '', evidence: [] }] },
  changes: to === undefined || score === null ? [] : [{ item: 'clear', from: score, to }],
});
const reviews = [
  review('d', 20, 'n/a'),
  review('c', 15, 2, 3),
  review('b', 10, 1),
  review('a', 5, 4),
  review('e', 21, null),
];

it.each([
  ['an item’s scores from its review on, as disputes left them', 'b', 'clear', [25, 75]],
  ['the whole review', 'c', null, [15, 20, 21]],
  ['nothing of an item no review has', 'b', 'tone', []],
  ['nothing when its review is not among them', 'x', 'clear', []],
])('shows %s', (_, reviewId, item, expected) =>
  expect(progressOf({ reviewId, item }, reviews).map(({ percent }) => percent)).toEqual(expected),
);
