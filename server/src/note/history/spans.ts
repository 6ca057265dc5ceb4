import type * as Y from 'yjs';
import { type EditItems, inlineNodeText, type TextRun } from './carried.ts';
import type { Span } from './ranges.ts';
import type { WalkedBlock, WalkedPiece } from './walk.ts';

/** What stands at `to` was carried there from `from`, clock by clock. */
export interface Move {
  readonly to: Span;
  readonly from: Span;
}

/** The clocks of `length` units of a run, from `offset`. */
export function sliceRun(run: TextRun, offset: number, length: number): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const span of run.spans) {
    const from = Math.max(offset - start, 0);
    const to = Math.min(offset + length - start, span.length);
    if (from < to) spans.push({ client: span.client, clock: span.clock + from, length: to - from });
    start += span.length;
  }
  return spans;
}

/** Two lists of clocks of the same total length, paired first to first. */
export function pairSpans(to: readonly Span[], from: readonly Span[]): Move[] {
  const moves: Move[] = [];
  let [i, j, usedTo, usedFrom] = [0, 0, 0, 0];
  for (let [a, b] = [to[0], from[0]]; a && b; [a, b] = [to[i], from[j]]) {
    const length = Math.min(a.length - usedTo, b.length - usedFrom);
    moves.push({
      to: { client: a.client, clock: a.clock + usedTo, length },
      from: { client: b.client, clock: b.clock + usedFrom, length },
    });
    usedTo += length;
    usedFrom += length;
    if (usedTo === a.length) [i, usedTo] = [i + 1, 0];
    if (usedFrom === b.length) [j, usedFrom] = [j + 1, 0];
  }
  return moves;
}

/** Hard breaks and mentions that an edit took out and put in again, equal to equal in order. */
export function movedInlineNodes({ inserted, removed }: EditItems): Move[] {
  const sources = new Map<string, Y.Item[]>();
  for (const item of removed) {
    const key = inlineKey(item);
    if (key !== null) sources.set(key, [...(sources.get(key) ?? []), item]);
  }
  if (sources.size === 0) return [];
  return inserted.flatMap((item) => {
    const key = inlineKey(item);
    const source = key === null ? undefined : sources.get(key)?.shift();
    return source ? [{ to: spanOf(item), from: spanOf(source) }] : [];
  });
}

function inlineKey(item: Y.Item): string | null {
  const text = inlineNodeText(item);
  if (text === null) return null;
  const element = (item.content as Y.ContentType).type as Y.XmlElement;
  return [element.nodeName, element._map.get('id')?.content.getContent().at(-1), text].join('\0');
}

const spanOf = (item: Y.Item): Span => ({
  client: item.id.client,
  clock: item.id.clock,
  length: item.length,
});

/**
 * The moves of a restore. Its text stands exactly where the version it put back has it, so places alone say what
 * is what. `change`: a walk from just before the restore to just after; `version`: a walk of the version.
 */
export function restoredMoves(change: readonly WalkedBlock[], version: readonly WalkedBlock[]): Move[] {
  const sources = placed(version);
  const moves: Move[] = [];
  let next = 0;
  for (const { piece, at } of placed(change)) {
    if (piece.inFrom) continue;
    const end = at + piece.text.length;
    while (next < sources.length && endOf(sources[next] as Placed) <= at) next++;
    for (let i = next; i < sources.length && (sources[i] as Placed).at < end; i++) {
      const source = sources[i] as Placed;
      if (piece.inline !== source.piece.inline) continue;
      if (piece.inline) moves.push({ to: oneClock(piece), from: oneClock(source.piece) });
      else moves.push(overlap({ piece, at }, source));
    }
  }
  return moves;
}

interface Placed {
  readonly piece: WalkedPiece;
  /** Offset in the note's text. */
  readonly at: number;
}

const endOf = ({ piece, at }: Placed): number => at + piece.text.length;
const oneClock = ({ client, clock }: WalkedPiece): Span => ({ client, clock, length: 1 });

function placed(blocks: readonly WalkedBlock[]): Placed[] {
  let at = 0;
  return blocks
    .filter((block) => block.textblock && block.inTo)
    .flatMap((block) => {
      const pieces: Placed[] = [];
      for (const piece of block.pieces) {
        if (!piece.inTo) continue;
        pieces.push({ piece, at });
        at += piece.text.length;
      }
      at += 1;
      return pieces;
    });
}

function overlap(to: Placed, from: Placed): Move {
  const start = Math.max(to.at, from.at);
  const length = Math.min(endOf(to), endOf(from)) - start;
  return {
    to: { client: to.piece.client, clock: to.piece.clock + start - to.at, length },
    from: { client: from.piece.client, clock: from.piece.clock + start - from.at, length },
  };
}
