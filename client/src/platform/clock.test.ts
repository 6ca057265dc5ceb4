import { describe, expect, it } from 'vitest';
import { type ClockSample, offsetAfter } from './clock.ts';

const HOUR_MS = 3_600_000;

/** An answer that took `trip_ms`, to a machine that is `ahead_ms` of the server. */
const sample = (ahead_ms: number, trip_ms: number, at_ms = 1_750_000_000_400): ClockSample => ({
  asked_ms: at_ms + ahead_ms,
  answered_ms: at_ms + ahead_ms + trip_ms,
  server_ms: Math.floor((at_ms + trip_ms / 2) / 1_000) * 1_000,
});

describe('the offset of a clock', () => {
  it.each([0, 900, -2_500, 5_000])('is none for a clock that is off by %i ms', (ahead) => {
    expect(offsetAfter(0, sample(ahead, 40))).toBe(0);
  });

  it.each([
    [3 * HOUR_MS, 40],
    [-26 * HOUR_MS, 1_200],
    [90_000, 8_000],
  ])('puts right a clock that is off by %i ms, to within the doubt of a trip of %i ms', (ahead, trip) => {
    const offset = offsetAfter(0, sample(ahead, trip));
    expect(Math.abs(offset + ahead)).toBeLessThanOrEqual((1_000 + trip) / 2);
  });

  it('does not move for an answer that agrees with it, however slow', () => {
    const held = offsetAfter(0, sample(HOUR_MS, 40));
    for (const trip of [30, 500, 4_000])
      expect(offsetAfter(held, sample(HOUR_MS, trip, 1_750_000_009_900))).toBe(held);
  });

  it('follows a clock that its owner puts right', () => {
    const held = offsetAfter(0, sample(HOUR_MS, 40));
    expect(offsetAfter(held, sample(0, 40))).toBe(0);
  });

  it('takes a very slow answer for no proof that a clock is wrong', () => {
    expect(offsetAfter(0, sample(9_000, 20_000))).toBe(0);
  });
});
