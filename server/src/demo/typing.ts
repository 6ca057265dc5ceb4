import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import * as Y from 'yjs';
import { around, elementsOf, indexOf, isEmptyLine, type Parent } from './find.ts';
import type { Block, Inline, LineType, Marks } from './markup.ts';
import type { PersonKey } from './people.ts';
import type { Random } from './random.ts';

/** A person at the keyboard: their own copy of the note. */
export interface Hand {
  readonly doc: Y.Doc;
  readonly body: Y.XmlFragment;
  readonly random: Random;
  /** ISO time, so many minutes from the seeding. */
  readonly dueAt: (minutes: number) => string;
  readonly mentionOf: (person: PersonKey) => { readonly id: string; readonly label: string };
}

/**
 * Work that takes time. Each value is how long the person takes, ms, before what follows it; between two values
 * stands at most one transaction, which becomes one edit.
 */
export type Work = Generator<number, void>;

/** Time for one key of somebody who types while they talk, ms, and for the look up between two sentences. */
const KEY_MS = 170;
const SENTENCE_MS = [900, 4_500] as const;
const ENTER_MS = [400, 1_600] as const;
/** How often a longer word is mistyped and mended. */
const SLIP = 0.012;

export const pauseOf = (random: Random, [from, to]: readonly [number, number]): number =>
  random.between(from, to);
export const enterPause = (random: Random): number => pauseOf(random, ENTER_MS);

/** Types a line's runs at its end. */
export function* typeLine(hand: Hand, line: Y.XmlElement, runs: readonly Inline[]): Work {
  for (const run of runs) {
    if ('mention' in run) yield* typeMention(hand, line, run.mention);
    else if ('due' in run) yield* typeDue(hand, line, run);
    else yield* typeText(hand, () => endOf(line), run.text, run.marks);
  }
}

function* typeMention(hand: Hand, line: Y.XmlElement, person: PersonKey): Work {
  yield enterPause(hand.random);
  hand.doc.transact(() => line.push([mention(hand, person)]));
}

/** Sets when a task is due; as the editor does, it gives the item an id of its own with it. */
function* typeDue(hand: Hand, line: Y.XmlElement, { due, promise }: { due: number; promise: boolean }): Work {
  yield enterPause(hand.random);
  hand.doc.transact(() => {
    line.push([element('due', { at: hand.dueAt(due), promise })]);
    (around(line, 'taskItem') as Y.XmlElement).setAttribute('followUp', uuidOf(hand.random));
  });
}

export function uuidOf(random: Random): string {
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => random.between(0, 15).toString(16)).join('');
  return [hex(8), hex(4), `4${hex(3)}`, `8${hex(3)}`, hex(12)].join('-');
}

function mention(hand: Hand, person: PersonKey): Y.XmlElement {
  const { id, label } = hand.mentionOf(person);
  return element('mention', { id, label, mentionSuggestionChar: '@' });
}

export interface Place {
  readonly text: Y.XmlText;
  readonly index: number;
}

/** The end of a line, in its last text; a line that is empty or ends with a mention gets a new one. */
function endOf(line: Y.XmlElement): Place {
  const last = line.get(line.length - 1);
  if (last instanceof Y.XmlText) return { text: last, index: last.length };
  const text = new Y.XmlText();
  line.push([text]);
  return { text, index: 0 };
}

/**
 * Types text a few words at a time, from where `start` points when the first ones are typed; others may type
 * meanwhile. Returns where the cursor ends up.
 */
export function* typeText(
  hand: Hand,
  start: () => Place,
  string: string,
  marks: Marks,
): Generator<number, Y.RelativePosition> {
  let cursor: Y.RelativePosition | null = null;
  const put = (chunk: string, replaced: number) => {
    hand.doc.transact(() => {
      const { text, index } = cursor ? placeOf(hand.doc, cursor) : start();
      if (replaced > 0) text.delete(index - replaced, replaced);
      text.insert(index - replaced, chunk, marks);
      cursor = pin(text, index - replaced + chunk.length);
    });
  };
  for (const chunk of chunksOf(string, hand.random)) {
    yield timeFor(chunk, hand.random);
    const slip = slipOf(chunk, hand.random);
    put(slip ?? chunk, 0);
    if (slip === null) continue;
    yield timeFor(chunk, hand.random);
    put(chunk, chunk.length);
  }
  if (!cursor) throw new Error('nothing to type');
  return cursor;
}

/** A place that stays behind the same character whatever others type. */
export const pin = (text: Y.XmlText, index: number): Y.RelativePosition =>
  Y.createRelativePositionFromTypeIndex(text, index, -1);

export function placeOf(doc: Y.Doc, cursor: Y.RelativePosition): Place {
  const place = Y.createAbsolutePositionFromRelativePosition(cursor, doc);
  if (!(place?.type instanceof Y.XmlText)) throw new Error('the line being typed was taken away');
  return { text: place.type, index: place.index };
}

/** One to three words at a time. */
function chunksOf(string: string, random: Random): string[] {
  const words = string.match(/\s*\S+\s?|\s+$/g) ?? [];
  const chunks: string[] = [];
  while (words.length > 0) chunks.push(words.splice(0, random.between(1, 3)).join(''));
  return chunks;
}

function timeFor(chunk: string, random: Random): number {
  const keys = Math.round(chunk.length * KEY_MS * (0.6 + random.next()));
  return /[.?!]\s*$/.test(chunk) ? keys + pauseOf(random, SENTENCE_MS) : keys;
}

/** The chunk with two letters the wrong way round, now and then. */
function slipOf(chunk: string, random: Random): string | null {
  const at = chunk.search(/[a-z]{5}/);
  if (at < 0 || !random.chance(SLIP)) return null;
  return `${chunk.slice(0, at + 2)}${chunk[at + 3]}${chunk[at + 2]}${chunk.slice(at + 4)}`;
}

/** Where new blocks go: after a block (or first), into an empty one where there is one. */
export interface Slot {
  readonly parent: Parent;
  readonly after: Y.XmlElement | null;
  readonly empty: Y.XmlElement | null;
}

export function* typeBlocks(hand: Hand, slot: Slot, blocks: readonly Block[]): Work {
  let { after, empty } = slot;
  for (const block of blocks) {
    if (!empty || empty.nodeName !== block.type) {
      yield enterPause(hand.random);
      after = enter(hand, slot.parent, after, empty, block);
    } else after = empty;
    empty = null;
    yield* fill(hand, after, block);
  }
}

/** Makes room for a block: a new item of the list in front of it, or a block that replaces the empty one. */
function enter(
  hand: Hand,
  parent: Parent,
  after: Y.XmlElement | null,
  empty: Y.XmlElement | null,
  block: Block,
): Y.XmlElement {
  return hand.doc.transact(() => {
    if (after && after.nodeName === block.type && isList(block.type)) {
      after.push([itemOf(block.type)]);
      return after;
    }
    const made = skeletonOf(block);
    parent.insert(after ? indexOf(after) + 1 : 0, [made]);
    if (empty) parent.delete(indexOf(empty), 1);
    return made;
  });
}

function* fill(hand: Hand, root: Y.XmlElement, block: Block): Work {
  if (block.type === 'codeBlock' || block.type === 'horizontalRule') return;
  if (block.type === 'table') {
    for (const [row, cells] of block.rows.entries()) {
      for (const [column, runs] of cells.entries()) yield* typeLine(hand, cellLine(root, row, column), runs);
    }
    return;
  }
  yield* typeLine(hand, lastLine(root), block.line);
  if (block.type === 'taskList' && block.done) yield* tickItem(hand, elementsOf(root).at(-1) as Y.XmlElement);
}

export function* tickItem(hand: Hand, item: Y.XmlElement): Work {
  yield enterPause(hand.random);
  hand.doc.transact(() => item.setAttribute('checked', true as unknown as string));
}

const cellLine = (table: Y.XmlElement, row: number, column: number): Y.XmlElement =>
  lastLine(elementsOf(elementsOf(table)[row] as Y.XmlElement)[column] as Y.XmlElement);

/** The line at the end of a block: its last item's, or the block itself. */
function lastLine(block: Y.XmlElement): Y.XmlElement {
  const inner = elementsOf(block).at(-1);
  return inner && nodeRule(inner.nodeName)?.inline !== true ? lastLine(inner) : block;
}

/** Whether a block waits to be written: an empty line, or a list whose only item is one. */
export const isWaiting = (block: Y.XmlElement): boolean =>
  ['paragraph', 'taskList'].includes(block.nodeName) &&
  elementsOf(block).length <= 1 &&
  isEmptyLine(lastLine(block));

const isList = (type: string): type is 'bulletList' | 'orderedList' | 'taskList' =>
  type === 'bulletList' || type === 'orderedList' || type === 'taskList';

function skeletonOf(block: Block): Y.XmlElement {
  if (block.type === 'codeBlock') {
    const text = new Y.XmlText();
    text.insert(0, block.code);
    return element('codeBlock', { language: block.language }, [text]);
  }
  if (block.type === 'horizontalRule') return element('horizontalRule');
  if (block.type === 'table')
    return element(
      'table',
      {},
      block.rows.map((row, at) => rowOf(row.length, at === 0)),
    );
  return lineSkeleton(block.type);
}

function lineSkeleton(type: LineType): Y.XmlElement {
  if (type === 'heading') return element('heading', { level: 3 });
  if (type === 'paragraph') return element('paragraph');
  if (type === 'blockquote') return element('blockquote', {}, [element('paragraph')]);
  return element(type, type === 'orderedList' ? { start: 1 } : {}, [itemOf(type)]);
}

const itemOf = (list: 'bulletList' | 'orderedList' | 'taskList'): Y.XmlElement =>
  list === 'taskList'
    ? element('taskItem', { checked: false }, [element('paragraph')])
    : element('listItem', {}, [element('paragraph')]);

const rowOf = (cells: number, header: boolean): Y.XmlElement =>
  element(
    'tableRow',
    {},
    Array.from({ length: cells }, () =>
      element(header ? 'tableHeader' : 'tableCell', { colspan: 1, rowspan: 1 }, [element('paragraph')]),
    ),
  );

/** A new element with every attribute the editor would give it. */
export function element(
  nodeName: string,
  attrs: Record<string, unknown> = {},
  children: (Y.XmlElement | Y.XmlText)[] = [],
): Y.XmlElement {
  const made = new Y.XmlElement(nodeName);
  for (const [key, value] of Object.entries(attrs))
    if (value !== null) made.setAttribute(key, value as string);
  if (children.length > 0) made.insert(0, children);
  return made;
}
