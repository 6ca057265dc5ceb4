import { expect, test } from 'vitest';
import { jargonText, readJargon } from './jargon-text.ts';

test.each([
  ['', []],
  ['KBA', [{ term: 'KBA', instead: '' }]],
  [' port-in =  moving your number \n\n', [{ term: 'port-in', instead: 'moving your number' }]],
  ['= nothing', []],
  ['a = b = c', [{ term: 'a', instead: 'b = c' }]],
])('%j is read as it is meant', (text, jargon) => {
  expect(readJargon(text)).toEqual(jargon);
});

test('what is written reads back', () => {
  const jargon = [
    { term: 'port-in', instead: 'moving your number' },
    { term: 'KBA', instead: '' },
  ];
  expect(readJargon(jargonText(jargon))).toEqual(jargon);
});
