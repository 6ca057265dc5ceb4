import { COMMENT_MARK } from '@caseroom/shared/editor/anchor';
import { nodeJson } from '@caseroom/shared/editor/text';
import { markName } from '@caseroom/shared/editor/vocabulary';
import * as Y from 'yjs';
import { bodyOf } from '../doc.ts';

/**
 * Makes a note read as an earlier version of itself, changing only what differs: what stands in both stays as it
 * is, and so do its authors. Both documents share one history, so an item is recognised by its id; what came
 * back by an earlier restore has a new one and is recognised by what it says. `doc` must keep deleted text; run
 * it inside a transaction.
 */
export function restoreTo(doc: Y.Doc, version: Y.Doc): void {
  restoreChildren(bodyOf(doc), version);
}

type Child = Y.XmlElement | Y.XmlText;

/** Children between two that stand in both: those to go and those to come back, each in order. */
interface Gap {
  readonly gone: Child[];
  readonly wanted: Child[];
}

function restoreChildren(parent: Y.XmlFragment, version: Y.Doc): void {
  let gap: Gap = { gone: [], wanted: [] };
  let index = 0;
  const shared: [Child, Child][] = [];
  const steps: { gap: Gap; index: number }[] = [];
  for (const item of itemsOf(parent)) {
    const standing = standingIn(version, item.id);
    if (!item.deleted && standing) {
      steps.push({ gap, index });
      shared.push([typeIn(item), typeIn(standing)]);
      index += gap.gone.length + 1;
      gap = { gone: [], wanted: [] };
    } else if (!item.deleted) gap.gone.push(typeIn(item));
    else if (standing) gap.wanted.push(typeIn(standing));
  }
  steps.push({ gap, index });
  // From the end, so that places further to the front stay right.
  for (const step of steps.reverse()) fillGap(parent, step.gap, step.index);
  for (const [now, wanted] of shared) restoreType(now, wanted, version);
}

function fillGap(parent: Y.XmlFragment, { gone, wanted }: Gap, index: number): void {
  const texts = (children: Child[]) => children.map((child) => JSON.stringify(nodeJson(child)));
  const { start, endGone, endWanted } = difference(texts(gone), texts(wanted));
  if (endGone > start) parent.delete(index + start, endGone - start);
  const copies = wanted.slice(start, endWanted).map((child) => copyOf(child));
  if (copies.length > 0) parent.insert(index + start, copies);
}

/** Where two lists begin and cease to differ. */
function difference<T>(
  a: ArrayLike<T>,
  b: ArrayLike<T>,
): { start: number; endGone: number; endWanted: number } {
  let start = 0;
  let [endGone, endWanted] = [a.length, b.length];
  while (start < endGone && start < endWanted && a[start] === b[start]) start++;
  while (endGone > start && endWanted > start && a[endGone - 1] === b[endWanted - 1]) {
    endGone--;
    endWanted--;
  }
  return { start, endGone, endWanted };
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

const typeIn = (item: Y.Item): Child => (item.content as Y.ContentType).type as Child;

function restoreType(now: Child, then: Child, version: Y.Doc): void {
  if (now instanceof Y.XmlText && then instanceof Y.XmlText) restoreText(now, then, version);
  else if (now instanceof Y.XmlElement && then instanceof Y.XmlElement) {
    restoreAttributes(now, then);
    restoreChildren(now, version);
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
function copyOf(type: unknown): Child {
  if (type instanceof Y.XmlText) {
    const text = new Y.XmlText();
    text.applyDelta(type.toDelta(), { sanitize: false });
    return text;
  }
  if (!(type instanceof Y.XmlElement)) throw new Error(`cannot copy ${String(type)}`);
  const element = new Y.XmlElement(type.nodeName);
  for (const [key, value] of Object.entries(type.getAttributes())) element.setAttribute(key, value as string);
  element.insert(
    0,
    type.toArray().map((child) => copyOf(child)),
  );
  return element;
}

type Change = { retain: number } | { delete: number } | { insert: string };
type Delta = { insert: unknown; attributes?: Record<string, unknown> }[];

function restoreText(now: Y.XmlText, then: Y.XmlText, version: Y.Doc): void {
  const changes = textChanges(now, version);
  if (changes.some((change) => !('retain' in change))) now.applyDelta(changes, { sanitize: false });
  const formatted = then.toDelta() as Delta;
  const current = now.toDelta() as Delta;
  if (isSame(current, formatted)) return;
  // What is said beside the text is no part of any version of it.
  const isOfText = (key: string) => markName(key) !== COMMENT_MARK;
  const keys = new Set(current.flatMap((part) => Object.keys(part.attributes ?? {})).filter(isOfText));
  const plain = Object.fromEntries([...keys].map((key) => [key, null]));
  now.applyDelta(
    formatted.map(({ insert, attributes }) => ({
      retain: typeof insert === 'string' ? insert.length : 1,
      attributes: { ...plain, ...attributes },
    })),
  );
}

function textChanges(text: Y.XmlText, version: Y.Doc): Change[] {
  const changes: Change[] = [];
  let [gone, wanted] = ['', ''];
  const endGap = () => {
    changes.push(...replacement(gone, wanted));
    [gone, wanted] = ['', ''];
  };
  for (const item of itemsOf(text)) {
    if (!(item.content instanceof Y.ContentString)) continue;
    const { client, clock: first } = item.id;
    for (let clock = first; clock < first + item.length; ) {
      const { stands, end } = stretchIn(version, client, clock, first + item.length);
      const string = item.content.str.slice(clock - first, end - first);
      if (!item.deleted && stands) {
        endGap();
        changes.push({ retain: end - clock });
      } else if (!item.deleted) gone += string;
      else if (stands) wanted += string;
      clock = end;
    }
  }
  endGap();
  return changes;
}

function replacement(gone: string, wanted: string): Change[] {
  const { start, endGone, endWanted } = difference(gone, wanted);
  const changes: Change[] = [{ retain: start }, { insert: wanted.slice(start, endWanted) }];
  changes.push({ delete: endGone - start }, { retain: gone.length - endGone });
  return changes.filter((change) => Object.values(change)[0] !== 0 && Object.values(change)[0] !== '');
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
