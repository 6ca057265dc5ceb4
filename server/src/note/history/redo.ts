import * as Y from 'yjs';
import type { EditItems, TextRun } from './carried.ts';
import type { DeleteLog, Span } from './ranges.ts';
import type { Move } from './spans.ts';

/*
 * The mark of undo and redo. Yjs brings a deleted item back as a copy whose right origin is the deleted item
 * itself. Typing never does that: text is inserted to the right of the deleted items it meets. What a person
 * undoes they deleted themselves, so the deleter must be the author; that tells a copy from the rare
 * keystroke in front of an equal letter that somebody else was deleting at that moment.
 */
/** Longer copies are recognised whoever deleted the original: two people may delete the same words at once. */
const MIN_FOREIGN_UNITS = 3;

interface Known {
  readonly store: Y.Transaction['doc']['store'];
  readonly deletes: DeleteLog;
  /** Whether the edit's author deleted the clock, in this edit or an earlier one. */
  deletedByAuthor(client: number, clock: number): boolean;
}

/** Inserted text items that are copies of deleted ones, with what they are copies of. */
export function comebacks(items: EditItems, known: Known): Map<Y.Item, Move> {
  const found = new Map<Y.Item, Move>();
  let previous: { item: Y.Item; comeback: Move } | null = null;
  for (const item of items.inserted) {
    if (!(item.content instanceof Y.ContentString) || item.parentSub !== null || item.rightOrigin === null)
      continue;
    const from =
      (previous &&
        continues(previous.item, item) &&
        copiedFrom(known, item, nextOf(previous.comeback.from))) ||
      copiedFrom(known, item, item.rightOrigin);
    if (!from) continue;
    const comeback: Move = {
      to: { client: item.id.client, clock: item.id.clock, length: item.length },
      from,
    };
    found.set(item, comeback);
    previous = { item, comeback };
  }
  return found;
}

/** An item that was split after it came back keeps its right origin but starts further on. */
const continues = (before: Y.Item, item: Y.Item): boolean =>
  Y.compareIDs(before.rightOrigin, item.rightOrigin) && Y.compareIDs(item.origin, before.lastId);

const nextOf = (span: Span): Y.ID => Y.createID(span.client, span.clock + span.length);

function copiedFrom(known: Known, copy: Y.Item, id: Y.ID): Span | null {
  const text = (copy.content as Y.ContentString).str;
  if (text.length < MIN_FOREIGN_UNITS && !known.deletedByAuthor(id.client, id.clock)) return null;
  return deletedTextAt(known.store, id, text.length) === text ? { ...id, length: text.length } : null;
}

/** Deleted text of a length that begins at an id, in whatever items it now lies; null when there is none. */
function deletedTextAt(store: Known['store'], id: Y.ID, length: number): string | null {
  let text = '';
  for (let clock = id.clock; clock < id.clock + length; ) {
    if (clock >= Y.getState(store, id.client)) return null;
    const item = Y.getItem(store, Y.createID(id.client, clock)) as Y.Item | Y.GC;
    if (!(item instanceof Y.Item) || !item.deleted || !(item.content instanceof Y.ContentString)) return null;
    const offset = clock - item.id.clock;
    text += item.content.str.slice(offset, offset + id.clock + length - clock);
    clock = item.id.clock + item.length;
  }
  return text;
}

/**
 * Text of deleted blocks that inserted ones bring back: the same kind of block whose right origin is the deleted
 * one. What went with the block comes back with it, so only text deleted by the same edit counts. A new block
 * typed after a deleted one looks the same; whether their text agrees decides.
 */
export function broughtBack(items: EditItems, known: Known): TextRun[] {
  const seen = new Set<Y.Item>();
  const runs: TextRun[] = [];
  for (const item of items.inserted) {
    const source = deletedTwin(item, known.store);
    if (!source || seen.has(source) || items.isRemoved(source)) continue;
    const { seq } = known.deletes.at(source.id.client, source.id.clock);
    if (seq === null) continue;
    const own = known.deletedByAuthor(source.id.client, source.id.clock);
    collectTexts(source, { seq, own, deletes: known.deletes, seen, runs });
  }
  return runs;
}

function deletedTwin(item: Y.Item, store: Known['store']): Y.Item | null {
  if (!(item.content instanceof Y.ContentType) || item.parentSub !== null || item.rightOrigin === null)
    return null;
  const twin = Y.getItem(store, item.rightOrigin) as Y.Item | Y.GC;
  if (!(twin instanceof Y.Item) || !twin.deleted || !(twin.content instanceof Y.ContentType)) return null;
  return nameOf(twin.content.type) === nameOf(item.content.type) ? twin : null;
}

const nameOf = (type: Y.AbstractType<unknown>): string =>
  type instanceof Y.XmlElement ? type.nodeName : '#text';

interface Collecting {
  readonly seq: number;
  readonly own: boolean;
  readonly deletes: DeleteLog;
  readonly seen: Set<Y.Item>;
  readonly runs: TextRun[];
}

function collectTexts(block: Y.Item, into: Collecting): void {
  into.seen.add(block);
  const spans: Span[] = [];
  let text = '';
  for (let item = (block.content as Y.ContentType).type._start; item !== null; item = item.right) {
    if (item.content instanceof Y.ContentType) collectTexts(item, into);
    if (!(item.content instanceof Y.ContentString) || !item.deleted) continue;
    for (const span of deletedWith(item, into)) {
      spans.push(span);
      text += item.content.str.slice(span.clock - item.id.clock, span.clock - item.id.clock + span.length);
    }
  }
  if (text !== '') into.runs.push({ text, spans, whole: into.own });
}

/** The parts of an item that one edit deleted. */
function* deletedWith(item: Y.Item, { seq, deletes }: Collecting): Generator<Span> {
  const end = item.id.clock + item.length;
  for (let clock = item.id.clock; clock < end; ) {
    const part = deletes.at(item.id.client, clock);
    const until = Math.min(end, part.end);
    if (part.seq === seq) yield { client: item.id.client, clock, length: until - clock };
    clock = until;
  }
}
