import type { Span } from './ranges.ts';
import type { Move } from './spans.ts';
import type { WalkedBlock, WalkedPiece } from './walk.ts';

/**
 * Moves told by place. Enter, Backspace, lists, headings and tables delete lines and insert them again, but what
 * the note says from its first word to its last stays the same. So the text in front of whatever really changed,
 * and the text behind it, is the old text, whichever block it now stands in.
 */
export function movesByPlace(change: readonly WalkedBlock[]): Move[] {
  const before = placed(change, 'inFrom');
  const after = placed(change, 'inTo');
  const [was, is] = [textOf(before), textOf(after)];
  if (was === is) return pair(after, before, { start: 0, end: is.length, shift: 0 });
  const start = commonStart(was, is);
  const tail = commonEnd(was, is, start);
  const ends = [
    ...pair(after, before, { start: 0, end: start, shift: 0 }),
    ...pair(after, before, { start: is.length - tail, end: is.length, shift: was.length - is.length }),
  ];
  // What still stands where it stood was not carried anywhere: the same words were written once more.
  return ends.filter((move) => !move.stands).map(({ to, from }) => ({ to, from }));
}

/**
 * The moves of a restore, whose text is exactly that of the version it put back. `change`: a walk from just
 * before the restore to just after; `version`: a walk of the version. Null when the texts differ after all.
 */
export function restoredMoves(
  change: readonly WalkedBlock[],
  version: readonly WalkedBlock[],
): Move[] | null {
  const after = placed(change, 'inTo');
  const wanted = placed(version, 'inTo');
  const text = textOf(after);
  return text === textOf(wanted) ? pair(after, wanted, { start: 0, end: text.length, shift: 0 }) : null;
}

interface Placed {
  readonly piece: WalkedPiece;
  /** Offset in the note's text, not counting the ends of lines. */
  readonly at: number;
}

type Side = 'inFrom' | 'inTo';

function placed(blocks: readonly WalkedBlock[], side: Side): Placed[] {
  let at = 0;
  const pieces: Placed[] = [];
  for (const piece of blocks.flatMap((block) => (block[side] ? block.pieces : []))) {
    if (!piece[side]) continue;
    pieces.push({ piece, at });
    at += piece.text.length;
  }
  return pieces;
}

const textOf = (pieces: readonly Placed[]): string => pieces.map(({ piece }) => piece.text).join('');
const endOf = ({ piece, at }: Placed): number => at + piece.text.length;

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return isHighSurrogate(a.charCodeAt(length - 1)) ? length - 1 : length;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return isLowSurrogate(a.charCodeAt(a.length - length)) ? length - 1 : length;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** A stretch of the new text that reads as the old text does `shift` further on. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}

/** Pairs what the edit inserted in a stretch with what stood in that place; `stands`: that is still there. */
function pair(
  after: readonly Placed[],
  before: readonly Placed[],
  { start, end, shift }: Stretch,
): (Move & { stands: boolean })[] {
  const moves: (Move & { stands: boolean })[] = [];
  let next = 0;
  for (const target of after) {
    if (target.piece.inFrom || endOf(target) <= start || target.at >= end) continue;
    const first = Math.max(target.at, start) + shift;
    const last = Math.min(endOf(target), end) + shift;
    while (next < before.length && endOf(before[next] as Placed) <= first) next++;
    for (let i = next; i < before.length && (before[i] as Placed).at < last; i++) {
      const source = before[i] as Placed;
      const from = Math.max(first, source.at);
      const length = Math.min(last, endOf(source)) - from;
      const move = spansAt(target, from - shift, source, from, length);
      if (move) moves.push({ ...move, stands: source.piece.inTo });
    }
  }
  return moves;
}

function spansAt(to: Placed, toAt: number, from: Placed, fromAt: number, length: number): Move | null {
  if (to.piece.inline !== from.piece.inline) return null;
  if (to.piece.inline) return { to: clocks(to.piece, 0, 1), from: clocks(from.piece, 0, 1) };
  return { to: clocks(to.piece, toAt - to.at, length), from: clocks(from.piece, fromAt - from.at, length) };
}

const clocks = ({ client, clock }: WalkedPiece, offset: number, length: number): Span => ({
  client,
  clock: clock + offset,
  length,
});
