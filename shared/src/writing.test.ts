import { describe, expect, test } from 'vitest';
import { defaultWriting, readingEase, sentencesIn, syllablesIn, writingHints } from './writing.ts';

const plain =
  'We found the fault today. A job ran twice and took your money twice. We sent the extra money back at noon. It may take two days to show on your card. We will call you on Friday to make sure that you have it.';
const stiff =
  'Subsequent to comprehensive investigation of aforementioned proration irregularities, remediation activities encompassing reconciliation of duplicate authorisations have been initiated, notwithstanding operational limitations necessitating supplementary verification procedures by responsible departmental representatives prior to finalisation of individual compensation determinations.';

describe('how many sentences', () => {
  test.each([
    ['none', ['', '  ', '–'], 'en', 0],
    ['a paragraph without a full stop', ['Called back'], 'en', 1],
    ['two in a paragraph', ['She called. We called back!'], 'en', 2],
    ['list items', ['Router restarted', 'Cable changed'], 'en', 2],
    ['an amount', ['Refund of 24.90 is on its way.'], 'en', 1],
    ['an abbreviation', ['Dr. Ito waited approx. 3 hours.'], 'en', 1],
    ['an initial', ['J. Reis agreed.'], 'en', 1],
    ['a question inside', ['“Why twice?” she asked. We do not know yet.'], 'en', 2],
    ['Japanese', ['電話しました。返金します。'], 'ja', 2],
  ])('%s', (_name, prose, language, count) => {
    expect(sentencesIn(prose, language)).toHaveLength(count);
  });
});

test.each([
  ['cat', 1],
  ['called', 1],
  ['waited', 2],
  ['make', 1],
  ['table', 2],
  ['charges', 2],
  ['customer', 3],
  ['escalation', 4],
  ['being', 2],
  ['you’re', 1],
])('%s has %i syllables', (word, count) => {
  expect(syllablesIn(word)).toBe(count);
});

describe('reading ease', () => {
  test('tells plain words from stiff ones', () => {
    expect(readingEase([plain], 'en-GB')).toBeGreaterThan(80);
    expect(readingEase([stiff], 'en')).toBeLessThan(0);
  });
  test.each([
    ['another language', [plain], 'pt'],
    ['too few words', ['Refund sent.'], 'en'],
  ])('says nothing of %s', (_name, prose, language) => {
    expect(readingEase(prose, language)).toBeNull();
  });
});

describe('hints', () => {
  const jargon = [
    { term: 'port-in', instead: 'moving your number' },
    { term: 'KBA', instead: '' },
  ];
  const settings = { ...defaultWriting, jargon };
  test.each([
    ['a summary that is being begun', 'call-summary', [], []],
    ['a short summary', 'call-summary', ['Refunded.'], [{ is: 'too-short', sentences: 1, min: 2 }]],
    [
      'a long one',
      'interaction-summary',
      Array(6).fill('We called.'),
      [{ is: 'too-long', sentences: 6, max: 5 }],
    ],
    ['a summary as it should be', 'call-summary', [plain], []],
    ['a case note of any length', 'case', ['Refunded.'], []],
    ['jargon where customers do not read', 'technical', ['The port-in failed. See the KBA.'], []],
    [
      'jargon, however it is written and broken',
      'interim',
      ['Your Port-In, and the\nport-in before. Not the “transport-in”.'],
      [{ is: 'jargon', term: 'port-in', instead: 'moving your number', count: 2 }],
    ],
  ] as const)('%s', (_name, kind, prose, hints) => {
    expect(writingHints(kind, prose, settings)).toEqual(hints);
  });

  test.each([
    ['fewer words than such notes have', ['She called.'], [{ is: 'few-words', words: 2, min: 10 }]],
    ['as many', ['She called about the charge and asked for the money back.'], []],
    ['more', Array(8).fill('She called about it.'), [{ is: 'many-words', words: 32, max: 30 }]],
    ['more sentences', Array(7).fill('She called.'), [{ is: 'too-long', sentences: 7, max: 6 }]],
  ])('%s, by its template', (_name, prose, hints) => {
    const usual = { words: { min: 10, max: 30 }, sentences: { min: 1, max: 6 } };
    const isLong = prose.length === 8;
    expect(writingHints('case', prose, settings, isLong ? { words: usual.words } : usual)).toEqual(hints);
  });

  test('a stiff message is pointed at its longest sentence, unless the program looks away', () => {
    const [hint] = writingHints('interim', ['Dear Ms Ruiz.', stiff], settings);
    expect(hint).toMatchObject({ is: 'hard-to-read', wanted: 50, sentence: stiff });
    expect(writingHints('interim', [stiff], { ...settings, minEase: null })).toEqual([]);
  });
});
