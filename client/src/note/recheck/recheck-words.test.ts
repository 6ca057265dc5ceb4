import { expect, test } from 'vitest';
import { dayOf, intervalChoices, recheckWords } from './recheck-words.ts';

const now = new Date(2026, 10, 22, 9, 30);

test.each([
  ['2026-12-24', false, 'Recheck 24 Dec'],
  ['2027-02-01', false, 'Recheck 1 Feb 2027'],
  ['2026-11-22', true, 'Recheck due today'],
  ['2026-11-23', true, 'Recheck due today'],
  ['2026-11-21', true, 'Recheck 1 day overdue'],
  ['2026-11-13', true, 'Recheck 9 days overdue'],
])('%s reads well', (dueOn, isDue, words) => {
  expect(recheckWords({ dueOn, isDue }, now)).toBe(words);
});

test('a template’s own interval is offered as well', () => {
  expect(intervalChoices(45).at(-1)).toEqual({ value: '45', label: 'Every 45 days' });
  expect(intervalChoices(90)).toHaveLength(6);
  expect(dayOf(now)).toBe('2026-11-22');
});
