import type { Evidence } from '@caseroom/shared/quality';
import { endOf, passageBetween, type Spot } from './passages.ts';

/** Where a passage stands in a note drawn by `NoteView`, and which passage is selected there. */

const LINES = 'p, h1, h2, h3, pre';
/** Drawn with words of their own, but one unit of the line each. */
const ATOMS = '.mention, .due, br';

const linesIn = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(LINES)];

interface Piece {
  readonly node: Node;
  readonly length: number;
}

/** The texts and atoms of a line, in order. */
function piecesOf(line: HTMLElement): Piece[] {
  const pieces: Piece[] = [];
  const walk = (node: Node) => {
    if (node instanceof Text) pieces.push({ node, length: node.data.length });
    else if (node instanceof Element && node.matches(ATOMS)) pieces.push({ node, length: 1 });
    else for (const child of node.childNodes) walk(child);
  };
  walk(line);
  return pieces;
}

const lengthOf = (line: HTMLElement): number => piecesOf(line).reduce((sum, { length }) => sum + length, 0);

/** The passage that is selected, null when none is or it reaches out of the note. */
export function selectedPassage(root: HTMLElement): Evidence | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const lines = linesIn(root);
  const from = spotOf(lines, range.startContainer, range.startOffset);
  const to = spotOf(lines, range.endContainer, range.endOffset);
  return from && to ? passageBetween(lines.map(lengthOf), from, to) : null;
}

/** A place of the document as a place in a line; between lines it is the start of the next. */
function spotOf(lines: readonly HTMLElement[], node: Node, offset: number): Spot | null {
  const point = document.createRange();
  point.setStart(node, offset);
  for (const [line, element] of lines.entries()) {
    const whole = document.createRange();
    whole.selectNodeContents(element);
    if (point.compareBoundaryPoints(Range.START_TO_START, whole) < 0) return { line, unit: 0 };
    if (element.contains(node)) return { line, unit: unitsBefore(element, point) };
  }
  const last = lines.at(-1);
  return last ? { line: lines.length - 1, unit: lengthOf(last) } : null;
}

function unitsBefore(line: HTMLElement, point: Range): number {
  let units = 0;
  for (const { node, length } of piecesOf(line)) {
    if (node === point.startContainer) return units + point.startOffset;
    const piece = document.createRange();
    piece.selectNode(node);
    if (point.compareBoundaryPoints(Range.START_TO_START, piece) <= 0) return units;
    units += length;
  }
  return units;
}

/** A passage as a range of the document, to mark or to scroll to; null when the note has no such place. */
export function rangeOf(root: HTMLElement, passage: Evidence): Range | null {
  const lines = linesIn(root);
  const to = endOf(lines.map(lengthOf), passage);
  const [first, last] = [lines[passage.line], lines[to.line]];
  if (!first || !last) return null;
  const range = document.createRange();
  place(first, passage.start, (node, offset) => range.setStart(node, offset));
  place(last, to.unit, (node, offset) => range.setEnd(node, offset));
  return range.collapsed ? null : range;
}

function place(line: HTMLElement, unit: number, set: (node: Node, offset: number) => void): void {
  let left = unit;
  for (const { node, length } of piecesOf(line)) {
    if (left <= length && node instanceof Text) return set(node, left);
    if (left < length || (left === length && !(node instanceof Text))) {
      const index = [...(node.parentNode?.childNodes ?? [])].indexOf(node as ChildNode);
      return set(node.parentNode as Node, index + left);
    }
    left -= length;
  }
  set(line, line.childNodes.length);
}
