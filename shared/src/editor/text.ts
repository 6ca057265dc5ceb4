import * as Y from 'yjs';
import type { DocJson } from '../note.ts';
import { chosenOf, valueText } from './answers.ts';
import { markName, nodeRule } from './vocabulary.ts';

/**
 * A note's plain text: its textblocks in reading order, joined by a line feed; a hard break is a line feed
 * a mention reads "@Name" and a due time "(due 2026-11-22 17:00Z)". A code block is verbatim. Runs in O(items).
 */
export function noteText(body: Y.XmlFragment): string {
  const lines: string[] = [];
  collectLines(body, lines);
  return lines.join('\n');
}

function collectLines(parent: Y.XmlFragment, lines: string[]): void {
  for (const child of parent.toArray()) if (child instanceof Y.XmlElement) lines.push(...blockLines(child));
}

/**
 * The lines of one block: a textblock is one, a list or a table has those of what stands in it. A field's first
 * line begins with its label ("Customer: Ana Reis"); one that says nothing has no lines.
 */
export function blockLines(block: Y.XmlElement): string[] {
  const rule = nodeRule(block.nodeName);
  if (rule?.textblock) return [lineText(block)];
  if (rule?.answer) return labelled(block, [answerText(block)]);
  const lines: string[] = [];
  collectLines(block, lines);
  return block.nodeName === 'field' ? labelled(block, fieldLines(block, lines)) : lines;
}

/** What is not ticked of a checklist has not been done, and is not said to have been. */
const fieldLines = (field: Y.XmlElement, lines: string[]): string[] =>
  field.getAttribute('type') === 'checklist' ? tickedLines(field) : lines;

function tickedLines(parent: Y.XmlElement): string[] {
  return parent.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlElement)) return [];
    if (child.nodeName !== 'taskItem') return tickedLines(child);
    return (child.getAttribute('checked') as unknown) === true ? blockLines(child) : [];
  });
}

function labelled(field: Y.XmlElement, lines: string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return [];
  const label = field.getAttribute('label');
  return [`${typeof label === 'string' ? label : ''}: ${lines[first]}`, ...lines.slice(first + 1)];
}

/** What a field says that keeps its answer in attributes. */
function answerText(field: Y.XmlElement): string {
  if (field.nodeName === 'fieldChoices') return chosenOf(field).join(', ');
  return valueText(field.getAttribute('type'), field.getAttribute('value'));
}

function lineText(block: Y.XmlElement): string {
  let text = '';
  for (const child of block.toArray()) {
    if (child instanceof Y.XmlText) text += visibleString(child);
    else if (child instanceof Y.XmlElement)
      text += inlineText(child.nodeName, (name) => child.getAttribute(name));
  }
  return text;
}

/** How an inline node reads in plain text. `attr` answers its attributes. */
export function inlineText(nodeName: string, attr: (name: string) => unknown): string {
  if (nodeName === 'hardBreak') return '\n';
  if (nodeName === 'due') return dueText(attr('at'), attr('promise'));
  if (nodeName !== 'mention') return '';
  const label = attr('label');
  return `@${typeof label === 'string' ? label : ''}`;
}

/** "(due 2026-11-22 17:00Z)", to the minute in UTC: plain text has no reader whose clock it could follow. */
function dueText(at: unknown, promise: unknown): string {
  const time = typeof at === 'string' ? new Date(at) : null;
  if (!time || Number.isNaN(time.getTime())) return '(due)';
  const minute = time.toISOString().slice(0, 16).replace('T', ' ');
  return `(${promise === true ? 'promised for' : 'due'} ${minute}Z)`;
}

/** The characters of a text, without the tags that `Y.XmlText#toString` writes. */
export function visibleString(text: Y.XmlText): string {
  let string = '';
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) string += item.content.str;
  }
  return string;
}

/** The note as a ProseMirror document; without the marks whose name is `without`. */
export function noteJson(body: Y.XmlFragment, without?: string): DocJson {
  return { type: 'doc', content: body.toArray().flatMap((node) => nodeJson(node, without)) };
}

/** One node as JSON; a text becomes a node for each of its differently formatted parts. */
export function nodeJson(node: Y.XmlElement | Y.XmlText | Y.XmlHook, without?: string): DocJson[] {
  if (node instanceof Y.XmlText) return textJson(node, without);
  if (!(node instanceof Y.XmlElement)) return [];
  const json: DocJson = { type: node.nodeName };
  const attrs = node.getAttributes() as Record<string, unknown>;
  if (Object.keys(attrs).length > 0) json.attrs = attrs;
  const content = node.toArray().flatMap((child) => nodeJson(child, without));
  if (content.length > 0) json.content = content;
  return [json];
}

type TextPart = { insert: unknown; attributes?: Record<string, Record<string, unknown>> };

function textJson(text: Y.XmlText, without?: string): DocJson[] {
  const parts: DocJson[] = [];
  for (const { insert, attributes } of text.toDelta() as TextPart[]) {
    if (typeof insert !== 'string' || insert === '') continue;
    const marks = marksJson(attributes ?? {}).filter(({ type }) => type !== without);
    const last = parts.at(-1);
    // A format that was set and taken away again leaves two parts that read alike.
    if (last && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) last.text += insert;
    else parts.push({ type: 'text', text: insert, ...(marks.length > 0 ? { marks } : {}) });
  }
  return parts;
}

/** Marks in the order of their names, so that one text has one JSON however it came to be formatted. */
function marksJson(attributes: Record<string, Record<string, unknown>>): NonNullable<DocJson['marks']> {
  return Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, attrs]) => ({
      type: markName(key),
      ...(attrs && Object.keys(attrs).length > 0 ? { attrs } : {}),
    }));
}

/** Appends a ProseMirror document to an empty body. Call it inside `doc.transact`. */
export function writeJson(body: Y.XmlFragment, doc: DocJson): void {
  body.push((doc.content ?? []).map(elementOf));
}

function elementOf(json: DocJson): Y.XmlElement {
  const element = new Y.XmlElement(json.type);
  for (const [key, value] of Object.entries(json.attrs ?? {})) {
    if (value !== null && value !== undefined) element.setAttribute(key, value as string);
  }
  const children: (Y.XmlElement | Y.XmlText)[] = [];
  let run: DocJson[] = [];
  const endRun = () => {
    if (run.length > 0) children.push(textOf(run));
    run = [];
  };
  for (const child of json.content ?? []) {
    if (child.type === 'text') run.push(child);
    else {
      endRun();
      children.push(elementOf(child));
    }
  }
  endRun();
  if (children.length > 0) element.insert(0, children);
  return element;
}

function textOf(run: DocJson[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(
    run.map((part) => ({
      insert: part.text ?? '',
      ...(part.marks?.length
        ? { attributes: Object.fromEntries(part.marks.map((mark) => [mark.type, mark.attrs ?? {}])) }
        : {}),
    })),
    { sanitize: false },
  );
  return text;
}
