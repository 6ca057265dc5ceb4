import type { Refusal } from '@caseroom/shared/refusal';
import { type AwarenessUser, bodyName, messageType, syncType } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { Member } from '../member.ts';
import type { Room } from '../room.ts';

/** What a client needs of a room, or of a network in front of one. */
export type RoomSide = Pick<Room, 'join' | 'leave' | 'edit' | 'step1' | 'askReceipt'>;

/**
 * A y-websocket client without a socket: a real document on one side, a room's member on the other. What the
 * room sends waits in `received` until `deliver` takes it, so that a test decides about every frame.
 */
export class ClientInMemory implements Member {
  readonly doc: Y.Doc;
  readonly personId: string;
  readonly user: AwarenessUser;
  readonly canWrite: boolean;
  readonly #clientId: number;
  state: Member['state'] = 'joining';
  awarenessClient: number | null = null;
  received: Uint8Array[] = [];
  readonly receipts: { k: number; seq: number }[] = [];
  readonly awareness: Uint8Array[] = [];
  refusal: Refusal | null = null;
  closed: { code: number; reason: string } | null = null;
  room: RoomSide | null = null;

  constructor(
    personId: string,
    { canWrite = true, clientId }: { canWrite?: boolean; clientId?: number } = {},
  ) {
    this.personId = personId;
    this.canWrite = canWrite;
    this.user = { id: personId, name: personId, color: '#000000', colour: 0, role: 'agent' };
    this.doc = new Y.Doc();
    if (clientId !== undefined) this.doc.clientID = clientId;
    this.#clientId = this.doc.clientID;
    this.doc.on('update', (edit: Uint8Array, origin: unknown) => {
      if (origin !== this && this.room) this.room.edit(this, edit);
    });
  }

  get body(): Y.XmlFragment {
    return this.doc.getXmlFragment(bodyName);
  }

  /**
   * Somebody else has written on under this document's client id, and Yjs has given it another. What it had written
   * under the old one is known to nobody: state vectors say how much each side has, not that it differs.
   */
  get hasLostItsId(): boolean {
    return this.doc.clientID !== this.#clientId;
  }

  /** Opens a connection and asks for the text, as y-websocket does. */
  connect(room: RoomSide): void {
    this.state = 'joining';
    this.awarenessClient = null;
    this.closed = null;
    this.refusal = null;
    this.received = [];
    this.room = room;
    room.join(this);
    room.step1(this, Y.encodeStateVector(this.doc));
  }

  disconnect(): void {
    this.room?.leave(this);
    this.room = null;
    this.received = [];
  }

  /** Takes what has arrived, in order. */
  deliver(): void {
    for (const frame of this.received.splice(0)) this.take(frame);
  }

  take(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === messageType.receipt) {
      this.receipts.push({ k: decoding.readVarUint(decoder), seq: decoding.readVarUint(decoder) });
    } else if (type === messageType.awareness) {
      this.awareness.push(decoding.readVarUint8Array(decoder));
    } else if (type === messageType.sync) this.#takeSync(decoder);
  }

  #takeSync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (kind !== syncType.step1) Y.applyUpdate(this.doc, bytes, this);
    else this.room?.edit(this, Y.encodeStateAsUpdate(this.doc, bytes), true);
  }

  send(frame: Uint8Array): void {
    this.received.push(frame);
  }
  refuse(refusal: Refusal): void {
    this.refusal = refusal;
    this.close(4422, refusal.refused);
  }
  close(code: number, reason: string): void {
    if (this.closed) return;
    this.closed = { code, reason };
    this.room?.leave(this);
    this.room = null;
  }
  dealtWith(): void {}
}
