import { messageType, syncType } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What a client can say, one message a frame. */
export type ClientMessage =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  /** `isStep2`: it answers this server's step 1 with everything the client has and the note had not. */
  | { readonly kind: 'edit'; readonly bytes: Uint8Array; readonly isStep2: boolean }
  | { readonly kind: 'awareness'; readonly bytes: Uint8Array }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'ask-receipt'; readonly k: number }
  /** A type this server does not know; passed over, as y-websocket does. */
  | { readonly kind: 'unknown' };

/** Null when the frame breaks off or says something impossible. */
export function readFrame(frame: Uint8Array): ClientMessage | null {
  try {
    return readMessage(decoding.createDecoder(frame));
  } catch {
    return null;
  }
}

function readMessage(decoder: decoding.Decoder): ClientMessage | null {
  switch (decoding.readVarUint(decoder)) {
    case messageType.sync:
      return readSync(decoder);
    case messageType.awareness:
      return { kind: 'awareness', bytes: decoding.readVarUint8Array(decoder) };
    case messageType.queryAwareness:
      return { kind: 'query-awareness' };
    case messageType.askReceipt:
      return { kind: 'ask-receipt', k: decoding.readVarUint(decoder) };
    default:
      return { kind: 'unknown' };
  }
}

function readSync(decoder: decoding.Decoder): ClientMessage | null {
  const type = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (type === syncType.step1) return { kind: 'step1', stateVector: bytes };
  const isStep2 = type === syncType.step2;
  return isStep2 || type === syncType.edit ? { kind: 'edit', bytes, isStep2 } : null;
}

export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(syncType.step1, stateVector);
export const step2Frame = (state: Uint8Array): Uint8Array => syncFrame(syncType.step2, state);
export const editFrame = (edit: Uint8Array): Uint8Array => syncFrame(syncType.edit, edit);

function syncFrame(type: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync);
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

export function awarenessFrame(entries: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.awareness);
    encoding.writeVarUint8Array(encoder, entries);
  });
}

export function receiptFrame(k: number, seq: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageType.receipt);
    encoding.writeVarUint(encoder, k);
    encoding.writeVarUint(encoder, seq);
  });
}

export const heartbeatFrame: Uint8Array = encoding.encode((encoder) =>
  encoding.writeVarUint(encoder, messageType.heartbeat),
);
