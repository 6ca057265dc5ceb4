import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * The hash chain of a ledger: `chain = SHA-256(previous ‖ header ‖ mac)` with
 * `mac = HMAC-SHA-256(salt, payload)`. Payload and salt can be masked or erased later and the chain still
 * verifies, because it covers only the mac; a payload that is still there must match its mac.
 */
export interface Link {
  readonly salt: Buffer;
  readonly mac: Buffer;
  readonly chain: Buffer;
}

const SALT_BYTES = 16;
/** Random bytes are drawn for this many salts at a time: a call costs as much as thousands of bytes. */
const SALTS_DRAWN = 256;

let drawn = Buffer.alloc(0);

function nextSalt(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(SALT_BYTES * SALTS_DRAWN);
  const salt = drawn.subarray(0, SALT_BYTES);
  drawn = drawn.subarray(SALT_BYTES);
  return salt;
}

export function linkTo(previous: Uint8Array, header: string, payload: Uint8Array | string): Link {
  const salt = nextSalt();
  const mac = macOf(salt, payload);
  return { salt, mac, chain: chainOf(previous, header, mac) };
}

export const macOf = (salt: Uint8Array, payload: Uint8Array | string): Buffer =>
  createHmac('sha256', salt).update(payload).digest();

export const chainOf = (previous: Uint8Array, header: string, mac: Uint8Array): Buffer =>
  createHash('sha256').update(previous).update(header).update(mac).digest();

/** What a ledger row's header says; every field that must not change unnoticed, one a line. */
export const headerOf = (...fields: readonly (string | number | null)[]): string =>
  fields.map((field) => field ?? '').join('\n');
