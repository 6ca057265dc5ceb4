import { describe, expect, it } from 'vitest';
import { isAlike, type Likeness, mostAlike, ranked } from './likeness-rules.ts';

const one = (caseId: string, subject: string, more: Partial<Likeness> = {}): Likeness => ({
  caseId,
  subject,
  programId: 'p',
  isTold: true,
  topic: 1,
  detail: 0,
  words: [],
  tags: [],
  ...more,
});

describe('cases are alike', () => {
  it.each([
    ['when words of their subjects agree', { topic: 0.8 }, true],
    ['when a tag and a word of a subject agree', { topic: 0.3, tags: ['billing'] }, true],
    ['when two tags agree', { topic: 0, tags: ['billing', 'vip'] }, true],
    ['not by one tag', { topic: 0, tags: ['billing'] }, false],
    ['not by details alone, however many', { topic: 0, detail: 9 }, false],
    ['not by one word that many say', { topic: 0.4, detail: 1 }, false],
  ])('%s', (_, more, expected) => {
    expect(isAlike(one('a', 'Router restarts', more))).toBe(expected);
  });
});

it('the likeliest of one subject stands for all of them, those of other programs, and those untold, come later', () => {
  const found = [
    one('a', 'Router restarts', { topic: 1 }),
    one('b', ' router RESTARTS', { topic: 3 }),
    one('c', 'Router restarts', { topic: 4, programId: 'q' }),
    one('d', 'Slow line', { topic: 2.3, detail: 0.2 }),
    one('f', 'Slow mast', { topic: 3.9, isTold: false }),
    one('e', 'Nothing of it', { topic: 0.1, detail: 9 }),
  ];
  expect(ranked(found, 'p').map(({ caseId, others }) => [caseId, others])).toEqual([
    ['b', 1],
    ['d', 0],
    ['c', 0],
    ['f', 0],
  ]);
});

it('a long text does not come first for its length', () => {
  const found = [one('long', 'A', { topic: 1, detail: 20 }), one('short', 'B', { topic: 1.6, detail: 1 })];
  expect(mostAlike(found).map(({ caseId }) => caseId)).toEqual(['short', 'long']);
});
