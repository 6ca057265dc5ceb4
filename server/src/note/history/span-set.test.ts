import { describe, expect, it } from 'vitest';
import { SpanSet } from './span-set.ts';

const span = (client: number, clock: number, length: number) => ({ client, clock, length });

describe('a set of spans', () => {
  it('cuts a span where it enters and leaves the set, whatever the order and overlap of what it was built from', () => {
    const set = new SpanSet([span(1, 8, 2), span(1, 2, 3), span(1, 4, 2), span(2, 0, 99)]);
    expect(
      [...set.cut(span(1, 0, 12))].map(({ span: part, isIn }) => [part.clock, part.length, isIn]),
    ).toEqual([
      [0, 2, false],
      [2, 4, true],
      [6, 2, false],
      [8, 2, true],
      [10, 2, false],
    ]);
    expect([...set.cut(span(1, 3, 2))]).toEqual([{ span: span(1, 3, 2), isIn: true }]);
    expect([...set.cut(span(3, 0, 5))]).toEqual([{ span: span(3, 0, 5), isIn: false }]);
  });
});
