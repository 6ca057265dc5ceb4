import { visibleString } from '@caseroom/shared/editor/text';
import { bodyName } from '@caseroom/shared/wire';
import * as Y from 'yjs';
import type { Patch } from './trace.ts';

/**
 * Client ids that rise with the agents' numbers. Where two agents' words meet between the same two letters, Yjs puts
 * the lower id first, and the traces put the lower agent first.
 */
export function clientIdsFor(agents: number): number[] {
  const ids = new Set<number>();
  while (ids.size < agents) ids.add(crypto.getRandomValues(new Uint32Array(1))[0] as number);
  return [...ids].sort((a, b) => a - b);
}

/**
 * What one agent has in front of them: a document that holds exactly what the trace says they had merged. Their
 * connection's document runs ahead of it, as the network brings what others typed.
 */
export class Typist {
  readonly doc = new Y.Doc();
  readonly #isBmp: boolean;

  constructor(isBmp: boolean, clientId: number) {
    this.#isBmp = isBmp;
    this.doc.clientID = clientId;
  }

  /** Puts an empty code block into the note, which keeps line breaks as they are. */
  openCodeBlock(start: string): Uint8Array {
    return this.#transact(() => {
      const block = new Y.XmlElement('codeBlock');
      block.insert(0, [new Y.XmlText(start)]);
      this.doc.getXmlFragment(bodyName).insert(0, [block]);
    });
  }

  merge(edit: Uint8Array): void {
    Y.applyUpdate(this.doc, edit);
  }

  /** Types one transaction and answers its bytes. */
  type(patches: readonly Patch[]): Uint8Array {
    const block = this.doc.getXmlFragment(bodyName).get(0) as Y.XmlElement;
    const text = block.get(0) as Y.XmlText;
    return this.#transact(() => {
      for (const [position, deleted, inserted] of patches) {
        const from = this.#offset(text, position);
        const to = this.#isBmp ? from + deleted : this.#offset(text, position + deleted);
        if (to > from) text.delete(from, to - from);
        if (inserted !== '') text.insert(from, inserted);
      }
    });
  }

  /** Traces count code points; Yjs counts UTF-16 code units. */
  #offset(text: Y.XmlText, codePoints: number): number {
    if (this.#isBmp) return codePoints;
    let units = 0;
    let left = codePoints;
    for (const character of visibleString(text)) {
      if (left-- === 0) break;
      units += character.length;
    }
    return units;
  }

  #transact(change: () => void): Uint8Array {
    let bytes = new Uint8Array([0, 0]);
    const keep = (edit: Uint8Array) => {
      bytes = Uint8Array.from(edit);
    };
    this.doc.on('update', keep);
    this.doc.transact(change);
    this.doc.off('update', keep);
    return bytes;
  }
}
