import { parseSearch, textTerms } from '@caseroom/shared/search-grammar';
import { describe, expect, test } from 'vitest';
import { likelyMeant, slipsBetween } from './closeness-rules.ts';
import { candidatesIn, excerptOf, matchesIn } from './excerpt-rules.ts';
import { caseNumberIn, contactPatterns, markTerms, planOf, whileTyping } from './rules.ts';

const termsOf = (typed: string) => parseSearch(typed).terms;
const when = { timeZone: 'UTC', now: new Date('2026-11-22T12:00:00Z') };

test('a plan holds each filter as a condition of its own', () => {
  const plan = planOf(termsOf('refund in:cases,notes -tag:vip after:7d owner:me owner:maya'), when);
  expect(plan).toMatchObject({
    terms: [{ text: 'refund' }],
    kinds: [{ any: ['case', 'note'], not: false }],
    tags: [{ any: ['vip'], not: true }],
    owners: [{ any: ['me'] }, { any: ['maya'] }],
    from: [{ any: [new Date('2026-11-15T00:00:00Z')] }],
  });
});

test.each<[string, string[]]>([
  ['ada@example.com', ['%ada@example.com%']],
  ['@example', ['%@example%']],
  ['+351 912 345 678', ['%351912345678%']],
  ['(912) 345-678', ['%912345678%']],
  ['A-123456', ['%a123456%']],
  ['a_b%c@x.de', ['%a\\_b\\%c@x.de%']],
  ['12', []],
  ['refund', []],
  ['refund 912345678', []],
  ['-ada@example.com', []],
  ['"ada@example.com"', []],
])('%s asks a customer’s record for %j', (typed, patterns) => {
  expect(contactPatterns(textTerms(termsOf(typed)))).toEqual(patterns);
});

test.each<[string, number | null]>([
  ['C-1042', 1042],
  ['c1042', 1042],
  [' 1042 ', 1042],
  ['C-1042 refund', null],
  ['-1042', null],
  ['tag:1042', null],
  ['C-', null],
])('%s is the number %s', (typed, number) => {
  expect(caseNumberIn(termsOf(typed))).toBe(number);
});

test.each([
  ['double char', ['double', 'char*']],
  ['double char ', ['double', 'char']],
  ['"double char', ['"double char']],
  ['char tag:x', ['char', 'tag']],
])('%j is taken while typing as %j', (typed, taken) => {
  const shown = whileTyping(termsOf(typed), typed).map((term) =>
    term.is === 'filter'
      ? term.name
      : term.is === 'phrase'
        ? `"${term.text}`
        : term.text + (term.is === 'prefix' ? '*' : ''),
  );
  expect(shown).toEqual(taken);
});

test('a text shows that it matches by single words, never by those that must not be there', () => {
  const marks = markTerms(textTerms(termsOf('"double charge" pre-pai* -refund')));
  expect(marks.map(({ is, text }) => [is, text])).toEqual([
    ['word', 'double'],
    ['word', 'charge'],
    ['word', 'pre'],
    ['prefix', 'pai'],
  ]);
});

describe('excerpts', () => {
  const matches = (text: string, ...words: string[]) => matchesIn(text, new Set(words));

  test('say most of what was asked for, on one line, marked where it stands', () => {
    const filler = 'Nothing to see in this sentence at all. '.repeat(8);
    const text = `The refund.\n${filler}\nCustomer wants a refund for the\ndouble charge. ${filler}`;
    const { excerpt, place } = excerptOf(text, matches(text, 'refund', 'double', 'charge'));
    expect(excerpt.text).toMatch(/^… .*wants a refund for the double charge\. .* …$/);
    expect(excerpt.ranges.map(([from, to]) => excerpt.text.slice(from, to))).toEqual([
      'refund',
      'double',
      'charge',
    ]);
    expect(place).toEqual({ before: 'Customer wants a ', match: 'refund', after: ' for the' });
  });

  test('find words whatever their accents, and never cut a character in half', () => {
    const text = `${'😀'.repeat(120)} Ligação ${'😀'.repeat(200)}`;
    const { excerpt, place } = excerptOf(text, matches(text, 'ligacao'));
    expect(excerpt.ranges.map(([from, to]) => excerpt.text.slice(from, to))).toEqual(['Ligação']);
    expect(place?.match).toBe('Ligação');
    expect(JSON.stringify([excerpt, place])).not.toMatch(/\\ud[89a-f]/i);
  });

  test('of what does not say it begin at the beginning', () => {
    expect(excerptOf('Short.', [])).toEqual({
      excerpt: { text: 'Short.', ranges: [] },
      place: null,
      line: 0,
    });
    expect(excerptOf('', [])).toEqual({ excerpt: { text: '', ranges: [] }, place: null, line: 0 });
  });

  test('only words that begin as asked are looked at', () => {
    expect(candidatesIn('Refunds, réfund; the ref-und fun', ['re'])).toEqual(['refunds', 'refund', 'ref']);
  });
});

test.each([
  ['refund', 'refund', 0],
  ['refnud', 'refund', 1],
  ['refun', 'refund', 1],
  ['reefund', 'refund', 1],
  ['rofund', 'refund', 1],
  ['', 'ab', 2],
  ['ca', 'abc', 3],
])('between %s and %s are %i slips', (a, b, slips) => {
  expect(slipsBetween(a, b)).toBe(slips);
  expect(slipsBetween(b, a)).toBe(slips);
});

test('the likeliest word was meant; a short word forgives one slip', () => {
  expect(likelyMeant('bils', ['bill', 'balls'], 3)).toEqual(['bill']);
  expect(likelyMeant('refnud', ['refunds', 'refund', 'found'], 3)).toEqual(['refund', 'refunds']);
  expect(likelyMeant('transacton', ['transaction', 'transactions'], 3)).toEqual([
    'transaction',
    'transactions',
  ]);
});
