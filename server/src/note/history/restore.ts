import * as Y from 'yjs';
import { bodyOf } from '../doc.ts';

/**
 * Makes a note read as an earlier version of itself, changing only what differs: what stands in both stays as it
 * is, and so do its authors. Both documents share one history, so an item is recognised by its id and never by
 * what it looks like. `doc` must keep deleted text; run it inside a transaction.
 */
export function restoreTo(doc: Y.Doc, version: Y.Doc): void {
  restoreChildren(bodyOf(doc), bodyOf(version), version);
}

function restoreChildren(parent: Y.XmlFragment, wanted: Y.XmlFragment, version: Y.Doc): void {
  const steps = [...itemsOf(parent)].map((item) => ({ item, wantedItem: standingIn(version, item.id) }));
  let index = 0;
  for (const { item, wantedItem } of steps) {
    const wantedType = wantedItem ? typeIn(wantedItem) : null;
    if (item.deleted) {
      if (wantedType) parent.insert(index++, [copyOf(wantedType)]);
    } else if (!wantedType) parent.delete(index, 1);
    else {
      restoreType(typeIn(item), wantedType, version);
      index++;
    }
  }
  if (index !== wanted.length) throw new Error('a version holds items that its note does not');
}

function* itemsOf(parent: Y.XmlFragment | Y.XmlText): Generator<Y.Item> {
  for (let item = parent._start; item !== null; item = item.right) if (item.countable) yield item;
}

/** The version's item at an id, when it has one there that is not deleted. */
function standingIn(version: Y.Doc, id: Y.ID): Y.Item | null {
  if (id.clock >= Y.getState(version.store, id.client)) return null;
  const item = Y.getItem(version.store, id) as Y.Item | Y.GC;
  return item instanceof Y.Item && !item.deleted ? item : null;
}

const typeIn = (item: Y.Item): unknown => (item.content as Y.ContentType).type;

function restoreType(now: unknown, then: unknown, version: Y.Doc): void {
  if (now instanceof Y.XmlText && then instanceof Y.XmlText) restoreText(now, then, version);
  else if (now instanceof Y.XmlElement && then instanceof Y.XmlElement) {
    restoreAttributes(now, then);
    restoreChildren(now, then, version);
  }
}

function restoreAttributes(now: Y.XmlElement, then: Y.XmlElement): void {
  const current = now.getAttributes() as Record<string, unknown>;
  const wanted = then.getAttributes() as Record<string, unknown>;
  for (const key of Object.keys(current)) if (!(key in wanted)) now.removeAttribute(key);
  for (const [key, value] of Object.entries(wanted)) {
    if (!isSame(current[key], value)) now.setAttribute(key, value as string);
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A fresh copy. Yjs's own `clone` drops a line feed at the end of a text. */
function copyOf(type: unknown): Y.XmlElement | Y.XmlText {
  if (type instanceof Y.XmlText) {
    const text = new Y.XmlText();
    text.applyDelta(type.toDelta(), { sanitize: false });
    return text;
  }
  if (!(type instanceof Y.XmlElement)) throw new Error(`cannot copy ${String(type)}`);
  const element = new Y.XmlElement(type.nodeName);
  for (const [key, value] of Object.entries(type.getAttributes())) element.setAttribute(key, value as string);
  element.insert(0, type.toArray().map(copyOf));
  return element;
}

type Change = { retain: number } | { delete: number } | { insert: string };
type Delta = { insert: unknown; attributes?: Record<string, unknown> }[];

function restoreText(now: Y.XmlText, then: Y.XmlText, version: Y.Doc): void {
  const changes = [...itemsOf(now)].flatMap((item) => textChanges(item, version));
  if (changes.some((change) => !('retain' in change))) now.applyDelta(changes, { sanitize: false });
  const formatted = then.toDelta() as Delta;
  const current = now.toDelta() as Delta;
  if (isSame(current, formatted)) return;
  const keys = new Set(current.flatMap((part) => Object.keys(part.attributes ?? {})));
  const plain = Object.fromEntries([...keys].map((key) => [key, null]));
  now.applyDelta(
    formatted.map(({ insert, attributes }) => ({
      retain: typeof insert === 'string' ? insert.length : 1,
      attributes: { ...plain, ...attributes },
    })),
  );
}

function textChanges(item: Y.Item, version: Y.Doc): Change[] {
  const changes: Change[] = [];
  const { client, clock: start } = item.id;
  for (let clock = start; clock < start + item.length; ) {
    const { stands, end } = stretchIn(version, client, clock, start + item.length);
    const length = end - clock;
    const { content } = item;
    if (!item.deleted) changes.push(stands ? { retain: length } : { delete: length });
    else if (stands && content instanceof Y.ContentString) {
      changes.push({ insert: content.str.slice(clock - start, end - start) });
    }
    clock = end;
  }
  return changes;
}

/** How far, up to `limit`, the version agrees with itself on whether clocks stand. */
function stretchIn(
  version: Y.Doc,
  client: number,
  clock: number,
  limit: number,
): { stands: boolean; end: number } {
  if (clock >= Y.getState(version.store, client)) return { stands: false, end: limit };
  const item = Y.getItem(version.store, Y.createID(client, clock)) as Y.Item | Y.GC;
  const end = Math.min(limit, item.id.clock + item.length);
  return { stands: item instanceof Y.Item && !item.deleted, end };
}
