import { describe, expect, it } from 'vitest';
import type { InterimRule } from './interim.ts';
import { type CheckFacts, checkRelease } from './interim-check.ts';

/** Sunday 22 November 2026, 15:00 in Lisbon. */
const facts: CheckFacts = {
  subject: '',
  text: 'We corrected the second charge. You see it by 17:00 today.',
  language: 'en',
  timeZone: 'Europe/Lisbon',
  now: new Date('2026-11-22T15:00:00Z'),
  phrases: ['Project Falcon'],
  others: [],
  missing: [],
  channelFault: null,
  hasRecipient: true,
  nextUpdateAt: new Date('2026-11-22T17:00:00Z'),
  optedOut: false,
};

const found = (more: Partial<CheckFacts>) =>
  checkRelease({ ...facts, ...more }).map(({ rule, quote }) => [rule, quote]);

describe('a message that may leave', () => {
  it.each([
    'We corrected the second charge. You see it by 17:00 today.',
    'On 18 November two charges were taken; only one of them is right.',
    'I will call you on 23 November at 10:00.',
    'We will write to you soon, by Monday 23 November at the latest.',
    'The slant of the roof was checked in the last 2 hours.',
    'Your reference is NW-4471-20. Call 0800 123 456 at any time.',
  ])('%s', (text) => {
    expect(found({ text })).toEqual([]);
  });
});

describe('what keeps a message back', () => {
  it.each<[string, InterimRule, string]>([
    ['Your card 4111 1111 1111 1111 was charged.', 'forbidden-digits', 'card number'],
    ['The security code is 123.', 'forbidden-digits', 'security code'],
    ['This is internal only.', 'internal-phrase', 'internal only'],
    ['We missed the SLA.', 'internal-phrase', 'SLA'],
    ['We escalated it to Tier 2.', 'internal-phrase', 'Tier 2'],
    ['It is part of project falcon.', 'internal-phrase', 'project falcon'],
    ['@Tomasz Król looks into it.', 'mention', '@Tomasz Król'],
    ['We will be back soon.', 'vague-promise', 'soon'],
    ['We answer as soon as possible.', 'vague-promise', 'as soon as possible'],
    ['Expect a letter shortly.', 'vague-promise', 'shortly'],
    ['We will call you on 20 November.', 'past-date', '20 November'],
    ['We will call you on November 20th, 2026.', 'past-date', 'November 20th, 2026'],
    ['It will be there by 2026-11-21.', 'past-date', '2026-11-21'],
    ['It will be there by 21.11.2026.', 'past-date', '21.11.2026'],
    ['You have it by 14:30 today.', 'past-date', 'by 14:30 today'],
  ])('%s → %s', (text, rule, quote) => {
    expect(found({ text })).toContainEqual([rule, quote]);
  });

  it.each<[string, Partial<CheckFacts>, InterimRule]>([
    ['nothing written', { text: ' ' }, 'empty'],
    ['too much written', { text: 'a'.repeat(10_001) }, 'too-long'],
    ['a variable without a value', { missing: ['eta'] }, 'missing-variable'],
    ['a customer who is somebody else', { others: ['Ana Reis'] }, 'other-customer'],
    ['a channel nobody set up', { channelFault: 'There is no mail server yet.' }, 'channel-off'],
    ['nowhere to go', { hasRecipient: false }, 'no-recipient'],
    ['no word on the next update', { nextUpdateAt: null }, 'no-next-update'],
    ['a next update that is over', { nextUpdateAt: facts.now }, 'next-update-past'],
    ['who wants no messages', { optedOut: true }, 'opted-out'],
  ])('%s', (_what, more, rule) => {
    expect(found(more).map(([is]) => is)).toContain(rule);
  });

  it('never repeats the digits it found', () => {
    expect(JSON.stringify(checkRelease({ ...facts, text: 'Card 4111 1111 1111 1111' }))).not.toContain(
      '4111',
    );
  });

  it('reads other languages’ months and promises, where any past date is one too many', () => {
    expect(found({ language: 'es', text: 'Le llamamos el 20 de noviembre.' })).toContainEqual([
      'past-date',
      '20 de noviembre',
    ]);
    expect(found({ language: 'de', text: 'Wir melden uns in Kürze.' })).toContainEqual([
      'vague-promise',
      'in Kürze',
    ]);
  });

  it('looks into the subject as well, and says what nobody may override first', () => {
    const rules = found({ subject: 'Internal note', text: 'Code 4111 1111 1111 1111' }).map(([rule]) => rule);
    expect(rules).toEqual(['forbidden-digits', 'internal-phrase']);
  });
});
