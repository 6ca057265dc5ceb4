import { isValue, valueText } from '@caseroom/shared/editor/answers';
import { markName, nodeRule } from '@caseroom/shared/editor/vocabulary';
import type { ComparedBlock, Doer } from '@caseroom/shared/note';
import * as Y from 'yjs';
import type { Credit, CreditIndex } from '../authorship/credits.ts';
import { momentWords } from '../fields/moment.ts';
import type { Piece } from '../passages/passage.ts';

/**
 * A note for reading: blocks with runs of text, each with its author when that is wanted. Made from the live
 * document here and from stored versions in the history; drawn by `note-view.tsx`.
 */
export interface Block {
  readonly name: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly blocks: readonly Block[];
  /** Of a textblock. */
  readonly line: readonly Inline[];
  /** In a comparison. */
  readonly change?: ComparedBlock['change'];
}

export type Inline =
  | ({ readonly is: 'text' } & TextRun)
  | { readonly is: 'node'; readonly name: string; readonly attrs: Readonly<Record<string, unknown>> }
  /** Words that somebody suggests; no text of the note. */
  | { readonly is: 'words'; readonly id: string; readonly by: string; readonly words: string };

export interface TextRun {
  readonly text: string;
  readonly marks: Marks;
  readonly credit: Credit | null;
  /** In a comparison. */
  readonly change?: 'inserted' | 'deleted';
  readonly deletedBy?: Doer | undefined;
  /** Something beside the note is about it. */
  readonly piece?: Piece;
}

export type Marks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const noMarks: Marks = {};

/** The live note, in O(items). Without an index nobody is credited. */
export function liveTree(body: Y.XmlFragment, index: CreditIndex | null): Block[] {
  return body.toArray().flatMap((child) => (child instanceof Y.XmlElement ? [blockOf(child, index)] : []));
}

function blockOf(element: Y.XmlElement, index: CreditIndex | null): Block {
  const name = element.nodeName;
  const attrs = element.getAttributes() as Record<string, unknown>;
  const rule = nodeRule(name);
  if (rule?.answer) return { name, attrs, blocks: [], line: answerLine(element, index) };
  if (!rule?.textblock) return { name, attrs, blocks: liveTree(element, index), line: [] };
  return { name, attrs, blocks: [], line: element.toArray().flatMap((child) => inlinesOf(child, index)) };
}

/** The answer of a field as text credited to who set it; a time reads by this reader's clock. */
function answerLine(field: Y.XmlElement, index: CreditIndex | null): Inline[] {
  const run = (of: Y.XmlElement, key: string, text: string): Inline => {
    const item = of._map.get(key);
    const credited = item && index?.stretches(item.id.client, item.id.clock + item.length - 1, 1)[0];
    return { is: 'text', text, marks: noMarks, credit: credited?.credit ?? null };
  };
  if (field.nodeName === 'fieldChoices') {
    const chosen = field
      .toArray()
      .filter((child): child is Y.XmlElement => child instanceof Y.XmlElement)
      .filter((option) => (option.getAttribute('chosen') as unknown) === true);
    return chosen.map((option, i) =>
      run(option, 'chosen', `${i > 0 ? ', ' : ''}${option.getAttribute('label') ?? ''}`),
    );
  }
  const [type, value] = [field.getAttribute('type'), field.getAttribute('value')];
  const isTime = type === 'date-time' && isValue(type, value);
  const text = isTime ? momentWords(new Date(value as string)) : valueText(type, value);
  return text === '' ? [] : [run(field, 'value', text)];
}

function inlinesOf(node: Y.XmlElement | Y.XmlText | Y.XmlHook, index: CreditIndex | null): Inline[] {
  if (node instanceof Y.XmlText) return runsOf(node, index);
  if (!(node instanceof Y.XmlElement)) return [];
  return [{ is: 'node', name: node.nodeName, attrs: node.getAttributes() as Record<string, unknown> }];
}

/** A text's visible items, each with the marks that are on where it stands. */
function runsOf(text: Y.XmlText, index: CreditIndex | null): Inline[] {
  const runs: Inline[] = [];
  let marks = noMarks;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) marks = withMark(marks, item.content);
    if (item.content instanceof Y.ContentString)
      runs.push(...creditedRuns(item, item.content.str, marks, index));
  }
  return runs;
}

function creditedRuns(item: Y.Item, text: string, marks: Marks, index: CreditIndex | null): Inline[] {
  if (!index) return [{ is: 'text', text, marks, credit: null }];
  let at = 0;
  return index.stretches(item.id.client, item.id.clock, item.length).map(({ length, credit }) => {
    at += length;
    return { is: 'text', text: text.slice(at - length, at), marks, credit };
  });
}

function withMark(marks: Marks, format: Y.ContentFormat): Marks {
  const name = markName(format.key);
  const { [name]: _, ...others } = marks;
  const value: unknown = format.value;
  if (value === null || value === undefined) return others;
  return { ...others, [name]: typeof value === 'object' ? (value as Record<string, unknown>) : {} };
}

/** Every run of text, in reading order. */
export function* textRuns(blocks: readonly Block[]): Generator<TextRun> {
  for (const block of blocks) {
    for (const inline of block.line) if (inline.is === 'text') yield inline;
    yield* textRuns(block.blocks);
  }
}
