import { describe, expect, it } from 'vitest';
import { GAP_PX, type Item, layOut } from './layout.ts';

const item = (id: string, wanted: number, height = 100): Item => ({ id, wanted, height });
const tops = (items: readonly Item[], active: string | null = null) => [...layOut(items, active).values()];

/** mulberry32 */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('cards in the margin', () => {
  it('stand beside their text where there is room', () => {
    expect(tops([item('a', 0), item('b', 300)])).toEqual([0, 300]);
  });

  it('are pushed down by those before them', () => {
    expect(tops([item('a', 10), item('b', 20), item('c', 400)])).toEqual([10, 110 + GAP_PX, 400]);
  });

  it('make way upwards for the active one', () => {
    expect(tops([item('a', 200), item('b', 220), item('c', 230)], 'b')).toEqual([
      220 - GAP_PX - 100,
      220,
      320 + GAP_PX,
    ]);
  });

  it('leave the margin at its top rather than part the active one from its text', () => {
    expect(tops([item('a', 0), item('b', 10)], 'b')).toEqual([10 - GAP_PX - 100, 10]);
  });

  it.each([1, 2, 3, 4, 5])('never overlap and never change places (seed %i)', (seed) => {
    const next = random(seed);
    for (let round = 0; round < 200; round += 1) {
      let wanted = 0;
      const items = Array.from({ length: 1 + Math.floor(next() * 15) }, (_, i) => {
        wanted += next() * 120;
        return item(String(i), wanted, 20 + next() * 200);
      });
      const active = String(Math.floor(next() * items.length));
      const found = tops(items, active);
      expect(found[Number(active)]).toBe(items[Number(active)]?.wanted);
      for (const [i, top] of found.entries()) {
        const before = items[i - 1];
        if (before)
          expect(top - (found[i - 1] as number)).toBeGreaterThanOrEqual(before.height + GAP_PX - 1e-6);
      }
    }
  });
});
