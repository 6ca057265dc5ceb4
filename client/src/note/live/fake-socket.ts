import { messageType, syncType } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import type * as Y from 'yjs';

/** A socket whose other end is the test: nothing opens, arrives or closes unless the test says so. */
export class FakeSocket {
  static all: FakeSocket[] = [];
  static readonly OPEN = 1;
  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error('No socket was dialled.');
    return socket;
  }

  readonly OPEN = 1;
  readonly sent: Uint8Array[] = [];
  readonly url: string;
  binaryType = 'blob';
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(url: string | URL) {
    this.url = String(url);
    FakeSocket.all.push(this);
  }

  send(data: Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 3;
  }

  // The test's side

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  drop(code: number, reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  /** The server's step 1 and the step 2 that answers the client's. */
  syncWith(server: Y.Doc): void {
    this.#receive((encoder) => {
      encoding.writeVarUint(encoder, messageType.sync);
      syncProtocol.writeSyncStep1(encoder, server);
    });
    this.#receive((encoder) => {
      encoding.writeVarUint(encoder, messageType.sync);
      syncProtocol.writeSyncStep2(encoder, server);
    });
  }

  receipt(k: number, seq: number): void {
    this.#receive((encoder) => {
      for (const n of [messageType.receipt, k, seq]) encoding.writeVarUint(encoder, n);
    });
  }

  /** Frames sent so far, each as "sync 1", "sync 2", "edit", "ask k" or its type. */
  get frames(): string[] {
    return this.sent.map(describeFrame);
  }

  /** Applies everything the client sent to the server's document. */
  deliverTo(server: Y.Doc): void {
    for (const frame of this.sent) {
      const decoder = decoding.createDecoder(frame);
      if (decoding.readVarUint(decoder) !== messageType.sync) continue;
      syncProtocol.readSyncMessage(decoder, encoding.createEncoder(), server, 'client');
    }
  }

  #receive(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    write(encoder);
    this.onmessage?.({ data: encoding.toUint8Array(encoder) });
  }
}

function describeFrame(frame: Uint8Array): string {
  const decoder = decoding.createDecoder(frame);
  const type = decoding.readVarUint(decoder);
  if (type === messageType.askReceipt) return `ask ${decoding.readVarUint(decoder)}`;
  if (type !== messageType.sync) return `type ${type}`;
  const sync = decoding.readVarUint(decoder);
  return sync === syncType.edit ? 'edit' : `step ${sync + 1}`;
}
