import { expect, it } from 'vitest';
import { judgeStatus } from './rules.ts';

it.each([
  [200, 'arrived'],
  [204, 'arrived'],
  [301, 'failed'],
  [400, 'failed'],
  [410, 'gone'],
  [429, 'wait'],
  [500, 'failed'],
  [0, 'failed'],
])('HTTP %d: %s', (status, kind) => {
  expect(judgeStatus(status).kind).toBe(kind);
});
