import { expect, it } from 'vitest';
import { historySentence, usedWords } from './answer-words.ts';

it.each([
  [0, 0, 'not used yet'],
  [1, 0, 'used once'],
  [2, 1, 'used twice, solved it once'],
  [9, 7, 'used 9 times, solved it 7 times'],
])('a card used %i times that helped %i times is %s', (used, helped, words) => {
  expect(usedWords({ used, helped })).toBe(words);
});

it('a reason stands behind what was done', () => {
  expect(historySentence({ kind: 'publish', reason: '' })).toBe('published it');
  expect(historySentence({ kind: 'retire', reason: 'Fixed in 4.3.' })).toBe('retired it: “Fixed in 4.3.”');
});
