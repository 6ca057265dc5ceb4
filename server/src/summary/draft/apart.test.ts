import { expect, test } from 'vitest';
import { withinReach } from './apart.ts';
import { talk } from './testing/talks.ts';

test('of a talk that is too long the middle is not read, and every turn keeps its number', () => {
  const long = talk(
    Array.from({ length: 100 }, (_, n) => `C: turn ${String(n).padStart(4, '0')}`).join('\n'),
  );
  const near = withinReach(long, 100);
  expect(near).toHaveLength(100);
  const read = near.flatMap(({ text }, n) => (text === '' ? [] : [n]));
  expect(read).toEqual([0, 1, 2, 3, 4, 5, 6, 95, 96, 97, 98, 99]);
  expect(withinReach(long, 900)).toEqual(long);
});
