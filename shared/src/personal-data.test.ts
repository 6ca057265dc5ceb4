import { describe, expect, it } from 'vitest';
import { findPersonal } from './personal-data.ts';

const kindsIn = (text: string) => findPersonal(text).map(({ kind }) => kind);

describe('what looks like a customer’s', () => {
  it.each([
    ['4111 1111 1111 1111', ['card-number']],
    ['paid with 5555-5555-5555-4444.', ['card-number']],
    // One digit off: no card, and too long for a telephone.
    ['4111 1111 1111 1112', []],
    ['call +351 21 123 4567', ['phone']],
    ['(0161) 496-0123', ['phone']],
    ['write to Ana.Reis+1@mail.example.com!', ['e-mail']],
    ['on 2026-11-22 and 22.11.2026', []],
    ['€1,204.50 for 12 months, firmware 4.2.118', []],
    ['order INV123456789', []],
    ['', []],
  ])('%s', (text, kinds) => {
    expect(kindsIn(text)).toEqual(kinds);
  });

  it('is the name, the company and the account of the customer it is about, in whatever case', () => {
    const elena = { name: 'Elena Ruíz', company: 'Casa Ruiz SL', account: 'NW-1207-55' };
    expect(findPersonal('Told RUIZ’s bank; account nw 1207 55. Elena agreed.', elena)).toEqual([
      { kind: 'name', text: 'Elena' },
      { kind: 'name', text: 'Ruíz' },
      { kind: 'account', text: 'NW-1207-55' },
    ]);
    expect(findPersonal('Selena wrote', elena)).toEqual([]);
  });

  it('never repeats a card’s number', () => {
    expect(JSON.stringify(findPersonal('4111111111111111'))).not.toContain('411111');
  });
});
