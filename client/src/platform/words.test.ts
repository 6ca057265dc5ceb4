import { expect, it } from 'vitest';
import { containsWords } from './words.ts';

it('ignores case, accents and order', () => {
  expect(containsWords('São Tomé, order 88213', 'ORDER sao')).toBe(true);
  expect(containsWords('São Tomé', 'tomas')).toBe(false);
});

it('finds everything for a blank query', () => {
  expect(containsWords('anything', '  ')).toBe(true);
});
