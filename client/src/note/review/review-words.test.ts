import { expect, test } from 'vitest';
import { dayOf, intervalChoices, reviewWords } from './review-words.ts';

const now = new Date(2026, 10, 22, 9, 30);

test.each([
  ['2026-12-24', false, 'Review 24 Dec'],
  ['2027-02-01', false, 'Review 1 Feb 2027'],
  ['2026-11-22', true, 'Review due today'],
  ['2026-11-23', true, 'Review due today'],
  ['2026-11-21', true, 'Review 1 day overdue'],
  ['2026-11-13', true, 'Review 9 days overdue'],
])('%s reads well', (dueOn, isDue, words) => {
  expect(reviewWords({ dueOn, isDue }, now)).toBe(words);
});

test('a template’s own interval is offered as well', () => {
  expect(intervalChoices(45).at(-1)).toEqual({ value: '45', label: 'Every 45 days' });
  expect(intervalChoices(90)).toHaveLength(6);
  expect(dayOf(now)).toBe('2026-11-22');
});
