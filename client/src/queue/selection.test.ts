import { expect, it } from 'vitest';
import { between } from './selection.ts';
import { summary } from './testing.ts';

const rows = ['a', 'b', 'c', 'd'].map((id) => summary({ id }));
const idsBetween = (from: string, to: string) => between(rows, from, to).map(({ id }) => id);

it('selects what lies between two rows, whichever was first, and nothing when one is hidden', () => {
  expect(idsBetween('b', 'd')).toEqual(['b', 'c', 'd']);
  expect(idsBetween('c', 'a')).toEqual(['a', 'b', 'c']);
  expect(idsBetween('x', 'c')).toEqual([]);
});
