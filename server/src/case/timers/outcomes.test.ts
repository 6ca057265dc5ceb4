import { aroundTheClock, type BusinessHours } from '@caseroom/shared/timer';
import { describe, expect, test } from 'vitest';
import { outcomesOf, reopenedOf } from './outcomes.ts';
import type { Timer } from './rules.ts';

const hours: BusinessHours = { timeZone: 'UTC', week: aroundTheClock, holidays: [] };
const timer = (change: Partial<Timer> = {}): Timer => ({
  kind: 'resolution',
  state: 'running',
  target_ms: 1_000,
  startedAt: 0,
  since: 0,
  elapsed_ms: 0,
  warned: 0,
  ...change,
});
const stopped = timer({ state: 'stopped', since: 700, elapsed_ms: 700 });
const anew = timer({ startedAt: 700, since: 700 });
const outcome = { kind: 'resolution', startedAt: 0, target_ms: 1_000, elapsed_ms: 700 };

describe('a timer', () => {
  test.each([
    ['that stops has ended', [timer()], [stopped], [outcome]],
    ['that begins anew has ended', [timer()], [anew], [outcome]],
    [
      'that begins anew while it is paused has ended',
      [timer({ state: 'paused', elapsed_ms: 700 })],
      [anew],
      [outcome],
    ],
    ['that is paused goes on', [timer()], [timer({ state: 'paused', since: 700, elapsed_ms: 700 })], []],
    ['that had ended does not end again', [stopped], [anew], []],
    ['that is not kept any more has no outcome', [timer()], [], []],
    ['that begins has not ended', [], [timer()], []],
  ])('%s', (_, before, after, outcomes) => {
    expect(outcomesOf(before, after, { hours, at: 700 })).toEqual(outcomes);
  });

  test('that had ended and runs again has no outcome yet', () => {
    expect(reopenedOf([stopped], [timer({ since: 900, elapsed_ms: 700 })])).toEqual([stopped]);
    expect(reopenedOf([stopped], [anew])).toEqual([]);
    expect(reopenedOf([stopped], [stopped])).toEqual([]);
  });
});
