import { expect, it } from 'vitest';
import { candidatesIn } from './others-rules.ts';

it('takes names in every stretch of words, in any order and case, without their accents', () => {
  const { names } = candidatesIn('Yesterday Ana Reis called; jan van der berg did not, nor REIS, JOSÉ.');
  expect(names).toEqual(
    expect.arrayContaining(['ana reis', 'yesterday ana reis', 'jan van der berg', 'jose reis']),
  );
  expect(names.some((name) => name.includes('called'))).toBe(true);
  expect(candidatesIn('Acme Widgets and iberia').companies).toEqual(
    expect.arrayContaining(['acme', 'acme widgets']),
  );
  expect(candidatesIn('Acme and iberia').companies).not.toContain('iberia');
});

it('takes a name in the genitive', () => {
  expect(candidatesIn('Kofi Boateng’s order, and that of Ana Reis.').names).toEqual(
    expect.arrayContaining(['kofi boateng', 'ana reis']),
  );
});

it('leaves the vowel signs of names as the database has them', () => {
  expect(candidatesIn('नमस्ते प्रिया शर्मा').names).toContain('प्रिया शर्मा'.normalize('NFKD'));
});

it('takes addresses, numbers, accounts and cases', () => {
  const found = candidatesIn(
    'Write to Ana.Reis@Example.com or ana [at] reis (dot) example, +351 912 345 678 about NW-4471-20, see C-1040.',
  );
  expect(found.emails).toEqual(['ana.reis@example.com', 'ana@reis.example']);
  expect(found.phones).toContain('12345678');
  expect(found.accounts).toContain('nw-4471-20');
  expect([found.numbers, found.cases]).toEqual([[1040], [1040]]);
});

it.each([
  'case 1040',
  'Ticket #1040',
  'Fall Nr. 1040',
  'su caso 1040',
  'dossier nº 1040',
  'C1040',
  'C – 1040',
  '#1040',
])('takes %s for a case', (text) => expect(candidatesIn(text).numbers).toEqual([1040]));

it.each(['0351 912-345-678', '912345678', '+351 (912) 345 678', '９１２ ３４５ ６７８'])(
  'takes %s for one number',
  (text) => expect(candidatesIn(text).phones).toEqual(['12345678']),
);

it('takes no prices and years for telephones', () => {
  expect(candidatesIn('€39.90 on 18 November 2026 at 17:00').phones).toEqual([]);
});

it.each(['a', 'A', '4', 'a-', 'a@'])('reads a message of nothing but %j without end', (letters) => {
  const { names, phones } = candidatesIn(letters.repeat(100_000));
  expect([names, phones]).toEqual([[], []]);
});
