import { describe, expect, it } from 'vitest';
import { look, mustTell, notRead, READING_MS, type Reading, TELL_EVERY_MS } from './reading.ts';

/** Looks every half second; null: not in front of anybody. */
const lookedAt = (...seqs: (number | null)[]): Reading =>
  seqs.reduce(
    (reading: Reading, seq, i) => look(reading, seq === null ? null : { seq, typed: false }, i * 500),
    notRead,
  );

describe('reading', () => {
  it('takes a moment', () => {
    expect(READING_MS).toBe(1_000);
    expect(lookedAt(7, 7).read).toBe(-1);
    expect(lookedAt(7, 7, 7).read).toBe(7);
  });

  it('begins anew after every interruption', () => {
    expect(lookedAt(7, 7, null, 7, 7).read).toBe(-1);
    expect(lookedAt(7, 7, null, 7, 7, 7).read).toBe(7);
  });

  it('covers what was there all along, not what came in the last instant', () => {
    expect(lookedAt(7, 7, 12).read).toBe(7);
    expect(lookedAt(7, 7, 12, 12, 12).read).toBe(12);
  });

  it('needs no moment of whoever writes', () => {
    expect(look(notRead, { seq: 7, typed: true }, 0).read).toBe(7);
  });

  it('never forgets what was read', () => {
    expect(lookedAt(7, 7, 7, null, null).read).toBe(7);
  });
});

describe('what was read', () => {
  const read = { since: null, shown: 9, read: 9 };
  it.each([
    ['nothing was read', notRead, null, 0, true, false],
    ['for the first time', read, null, 0, false, true],
    ['more, but it was told a moment ago', read, { seq: 7, at: 0 }, 1_000, false, false],
    ['more, and it is time', read, { seq: 7, at: 0 }, TELL_EVERY_MS, false, true],
    ['no more', read, { seq: 9, at: 0 }, 60_000, false, false],
    ['more, and they leave', read, { seq: 7, at: 0 }, 1, true, true],
    ['no more, and they leave later', read, { seq: 9, at: 0 }, 60_000, true, true],
    ['no more, and they leave at once', read, { seq: 9, at: 0 }, 1, true, false],
  ])('is told: %s', (_name, reading, told, now, leaving, told2) => {
    expect(mustTell(reading, told, now, leaving)).toBe(told2);
  });
});
