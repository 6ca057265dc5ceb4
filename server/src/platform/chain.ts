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

export function linkTo(previous: Uint8Array, header: string, payload: Uint8Array | string): Link {
  const salt = randomBytes(SALT_BYTES);
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
