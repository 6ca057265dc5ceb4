import { expect, it } from 'vitest';
import { candidatesIn } from './others-rules.ts';

it('takes names in every stretch of capitals, with their particles', () => {
  const { names } = candidatesIn('Yesterday Ana Reis called; Jan van der Berg did not.');
  expect(names).toEqual(expect.arrayContaining(['ana reis', 'yesterday ana reis', 'jan van der berg']));
  expect(candidatesIn('We looked at it. Maria.').names).toEqual([]);
});

it('takes addresses, numbers, accounts and cases', () => {
  const found = candidatesIn(
    'Write to Ana.Reis@Example.com or +351 912 345 678 about NW-4471-20, see C-1040.',
  );
  expect(found.emails).toEqual(['ana.reis@example.com']);
  expect(found.phones).toContain('351912345678');
  expect(found.accounts).toContain('nw-4471-20');
  expect(found.numbers).toEqual([1040]);
});

it('takes no prices and years for telephones', () => {
  expect(candidatesIn('€39.90 on 18 November 2026 at 17:00').phones).toEqual([]);
});
