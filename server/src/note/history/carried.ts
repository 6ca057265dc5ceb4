import { COMMENT_MARK } from '@caseroom/shared/editor/anchor';
import { inlineText } from '@caseroom/shared/editor/text';
import { markName, nodeRule } from '@caseroom/shared/editor/vocabulary';
import * as Y from 'yjs';
import type { Span } from './ranges.ts';

/**
 * What one edit inserted and removed, read from its transaction before Yjs merges neighbouring items again
 * (in `afterTransaction`), so that every item lies wholly inside or outside the edit.
 */
export interface EditItems {
  /** Inserted and still standing. */
  readonly inserted: readonly Y.Item[];
  /** Standing before and deleted now, children of deleted blocks included. */
  readonly removed: readonly Y.Item[];
  isNew(item: Y.Item): boolean;
  isRemoved(item: Y.Item): boolean;
}

/** Text in one piece, as read, and the clocks it is made of in the same order. */
export interface TextRun {
  readonly text: string;
  readonly spans: readonly Span[];
  /** It is all the text of a block that came, or went, with it. */
  readonly whole: boolean;
}

/** Items skipped while looking for the next text that stands; a longer stretch of deleted items ends a run. */
const MAX_SKIPPED = 2_000;

export function editItems(transaction: Y.Transaction): EditItems {
  const { beforeState, afterState, deleteSet, doc } = transaction;
  const isNew = (item: Y.Item): boolean => item.id.clock >= (beforeState.get(item.id.client) ?? 0);
  const inserted: Y.Item[] = [];
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    if (end === start) continue;
    const structs = doc.store.clients.get(client) as Y.AbstractStruct[];
    for (let i = Y.findIndexSS(structs as Y.Item[], start); i < structs.length; i++) {
      const struct = structs[i];
      if (struct instanceof Y.Item && !struct.deleted) inserted.push(struct);
    }
  }
  const removed: Y.Item[] = [];
  Y.iterateDeletedStructs(transaction, deleteSet, (struct) => {
    if (struct instanceof Y.Item && !isNew(struct)) removed.push(struct);
  });
  return { inserted, removed, isNew, isRemoved: (item) => !isNew(item) && Y.isDeleted(deleteSet, item.id) };
}

/** How many UTF-16 units of visible text an item is. */
export function visibleUnits(item: Y.Item): number {
  if (item.parentSub !== null) return 0;
  if (item.content instanceof Y.ContentString) return item.content.str.length;
  return inlineNodeText(item)?.length ?? 0;
}

/** Whether the edit put in marks of comments and did nothing else. */
export const isOnlyComments = ({ inserted, removed }: EditItems): boolean =>
  inserted.length > 0 && removed.length === 0 && inserted.every(isCommentMark);

const isCommentMark = ({ content }: Y.Item): boolean =>
  content instanceof Y.ContentFormat && markName(content.key) === COMMENT_MARK;

/** Whether the edit put in or took out blocks, and text on both sides: some of it may have changed its place only. */
export function isRearrangement({ inserted, removed }: EditItems): boolean {
  const hasText = (items: readonly Y.Item[]) => items.some((item) => visibleUnits(item) > 0);
  return hasText(inserted) && hasText(removed) && (inserted.some(isBlock) || removed.some(isBlock));
}

const isBlock = ({ content }: Y.Item): boolean =>
  content instanceof Y.ContentType &&
  content.type instanceof Y.XmlElement &&
  nodeRule(content.type.nodeName)?.inline !== true;

/** The plain text of an inline node, also a deleted one; null for every other item. */
export function inlineNodeText(item: Y.Item): string | null {
  if (!(item.content instanceof Y.ContentType) || !(item.content.type instanceof Y.XmlElement)) return null;
  const element = item.content.type;
  if (!nodeRule(element.nodeName)?.inline) return null;
  return inlineText(element.nodeName, (name) => element._map.get(name)?.content.getContent().at(-1));
}

/** Inserted text as it now reads. */
export function insertedRuns(items: EditItems, taken: ReadonlySet<Y.Item>): TextRun[] {
  const texts = items.inserted.filter((item) => isText(item) && !taken.has(item));
  return joinRuns(texts, (item) => !item.deleted, items.isNew);
}

/** Removed text as it read before the edit. */
export function removedRuns(items: EditItems): TextRun[] {
  const stood = (item: Y.Item) => (item.deleted ? items.isRemoved(item) : !items.isNew(item));
  return joinRuns(items.removed.filter(isText), stood, items.isRemoved);
}

const isText = (item: Y.Item): boolean => item.content instanceof Y.ContentString && item.parentSub === null;
const parentItem = (item: Y.Item): Y.Item | null => (item.parent as Y.AbstractType<unknown>)._item;

function joinRuns(
  texts: readonly Y.Item[],
  stands: (item: Y.Item) => boolean,
  cameAlong: (block: Y.Item) => boolean,
): TextRun[] {
  const mine = new Set(texts);
  const next = new Map<Y.Item, Y.Item>();
  const heads = new Set(texts);
  for (const item of texts) {
    const follower = nextStanding(item, stands);
    if (!follower || !mine.has(follower)) continue;
    next.set(item, follower);
    heads.delete(follower);
  }
  return inReadingOrder([...heads]).map((head) => {
    const run: Y.Item[] = [];
    for (let item: Y.Item | undefined = head; item; item = next.get(item)) run.push(item);
    const parent = parentItem(head);
    return {
      text: run.map((item) => (item.content as Y.ContentString).str).join(''),
      spans: run.map(spanOf),
      whole: parent !== null && cameAlong(parent),
    };
  });
}

/** Equal pieces are paired first to first, so their order in the note matters; clocks say nothing about it. */
function inReadingOrder(heads: Y.Item[]): Y.Item[] {
  if (heads.length < 2) return heads;
  const places = new Map<unknown, Map<Y.Item, number>>();
  const placeOf = (item: Y.Item): number => {
    let siblings = places.get(item.parent);
    if (!siblings) {
      siblings = new Map();
      places.set(item.parent, siblings);
      const first = (item.parent as Y.AbstractType<unknown>)._start;
      for (let sibling = first; sibling !== null; sibling = sibling.right)
        siblings.set(sibling, siblings.size);
    }
    return siblings.get(item) ?? 0;
  };
  const pathOf = (item: Y.Item): number[] => {
    const path: number[] = [];
    for (let at: Y.Item | null = item; at !== null; at = parentItem(at)) path.push(placeOf(at));
    return path.reverse();
  };
  const paths = new Map(heads.map((head) => [head, pathOf(head)]));
  return heads.sort((a, b) => comparePaths(paths.get(a) as number[], paths.get(b) as number[]));
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++)
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  return a.length - b.length;
}

const spanOf = (item: Y.Item): Span => ({
  client: item.id.client,
  clock: item.id.clock,
  length: item.length,
});

function nextStanding(item: Y.Item, stands: (item: Y.Item) => boolean): Y.Item | null {
  let next = item.right;
  for (let skipped = 0; next !== null; next = next.right) {
    if (stands(next) && next.countable) return next;
    if (++skipped > MAX_SKIPPED) return null;
  }
  return null;
}
