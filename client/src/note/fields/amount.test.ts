import { expect, it } from 'vitest';
import { readAmount } from './amount.ts';

it.each([
  ['49,90', '49.90 EUR'],
  ['49.9', '49.9 EUR'],
  ['1.234,50', '1234.50 EUR'],
  ['1,234.50', '1234.50 EUR'],
  ['1,234', '1234 EUR'],
  ['1.234.567', '1234567 EUR'],
  ['$20', '20 USD'],
  ['20 usd', '20 USD'],
  ['GBP 0.05', '0.05 GBP'],
  ['-12', '-12 EUR'],
  ['1 234,5', '1234.5 EUR'],
  ['007', '7 EUR'],
  ['', null],
  ['a few euros', null],
  ['1.23456', null],
  ['12-3', null],
])('reads %j as %j', (typed, amount) => expect(readAmount(typed, 'EUR')).toBe(amount));
