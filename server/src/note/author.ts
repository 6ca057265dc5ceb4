import {
  isAllowedHref,
  MAX_ATTRIBUTE_CHARS,
  MAX_DEPTH,
  markName,
  markRules,
  type NodeRule,
  nodeRule,
} from '@caseroom/shared/editor/vocabulary';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { bodyName } from '@caseroom/shared/wire';
import * as Y from 'yjs';
import { clocksOf, contradicts, isCollectedAt, newlyDeleted, partsPair } from './known.ts';
import { MAX_EDIT_BYTES, MAX_EDIT_CLOCKS, MAX_NEW_CLIENTS_PER_EDIT, MAX_NOTE_CLOCKS } from './limits.ts';

/** What is known about the note when an edit is judged. Nothing here is changed by judging. */
export interface Facts {
  readonly doc: Y.Doc;
  /** Who a client id belongs to: bound in the journal, or claimed by a live connection's presence. */
  readonly ownerOf: (client: number) => string | undefined;
}

/** An edit that may be applied. */
export interface Verdict {
  /** False when the note already holds all of it. */
  readonly isNew: boolean;
  /**
   * It does nothing but delete formats that no longer have an effect, as a stock client does by itself when
   * other people's formats arrive. From somebody who may only read it is passed over, not refused.
   */
  readonly onlyTidies: boolean;
  /** Client ids that become the person's with this edit. */
  readonly newClients: readonly number[];
}

/**
 * Decides whether `personId` may make this edit, before any of it is applied (SPEC N3–N9). An edit is accepted
 * whole or refused whole. Structs the note already has are passed over, whoever wrote them: a client resends
 * them when it comes back, and applying them changes nothing.
 */
export function judgeEdit(bytes: Uint8Array, personId: string, facts: Facts): Verdict | Refusal {
  if (bytes.length > MAX_EDIT_BYTES) return refuse('edit-too-large');
  const decoded = decodeWhole(bytes);
  if (!decoded) return refuse('edit-malformed');
  const judged = new Judge(personId, facts);
  return judged.structs(decoded.structs) ?? judged.deletions(decoded.ds) ?? judged.verdict(decoded.ds);
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;

/**
 * V1 only, to the last byte. V2 bytes, cut-off bytes and bytes with something behind them are malformed; so is a
 * second list of structs under one client id, of which Yjs would apply the last and forget the others.
 */
function decodeWhole(bytes: Uint8Array): Decoded | null {
  let rest: { pos: number; arr: Uint8Array } | undefined;
  const clients = new Set<number>();
  class WatchedDecoder extends Y.UpdateDecoderV1 {
    constructor(decoder: ConstructorParameters<typeof Y.UpdateDecoderV1>[0]) {
      super(decoder);
      rest = decoder;
    }
    override readClient(): number {
      const client = super.readClient();
      if (clients.has(client)) throw new Error(`two lists of structs under client id ${client}`);
      clients.add(client);
      return client;
    }
  }
  try {
    const decoded = Y.decodeUpdateV2(bytes, WatchedDecoder);
    return rest && rest.pos === rest.arr.length ? decoded : null;
  } catch {
    return null; // Whatever a decoder throws on hostile bytes (also a stack overflow) means the same.
  }
}

/** Where an item stands: what may stand there, how deep it is, and under which attribute name. */
interface Place {
  readonly parent: 'body' | 'element' | 'text' | 'nowhere';
  readonly rule: NodeRule | undefined;
  readonly depth: number;
  readonly sub: string | null;
}

interface FreshItem {
  readonly clock: number;
  readonly end: number;
  readonly place: Place;
  /** For a block or text run: the place its own children have. */
  readonly inside: Place | null;
}

const nowhere: Place = { parent: 'nowhere', rule: undefined, depth: 0, sub: null };
const body: Place = { parent: 'body', rule: nodeRule('doc'), depth: 0, sub: null };

class Judge {
  readonly #personId: string;
  readonly #facts: Facts;
  /** Structs beyond what the note knows, by client, in clock order. */
  readonly #pending = new Map<number, (Y.Item | Y.GC)[]>();
  readonly #newClients: number[] = [];
  /** Per client the next clock, counting what this edit adds once its dependencies are settled. */
  readonly #next = new Map<number, number>();
  readonly #fresh = new Map<number, FreshItem[]>();

  constructor(personId: string, facts: Facts) {
    this.#personId = personId;
    this.#facts = facts;
  }

  structs(structs: Decoded['structs']): Refusal | null {
    return this.#sortOut(structs) ?? this.#settle();
  }

  /**
   * A deletion may touch anyone's text, but only text that exists. Yjs writes ranges in order and apart; ranges
   * that overlap would have the note walked once for each of them.
   */
  deletions(ds: Decoded['ds']): Refusal | null {
    for (const [client, ranges] of ds.clients) {
      const known = this.#nextClock(client);
      let end = 0;
      for (const { clock, len } of ranges) {
        if (len <= 0 || clock < end || !Number.isSafeInteger(clock + len)) return refuse('edit-malformed');
        end = clock + len;
        if (end > known) return refuse('edit-unknown-deletion');
        if (this.#partsPair(client, clock) || this.#partsPair(client, end)) return refuse('edit-malformed');
      }
    }
    return null;
  }

  verdict(ds: Decoded['ds']): Verdict {
    const deleted = newlyDeleted(this.#facts.doc, ds);
    const inserts = this.#fresh.size > 0;
    return {
      isNew: inserts || deleted !== 'nothing',
      onlyTidies: !inserts && deleted === 'formats',
      newClients: this.#newClients,
    };
  }

  /** Keeps what is new; refuses gaps, other people's ids and sizes that only an attack has. */
  #sortOut(structs: Decoded['structs']): Refusal | null {
    const next = new Map<number, number>();
    let added = 0;
    for (const struct of structs) {
      const { client, clock } = struct.id;
      const end = clock + struct.length;
      if (struct.length <= 0 || !Number.isSafeInteger(end)) return refuse('edit-malformed');
      // Also for what is known: reading it would make the root.
      if (struct instanceof Y.Item && isInOtherRoot(struct)) return refuse('edit-vocabulary');
      const known = next.get(client) ?? Y.getState(this.#facts.doc.store, client);
      if (clock < known && contradicts(this.#facts.doc, struct)) return refuse('edit-contradicts');
      // Yjs looks for the neighbours of what it then passes over.
      if (end <= known && this.#standsInPair(struct)) return refuse('edit-malformed');
      if (end <= known) continue;
      if (struct instanceof Y.Skip || clock > known) return refuse('edit-gap');
      const foreign = this.#claim(client);
      if (foreign) return foreign;
      added += end - known;
      if (added > MAX_EDIT_CLOCKS) return refuse('edit-too-large');
      next.set(client, end);
      const list = this.#pending.get(client);
      if (list) list.push(struct as Y.Item | Y.GC);
      else this.#pending.set(client, [struct as Y.Item | Y.GC]);
    }
    return added > 0 && clocksOf(this.#facts.doc) + added > MAX_NOTE_CLOCKS ? refuse('note-full') : null;
  }

  #claim(client: number): Refusal | null {
    if (this.#pending.has(client)) return null;
    const owner = this.#facts.ownerOf(client);
    if (owner !== undefined && owner !== this.#personId) return refuse('edit-foreign-author');
    if (Y.getState(this.#facts.doc.store, client) === 0) this.#newClients.push(client);
    else if (owner === undefined) return refuse('edit-foreign-author');
    return this.#newClients.length > MAX_NEW_CLIENTS_PER_EDIT ? refuse('edit-too-large') : null;
  }

  /**
   * Admits every new struct after what it builds on. A client's structs wait together for the one struct that the
   * first of them misses, so that the work is linear in the structs, however they are entangled.
   */
  #settle(): Refusal | null {
    const queues = [...this.#pending.values()].map((structs) => ({ structs, at: 0 }));
    const ready = [...queues];
    const waiting = new Map<Y.Item | Y.GC, typeof queues>();
    for (let queue = ready.pop(); queue; queue = ready.pop()) {
      for (let struct = queue.structs[queue.at]; struct; struct = queue.structs[++queue.at]) {
        const missing = this.#missing(struct);
        if (missing) {
          const awaited = covering(this.#pending.get(missing.client), missing.clock, clockOf);
          if (!awaited) return refuse('edit-unknown-dependency');
          const others = waiting.get(awaited);
          if (others) others.push(queue);
          else waiting.set(awaited, [queue]);
          break;
        }
        const refusal = this.#admit(struct);
        if (refusal) return refusal;
        for (const woken of waiting.get(struct) ?? []) ready.push(woken);
      }
    }
    return queues.some((queue) => queue.at < queue.structs.length) ? refuse('edit-unknown-dependency') : null;
  }

  /** The first thing a struct builds on that is neither in the note nor admitted yet. */
  #missing(struct: Y.Item | Y.GC): Y.ID | undefined {
    if (!(struct instanceof Y.Item)) return undefined;
    return [struct.origin, struct.rightOrigin, struct.parent].find(
      (id): id is Y.ID => id instanceof Y.ID && id.clock >= this.#nextClock(id.client),
    );
  }

  #admit(struct: Y.Item | Y.GC): Refusal | null {
    const { client, clock } = struct.id;
    let place = nowhere;
    let inside: Place | null = null;
    if (this.#standsInPair(struct)) return refuse('edit-malformed');
    if (struct instanceof Y.Item) {
      const found = this.#placeFor(struct);
      if (!found) return refuse('edit-unknown-dependency');
      if (found.parent !== 'nowhere' && isCollectedAt(this.#facts.doc, struct))
        return refuse('edit-contradicts');
      place = found;
      inside = insideOf(struct, place);
      const refusal = this.#checkContent(struct, place, inside);
      if (refusal) return refusal;
    }
    const end = clock + struct.length;
    const list = this.#fresh.get(client);
    const item: FreshItem = { clock, end, place, inside };
    if (list) list.push(item);
    else this.#fresh.set(client, [item]);
    this.#next.set(client, end);
    return null;
  }

  /** The parent is written out only where there is no neighbour to take it from (as Yjs does). */
  #placeFor(item: Y.Item): Place | null {
    if (item.origin) return this.#neighbourPlace(item.origin, item.rightOrigin);
    if (item.rightOrigin) return this.#placeOf(item.rightOrigin);
    const parent = item.parent as string | Y.ID | null;
    if (typeof parent === 'string') return { ...body, sub: item.parentSub };
    if (!parent) return null;
    const inside = this.#insideOf(parent);
    return inside && { ...inside, sub: item.parentSub };
  }

  #neighbourPlace(origin: Y.ID, rightOrigin: Y.ID | null): Place | null {
    const left = this.#placeOf(origin);
    const rightIsGone = rightOrigin && this.#placeOf(rightOrigin)?.parent === 'nowhere';
    return rightIsGone ? nowhere : left;
  }

  #checkContent(item: Y.Item, place: Place, inside: Place | null): Refusal | null {
    if (item.content instanceof Y.ContentDeleted || place.parent === 'nowhere') return null;
    if (inside && inside.depth > MAX_DEPTH) return refuse('edit-too-deep');
    return isKnownContent(item.content, place) ? null : refuse('edit-vocabulary');
  }

  /** Between the halves of a surrogate pair stands nothing. */
  #standsInPair(struct: Y.Item | Y.GC | Y.Skip): boolean {
    if (!(struct instanceof Y.Item)) return false;
    const { origin, rightOrigin } = struct;
    if (origin && this.#partsPair(origin.client, origin.clock + 1)) return true;
    return rightOrigin !== null && this.#partsPair(rightOrigin.client, rightOrigin.clock);
  }

  #partsPair(client: number, clock: number): boolean {
    if (clock < 1) return false;
    const isKnown = clock <= Y.getState(this.#facts.doc.store, client);
    const struct = isKnown
      ? Y.getItem(this.#facts.doc.store, new Y.ID(client, clock - 1))
      : covering(this.#pending.get(client), clock - 1, clockOf);
    return struct !== undefined && partsPair(struct, clock);
  }

  #nextClock(client: number): number {
    return this.#next.get(client) ?? Y.getState(this.#facts.doc.store, client);
  }

  #freshAt(id: Y.ID): FreshItem | undefined {
    return covering(this.#fresh.get(id.client), id.clock, (item) => item);
  }

  #placeOf(id: Y.ID): Place | null {
    if (id.clock >= Y.getState(this.#facts.doc.store, id.client)) return this.#freshAt(id)?.place ?? null;
    const struct: Y.Item | Y.GC = Y.getItem(this.#facts.doc.store, id);
    return struct instanceof Y.Item ? placeOfKnown(struct) : nowhere;
  }

  #insideOf(id: Y.ID): Place | null {
    if (id.clock >= Y.getState(this.#facts.doc.store, id.client)) {
      const fresh = this.#freshAt(id);
      return fresh ? (fresh.place.parent === 'nowhere' ? nowhere : fresh.inside) : null;
    }
    const struct: Y.Item | Y.GC = Y.getItem(this.#facts.doc.store, id);
    if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return nowhere;
    return insideOf(struct, placeOfKnown(struct));
  }
}

const clockOf = (struct: Y.Item | Y.GC) => ({ clock: struct.id.clock, end: struct.id.clock + struct.length });

/** The one of a client's structs, in clock order, that holds this clock. */
function covering<T>(
  list: readonly T[] | undefined,
  clock: number,
  rangeOf: (one: T) => { readonly clock: number; readonly end: number },
): T | undefined {
  let low = 0;
  let high = (list?.length ?? 0) - 1;
  while (list && low <= high) {
    const middle = (low + high) >> 1;
    const one = list[middle] as T;
    const range = rangeOf(one);
    if (clock < range.clock) high = middle - 1;
    else if (clock >= range.end) low = middle + 1;
    else return one;
  }
  return undefined;
}

const isInOtherRoot = (item: Y.Item): boolean => {
  const parent: unknown = item.parent;
  return typeof parent === 'string' && parent !== bodyName;
};

function placeOfKnown(item: Y.Item): Place {
  const parent = item.parent as Y.AbstractType<unknown> | null;
  if (!parent) return nowhere;
  if (!parent._item) return { ...body, sub: item.parentSub };
  const inside = insideOf(parent._item, { ...nowhere, depth: depthOf(parent._item) });
  return inside ? { ...inside, sub: item.parentSub } : nowhere;
}

/** Blocks between an item and the body. */
function depthOf(item: Y.Item): number {
  let depth = 0;
  for (
    let parent = item.parent as Y.AbstractType<unknown>;
    parent._item;
    parent = parent._item.parent as typeof parent
  )
    depth++;
  return depth;
}

function insideOf(item: Y.Item, place: Place): Place | null {
  if (item.content instanceof Y.ContentDeleted) return nowhere;
  if (!(item.content instanceof Y.ContentType)) return null;
  const type: unknown = item.content.type;
  const depth = place.depth + 1;
  if (type instanceof Y.XmlElement)
    return { parent: 'element', rule: nodeRule(type.nodeName), depth, sub: null };
  if (type instanceof Y.XmlText) return { parent: 'text', rule: undefined, depth, sub: null };
  return null;
}

function isKnownContent(content: Y.Item['content'], place: Place): boolean {
  if (place.sub !== null)
    return place.parent === 'element' && isKnownAttribute(content, place.rule, place.sub);
  if (place.parent === 'text') {
    return content instanceof Y.ContentString || (content instanceof Y.ContentFormat && isKnownMark(content));
  }
  if (!(content instanceof Y.ContentType) || !place.rule) return false;
  const type: unknown = content.type;
  if (type instanceof Y.XmlText) return place.rule.children.includes('text');
  return (
    type instanceof Y.XmlElement &&
    nodeRule(type.nodeName) !== undefined &&
    place.rule.children.includes(type.nodeName)
  );
}

function isKnownAttribute(content: Y.Item['content'], rule: NodeRule | undefined, name: string): boolean {
  return (
    rule?.attrs.includes(name) === true && content instanceof Y.ContentAny && content.arr.every(isSmallValue)
  );
}

/** A mark is switched on with its attributes and off with null. */
function isKnownMark(format: Y.ContentFormat): boolean {
  const name = markName(format.key);
  const attrs = Object.hasOwn(markRules, name) ? markRules[name] : undefined;
  if (!attrs) return false;
  const value: unknown = format.value;
  if (value === null || value === true) return name !== 'link' || value === null;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.every(([key, entry]) => attrs.includes(key) && isSmallValue(entry)) &&
    (name !== 'link' || isAllowedHref((value as { href?: unknown }).href))
  );
}

/** Attributes hold a short string, a number, a truth value, nothing, or (column widths) a short list of numbers. */
function isSmallValue(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_ATTRIBUTE_CHARS;
  if (Array.isArray(value)) return value.length <= 64 && value.every((entry) => typeof entry === 'number');
  return value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean';
}
