import { createNoteDoc } from '@caseroom/server/note/doc';
import { messageType, syncType } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { NoteClient } from '../support/note-client.ts';

/**
 * Keeps what one client can testify to: every edit that came to it from the server, and its own edits up to the
 * last one whose receipt has arrived.
 */
export class Witness {
  readonly client: NoteClient;
  /** As they came: the client's own document may make something else of them. */
  readonly seen: Uint8Array[] = [];
  readonly typed: Uint8Array[] = [];
  /** How many of `typed`, from the first on, are receipted. */
  receipted = 0;

  constructor(client: NoteClient) {
    this.client = client;
    const { provider, doc } = client;
    const takeSync = provider.messageHandlers[messageType.sync] as (typeof provider.messageHandlers)[number];
    provider.messageHandlers[messageType.sync] = (encoder, decoder, ...rest) => {
      const frame = decoding.clone(decoder);
      if (decoding.readVarUint(frame) !== syncType.step1) this.seen.push(decoding.readVarUint8Array(frame));
      takeSync(encoder, decoder, ...rest);
    };
    doc.on('update', (edit: Uint8Array, origin: unknown) => {
      if (origin !== provider) this.typed.push(edit);
    });
  }

  get unsaved(): number {
    return this.typed.length - this.receipted;
  }

  /** Types, and asks for a receipt of it. */
  type(change: () => void): void {
    change();
    const typed = this.typed.length;
    void this.client.saved().then(() => {
      this.receipted = Math.max(this.receipted, typed);
    });
  }

  /**
   * The note as far as this client can testify to it, in a document that adds nothing of its own: an ordinary one
   * deletes formats that have no effect any more, and would testify to deletions that nobody made.
   */
  testimony(): Y.Doc {
    const doc = createNoteDoc();
    for (const edit of [...this.seen, ...this.typed.slice(0, this.receipted)]) Y.applyUpdate(doc, edit);
    return doc;
  }
}

/**
 * The clocks of `testimony` that `held` lacks, holds with another content, or shows although they were deleted:
 * characters, blocks, attributes and formats alike.
 */
export function lostFrom(held: Y.Doc, testimony: Y.Doc): string[] {
  const there = unitsOf(held);
  return [...unitsOf(testimony)].flatMap(([id, unit]) => {
    const found = there.get(id);
    if (!found) return [`${id} is missing: ${unit.content}`];
    if (unit.content !== null && found.content !== unit.content)
      return [`${id} is ${found.content}, not ${unit.content}`];
    return unit.deleted && !found.deleted ? [`${id} is back: ${unit.content}`] : [];
  });
}

interface Unit {
  /** Null when a client has collected it, as it does with what was deleted: it testifies to the deletion alone. */
  readonly content: string | null;
  readonly deleted: boolean;
}

/** Every clock of a document, deleted or not, under "client:clock". */
function unitsOf(doc: Y.Doc): Map<string, Unit> {
  const units = new Map<string, Unit>();
  for (const [client, structs] of doc.store.clients) {
    for (const struct of structs) {
      for (let i = 0; i < struct.length; i++) {
        units.set(`${client}:${struct.id.clock + i}`, {
          content: contentAt(struct, i),
          deleted: struct.deleted,
        });
      }
    }
  }
  return units;
}

function contentAt(struct: Y.GC | Y.Item, offset: number): string | null {
  if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return null;
  const { content } = struct;
  if (content instanceof Y.ContentString) return `“${content.str[offset]}”`;
  if (content instanceof Y.ContentType)
    return content.type instanceof Y.XmlElement ? content.type.nodeName : 'text';
  if (content instanceof Y.ContentFormat) return `${content.key}=${JSON.stringify(content.value)}`;
  return JSON.stringify(content.getContent()[offset] ?? content.constructor.name);
}
