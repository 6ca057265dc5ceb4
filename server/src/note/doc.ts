import { bodyName } from '@caseroom/shared/wire';
import * as Y from 'yjs';

/**
 * A document that holds exactly what the journal holds. Deleted text is kept (`gc: false`), and Yjs's habit of
 * tidying redundant formats after a remote change is switched off: it would delete things that no person
 * deleted and that no edit records.
 */
export function createNoteDoc(): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  doc.on('beforeObserverCalls', (transaction) => {
    transaction.local = true;
  });
  return doc;
}

/** A document of committed edits never waits for anything. */
export const isWhole = (doc: Y.Doc): boolean => !doc.store.pendingStructs && !doc.store.pendingDs;

export const bodyOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(bodyName);

/**
 * Makes an edit the way a client would: on a copy, under a client id of its own, so that the bytes go through
 * the same judgement and commit path as everybody's. Null when `change` changed nothing.
 */
export function editOn(doc: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array | null {
  const copy = createNoteDoc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  let bytes: Uint8Array | null = null;
  copy.on('update', (update: Uint8Array) => {
    bytes = update;
  });
  copy.transact(() => change(copy));
  copy.destroy();
  return bytes;
}
