import { expect, it } from 'vitest';
import { deadlineIn, workingDaysLater } from './deadline.ts';

/** A Thursday, ten in the morning in New York. */
const said = { at: new Date('2026-11-19T15:00:00Z'), timeZone: 'America/New_York' };

it.each([
  ['I will call you back tomorrow at 3pm', '2026-11-20T20:00'],
  ['You will hear from us by Friday', '2026-11-20T22:00'],
  ['We will fix it by Thursday', '2026-11-26T22:00'],
  ['within 3–5 business days', '2026-11-26T22:00'],
  ['It takes 5 to 7 days', '2026-11-26T22:00'],
  ['in a couple of hours', '2026-11-19T17:00'],
  ['within the next 48 hours', '2026-11-21T15:00'],
  ['by the end of the day', '2026-11-19T22:00'],
  ['less than a week', '2026-11-26T22:00'],
  ['on Tuesday between 8am and 12pm', '2026-11-24T17:00'],
  ['please return it by 30 November', '2026-11-30T22:00'],
  ['I will ring you at 9am', '2026-11-20T14:00'],
])('reads “%s” in the zone it was said in', (words, at) => {
  expect(deadlineIn(words, said)?.at.toISOString().slice(0, 16)).toBe(at);
});

it.each([
  'I bought it 3 weeks ago',
  'You have been with us for 5 years',
  'I called yesterday',
  'the warranty is 24 months',
  'We may look at it now',
  'version 2.14 is out',
])('reads no deadline in “%s”', (words) => {
  expect(deadlineIn(words, said)).toBeNull();
});

it('proposes the end of a working day', () => {
  const friday = { ...said, at: new Date('2026-11-20T15:00:00Z') };
  expect(workingDaysLater(friday, 1).toISOString()).toBe('2026-11-23T22:00:00.000Z');
});
