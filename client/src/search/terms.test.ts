import { parseSearch, printSearch } from '@caseroom/shared/search-grammar';
import { expect, test } from 'vitest';
import { isChosen, placeLookedIn, toggled, withPlace } from './terms.ts';

const terms = (q: string) => parseSearch(q).terms;

test.each([
  ['refund', null],
  ['refund in:notes', 'notes'],
  ['-in:notes', null],
  ['in:notes,cases', null],
  ['in:notes in:cases', null],
])('%s looks in %s', (q, place) => {
  expect(placeLookedIn(terms(q))).toBe(place);
});

test('a place replaces the one before', () => {
  expect(printSearch(withPlace(terms('in:notes refund'), 'cases'))).toBe('refund in:cases');
  expect(printSearch(withPlace(terms('refund in:notes'), null))).toBe('refund');
});

test.each([
  ['refund', 'tag', 'vip', 'refund tag:vip'],
  ['tag:vip refund', 'tag', 'churn risk', 'tag:vip,"churn risk" refund'],
  ['tag:vip,fraud', 'tag', 'vip', 'tag:fraud'],
  ['tag:vip refund', 'tag', 'vip', 'refund'],
  ['after:7d', 'after', '30d', 'after:30d'],
  ['author:maya', 'author', 'Maya', ''],
  ['-tag:vip', 'tag', 'vip', '-tag:vip tag:vip'],
] as const)('%s with %s %s is %s', (q, name, value, after) => {
  expect(printSearch(toggled(terms(q), name, value))).toBe(after);
  expect(isChosen(terms(after), name, value)).toBe(!isChosen(terms(q), name, value));
});
