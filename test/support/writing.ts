import { bodyName } from '@caseroom/shared/wire';
import * as Y from 'yjs';

/** Adds a paragraph at the end, as one edit. */
export function writeLine(doc: Y.Doc, words: string): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    const body = doc.getXmlFragment(bodyName);
    body.insert(body.length, [paragraph]);
  });
}

/** The bytes of that edit. */
export function lineEdit(doc: Y.Doc, words: string): Uint8Array {
  const before = Y.encodeStateVector(doc);
  writeLine(doc, words);
  return Y.encodeStateAsUpdate(doc, before);
}
