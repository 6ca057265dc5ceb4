/**
 * Finds text that an edit carried elsewhere. Editors move text by deleting it and inserting it again: Enter
 * (the tail of the line), a change of block type (the whole block), joining lines, cut and paste. Pure: strings
 * in, matches out. The longest match wins; ties go to what stands first; the same input gives the same answer.
 */

/** Text that stood, or stands, in one piece. */
export interface MovableText {
  readonly text: string;
  /** It is all the text of a block that was inserted, or deleted, with it. */
  readonly whole: boolean;
}

/** `length` units at `to` of inserted text `inserted` are those at `from` of removed text `removed`. */
export interface Match {
  readonly inserted: number;
  readonly to: number;
  readonly removed: number;
  readonly from: number;
  readonly length: number;
}

/** Shorter text can be the same by chance, unless it is a whole block. UTF-16 units. */
export const MIN_MOVE_UNITS = 3;
/** A match that touches no end of what was removed or inserted must be at least this long: prose repeats itself. */
export const MIN_INNER_UNITS = 12;
/** Beyond this much text, UTF-16 units, only pieces that moved unchanged are found. */
const MAX_SEARCHED_UNITS = 400_000;
/** Places looked at for one three-unit seed; text that repeats one seed more often loses only later places. */
const MAX_PLACES_PER_SEED = 24;
/** Units compared while matches are extended; what is left then counts as newly written. */
const MAX_COMPARED_UNITS = 4_000_000;
/** Accepting a match can anchor its neighbours; this many times around is enough in practice. */
const MAX_ROUNDS = 4;

export function findMoves(inserted: readonly MovableText[], removed: readonly MovableText[]): Match[] {
  if (inserted.length === 0 || removed.length === 0) return [];
  const from = new Canvas(removed);
  const to = new Canvas(inserted);
  const matches: Match[] = [];
  const accept = (at: number, source: number, length: number): void => {
    to.use(at, length);
    from.use(source, length);
    const [target, origin] = [to.place(at), from.place(source)];
    matches.push({
      inserted: target.run,
      to: target.offset,
      removed: origin.run,
      from: origin.offset,
      length,
    });
  };
  matchEqual(inserted, removed, to, from, accept);
  matchShort(inserted, removed, to, from, accept);
  if (to.text.length + from.text.length <= MAX_SEARCHED_UNITS) matchParts(to, from, accept);
  return matches;
}

type Accept = (to: number, from: number, length: number) => void;

/** All texts side by side, with a separator that never matches, and which units are spoken for. */
class Canvas {
  readonly text: string;
  readonly starts: number[] = [];
  readonly #taken: Uint8Array;

  constructor(runs: readonly MovableText[]) {
    let length = 0;
    for (const run of runs) {
      this.starts.push(length);
      length += run.text.length + 1;
    }
    this.text = runs.map((run) => run.text).join('\0');
    this.#taken = new Uint8Array(length);
    for (const start of this.starts.slice(1)) this.#taken[start - 1] = 1;
    this.#taken[this.text.length] = 1;
  }

  free(at: number): boolean {
    return at >= 0 && this.#taken[at] === 0;
  }

  use(at: number, length: number): void {
    this.#taken.fill(1, at, at + length);
  }

  place(at: number): { run: number; offset: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return { run: low, offset: at - (this.starts[low] as number) };
  }
}

/** Pieces that moved unchanged, first to first, second to second. */
function matchEqual(
  inserted: readonly MovableText[],
  removed: readonly MovableText[],
  to: Canvas,
  from: Canvas,
  accept: Accept,
): void {
  const sources = new Map<string, number[]>();
  for (const [index, run] of removed.entries()) {
    const same = sources.get(run.text);
    if (same) same.push(index);
    else sources.set(run.text, [index]);
  }
  for (const list of sources.values()) list.reverse();
  for (const [index, run] of inserted.entries()) {
    const same = sources.get(run.text);
    const source = same?.at(-1);
    if (source === undefined || run.text === '') continue;
    if (run.text.length < MIN_MOVE_UNITS && !run.whole && !removed[source]?.whole) continue;
    same?.pop();
    accept(to.starts[index] as number, from.starts[source] as number, run.text.length);
  }
}

/**
 * Text too short to be searched for. A short block at either end of what was removed: "#Hi" became the heading
 * "Hi". Two units out of a removed block: its end joined another line. One unit could have been typed.
 */
function matchShort(
  inserted: readonly MovableText[],
  removed: readonly MovableText[],
  to: Canvas,
  from: Canvas,
  accept: Accept,
): void {
  const short = [...inserted.entries()].filter(
    ([index, run]) =>
      run.text !== '' && run.text.length < MIN_MOVE_UNITS && to.free(to.starts[index] as number),
  );
  for (const [source, run] of removed.entries()) {
    if (short.length === 0) return;
    const start = from.starts[source] as number;
    if (run.text === '' || !from.free(start)) continue;
    for (const [i, [index, piece]] of short.entries()) {
      const offset = placeOfShort(piece, run);
      if (offset === -1) continue;
      accept(to.starts[index] as number, start + offset, piece.text.length);
      short.splice(i, 1);
      break;
    }
  }
}

function placeOfShort(piece: MovableText, run: MovableText): number {
  if (piece.whole && run.text.endsWith(piece.text)) return run.text.length - piece.text.length;
  if (piece.whole && run.text.startsWith(piece.text)) return 0;
  return run.whole && piece.text.length > 1 ? run.text.lastIndexOf(piece.text) : -1;
}

interface Candidate {
  readonly to: number;
  readonly from: number;
  readonly length: number;
}

function matchParts(to: Canvas, from: Canvas, accept: Accept): void {
  const candidates = commonParts(to, from).sort(
    (a, b) => b.length - a.length || a.to - b.to || a.from - b.from,
  );
  let waiting = candidates;
  for (let round = 0; round < MAX_ROUNDS && waiting.length > 0; round++) {
    const left: Candidate[] = [];
    for (const candidate of waiting) {
      const part = unclaimed(candidate, to, from);
      if (!part) continue;
      if (isConvincing(part, to, from)) accept(part.to, part.from, part.length);
      else left.push(part);
    }
    if (left.length === waiting.length) return;
    waiting = left;
  }
}

/** Every longest common piece of at least three units, found through seeds of three. */
function commonParts(to: Canvas, from: Canvas): Candidate[] {
  const seeds = new Map<string, number[]>();
  for (let at = 0; at + MIN_MOVE_UNITS <= from.text.length; at++) {
    if (!isFree(from, at, MIN_MOVE_UNITS)) continue;
    const seed = from.text.slice(at, at + MIN_MOVE_UNITS);
    const places = seeds.get(seed);
    if (!places) seeds.set(seed, [at]);
    else if (places.length < MAX_PLACES_PER_SEED) places.push(at);
  }
  const parts: Candidate[] = [];
  let compared = 0;
  for (let at = 0; at + MIN_MOVE_UNITS <= to.text.length && compared < MAX_COMPARED_UNITS; at++) {
    if (!isFree(to, at, MIN_MOVE_UNITS)) continue;
    for (const source of seeds.get(to.text.slice(at, at + MIN_MOVE_UNITS)) ?? []) {
      // Not the leftmost unit of its piece: already found from there.
      if (matchesAt(to, from, at - 1, source - 1)) continue;
      let length = MIN_MOVE_UNITS;
      while (matchesAt(to, from, at + length, source + length)) length++;
      compared += length;
      parts.push({ to: at, from: source, length });
    }
  }
  return parts;
}

function isFree(canvas: Canvas, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (!canvas.free(at + i)) return false;
  return true;
}

const matchesAt = (to: Canvas, from: Canvas, at: number, source: number): boolean =>
  to.free(at) && from.free(source) && to.text[at] === from.text[source];

/** What is left of a candidate after longer ones took their share, never half of a surrogate pair. */
function unclaimed(candidate: Candidate, to: Canvas, from: Canvas): Candidate | null {
  const isOpen = (i: number) => to.free(candidate.to + i) && from.free(candidate.from + i);
  let start = 0;
  while (start < candidate.length && !isOpen(start)) start++;
  let end = start;
  while (end < candidate.length && isOpen(end)) end++;
  if (isLowSurrogate(to.text.charCodeAt(candidate.to + start))) start++;
  if (isHighSurrogate(to.text.charCodeAt(candidate.to + end - 1))) end--;
  if (end - start < MIN_MOVE_UNITS) return null;
  return { to: candidate.to + start, from: candidate.from + start, length: end - start };
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** All of an inserted piece, or an end of both sides, or too long to be chance. */
function isConvincing({ to: at, from: source, length }: Candidate, to: Canvas, from: Canvas): boolean {
  if (length >= MIN_INNER_UNITS) return true;
  const begins = !to.free(at - 1);
  const ends = !to.free(at + length);
  if (begins && ends) return true;
  return (begins || ends) && (!from.free(source - 1) || !from.free(source + length));
}
