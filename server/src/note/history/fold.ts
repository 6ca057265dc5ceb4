import type { DiffBlock, Fragment } from './compare.ts';

/**
 * Editors turn a paragraph into a heading by deleting one block and inserting another with the same text. A
 * comparison that said so would show everything twice. This folds such a pair into one changed block, and marks
 * what else stood elsewhere, recognising text by where it was first written.
 */
export function foldMoves(blocks: readonly DiffBlock[]): DiffBlock[] {
  const changed = blocks.filter((block) => block.change !== 'kept');
  if (changed.length < 2) return [...blocks];
  return markMoved(foldRetyped(blocks));
}

/** A unit of text: one UTF-16 unit, or an inline node. */
interface Unit {
  readonly fragment: Fragment;
  readonly text: string;
  readonly key: string;
}

function unitsOf(fragment: Fragment): Unit[] {
  const { client, clock } = fragment.origin;
  if (fragment.inline) return [{ fragment, text: fragment.text, key: `${client}:${clock}` }];
  return [...Array(fragment.text.length).keys()].map((i) => ({
    fragment,
    text: fragment.text[i] as string,
    key: `${client}:${clock + i}`,
  }));
}

const blockUnits = (block: DiffBlock): Unit[] => block.fragments.flatMap(unitsOf);

/** A pair shares at least half of the longer one's text. */
const MIN_SHARED = 0.5;

function foldRetyped(blocks: readonly DiffBlock[]): DiffBlock[] {
  const places = new Map<string, { block: number; at: number }>();
  const gone = new Map<number, Unit[]>();
  for (const [index, block] of blocks.entries()) {
    if (block.change !== 'deleted') continue;
    const units = blockUnits(block);
    gone.set(index, units);
    for (const [at, unit] of units.entries()) places.set(unit.key, { block: index, at });
  }
  const folded: (DiffBlock | null)[] = [...blocks];
  for (const [index, block] of blocks.entries()) {
    if (block.change !== 'inserted') continue;
    const units = blockUnits(block);
    const source = likeliest(units, places, gone);
    if (source === null) continue;
    const before = blocks[source] as DiffBlock;
    const at = (unit: Unit) => {
      const place = places.get(unit.key);
      return place?.block === source ? place.at : null;
    };
    const fragments = interleave(gone.get(source) as Unit[], units, at);
    folded[index] = retyped(before, block, fragments);
    folded[source] = null;
    gone.delete(source);
  }
  return folded.filter((block) => block !== null);
}

function likeliest(
  units: readonly Unit[],
  places: ReadonlyMap<string, { block: number; at: number }>,
  gone: ReadonlyMap<number, readonly Unit[]>,
): number | null {
  const shared = new Map<number, number>();
  for (const unit of units) {
    const place = places.get(unit.key);
    if (place && gone.has(place.block)) shared.set(place.block, (shared.get(place.block) ?? 0) + 1);
  }
  const [best] = [...shared].sort(([i, a], [j, b]) => b - a || i - j);
  if (!best) return null;
  const longer = Math.max(units.length, gone.get(best[0])?.length ?? 0);
  return best[1] >= longer * MIN_SHARED ? best[0] : null;
}

function retyped(before: DiffBlock, after: DiffBlock, fragments: readonly Fragment[]): DiffBlock {
  const attrsChanged = JSON.stringify(before.attrs) !== JSON.stringify(after.attrs);
  return {
    ...after,
    change: 'changed',
    typeBefore: before.type === after.type ? null : before.type,
    attrsBefore: attrsChanged ? before.attrs : null,
    checkedBefore: before.checked !== null && before.checked !== after.checked ? before.checked : null,
    fragments,
  };
}

/** One line from two: shared text in the order both have it is kept, the rest deleted or inserted around it. */
function interleave(
  before: readonly Unit[],
  after: readonly Unit[],
  placeBefore: (unit: Unit) => number | null,
): Fragment[] {
  const kept = longestRise(after.map(placeBefore));
  const fragments: Fragment[] = [];
  let gone = 0;
  for (const [i, unit] of after.entries()) {
    const place = kept.has(i) ? (placeBefore(unit) as number) : null;
    if (place === null) fragments.push({ ...unit.fragment, text: unit.text });
    else {
      for (; gone < place; gone++) fragments.push(alone(before[gone] as Unit));
      fragments.push(keptAcross(before[gone++] as Unit, unit));
    }
  }
  for (; gone < before.length; gone++) fragments.push(alone(before[gone] as Unit));
  return fragments;
}

const alone = (unit: Unit): Fragment => ({ ...unit.fragment, text: unit.text });

function keptAcross(before: Unit, after: Unit): Fragment {
  const { marks: was } = before.fragment;
  const { marks } = after.fragment;
  const marksBefore = was.join() === marks.join() ? null : was;
  return { ...after.fragment, text: after.text, change: 'kept', deleter: null, marksBefore };
}

/** Indices of a longest strictly rising part of a list, nulls left out. O(n log n). */
function longestRise(values: readonly (number | null)[]): Set<number> {
  const tails: number[] = [];
  const previous = new Map<number, number>();
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous.set(i, tails[low - 1] as number);
    tails[low] = i;
  }
  const rise = new Set<number>();
  for (let i = tails.at(-1); i !== undefined; i = previous.get(i)) rise.add(i);
  return rise;
}

/** Text deleted in one place and inserted in another was carried there. */
function markMoved(blocks: readonly DiffBlock[]): DiffBlock[] {
  const fragments = blocks.flatMap((block) => block.fragments);
  const keysOf = (change: Fragment['change']) =>
    new Set(
      fragments
        .filter((fragment) => fragment.change === change)
        .flatMap(unitsOf)
        .map((unit) => unit.key),
    );
  const deleted = keysOf('deleted');
  const inserted = keysOf('inserted');
  const elsewhere = { deleted: inserted, inserted: deleted };
  return blocks.map((block) => ({
    ...block,
    fragments: block.fragments.flatMap((fragment) =>
      fragment.change === 'kept' ? [fragment] : cutWhereMoved(fragment, elsewhere[fragment.change]),
    ),
  }));
}

function cutWhereMoved(fragment: Fragment, elsewhere: ReadonlySet<string>): Fragment[] {
  const parts: Fragment[] = [];
  for (const [i, unit] of unitsOf(fragment).entries()) {
    const moved = elsewhere.has(unit.key);
    const last = parts.at(-1);
    if (last && last.moved === moved) parts[parts.length - 1] = { ...last, text: last.text + unit.text };
    else parts.push({ ...fragment, text: unit.text, moved, origin: from(fragment.origin, i) });
  }
  return parts;
}

const from = ({ client, clock, length }: Fragment['origin'], offset: number): Fragment['origin'] => ({
  client,
  clock: clock + offset,
  length: length - offset,
});
