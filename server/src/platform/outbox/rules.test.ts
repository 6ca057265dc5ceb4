import { describe, expect, it } from 'vitest';
import { LONGEST_PAUSE_MS, type RetryPolicy } from './limits.ts';
import { backOff, type Facts, nextOf, type Outcome, readRetryAfter, type Unknown } from './rules.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const policy: RetryPolicy = { base_ms: 1_000, cap_ms: 60_000, maxFailures: 3, maxAge_ms: 600_000 };
const fresh: Facts = { failures: 0, doubts: 0, triedAt: now };
const next = (ended: Outcome | Unknown, facts: Partial<Facts> = {}, random = 0.5) =>
  nextOf({ ...fresh, ...facts }, ended, policy, { now, random });

const failed = { outcome: 'retry', reason: 'It said 503.' } as const;
const lost = { outcome: 'unknown', reason: 'No answer.' } as const;
const limited = { outcome: 'limited', reason: 'Too many requests.', after_ms: 30_000 } as const;

describe('what follows from an attempt', () => {
  it.each<[string, Outcome | Unknown, Partial<Facts>, object]>([
    [
      'it arrived',
      { outcome: 'delivered', providerId: 'm-1' },
      {},
      { state: 'delivered', providerId: 'm-1', note: null, repeated: false, doubts: 0 },
    ],
    [
      'it arrived, maybe twice',
      { outcome: 'delivered', repeated: true, note: ' sent once more ' },
      { doubts: 1 },
      { state: 'delivered', providerId: null, repeated: true, note: 'sent once more', doubts: 1 },
    ],
    [
      'it was refused',
      { outcome: 'refused', reason: 'No such ticket.' },
      {},
      { state: 'dead', note: 'No such ticket.' },
    ],
    [
      'nobody needs it',
      { outcome: 'unneeded', reason: 'Unlinked.' },
      {},
      { state: 'discarded', note: 'Unlinked.' },
    ],
    [
      'a failure waits up to its bound',
      failed,
      {},
      { state: 'queued', failures: 1, doubts: 0, dueAt: after(500), pausesAccount: false },
    ],
    [
      'the second waits up to twice that',
      failed,
      { failures: 1 },
      { state: 'queued', failures: 2, dueAt: after(1_000) },
    ],
    ['the last failure is the end', failed, { failures: 2 }, { state: 'dead', note: 'It said 503.' }],
    ['so is one long after the first', failed, { triedAt: after(-600_000) }, { state: 'dead' }],
    [
      'Retry-After is waited for',
      { ...failed, after_ms: 9_000 },
      {},
      { state: 'queued', dueAt: after(9_000) },
    ],
    [
      'and does not shorten the back-off',
      { ...failed, after_ms: 1_000 },
      { failures: 1 },
      { dueAt: after(1_000) },
    ],
    ['nobody knows', lost, {}, { state: 'queued', failures: 1, doubts: 1 }],
    [
      'the handler does not know',
      { ...failed, mayHaveBeenSent: true },
      { doubts: 1 },
      { state: 'queued', doubts: 2 },
    ],
    [
      'a limit is no failure',
      limited,
      { failures: 2 },
      { state: 'queued', failures: 2, dueAt: after(30_000), pausesAccount: true },
    ],
    ['but has an end', limited, { triedAt: after(-600_000) }, { state: 'dead', note: 'Too many requests.' }],
    ['a pause is bounded', { ...limited, after_ms: 9e12 }, {}, { dueAt: after(LONGEST_PAUSE_MS) }],
    ['a pause that is no number is short', { ...limited, after_ms: Number.NaN }, {}, { dueAt: after(1_000) }],
    ['a reason is always given', { outcome: 'refused', reason: ' ' }, {}, { note: 'No reason was given.' }],
  ])('%s', (_title, ended, facts, expected) => {
    expect(next(ended, facts)).toMatchObject(expected);
  });

  it('keeps a long reason short', () => {
    const { note } = next({ outcome: 'refused', reason: 'x'.repeat(5_000) });
    expect([note?.length, note?.at(-1)]).toEqual([1_000, '…']);
  });
});

it.each([
  [1, 0, 0],
  [1, 1, 1_000],
  [4, 1, 8_000],
  [30, 1, 60_000],
])('after %d failures and at random %d waits %d ms', (failures, random, expected) => {
  expect(backOff(failures, policy, random)).toBe(expected);
});

it.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
  ['soon', null],
  ['-5', null],
  ['1.5', null],
  ['', null],
  [null, null],
])('reads Retry-After %j as %j ms', (header, expected) => {
  expect(readRetryAfter(header, now)).toBe(expected);
});
