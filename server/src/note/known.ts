import * as Y from 'yjs';

/** What an edit says about what the note already holds. */

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

/**
 * Whether a struct says something else than the note holds under its ids: a forgery, or two documents that count
 * under one client id. Passing it over would leave its sender believing that it was saved. What either side has
 * collected cannot be compared and is let be.
 */
export function contradicts(doc: Y.Doc, claimed: Y.Item | Y.GC | Y.Skip): boolean {
  if (!(claimed instanceof Y.Item)) return false;
  const structs = doc.store.clients.get(claimed.id.client) ?? [];
  const end = claimed.id.clock + claimed.length;
  for (let i = Y.findIndexSS(structs, claimed.id.clock); i < structs.length; i++) {
    const held = structs[i] as Y.Item | Y.GC;
    if (held.id.clock >= end) return false;
    if (held instanceof Y.Item && !agree(claimed, held)) return true;
  }
  return false;
}

function agree(claimed: Y.Item, held: Y.Item): boolean {
  if (!standsAt(claimed, held)) return false;
  const [a, b] = [claimed.content, held.content];
  if (a instanceof Y.ContentDeleted || b instanceof Y.ContentDeleted) return true;
  if (a.constructor !== b.constructor) return false;
  const from = Math.max(claimed.id.clock, held.id.clock);
  const to = Math.min(claimed.id.clock + claimed.length, held.id.clock + held.length);
  const shared = <T extends { slice(from: number, to: number): T }>(item: Y.Item, whole: T): T =>
    whole.slice(from - item.id.clock, to - item.id.clock);
  if (a instanceof Y.ContentString && b instanceof Y.ContentString)
    return shared(claimed, a.str) === shared(held, b.str);
  if (a instanceof Y.ContentType && b instanceof Y.ContentType) return nodeNameOf(a) === nodeNameOf(b);
  return JSON.stringify(shared(claimed, a.getContent())) === JSON.stringify(shared(held, b.getContent()));
}

/**
 * Whether both were inserted at one place. Yjs may since have split or joined them, which keeps the right
 * neighbour and makes the character before it the left one. Where a struct begins that goes on beyond what the
 * note knows is taken from its sender: it must not be another place than the one the note has it at.
 */
function standsAt(claimed: Y.Item, held: Y.Item): boolean {
  if (claimed.id.clock < held.id.clock) return true; // Its beginning was compared with an earlier one.
  const left =
    claimed.id.clock === held.id.clock ? held.origin : new Y.ID(held.id.client, claimed.id.clock - 1);
  if (!Y.compareIDs(claimed.origin, left) || !Y.compareIDs(claimed.rightOrigin, held.rightOrigin))
    return false;
  if (claimed.origin || claimed.rightOrigin) return true;
  const parent = held.parent as Y.AbstractType<unknown>;
  const isSameParent =
    claimed.parent instanceof Y.ID ? Y.compareIDs(claimed.parent, parent._item?.id ?? null) : !parent._item;
  return isSameParent && claimed.parentSub === held.parentSub;
}

/** Whether a struct goes on from one of which the note has kept only that it is gone. */
export function isCollectedAt(doc: Y.Doc, claimed: Y.Item): boolean {
  const { client, clock } = claimed.id;
  if (clock >= Y.getState(doc.store, client)) return false;
  return !(Y.getItem(doc.store, new Y.ID(client, Y.getState(doc.store, client) - 1)) instanceof Y.Item);
}

function nodeNameOf(content: Y.ContentType): string {
  const type: unknown = content.type;
  return type instanceof Y.XmlElement ? type.nodeName : (type as object).constructor.name;
}

/** What a delete set would delete that still stands. */
export function newlyDeleted(doc: Y.Doc, ds: DeleteSet): 'nothing' | 'formats' | 'text' {
  let found: 'nothing' | 'formats' = 'nothing';
  for (const [client, ranges] of ds.clients) {
    const structs = doc.store.clients.get(client);
    if (!structs) continue;
    for (const { clock, len } of ranges) {
      if (clock >= Y.getState(doc.store, client)) continue;
      for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
        const struct = structs[i] as Y.Item | Y.GC;
        if (struct.id.clock >= clock + len) break;
        if (struct.deleted) continue;
        if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentFormat)) return 'text';
        found = 'formats';
      }
    }
  }
  return found;
}

export function clocksOf(doc: Y.Doc): number {
  let clocks = 0;
  for (const client of doc.store.clients.keys()) clocks += Y.getState(doc.store, client);
  return clocks;
}

/**
 * Whether a cut in front of this clock goes through a surrogate pair. Yjs would make two replacement characters of
 * it, in somebody's text and by nobody's edit.
 */
export function partsPair(struct: Y.Item | Y.GC, clock: number): boolean {
  if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) return false;
  const at = clock - struct.id.clock;
  if (at <= 0 || at >= struct.length) return false;
  const before = struct.content.str.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
}
