import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import { type Passage, type Piece, piecesOf } from '../passages/passage.ts';
import type { Block, Inline, TextRun } from './note-tree.ts';

interface Placed {
  readonly pieces: readonly Piece[];
  readonly passages: readonly Passage[];
}

/** A note for reading with the passages that something is said about: its runs are cut where a passage begins or ends. */
export function withPassages(blocks: readonly Block[], passages: readonly Passage[]): readonly Block[] {
  if (passages.length === 0) return blocks;
  const placed = { pieces: piecesOf(passages), passages };
  let line = -1;
  const visit = (block: Block): Block => {
    if (!nodeRule(block.name)?.textblock) return { ...block, blocks: block.blocks.map(visit) };
    line += 1;
    return { ...block, line: lineWith(block.line, line, placed) };
  };
  return blocks.map(visit);
}

function lineWith(inlines: readonly Inline[], line: number, { pieces, passages }: Placed): readonly Inline[] {
  const here = pieces.filter((piece) => piece.line === line);
  const others = passages.filter(({ other }) => other?.line === line && other.words !== '');
  if (here.length === 0 && others.length === 0) return inlines;
  const cuts = [
    ...here.flatMap(({ from, to }) => [from, to]),
    ...others.map(({ other }) => other?.offset ?? 0),
  ].sort((a, b) => a - b);
  const found: Inline[] = [];
  let at = 0;
  const wordsAt = (offset: number) => {
    for (const { id, other } of others)
      if (other?.offset === offset) found.push({ is: 'words', id, by: other.by, words: other.words });
  };
  for (const inline of inlines)
    for (const part of inline.is === 'text' ? cutRun(inline, at, cuts) : [inline]) {
      wordsAt(at);
      const end = at + (part.is === 'text' ? part.text.length : 1);
      const piece = here.find(({ from, to }) => from <= at && end <= to);
      found.push(piece && part.is === 'text' ? { ...part, piece } : part);
      at = end;
    }
  wordsAt(at);
  return found;
}

function cutRun<T extends TextRun>(run: T, start: number, cuts: readonly number[]): T[] {
  const inside = cuts.map((cut) => cut - start).filter((cut) => cut > 0 && cut < run.text.length);
  const edges = [0, ...new Set(inside), run.text.length];
  return edges.slice(0, -1).map((from, i) => ({ ...run, text: run.text.slice(from, edges[i + 1]) }));
}
