import { describe, expect, it } from 'vitest';
import { loadEnglish } from './english.ts';
import { matchTags, type ReadLine, readPlainly, type SpeakingTag, termsOf } from './rules.ts';

const tags: readonly SpeakingTag[] = [
  { id: 'refund', name: 'refund', group: 'outcome', keywords: ['money back', 'erstatt*', 'remboursement'] },
  { id: 'double', name: 'double charge', group: 'reason', keywords: ['charged twice'] },
  { id: 'complaint', name: 'complaint', group: 'risk', keywords: ['formal complaint'] },
  { id: 'angry', name: 'angry', group: 'sentiment', keywords: ['furious', 'shouting'] },
  { id: 'calm', name: 'calm', group: 'sentiment', keywords: ['relaxed'] },
];

const found = (read: ReadLine, ...lines: string[]) =>
  Object.fromEntries(matchTags(termsOf(tags, read), lines.map(read)).map(({ tagId, term }) => [tagId, term]));

describe('in any language', () => {
  it.each([
    ['a name', ['A refund is due.'], { refund: 'refund' }],
    ['a keyword of several words', ['She was Charged  twice in May'], { double: 'charged twice' }],
    ['not words that stand apart', ['charged on May 3, twice'], {}],
    ['not a part of a word', ['nonrefundable'], {}],
    ['another language, with accents', ['Le Remboursément est promis'], { refund: 'remboursement' }],
    ['the beginning of a word', ['Betrag wird erstattet'], { refund: 'erstatt*' }],
    ['the longest term', ['complaint', 'a formal complaint'], { complaint: 'formal complaint' }],
    ['one of a group with one value, by lines', ['angry', 'calm', 'relaxed now'], { calm: 'relaxed' }],
    ['nothing', [], {}],
  ])('finds %s', (_what, lines, expected) => {
    expect(found(readPlainly, ...lines)).toEqual(expected);
  });
});

describe('in English', async () => {
  const read = await loadEnglish();
  it.each([
    ['other forms of a word', ['They asked for refunds', 'refunding'], { refund: 'refund' }],
    ['not what is negated', ['No complaint was made, and she did not want a refund.'], {}],
    [
      'what is negated elsewhere only',
      ['No complaint was made.', 'The complaint is here.'],
      { complaint: 'complaint' },
    ],
    [
      'other languages plainly',
      ['Der Kunde wird den Betrag vollständig erstattet bekommen'],
      { refund: 'erstatt*' },
    ],
    [
      'what stands beside words without an end',
      Array.from({ length: 60 }, (_, i) => `A refund ${i} ${'http://'.repeat(280)}`),
      { refund: 'refund' },
    ],
  ])('finds %s', (_what, lines, expected) => {
    expect(found(read, ...lines)).toEqual(expected);
  });
});
