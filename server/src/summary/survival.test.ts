import type { ReviewLine } from '@caseroom/shared/summary';
import { expect, it } from 'vitest';
import { commonChars, survivalOf } from './survival.ts';

it.each([
  ['the same words', 'the same words', 14],
  ['the same words', '', 0],
  ['call her back', 'call him back', 11],
  ['abc', 'xyz', 0],
  ['one two', 'two one', 3],
])('“%s” keeps in “%s” %i characters', (before, after, kept) => {
  expect(commonChars(before, after)).toBe(kept);
});

it('counts lines that were kept, edited and thrown away', () => {
  const line = (id: string, text: string): ReviewLine => ({ id, text, section: 'reason', turns: [0] });
  const drafted = [
    line('a', 'She was charged twice.'),
    line('b', 'Call her back.'),
    line('c', 'Small talk.'),
  ];
  const standing = [
    { id: 'a', text: 'She was charged twice.', isReviewed: true },
    { id: 'b', text: 'Call her back today.', isReviewed: true },
  ];
  expect(survivalOf(drafted, standing)).toEqual({
    lines: 3,
    kept: 1,
    edited: 1,
    discarded: 1,
    draftedChars: 47,
    keptChars: 22 + 13,
  });
});
