import type { Turn } from '@caseroom/shared/transcript';
import { expect, test } from 'vitest';
import { findIn, marked } from './find-in.ts';

const turn = (text: string, speaker: string | null = null): Turn => ({
  role: 'other',
  speaker,
  startMs: null,
  text,
});
const turns = [turn('Charged twice'), turn('I see', 'Zoë'), turn('twice, TWICE')];

test.each([
  ['twice', [0, 2]],
  ['zoe', [1]],
  ['  ', []],
  ['never', []],
])('“%s” is found in turns %j', (words, found) => expect(findIn(turns, words)).toEqual(found));

test('the words are marked wherever they stand, and nothing is lost', () => {
  expect(marked('twice, TWICE.', 'twice')).toEqual([
    { at: 0, text: 'twice', hit: true },
    { at: 5, text: ', ', hit: false },
    { at: 7, text: 'TWICE', hit: true },
    { at: 12, text: '.', hit: false },
  ]);
  expect(marked('as it is', '')).toEqual([{ at: 0, text: 'as it is', hit: false }]);
});
