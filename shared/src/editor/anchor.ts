import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { type Anchor, CONTEXT_CHARS } from '../comment.ts';
import { visibleString } from './text.ts';
import { markName, nodeRule } from './vocabulary.ts';

/** Stands for a mention, a due time or a line break, which each take one place in a line. */
export const INLINE_NODE = '\ufffc';

/** A stretch of one line: [from, to) counted as an editor counts within a textblock. */
export interface LineRange {
  /** Which textblock of the note, from 0. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** [from, to) in `FlatNote.text`. */
export interface FlatRange {
  readonly from: number;
  readonly to: number;
}

interface Piece {
  readonly text: Y.XmlText;
  readonly start: number;
}

/**
 * A note as one string, in which every place has one number: lines joined by a line feed, inline nodes as one
 * character each. It is true of the document as it was when it was made.
 */
export class FlatNote {
  readonly text: string;
  readonly #starts: number[] = [];
  readonly #pieces: Piece[] = [];

  constructor(body: Y.XmlFragment) {
    const lines: string[] = [];
    let at = 0;
    for (const block of textblocksIn(body)) {
      this.#starts.push(at);
      const line = this.#read(block, at);
      lines.push(line);
      at += line.length + 1;
    }
    this.text = lines.join('\n');
  }

  #read(block: Y.XmlElement, start: number): string {
    let line = '';
    for (const child of block.toArray()) {
      if (child instanceof Y.XmlText) {
        this.#pieces.push({ text: child, start: start + line.length });
        line += visibleString(child);
      } else line += INLINE_NODE;
    }
    return line;
  }

  /** A range cut into lines; empty parts are left out. */
  lines({ from, to }: FlatRange): LineRange[] {
    return this.#starts.flatMap((start, line) => {
      const end = (this.#starts[line + 1] ?? this.text.length + 1) - 1;
      const part = { line, from: Math.max(from, start) - start, to: Math.min(to, end) - start };
      return part.from < part.to ? [part] : [];
    });
  }

  /** The place of a line's offset. */
  flat(line: number, offset: number): number {
    return (this.#starts[line] ?? 0) + offset;
  }

  /** The parts of the document's texts that a range covers, in order. */
  pieces({ from, to }: FlatRange): { text: Y.XmlText; index: number; length: number }[] {
    return this.#pieces.flatMap(({ text, start }) => {
      const begin = Math.max(from, start);
      const end = Math.min(to, start + visibleString(text).length);
      return begin < end ? [{ text, index: begin - start, length: end - begin }] : [];
    });
  }

  /** The Yjs clients whose characters a range covers. */
  clients(range: FlatRange): number[] {
    const found = new Set<number>();
    for (const { text, index, length } of this.pieces(range)) {
      let at = 0;
      for (let item = text._start; item !== null && at < index + length; item = item.right) {
        if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
        if (at + item.length > index) found.add(item.id.client);
        at += item.length;
      }
    }
    return [...found];
  }

  /** Positions that stay with the range's own characters; null when it covers none. */
  anchor(range: FlatRange): Anchor | null {
    const pieces = this.pieces(range);
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (!first || !last) return null;
    return {
      from: encoded(Y.createRelativePositionFromTypeIndex(first.text, first.index, 0)),
      to: encoded(Y.createRelativePositionFromTypeIndex(last.text, last.index + last.length, -1)),
    };
  }

  /** Where an anchor's characters are now; null when nothing is left of them, or it is not one of this note's. */
  at(doc: Y.Doc, anchor: Anchor): FlatRange | null {
    const [from, to] = [this.#resolve(doc, anchor.from), this.#resolve(doc, anchor.to)];
    return from !== null && to !== null && from < to ? { from, to } : null;
  }

  #resolve(doc: Y.Doc, position: string): number | null {
    const place = decoded(doc, position);
    const piece = place && this.#pieces.find(({ text }) => text === place.type);
    return place && piece ? piece.start + place.index : null;
  }

  /** The words around a range. */
  context({ from, to }: FlatRange): { quote: string; prefix: string; suffix: string } {
    return {
      quote: this.text.slice(from, to),
      prefix: this.text.slice(Math.max(0, from - CONTEXT_CHARS), from),
      suffix: this.text.slice(to, to + CONTEXT_CHARS),
    };
  }

  /**
   * The place of a quote: its only one, or the one whose surroundings fit best. Null when nowhere, or two fit.
   * Lines may have been broken or joined within it.
   */
  find({ quote, prefix, suffix }: Quoted): FlatRange | null {
    let best: { range: FlatRange; fit: number } | null = null;
    let isTied = false;
    for (const range of this.#places(quote)) {
      const fit = this.#fit(range.from, range.to, prefix, suffix);
      if (best && fit < best.fit) continue;
      isTied = fit === best?.fit;
      best = { range, fit };
    }
    return best && !isTied ? best.range : null;
  }

  *#places(quote: string): Generator<FlatRange> {
    const letters = unbroken(quote);
    if (letters === '') return;
    const text = unbroken(this.text);
    const breaks = this.#starts.slice(1).map((start, line) => start - 1 - line);
    let [first, last] = [0, 0];
    for (let at = text.indexOf(letters); at >= 0; at = text.indexOf(letters, at + 1)) {
      const end = at + letters.length - 1;
      first = countUpTo(breaks, at, first);
      last = countUpTo(breaks, end, last);
      yield { from: at + first, to: end + last + 1 };
    }
  }

  #fit(from: number, to: number, prefix: string, suffix: string): number {
    let before = 0;
    while (before < prefix.length && this.text[from - 1 - before] === prefix.at(-1 - before)) before += 1;
    let after = 0;
    while (after < suffix.length && this.text[to + after] === suffix[after]) after += 1;
    return before + after;
  }

  /**
   * Where each thread's mark is: from its first marked character to its last, by thread id. A line broken in it,
   * or a mention put into it, leaves it in pieces; what is marked again far behind them is a copy.
   */
  marks(): Map<string, FlatRange> {
    const found = new Map<string, FlatRange>();
    for (const { text, start } of this.#pieces) {
      for (const { thread, from, to } of marksOf(text)) {
        const before = found.get(thread);
        if (before && start + from - before.to > LONGEST_GAP_CHARS) continue;
        found.set(thread, { from: before?.from ?? start + from, to: start + to });
      }
    }
    return found;
  }
}

/** Unmarked characters between two pieces of one mark. */
const LONGEST_GAP_CHARS = 40;

interface Quoted {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** The marked stretches of one text. */
function* marksOf(text: Y.XmlText): Generator<{ thread: string } & FlatRange> {
  const open = new Map<string, { thread: string; from: number }>();
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentString) at += item.length;
    else if (item.content instanceof Y.ContentFormat && markName(item.content.key) === COMMENT_MARK) {
      const { key, value } = item.content;
      const before = open.get(key);
      if (before && before.from < at) yield { ...before, to: at };
      open.delete(key);
      const thread = (value as { thread?: unknown } | null)?.thread;
      if (typeof thread === 'string') open.set(key, { thread, from: at });
    }
  }
  for (const mark of open.values()) if (mark.from < at) yield { ...mark, to: at };
}

export const COMMENT_MARK = 'comment';

/** What is known of where a thread belongs. */
export interface Anchored extends Quoted {
  readonly id: string;
  readonly anchor: Anchor | null;
}

/**
 * Where a thread's text is now: at its mark, else at its positions, else where its quote stands. The quote comes
 * first where mark or positions have lost some of it, as when an undo brings words back without their mark.
 * Positions count only while something of the quote is left between them. Null: an orphan.
 */
export function locate(
  note: FlatNote,
  doc: Y.Doc,
  thread: Anchored,
  marks: ReadonlyMap<string, FlatRange> = note.marks(),
): FlatRange | null {
  const marked = marks.get(thread.id);
  const known = marked ?? (thread.anchor && note.at(doc, thread.anchor));
  if (!known) return note.find(thread);
  const reads = note.text.slice(known.from, known.to);
  const isAlike = isLike(reads, thread.quote);
  if (isAlike && unbroken(reads).includes(unbroken(thread.quote))) return known;
  const found = note.find(thread);
  if (found && (!isAlike || (found.from < known.to && known.from < found.to))) return found;
  return marked || isAlike ? known : null;
}

/** The share of letter pairs that two texts have in common, above which they are taken for the same words, changed. */
const ALIKE = 0.6;

/** Whether a text is still recognisably the other one (Sørensen–Dice over pairs of characters). */
export function isLike(a: string, b: string): boolean {
  const [left, right] = [tidy(a), tidy(b)];
  if (left === right) return true;
  const pairs = new Map<string, number>();
  for (const pair of pairsOf(left)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of pairsOf(right)) {
    const count = pairs.get(pair) ?? 0;
    if (count > 0) shared += 1;
    pairs.set(pair, count - 1);
  }
  const total = Math.max(0, left.length - 1) + Math.max(0, right.length - 1);
  return total > 0 && (2 * shared) / total >= ALIKE;
}

/** How many of these ascending places are not behind a place, of which so many are known not to be. */
function countUpTo(places: readonly number[], place: number, known: number): number {
  let count = known;
  while (count < places.length && (places[count] as number) <= place) count += 1;
  return count;
}

const unbroken = (text: string): string => text.replaceAll('\n', '');
const tidy = (text: string): string => text.toLowerCase().replace(/\s+/gu, ' ').trim();

function* pairsOf(text: string): Generator<string> {
  for (let i = 0; i + 1 < text.length; i += 1) yield text.slice(i, i + 2);
}

/** A quote as people read it: inline nodes as their words would need the document, so they are left out. */
export const readable = (quote: string): string =>
  quote.replaceAll(INLINE_NODE, '').replace(/\s+/gu, ' ').trim();

export function* textblocksIn(parent: Y.XmlFragment): Generator<Y.XmlElement> {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (nodeRule(child.nodeName)?.textblock) yield child;
    else yield* textblocksIn(child);
  }
}

const encoded = (position: Y.RelativePosition): string => toBase64(Y.encodeRelativePosition(position));

/** Null for what no encoder made, and for positions that this document cannot place. */
function decoded(doc: Y.Doc, position: string): Y.AbsolutePosition | null {
  try {
    const relative = Y.decodeRelativePosition(fromBase64(position));
    return Y.createAbsolutePositionFromRelativePosition(relative, doc);
  } catch {
    return null;
  }
}
