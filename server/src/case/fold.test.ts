import { fold } from '@caseroom/shared/fold';
import { describe, expect, it } from 'vitest';
import { haystackOf, patternsOf } from './fold.ts';

describe('fold', () => {
  it.each([
    ['Müller', 'muller'],
    ['ŁÓDŹ', 'lodz'],
    ['Straße', 'strasse'],
    ['Søren Ærø', 'soren aero'],
    ['İstanbul', 'istanbul'],
    ['Crème\u00a0 brûlée ', 'creme brulee'],
    ['ﬁne', 'fine'],
    ['O’Brien', "o'brien"],
    ['Ｗｉｄｅ', 'wide'],
    ['東京', '東京'],
  ])('reads %s as %s', (text, expected) => expect(fold(text)).toBe(expected));

  it('is the same for composed and decomposed accents', () => {
    expect(fold('Zoe\u0308')).toBe(fold('Zoë'));
  });
});

describe('patternsOf', () => {
  it('makes one pattern a word', () => expect(patternsOf('  Router  Zoë ')).toEqual(['%router%', '%zoe%']));
  it('escapes what LIKE reads as a wildcard', () =>
    expect(patternsOf('100% a_b c\\d')).toEqual(['%100\\%%', '%a\\_b%', '%c\\\\d%']));
  it('asks for nothing when nothing was typed', () => expect(patternsOf(' ')).toEqual([]));
});

it('looks at number, subject and customer', () => {
  expect(haystackOf({ number: 1042, subject: 'Réfund', customerName: 'Ana' })).toBe('c-1042 refund ana');
});
