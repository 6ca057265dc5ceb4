import { expect, test } from 'vitest';
import { findWords } from './find-words.ts';

const text = 'A refund was asked for.\nThe refund is late. No refund.';

test.each([
  ['The ', 'refund', ' is late', 28],
  ['No ', 'refund', '.', 47],
  ['A ', 'refund', ' was', 2],
  ['', 'refund', '', 2],
  ['rewritten since', 'late', ' nothing alike', 38],
])('%j before %j and %j after is at %i', (before, match, after, from) => {
  expect(findWords(text, { before, match, after })).toEqual({ from, to: from + match.length });
});

test('words that are gone are nowhere', () => {
  expect(findWords(text, { before: 'The ', match: 'credit', after: '' })).toBeNull();
  expect(findWords(text, { before: '', match: '', after: '' })).toBeNull();
});
