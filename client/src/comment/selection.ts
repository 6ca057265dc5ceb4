import { FlatNote, type FlatRange } from '@caseroom/shared/editor/anchor';
import type { Editor } from '@tiptap/core';
import type { Surface } from '../note/surfaces.ts';
import { type AskedPlace, askedPlace } from './places.ts';

/** What somebody has selected in a note; with a bare caret the line it stands in. Null: nothing with words in it. */
export function selectedIn({ session, article, editor }: Surface): AskedPlace | null {
  const note = new FlatNote(session.body);
  const range = editor ? rangeInEditor(note, editor) : rangeInText(article);
  return range && askedPlace(note, range);
}

function rangeInEditor(note: FlatNote, { state: { doc, selection } }: Editor): FlatRange {
  const lines: { start: number; length: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) lines.push({ start: pos + 1, length: node.content.size });
    return !node.isTextblock;
  });
  const lineAt = (pos: number) =>
    Math.max(
      0,
      lines.findLastIndex(({ start }) => start <= pos),
    );
  const flat = (pos: number) => {
    const line = lineAt(pos);
    const { start, length } = lines[line] ?? { start: 0, length: 0 };
    return note.flat(line, Math.min(Math.max(pos - start, 0), length));
  };
  if (!selection.empty) return { from: flat(selection.from), to: flat(selection.to) };
  const line = lineAt(selection.from);
  return { from: note.flat(line, 0), to: note.flat(line, lines[line]?.length ?? 0) };
}

/** The selection within a note that is only read. */
export function rangeInText(article: HTMLElement): FlatRange | null {
  const root = article.querySelector<HTMLElement>('.note-prose');
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  if (!root || !range || range.collapsed || !root.contains(range.commonAncestorContainer)) return null;
  const from = placeOf(root, range.startContainer, range.startOffset);
  const to = placeOf(root, range.endContainer, range.endOffset);
  return from < to ? { from, to } : null;
}

const TEXTBLOCKS = 'p, h1, h2, h3, pre';
/** Nodes that take one place in a line. */
const ONE_PLACE = '.mention, .due, br';
/** What stands in the text and is none of it. */
const NO_PLACE = '.passage-words';

/** The place of a point of the page in its note, counted as `FlatNote` counts. */
function placeOf(root: HTMLElement, node: Node, offset: number): number {
  let start = 0;
  for (const block of root.querySelectorAll(TEXTBLOCKS)) {
    if (block.contains(node)) return start + lengthUpTo(block, node, offset);
    if (node.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING) return start;
    start += lengthOf(block) + 1;
  }
  return Math.max(0, start - 1);
}

function lengthOf(node: Node): number {
  if (node instanceof Text) return node.length;
  if (!(node instanceof Element) || node.matches(NO_PLACE)) return 0;
  if (node.matches(ONE_PLACE)) return isFiller(node) ? 0 : 1;
  return [...node.childNodes].reduce((sum, child) => sum + lengthOf(child), 0);
}

/** An empty line holds a break, so that it can be seen. */
const isFiller = (node: Element): boolean => node.matches('br') && node.parentNode?.childNodes.length === 1;

/** The length of what stands in `within` before a point of it. */
function lengthUpTo(within: Node, node: Node, offset: number): number {
  if (within === node)
    return within instanceof Text
      ? offset
      : [...within.childNodes].slice(0, offset).reduce((sum, child) => sum + lengthOf(child), 0);
  let length = 0;
  for (const child of within.childNodes) {
    if (child.contains(node)) return length + lengthUpTo(child, node, offset);
    length += lengthOf(child);
  }
  return length;
}
