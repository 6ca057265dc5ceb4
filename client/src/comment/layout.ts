export interface Item {
  readonly id: string;
  /** Where its text begins, pixels from the top of the margin. */
  readonly wanted: number;
  readonly height: number;
}

/** Between two cards, pixels. */
export const GAP_PX = 10;

/**
 * The tops of cards in the order given: each beside its text or, where that is taken, below the one before it. The
 * active one always stays with its text; those before it make way upwards, and leave the margin at its top where
 * there is no room for all of them.
 */
export function layOut(items: readonly Item[], activeId: string | null): Map<string, number> {
  const active = items.findIndex(({ id }) => id === activeId);
  const tops = downwards(items, 0);
  const pinned = items[active];
  if (pinned) {
    tops[active] = pinned.wanted;
    makeWay(items, tops, active);
    const below = downwards(items.slice(active + 1), pinned.wanted + pinned.height + GAP_PX);
    tops.splice(active + 1, below.length, ...below);
  }
  return new Map(items.map(({ id }, i) => [id, tops[i] as number]));
}

function downwards(items: readonly Item[], from: number): number[] {
  let free = from;
  return items.map(({ wanted, height }) => {
    const top = Math.max(wanted, free);
    free = top + height + GAP_PX;
    return top;
  });
}

function makeWay(items: readonly Item[], tops: number[], active: number): void {
  let limit = tops[active] as number;
  for (let i = active - 1; i >= 0; i -= 1) {
    const top = Math.min(tops[i] as number, limit - GAP_PX - (items[i] as Item).height);
    tops[i] = top;
    limit = top;
  }
}
