import * as Y from 'yjs';
import { inlineText, visibleString } from './text.ts';

/** The text of one block as a single line that Postgres can store, at most `max` UTF-16 code units of it. */
export function plainLine(text: string, max: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}

/** A textblock's text, without the inline nodes that `isLeftOut` names. */
export function blockText(block: Y.XmlElement, isLeftOut: (node: Y.XmlElement) => boolean): string {
  let text = '';
  for (const child of block.toArray()) {
    if (child instanceof Y.XmlText) text += visibleString(child);
    else if (child instanceof Y.XmlElement && !isLeftOut(child))
      text += inlineText(child.nodeName, (name) => child.getAttribute(name));
  }
  return text;
}
