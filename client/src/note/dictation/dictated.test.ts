import { describe, expect, test } from 'vitest';
import { fitted, heardIn, troubleOf } from './dictated.ts';

const result = (isFinal: boolean, transcript: string) => Object.assign([{ transcript }], { isFinal });

test('final phrases and words on their way are told apart, from where the event begins', () => {
  const results = [
    result(true, 'said before'),
    result(true, ' she called '),
    result(true, 'twice'),
    result(false, 'and asks'),
  ];
  expect(heardIn({ resultIndex: 1, results })).toEqual({ final: 'she called twice', interim: 'and asks' });
});

describe('a phrase fits in', () => {
  test.each([
    ['', 'she called', 'She called'],
    ['She called', 'twice', ' twice'],
    ['She called. ', 'we mended it', 'We mended it'],
    ['She called.', 'we mended it', ' We mended it'],
    ['She said “', 'never', 'never'],
    ['She called', ', twice', ', twice'],
    ['Reason: ', 'billing', 'Billing'],
    ['x', '  ', ''],
  ])('after “%s”', (before, phrase, becomes) => expect(fitted(before, phrase)).toBe(becomes));
});

test('in the middle of a sentence it is apart from what follows', () => {
  expect(fitted('the ', 'second', 'charge')).toBe('second ');
  expect(fitted('the', 'second', ' charge')).toBe(' second');
});

test('silence is no trouble; everything else is said in words', () => {
  expect(troubleOf('no-speech')).toBeNull();
  for (const error of ['not-allowed', 'audio-capture', 'network', 'language-not-supported', 'anything'])
    expect(troubleOf(error)).toMatch(/\.$/);
});
