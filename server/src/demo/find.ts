import { noteText, visibleString } from '@caseroom/shared/editor/text';
import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import * as Y from 'yjs';

/** A block of the document, or the body that holds them all. */
export type Parent = Y.XmlElement | Y.XmlFragment;

/** Where a phrase stands: `index` is its place in one text of one line. */
export interface Found {
  readonly block: Y.XmlElement;
  readonly text: Y.XmlText;
  readonly index: number;
}

/**
 * The first place of a phrase, in reading order; with `within`, only in lines inside such a block. Throws when
 * the script speaks of something that is not there.
 */
export function find(body: Y.XmlFragment, phrase: string, within?: string): Found {
  for (const block of linesOf(body)) {
    if (within && !around(block, within)) continue;
    for (const text of block.toArray()) {
      const index = text instanceof Y.XmlText ? visibleString(text).indexOf(phrase) : -1;
      if (index >= 0) return { block, text: text as Y.XmlText, index };
    }
  }
  throw new Error(`the note does not say “${phrase}”${within ? ` in a ${within}` : ''}:\n${noteText(body)}`);
}

export function* linesOf(parent: Parent): Generator<Y.XmlElement> {
  for (const child of elementsOf(parent)) {
    if (nodeRule(child.nodeName)?.textblock) yield child;
    else yield* linesOf(child);
  }
}

export const elementsOf = (parent: Parent): Y.XmlElement[] =>
  parent.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement);

/** A line's text, without its mentions. */
export const plainText = (line: Y.XmlElement): string =>
  line
    .toArray()
    .map((child) => (child instanceof Y.XmlText ? visibleString(child) : ''))
    .join('');

export const isEmptyLine = (line: Y.XmlElement): boolean =>
  line.toArray().every((child) => child instanceof Y.XmlText && child.length === 0);

/** The heading of a section and the blocks below it, up to the next heading. */
export function section(body: Y.XmlFragment, title: string): [Y.XmlElement, ...Y.XmlElement[]] {
  const blocks = elementsOf(body);
  const start = blocks.findIndex((block) => block.nodeName === 'heading' && plainText(block) === title);
  const first = blocks[start];
  if (!first) throw new Error(`the note has no section “${title}”:\n${noteText(body)}`);
  const end = blocks.findIndex((block, at) => at > start && block.nodeName === 'heading');
  return [first, ...blocks.slice(start + 1, end < 0 ? blocks.length : end)];
}

export const parentOf = (element: Y.XmlElement): Parent => element.parent as Parent;

/** Where an element stands among its parent's children. */
export const indexOf = (element: Y.XmlElement): number =>
  (parentOf(element).toArray() as unknown[]).indexOf(element);

/** The nearest block around a line that has this name. */
export function around(line: Y.XmlElement, name: string): Y.XmlElement | null {
  for (let block: unknown = line; block instanceof Y.XmlElement; block = block.parent) {
    if (block.nodeName === name) return block;
  }
  return null;
}

/** What moves when a line is dragged: its list item, or the line itself. */
export const wholeOf = (line: Y.XmlElement): Y.XmlElement =>
  around(line, 'taskItem') ?? around(line, 'listItem') ?? line;
