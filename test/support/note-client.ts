import { bodyName, messageType } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { HttpClient } from './http-client.ts';

/** A stock y-websocket provider for a signed-in person. It retries as a browser's does. */
export class NoteClient {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly #receipts = new Map<number, (seq: number) => void>();
  #k = 0;

  constructor(who: Pick<HttpClient, 'origin' | 'cookie'>, noteId: string, doc = new Y.Doc()) {
    this.doc = doc;
    const headers = { cookie: who.cookie, origin: who.origin };
    class SignedInSocket extends WebSocket {
      constructor(url: string | URL, protocols?: string[]) {
        super(url, protocols, { headers });
        this.on('error', () => {}); // a refused connection is retried by the provider
      }
    }
    const address = `${who.origin.replace(/^http/, 'ws')}/collab`;
    this.provider = new WebsocketProvider(address, noteId, doc, {
      WebSocketPolyfill: SignedInSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
    this.provider.messageHandlers[messageType.receipt] = (_encoder, decoder) => {
      const k = decoding.readVarUint(decoder);
      this.#receipts.get(k)?.(decoding.readVarUint(decoder));
      this.#receipts.delete(k);
    };
    this.provider.messageHandlers[messageType.heartbeat] = () => {};
    // It would take its leave when the process ends. A test has many of them, and Node warns of so many listeners.
    process.off('exit', this.provider._exitHandler);
  }

  get body(): Y.XmlFragment {
    return this.doc.getXmlFragment(bodyName);
  }

  synced(): Promise<void> {
    if (this.provider.synced) return Promise.resolve();
    return new Promise((resolve) => {
      const listen = (isSynced: boolean) => {
        if (!isSynced) return;
        this.provider.off('sync', listen);
        resolve();
      };
      this.provider.on('sync', listen);
    });
  }

  /** The note's seq once everything sent so far is committed; asks again on every new connection. */
  saved(): Promise<number> {
    return new Promise((resolve) => {
      const k = ++this.#k;
      const ask = (isSynced: boolean) => {
        if (isSynced) this.#ask(k);
      };
      this.#receipts.set(k, (seq) => {
        this.provider.off('sync', ask);
        resolve(seq);
      });
      this.provider.on('sync', ask);
      ask(this.provider.synced);
    });
  }

  close(): void {
    this.provider.destroy();
  }

  #ask(k: number): void {
    const frame = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, messageType.askReceipt);
      encoding.writeVarUint(encoder, k);
    });
    this.provider.ws?.send(frame);
  }
}
