import { expect, it } from 'vitest';
import { acceptWords } from './wait-words.ts';

const now = new Date('2026-11-22T12:00:00Z');
it.each([
  ['2026-11-22T12:12:30Z', 'to be accepted within 12 min', false],
  ['2026-11-22T12:00:20Z', 'to be accepted within a minute', false],
  ['2026-11-22T11:50:00Z', 'overdue by 10 min', true],
  ['2026-11-22T08:55:00Z', 'overdue by 3 h 05', true],
])('%s is %s', (acceptBy, text, isLate) => {
  expect(acceptWords(new Date(acceptBy), now)).toEqual({ text, isLate });
});
