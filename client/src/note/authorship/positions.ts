import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import * as Y from 'yjs';
import type { Credit, CreditIndex } from './credits.ts';

/** A stretch of the editor's document, [from, to) in ProseMirror positions, written by one person. */
export interface CreditedRange {
  readonly from: number;
  readonly to: number;
  readonly credit: Credit;
}

/**
 * Where each person's text stands in the editor. The editor's document mirrors the Yjs body node for node, so its
 * positions can be counted off the Yjs types alone: one at each edge of an element, one for a leaf, one for each
 * UTF-16 unit of visible text. Neighbouring ranges of one credit are joined. O(items).
 */
export function creditedRanges(body: Y.XmlFragment, index: CreditIndex): CreditedRange[] {
  const ranges: CreditedRange[] = [];
  walk(body, 0, (item, from) => {
    let at = from;
    for (const { length, credit } of index.stretches(item.id.client, item.id.clock, item.length)) {
      if (credit) addRange(ranges, { from: at, to: at + length, credit });
      at += length;
    }
  });
  return ranges;
}

function addRange(ranges: CreditedRange[], range: CreditedRange): void {
  const last = ranges.at(-1);
  if (last && last.to === range.from && last.credit === range.credit)
    ranges[ranges.length - 1] = { ...last, to: range.to };
  else ranges.push(range);
}

/** Calls `visit` with every visible run of text and the position of its first character; answers the end position. */
function walk(parent: Y.XmlFragment, from: number, visit: (item: Y.Item, from: number) => void): number {
  let at = from;
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) at = walkText(child, at, visit);
    else if (child instanceof Y.XmlElement) at = isLeaf(child) ? at + 1 : walk(child, at + 1, visit) + 1;
  }
  return at;
}

function walkText(text: Y.XmlText, from: number, visit: (item: Y.Item, from: number) => void): number {
  let at = from;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    visit(item, at);
    at += item.length;
  }
  return at;
}

const isLeaf = (element: Y.XmlElement): boolean => nodeRule(element.nodeName)?.children.length === 0;
