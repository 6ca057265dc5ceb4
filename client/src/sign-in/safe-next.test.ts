import { expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

it.each([
  ['/cases/1?view=mine', '/cases/1?view=mine'],
  [null, '/'],
  ['', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?next=/x', '/'],
])('safeNext(%j) is %j', (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});
