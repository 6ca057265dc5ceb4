import { bodyName } from '@caseroom/shared/wire';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** The bytes of what `change` does on a client's copy of the note. */
export function editOf(
  doc: Y.Doc,
  clientId: number,
  change: (body: Y.XmlFragment, copy: Y.Doc) => void,
): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = clientId;
  const before = Y.encodeStateVector(copy);
  copy.transact(() => change(copy.getXmlFragment(bodyName), copy));
  return Y.encodeStateAsUpdate(copy, before);
}

/** The text of the first block. */
export const textOf = (body: Y.XmlFragment) => (body.get(0) as Y.XmlElement).get(0) as Y.XmlText;

/** Hand-made V1 bytes: `structs` writes the body of one client's list. */
export function v1(
  client: number,
  clock: number,
  count: number,
  structs: (e: encoding.Encoder) => void,
  deletions?: (e: encoding.Encoder) => void,
) {
  return encoding.encode((e) => {
    encoding.writeVarUint(e, 1);
    encoding.writeVarUint(e, count);
    encoding.writeVarUint(e, client);
    encoding.writeVarUint(e, clock);
    structs(e);
    if (deletions) deletions(e);
    else encoding.writeVarUint(e, 0);
  });
}

/** A collected struct of this many clocks. */
export const writeGc = (length: number) => (e: encoding.Encoder) => {
  encoding.writeUint8(e, 0);
  encoding.writeVarUint(e, length);
};

/** One item: beside its neighbours, or first in a parent (a root's name or a block's id). */
export function writeItem(
  e: encoding.Encoder,
  at: { origin?: Y.ID; rightOrigin?: Y.ID } | { parent: string | Y.ID; sub?: string },
  contentRef: number,
  content: (e: encoding.Encoder) => void,
): void {
  const writeId = ({ client, clock }: Y.ID) => {
    encoding.writeVarUint(e, client);
    encoding.writeVarUint(e, clock);
  };
  if ('parent' in at) {
    encoding.writeUint8(e, contentRef | (at.sub === undefined ? 0 : 0x20));
    encoding.writeVarUint(e, typeof at.parent === 'string' ? 1 : 0);
    if (typeof at.parent === 'string') encoding.writeVarString(e, at.parent);
    else writeId(at.parent);
    if (at.sub !== undefined) encoding.writeVarString(e, at.sub);
  } else {
    encoding.writeUint8(e, contentRef | (at.origin ? 0x80 : 0) | (at.rightOrigin ? 0x40 : 0));
    if (at.origin) writeId(at.origin);
    if (at.rightOrigin) writeId(at.rightOrigin);
  }
  content(e);
}

/** The content of a text item, and its reference. */
export const TEXT = 4;
export const writeText = (text: string) => (e: encoding.Encoder) => encoding.writeVarString(e, text);

/** Hand-made V1 bytes of several clients' lists, and ranges to delete as [client, [clock, length][]]. */
export function v1Lists(
  lists: readonly { client: number; clock: number; structs: readonly ((e: encoding.Encoder) => void)[] }[],
  deletions: readonly (readonly [number, readonly (readonly [number, number])[]])[] = [],
): Uint8Array {
  return encoding.encode((e) => {
    encoding.writeVarUint(e, lists.length);
    for (const { client, clock, structs } of lists) {
      for (const n of [structs.length, client, clock]) encoding.writeVarUint(e, n);
      for (const write of structs) write(e);
    }
    encoding.writeVarUint(e, deletions.length);
    for (const [client, ranges] of deletions) {
      for (const n of [client, ranges.length, ...ranges.flat()]) encoding.writeVarUint(e, n);
    }
  });
}
