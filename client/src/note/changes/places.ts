import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import type { TextChange } from '@caseroom/shared/seen';
import * as Y from 'yjs';

/** Inserted text that still stands, [from, to) in ProseMirror positions. `change` is its index in the list. */
export interface InsertedPlace {
  readonly change: number;
  readonly from: number;
  readonly to: number;
}

/** Where deleted text stood. */
export interface DeletedPlace {
  readonly change: number;
  readonly at: number;
  readonly text: string;
}

interface Places {
  readonly inserted: InsertedPlace[];
  readonly deleted: DeletedPlace[];
}

interface Sought {
  readonly change: number;
  readonly clock: number;
  readonly end: number;
  /** Null: inserted. */
  readonly deleted: string | null;
}

/**
 * Where changes are in the editor now. The editor's document mirrors the Yjs body node for node, so positions are
 * counted off the Yjs types; what was deleted stays in them as a gap that still has its clocks. O(items).
 */
export function changePlaces(body: Y.XmlFragment, changes: readonly TextChange[]): Places {
  const sought = soughtByClient(changes);
  const places: Places = { inserted: [], deleted: [] };
  walk(body, 0, (item, at) => {
    for (const one of sought.get(item.id.client) ?? []) found(places, item, at, one);
  });
  return places;
}

function soughtByClient(changes: readonly TextChange[]): Map<number, Sought[]> {
  const sought = new Map<number, Sought[]>();
  for (const [change, { parts }] of changes.entries())
    for (const part of parts) {
      const list = sought.get(part.client) ?? [];
      sought.set(part.client, list);
      const isGone = part.change === 'deleted';
      const end = part.clock + (isGone ? 1 : part.length);
      list.push({ change, clock: part.clock, end, deleted: isGone ? part.text : null });
    }
  return sought;
}

function found({ inserted, deleted }: Places, item: Y.Item, at: number, sought: Sought): void {
  const { clock } = item.id;
  const start = Math.max(clock, sought.clock);
  const end = Math.min(clock + item.length, sought.end);
  if (start >= end || item.deleted !== (sought.deleted !== null)) return;
  const { change } = sought;
  if (sought.deleted !== null) return addDeleted(deleted, { change, at, text: sought.deleted });
  const from = at + (start - clock);
  const last = inserted.at(-1);
  if (last && last.change === change && last.to === from)
    inserted[inserted.length - 1] = { ...last, to: from + end - start };
  else inserted.push({ change, from, to: from + end - start });
}

/** What one change took out of one place is one marker. */
function addDeleted(deleted: DeletedPlace[], place: DeletedPlace): void {
  const last = deleted.at(-1);
  if (last && last.change === place.change && last.at === place.at)
    deleted[deleted.length - 1] = { ...last, text: last.text + place.text };
  else deleted.push(place);
}

type Visit = (item: Y.Item, at: number) => void;

/** Calls `visit` with every text and leaf that stands and everything that is gone; answers the end position. */
function walk(parent: Y.XmlFragment, from: number, visit: Visit): number {
  let at = from;
  for (let item = parent._start; item !== null; item = item.right) {
    const type = item.content instanceof Y.ContentType ? item.content.type : null;
    if (item.deleted || type === null) visit(item, at);
    else if (type instanceof Y.XmlText) at = walkText(type, at, visit);
    else if (type instanceof Y.XmlElement && nodeRule(type.nodeName)?.children.length === 0) {
      visit(item, at);
      at += 1;
    } else if (type instanceof Y.XmlElement) at = walk(type, at + 1, visit) + 1;
  }
  return at;
}

function walkText(text: Y.XmlText, from: number, visit: Visit): number {
  let at = from;
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && !(item.content instanceof Y.ContentString)) continue;
    visit(item, at);
    if (!item.deleted) at += item.length;
  }
  return at;
}
