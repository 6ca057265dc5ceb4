import type * as Y from 'yjs';
import { type EditItems, inlineNodeText, type TextRun } from './carried.ts';
import type { Span } from './ranges.ts';

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

/** Of `moves`, the parts that touch nothing that `known` moves already explain, at either end. */
export function unexplained(moves: readonly Move[], known: readonly Move[]): Move[] {
  if (known.length === 0) return [...moves];
  return known.reduce<Move[]>(
    (left, { to, from }) =>
      left.flatMap((move) => cutAway(move, 'to', to)).flatMap((move) => cutAway(move, 'from', from)),
    [...moves],
  );
}

/** What is left of a move when the clocks of `hole` are taken out of one of its ends. */
function cutAway(move: Move, end: 'to' | 'from', hole: Span): Move[] {
  const { client, clock, length } = move[end];
  const holeStart = hole.clock - clock;
  const holeEnd = holeStart + hole.length;
  if (client !== hole.client || holeStart >= length || holeEnd <= 0) return [move];
  return [partOf(move, 0, holeStart), partOf(move, holeEnd, length)].filter((part) => part.to.length > 0);
}

function partOf({ to, from }: Move, start: number, end: number): Move {
  const length = Math.max(0, end - start);
  return {
    to: { client: to.client, clock: to.clock + start, length },
    from: { client: from.client, clock: from.clock + start, length },
  };
}
