import * as Y from 'yjs';
import { blockText } from './line.ts';

/** What is no prose: titles, code, tables, and tasks, which are said in a few words. */
const passedOver: ReadonlySet<string> = new Set(['heading', 'codeBlock', 'table', 'taskList']);

/** A note's paragraphs and list items in reading order, those of its fields without their labels; blank ones left out. */
export function proseOf(parent: Y.XmlFragment): string[] {
  return parent.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlElement) || passedOver.has(child.nodeName)) return [];
    if (child.nodeName !== 'paragraph') return proseOf(child);
    const text = blockText(child, (node) => node.nodeName === 'due').trim();
    return text === '' ? [] : [text];
  });
}
