import { createNoteDoc } from '@caseroom/server/note/doc';
import { bodyName, messageType, syncType } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import type { HttpClient } from './http-client.ts';
import { until } from './until.ts';

/** One entry of an awareness message; `state` null says that the client has gone. */
export interface Presence {
  readonly client: number;
  readonly clock: number;
  readonly state: Record<string, unknown> | null;
}

export type Heard =
  | { readonly kind: 'step1' | 'step2' | 'edit'; readonly bytes: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: readonly Presence[] }
  | { readonly kind: 'receipt'; readonly k: number; readonly seq: number }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'other' };

export interface RawOptions {
  /** False: does not answer the server's pings. */
  readonly autoPong?: boolean;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/**
 * A bare WebSocket on a note that says exactly what it is told to, nothing by itself. What it hears is kept, and
 * applied to a document that keeps what is deleted and tidies nothing away.
 */
export class RawNote {
  readonly ws: WebSocket;
  readonly doc = createNoteDoc();
  readonly heard: Heard[] = [];
  readonly closed: Promise<Closed>;
  ending: Closed | null = null;

  constructor(
    who: Pick<HttpClient, 'origin'> & { cookie?: string },
    noteId: string,
    { query = '', ...options }: RawOptions & { query?: string } = {},
  ) {
    const headers = who.cookie === undefined ? {} : { cookie: who.cookie };
    const address = `${who.origin.replace(/^http/, 'ws')}/collab/${noteId}${query}`;
    this.ws = new WebSocket(address, { headers, origin: who.origin, ...options });
    this.ws.on('error', () => {}); // What went wrong is said by the close code.
    this.ws.on('message', (data) => this.#hear(data as Buffer));
    this.closed = new Promise((resolve) =>
      this.ws.once('close', (code, reason) => {
        this.ending = { code, reason: String(reason) };
        resolve(this.ending);
      }),
    );
  }

  /** Comes in, has the whole note, and has told the server that there is nothing it does not know. */
  static async join(who: HttpClient, noteId: string, options?: RawOptions): Promise<RawNote> {
    const note = await RawNote.read(who, noteId, options);
    note.send(step2Frame(note.doc));
    return note;
  }

  /** Comes in and has the whole note; owes the server an answer to its step 1. */
  static async read(who: HttpClient, noteId: string, options?: RawOptions): Promise<RawNote> {
    const note = new RawNote(who, noteId, options);
    await note.opened();
    note.send(step1Frame(note.doc));
    await note.hears((heard) => heard.kind === 'step2');
    return note;
  }

  get body(): Y.XmlFragment {
    return this.doc.getXmlFragment(bodyName);
  }

  async opened(): Promise<void> {
    await until(() => this.ws.readyState !== WebSocket.CONNECTING);
  }

  send(frame: Uint8Array | string): void {
    this.ws.send(frame);
  }

  /** The first thing heard of this kind, also when it has been heard already. Throws when the socket closes first. */
  async hears(isMeant: (heard: Heard) => boolean): Promise<Heard> {
    await until(() => this.heard.some(isMeant) || this.ending !== null);
    const found = this.heard.find(isMeant);
    if (!found)
      throw new Error(`closed with ${this.ending?.code} ${this.ending?.reason} before it was heard`);
    return found;
  }

  /** Asks for a receipt and waits for it: everything sent before has been dealt with. */
  async saved(k = this.heard.length + 1): Promise<number> {
    this.send(askReceiptFrame(k));
    const receipt = await this.hears((heard) => heard.kind === 'receipt' && heard.k === k);
    return (receipt as Extract<Heard, { kind: 'receipt' }>).seq;
  }

  /** Everything that was ever said of one client id, oldest first. */
  presenceOf(client: number): Presence[] {
    return this.heard
      .flatMap((heard) => (heard.kind === 'awareness' ? heard.entries : []))
      .filter((entry) => entry.client === client);
  }

  close(): void {
    this.ws.terminate();
  }

  #hear(frame: Buffer): void {
    const heard = readFrame(frame);
    this.heard.push(heard);
    if (heard.kind === 'step2' || heard.kind === 'edit') Y.applyUpdate(this.doc, heard.bytes, this);
  }
}

function readFrame(frame: Uint8Array): Heard {
  const decoder = decoding.createDecoder(frame);
  const type = decoding.readVarUint(decoder);
  if (type === messageType.sync) return readSync(decoder);
  if (type === messageType.awareness) return { kind: 'awareness', entries: readPresence(decoder) };
  if (type === messageType.heartbeat) return { kind: 'heartbeat' };
  if (type !== messageType.receipt) return { kind: 'other' };
  return { kind: 'receipt', k: decoding.readVarUint(decoder), seq: decoding.readVarUint(decoder) };
}

function readSync(decoder: decoding.Decoder): Heard {
  const type = decoding.readVarUint(decoder);
  const kind = type === syncType.step1 ? 'step1' : type === syncType.step2 ? 'step2' : 'edit';
  return { kind, bytes: decoding.readVarUint8Array(decoder) };
}

function readPresence(frame: decoding.Decoder): Presence[] {
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(frame));
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    client: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: JSON.parse(decoding.readVarString(decoder)) as Presence['state'],
  }));
}

const syncFrame = (write: (encoder: encoding.Encoder) => void): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    write(encoder);
  });

export const step1Frame = (doc: Y.Doc): Uint8Array =>
  syncFrame((encoder) => sync.writeSyncStep1(encoder, doc));
/** Everything there is in `doc`. */
const step2Frame = (doc: Y.Doc): Uint8Array => syncFrame((encoder) => sync.writeSyncStep2(encoder, doc));
export const editFrame = (edit: Uint8Array): Uint8Array =>
  syncFrame((encoder) => sync.writeUpdate(encoder, edit));

export const askReceiptFrame = (k: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.askReceipt);
    encoding.writeVarUint(encoder, k);
  });

export const presenceFrame = (entries: readonly Presence[]): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.awareness);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((inner) => {
        encoding.writeVarUint(inner, entries.length);
        for (const { client, clock, state } of entries) {
          encoding.writeVarUint(inner, client);
          encoding.writeVarUint(inner, clock);
          encoding.writeVarString(inner, JSON.stringify(state));
        }
      }),
    );
  });
