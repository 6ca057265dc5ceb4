import type { CaseTimer } from '@caseroom/shared/timer';
import { describe, expect, it } from 'vitest';
import { percentAt, soonAtOf } from './progress.ts';

const at = (minute: number) => new Date(Date.parse('2026-11-18T10:00:00.000Z') + minute * 60_000);
const point = (minute: number, percent: number) => ({ at: at(minute).toISOString(), percent });
const timer = (facts: Partial<CaseTimer>): CaseTimer => ({
  kind: 'resolution',
  state: 'running',
  target_min: 100,
  startedAt: at(0).toISOString(),
  dueAt: at(160).toISOString(),
  // Closed for an hour between 50 and 75 %.
  path: [point(0, 0), point(50, 50), point(135, 75), point(150, 90), point(160, 100)],
  percent: 0,
  remaining_ms: 0,
  heldAt: null,
  ...facts,
});

describe('percentAt', () => {
  it.each([
    [-5, 0],
    [0, 0],
    [25, 25],
    [50, 50],
    [135, 75],
    [155, 95],
    [160, 100],
    [500, 100],
  ])('after %i minutes: %i %%', (minute, percent) => {
    expect(percentAt(timer({}), at(minute))).toBeCloseTo(percent, 6);
  });

  it('stands still while it is paused', () => {
    expect(percentAt(timer({ state: 'paused', path: [], percent: 37 }), at(9_999))).toBe(37);
  });

  it('knows that a timer which went on beyond its target is beyond it', () => {
    expect(percentAt(timer({ path: [point(0, 120)], percent: 120 }), at(5))).toBe(120);
  });
});

it('soonAtOf finds the place from which the deadline is near', () => {
  expect(soonAtOf(timer({}))).toBe(at(135).toISOString());
  expect(soonAtOf(timer({ path: [point(0, 80), point(10, 90), point(20, 100)] }))).toBe(at(0).toISOString());
  expect(soonAtOf(timer({ state: 'paused', path: [] }))).toBeNull();
});
