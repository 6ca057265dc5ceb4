import { valueText } from '@caseroom/shared/editor/answers';
import { markName, nodeRule } from '@caseroom/shared/editor/vocabulary';
import * as Y from 'yjs';
import { bodyOf } from '../doc.ts';
import { inlineNodeText } from './carried.ts';
import type { DeleteLog, InsertLog, Span } from './ranges.ts';

/** What a walk needs: the document with everything ever written, and when each clock came and went. */
export interface Recorded {
  readonly doc: Y.Doc;
  readonly inserts: InsertLog;
  readonly deletes: DeleteLog;
}

export type Marks = Readonly<Record<string, unknown>>;
export type Attrs = Readonly<Record<string, unknown>>;

/** Text, or one inline node, that reads in at least one of the two versions. */
export interface WalkedPiece extends Span {
  /** As long as `length` for text; what an inline node reads as otherwise. */
  readonly text: string;
  readonly inline: boolean;
  readonly inFrom: boolean;
  readonly inTo: boolean;
  readonly marksFrom: Marks;
  readonly marksTo: Marks;
}

export interface WalkedNode {
  readonly type: string;
  readonly attrsFrom: Attrs;
  readonly attrsTo: Attrs;
}

/** A block without blocks in it (a line of text, the answer of a field, a rule) that stands in at least one of the two versions. */
export interface WalkedBlock extends WalkedNode {
  readonly textblock: boolean;
  readonly inFrom: boolean;
  readonly inTo: boolean;
  /** Blocks around it, outermost first. */
  readonly within: readonly WalkedNode[];
  readonly pieces: readonly WalkedPiece[];
}

interface View {
  readonly seq: number;
  readonly state: ReadonlyMap<number, number>;
}

/**
 * One walk over everything ever written gives any two versions of a note, block by block in reading order. An
 * item reads in a version when it was inserted at or before it and not deleted by then; the order of items
 * never changes, so no version is replayed. `from` and `to` may be the same and may be in either order.
 */
export function walk(recorded: Recorded, from: number, to: number): WalkedBlock[] {
  recorded.deletes.settle();
  const viewFrom: View = { seq: from, state: recorded.inserts.stateAt(from) };
  const viewTo: View = from === to ? viewFrom : { seq: to, state: recorded.inserts.stateAt(to) };
  const walker = new Walker(recorded.deletes, viewFrom, viewTo);
  walker.blocks(bodyOf(recorded.doc), []);
  return walker.found;
}

/** The text of one side of a walk: as `noteText` of that version. */
export function walkedText(blocks: readonly WalkedBlock[], side: 'inFrom' | 'inTo'): string {
  return blocks
    .filter((block) => block.textblock && block[side])
    .map((block) => block.pieces.map((piece) => (piece[side] ? piece.text : '')).join(''))
    .join('\n');
}

class Walker {
  readonly found: WalkedBlock[] = [];
  readonly #deletes: DeleteLog;
  readonly #from: View;
  readonly #to: View;

  constructor(deletes: DeleteLog, from: View, to: View) {
    this.#deletes = deletes;
    this.#from = from;
    this.#to = to;
  }

  blocks(parent: Y.XmlFragment, within: readonly WalkedNode[]): void {
    for (let item = parent._start; item !== null; item = item.right) {
      const element = elementIn(item);
      if (!element) continue;
      const [part] = this.#parts(item);
      if (!part) continue;
      const node = this.#node(element);
      const rule = nodeRule(element.nodeName);
      if (rule?.inline) continue;
      if (rule?.answer) {
        const pieces = this.#answer(element);
        this.found.push({ ...node, textblock: true, inFrom: part.inFrom, inTo: part.inTo, within, pieces });
      } else if (rule && !rule.textblock && rule.children.length > 0) this.blocks(element, [...within, node]);
      else {
        const textblock = rule?.textblock === true;
        const pieces = textblock ? this.#line(element) : [];
        this.found.push({ ...node, textblock, inFrom: part.inFrom, inTo: part.inTo, within, pieces });
      }
    }
  }

  #node(element: Y.XmlElement): WalkedNode {
    const attrsFrom = attributesAt(element, this.#from, this.#deletes);
    const attrsTo = this.#from === this.#to ? attrsFrom : attributesAt(element, this.#to, this.#deletes);
    return { type: element.nodeName, attrsFrom, attrsTo };
  }

  #line(block: Y.XmlElement): WalkedPiece[] {
    const pieces: WalkedPiece[] = [];
    for (let item = block._start; item !== null; item = item.right) {
      if (!(item.content instanceof Y.ContentType)) continue;
      if (item.content.type instanceof Y.XmlText) this.#text(item.content.type, pieces);
      const text = inlineNodeText(item);
      const [part] = text === null ? [] : this.#parts(item);
      if (text && part) pieces.push({ ...part, text, inline: true, marksFrom: {}, marksTo: {} });
    }
    return pieces;
  }

  /** An answer kept in attributes reads as inline nodes do, in a piece of its own; credited to who set it. */
  #answer(field: Y.XmlElement): WalkedPiece[] {
    if (field.nodeName === 'fieldChoices') return this.#choices(field);
    const type = field._map.get('type')?.content.getContent().at(-1);
    return this.#values(field, 'value', (value) => valueText(type, value));
  }

  #choices(field: Y.XmlElement): WalkedPiece[] {
    const pieces: WalkedPiece[] = [];
    for (let item = field._start; item !== null; item = item.right) {
      const option = elementIn(item);
      const label = option?._map.get('label')?.content.getContent().at(-1);
      if (!option || typeof label !== 'string') continue;
      pieces.push(...this.#values(option, 'chosen', (chosen) => (chosen === true ? `${label}; ` : '')));
    }
    return pieces;
  }

  /** The value an attribute has in each of the two versions, as text; one piece where it is the same. */
  #values(element: Y.XmlElement, key: string, textOf: (value: unknown) => string): WalkedPiece[] {
    const from = valueAt(element, key, this.#from, this.#deletes);
    const to = this.#from === this.#to ? from : valueAt(element, key, this.#to, this.#deletes);
    const isSame = from !== null && to !== null && from.client === to.client && from.clock === to.clock;
    const piece = (at: ValueAt | null, inFrom: boolean, inTo: boolean): WalkedPiece[] => {
      const text = at ? textOf(at.value) : '';
      if (!at || text === '') return [];
      const { client, clock } = at;
      return [{ client, clock, length: 1, text, inline: true, inFrom, inTo, marksFrom: {}, marksTo: {} }];
    };
    return isSame ? piece(from, true, true) : [...piece(from, true, false), ...piece(to, false, true)];
  }

  #text(text: Y.XmlText, pieces: WalkedPiece[]): void {
    let marksFrom: Marks = {};
    let marksTo: Marks = {};
    for (let item = text._start; item !== null; item = item.right) {
      for (const part of this.#parts(item)) {
        if (item.content instanceof Y.ContentFormat) {
          if (part.inFrom) marksFrom = formatted(marksFrom, item.content);
          if (part.inTo) marksTo = formatted(marksTo, item.content);
        } else if (item.content instanceof Y.ContentString) {
          const offset = part.clock - item.id.clock;
          const string = item.content.str.slice(offset, offset + part.length);
          pieces.push({ ...part, text: string, inline: false, marksFrom, marksTo });
        }
      }
    }
  }

  /** An item cut where one of the two versions begins or ceases to show it; parts neither shows are left out. */
  *#parts(item: Y.Item): Generator<Span & { inFrom: boolean; inTo: boolean }> {
    const { client, clock: start } = item.id;
    const end = start + item.length;
    const endFrom = this.#from.state.get(client) ?? 0;
    const endTo = this.#to.state.get(client) ?? 0;
    for (let clock = start; clock < end && clock < Math.max(endFrom, endTo); ) {
      const gone = item.deleted ? this.#deletes.at(client, clock) : STANDING;
      let until = Math.min(end, gone.end);
      if (clock < endFrom) until = Math.min(until, endFrom);
      if (clock < endTo) until = Math.min(until, endTo);
      const inFrom = clock < endFrom && !(gone.seq !== null && gone.seq <= this.#from.seq);
      const inTo = clock < endTo && !(gone.seq !== null && gone.seq <= this.#to.seq);
      if (inFrom || inTo) yield { client, clock, length: until - clock, inFrom, inTo };
      clock = until;
    }
  }
}

const STANDING = { seq: null, end: Number.POSITIVE_INFINITY };

const elementIn = (item: Y.Item): Y.XmlElement | null =>
  item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlElement
    ? item.content.type
    : null;

/** A comment beside a text changes nothing about it. */
function formatted(marks: Marks, { key, value }: Y.ContentFormat): Marks {
  if (markName(key) === 'comment') return marks;
  const { [key]: _, ...others } = marks;
  return value === null ? others : { ...others, [key]: value };
}

/**
 * The values of an attribute stand in one chain, the newest last, and the last one written by then decides. Values
 * that one client set in a row may share an item, one clock each.
 */
function attributesAt(element: Y.XmlElement, view: View, deletes: DeleteLog): Attrs {
  const attrs: Record<string, unknown> = {};
  for (const key of element._map.keys()) {
    const found = valueAt(element, key, view, deletes);
    if (found) attrs[key] = found.value;
  }
  return attrs;
}

interface ValueAt {
  readonly client: number;
  readonly clock: number;
  readonly value: unknown;
}

function valueAt(element: Y.XmlElement, key: string, view: View, deletes: DeleteLog): ValueAt | null {
  let item: Y.Item | null = element._map.get(key) ?? null;
  while (item !== null && item.id.clock >= (view.state.get(item.id.client) ?? 0)) item = item.left;
  if (item === null) return null;
  const { client } = item.id;
  const known = Math.min(item.length, (view.state.get(client) ?? 0) - item.id.clock);
  const clock = item.id.clock + known - 1;
  const gone = deletes.at(client, clock).seq;
  if (gone !== null && gone <= view.seq) return null;
  return { client, clock, value: item.content.getContent()[known - 1] };
}
