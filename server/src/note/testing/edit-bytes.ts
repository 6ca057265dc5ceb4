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
